"""Asking before what cannot be undone, and for what nobody may read over a shoulder."""

from __future__ import annotations

import sys

import typer

from crisisctl.errors import Usage
from crisisctl.tongue import here, speaks

_SURE = {"en": "It cannot be undone. Go on? [y/N] ", "fr": "C’est sans retour. Continuer ? [o/N] "}
_YES = {"y", "yes", "o", "oui"}
_NO = {"n", "no", "non"}


def sure(language: str, scripted: str) -> None:
    """Go on only after a yes; ``scripted`` is what a script writes instead. Anything else leaves as Ctrl-C does."""
    if not sys.stdin.isatty():
        raise Usage("nobody is there to be asked", scripted)
    typer.echo(_SURE[language], nl=False, err=True)
    if sys.stdin.readline().strip().lower() not in _YES:
        raise typer.Abort


def agreed(question: str, *, default: bool = False) -> bool:
    """Whether somebody says yes, in either language; an empty answer is the default. Asks again what it cannot read."""
    yes, no = ("O", "n") if speaks() == "fr" else ("Y", "n")
    keys = f"{yes}/{no}" if default else f"{yes.lower()}/{no.upper()}"
    while True:
        typer.echo(f"{here(question)} [{keys}] ", nl=False, err=True)
        line = sys.stdin.readline()
        answer = line.strip().lower()
        if not line:
            raise typer.Abort  # the terminal is gone
        if not answer or answer in _YES | _NO:
            return answer in _YES if answer else default


def hidden(prompt: str, scripted: str) -> str:
    """A line that is not shown while it is typed."""
    if not sys.stdin.isatty():
        raise Usage("nobody is there to be asked", scripted)
    from getpass import getpass

    return getpass(prompt, stream=sys.stderr)
