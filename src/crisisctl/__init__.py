"""crisisctl: a command-line crisis playbook runner."""

__version__ = "0.1.0"
"""A literal: reading it from the installed metadata costs more than the rest of ``--version`` together."""
