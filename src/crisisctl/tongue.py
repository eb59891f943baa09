"""Which language the terminal speaks, as the environment says."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextvars import ContextVar

from crisisctl.errors import Finding

LANGUAGES = ("fr", "en")
_NOUNS = {
    "entry": (("entry", "entries"), ("entrée", "entrées")),
    "error": (("error", "errors"), ("erreur", "erreurs")),
    "file": (("file", "files"), ("fichier", "fichiers")),
    "incident": (("incident", "incidents"), ("incident", "incidents")),
    "other": (("other", "others"), ("autre remarque", "autres remarques")),
    "recipient": (("recipient", "recipients"), ("destinataire", "destinataires")),
    "text": (("text", "texts"), ("texte", "textes")),
    "walk": (("walk", "walks"), ("parcours", "parcours")),
    "warning": (("warning", "warnings"), ("avertissement", "avertissements")),
}
_LEVELS = {"error": "erreur", "warning": "avertissement", "info": "remarque"}
_settled = ContextVar("settled", default="")
_company: ContextVar[Callable[[], str] | None] = ContextVar("company", default=None)


def spoken() -> str:
    """The language of who sits here: theirs for crisisctl, else their terminal's; empty where nothing says so."""
    for variable in ("CRISISCTL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if (found := os.environ.get(variable, "")[:2].lower()) in LANGUAGES:
            return found
    return ""


def settle(language: str) -> None:
    """What is spoken here where the environment names no language: that of the organisation whose incident it is."""
    _settled.set(language)


def ask_company(language: Callable[[], str]) -> None:
    """How to find out what our company speaks, for a sentence that is said before anything settled it."""
    _company.set(language)


def speaks() -> str:
    """The language of what is said here: the terminal's, that of the incident, the company's; else empty, English."""
    if heard := spoken() or _settled.get():
        return heard
    if find := _company.get():
        _company.set(None)  # what is read for it may have something to say itself
        settle(find())
    return _settled.get()


def here(sentence: str) -> str:
    """A sentence of ours in the language that the terminal speaks."""
    if speaks() != "fr":
        return sentence
    from crisisctl.french import said

    return said(sentence, "fr")


def found(finding: str | Finding) -> str:
    """A line on what is wrong in a file, in the language that the terminal speaks."""
    return here(finding) if isinstance(finding, str) else finding.said(speaks())


def counted(number: int, noun: str, language: str = "") -> str:
    """``1 text``, ``2 texts``; in French ``0 texte``, for nought is no plural there."""
    french = (language or speaks()) == "fr"
    one, several = _NOUNS[noun][french]
    return f"{number} {one if number == 1 or (french and number == 0) else several}"


def level(word: str, language: str = "") -> str:
    """How grave a finding is; JSON and logs keep the English word."""
    return _LEVELS.get(word, word) if (language or speaks()) == "fr" else word


def colon() -> str:
    """What stands between a word and what it tells; French wants a space before it."""
    return "\N{NO-BREAK SPACE}: " if speaks() == "fr" else ": "
