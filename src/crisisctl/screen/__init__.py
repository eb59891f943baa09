"""What people see: lines for a terminal or a pipe, in French or English. Nothing here asks, and nothing acts."""

from __future__ import annotations

from crisisctl.screen.status import show_status

__all__ = ["show_status"]
