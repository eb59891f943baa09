"""Which language the terminal speaks, as the environment says."""

from __future__ import annotations

import os

LANGUAGES = ("fr", "en")


def spoken() -> str:
    """The language of who sits here: theirs for crisisctl, else their terminal's; empty where nothing says so."""
    for variable in ("CRISISCTL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if (found := os.environ.get(variable, "")[:2].lower()) in LANGUAGES:
            return found
    return ""


def here(sentence: str) -> str:
    """A sentence of ours in the language that the terminal speaks."""
    if spoken() != "fr":
        return sentence
    from crisisctl.french import said

    return said(sentence, "fr")


def colon() -> str:
    """What stands between a word and what it tells; French wants a space before it."""
    return "\N{NO-BREAK SPACE}: " if spoken() == "fr" else ": "
