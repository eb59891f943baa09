"""Asking before what cannot be undone, and for what nobody may read over a shoulder."""

from __future__ import annotations

import sys

import typer

from crisisctl.errors import Usage

_SURE = {"en": "It cannot be undone. Go on? [y/N] ", "fr": "C’est sans retour. Continuer ? [o/N] "}
_YES = {"y", "yes", "o", "oui"}


def sure(language: str, scripted: str) -> None:
    """Go on only after a yes; ``scripted`` is what a script writes instead. Anything else leaves as Ctrl-C does."""
    if not sys.stdin.isatty():
        raise Usage("nobody is there to be asked", scripted)
    typer.echo(_SURE[language], nl=False, err=True)
    if sys.stdin.readline().strip().lower() not in _YES:
        raise typer.Abort


def hidden(prompt: str, scripted: str) -> str:
    """A line that is not shown while it is typed."""
    if not sys.stdin.isatty():
        raise Usage("nobody is there to be asked", scripted)
    from getpass import getpass

    return getpass(prompt, stream=sys.stderr)
