"""Asking before what cannot be undone, and for what nobody may read over a shoulder."""

from __future__ import annotations

import sys

import typer

from crisisctl.errors import Usage
from crisisctl.text import typeset
from crisisctl.tongue import here, speaks

_SURE = {"en": "It cannot be undone. Go on?", "fr": typeset("C’est sans retour. Continuer ?")}
_HOW = {
    ("en", False): "[y] yes, Enter alone: no > ",
    ("en", True): "[n] no, Enter alone: yes > ",
    ("fr", False): typeset("[o] oui, Entrée seule : non > "),
    ("fr", True): typeset("[n] non, Entrée seule : oui > "),
}
"""What Enter alone does is said at every question: in the walk it is a yes, here most often a no."""
_YES = {"y", "yes", "o", "oui"}
_NO = {"n", "no", "non"}


def sure(language: str, scripted: str) -> None:
    """Go on only after a yes; ``scripted`` is what a script writes instead. Anything else leaves as Ctrl-C does."""
    if not sys.stdin.isatty():
        raise Usage("nobody is there to be asked", scripted)
    typer.echo(f"{_SURE[language]} {_HOW[language, False]}", nl=False, err=True)
    if sys.stdin.readline().strip().lower() not in _YES:
        raise typer.Abort


def agreed(question: str, *, default: bool = False) -> bool:
    """Whether somebody says yes, in either language; an empty answer is the default. Asks again what it cannot read."""
    how = _HOW["fr" if speaks() == "fr" else "en", default]
    while True:
        typer.echo(f"{here(question)} {how}", nl=False, err=True)
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
