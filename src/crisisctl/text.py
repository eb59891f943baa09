"""Words: the same text in several languages, and text made safe to show.

``Words`` maps a language code to a text; the key ``""`` holds a text that serves every language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TypeAlias

Words: TypeAlias = Mapping[str, str]

# C0 and C1 controls but tab and line feed; bidi marks, embeddings, overrides and isolates; line and paragraph
# separators; zero-width characters that hide or reorder what is read; lone surrogates, which no encoding carries.
# Joiners inside emoji stay (U+200D).
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\u180e\ud800-\udfff]"
)
_YES = {"true", "yes", "y", "oui", "o", "vrai", "1"}
_NO = {"false", "no", "n", "non", "faux", "0"}
_SPACES = re.compile(r"[ \t\n]+")
_ESCAPES = re.compile(r"\x1b(?:\][^\x07\x1b]*(?:\x07|\x1b\\)?|\[[0-?]*[ -/]*[@-~]?|[@-Z\\-_])")


def say(words: Words, language: str) -> str:
    """The text in ``language``; else the one that serves all; else the first there is; else nothing."""
    for key in (language, ""):
        if key in words:
            return words[key]
    return next(iter(words.values()), "")


def clean(text: str) -> str:
    """``text`` without anything that could steer a terminal or reorder what is read.

    Escape sequences go whole; other control, bidi and invisible characters become ``U+FFFD``, so a reader
    sees that something was there. Line feeds and tabs stay.
    """
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", _ESCAPES.sub("", text.replace("\r\n", "\n")))


def in_json(dumped: str) -> str:
    """JSON in which what ``clean`` takes away is written as an escape: the same value, and nothing for a terminal."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", dumped)


def one_line(text: str) -> str:
    """``clean`` text on one line, runs of white space folded; no-break spaces stay, French typography needs them."""
    return _SPACES.sub(" ", clean(text)).strip(" ")


def unbroken(way: str) -> str:
    """A telephone number stays on its line; a long text may be broken."""
    return way.replace(" ", "\N{NO-BREAK SPACE}") if len(way) <= 30 else way


def header(text: str) -> str:
    """``text`` for a header of a mail, on one line. ``=?`` begins an encoded word there, in which Python's own library
    takes line ends for granted: ``=?utf-8?q?=0D=0ABcc:…?=`` would begin a header of its own. So it begins none."""
    return one_line(text).replace("=?", "= ?")


@cache
def typeset(text: str) -> str:
    """A French text of ours with no-break spaces where French wants them; never for what a person wrote."""
    return re.sub(r" (?=[:;!?»])|(?<=«) ", "\N{NO-BREAK SPACE}", text)


def did_you_mean(word: str, among: Iterable[str]) -> str:
    """``", did you mean `role`?"`` when a known word is near, else nothing: to be put after a complaint."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(among), n=1, cutoff=0.6)
    return f", did you mean `{near[0]}`?" if near else ""


def meant_of(word: str, titles: Mapping[str, Words]) -> str:
    """As ``did_you_mean``, of choices: one whose title has that very word comes before one that looks alike."""
    wanted = folded(word)
    found = [name for name, title in titles.items() if any(wanted in _words_of(each) for each in title.values())]
    return f", did you mean `{found[0]}`?" if len(found) == 1 else did_you_mean(word, titles)


def _words_of(title: str) -> set[str]:
    return {each.strip(".,;:!?") for each in folded(title).split()}


def yes_or_no(word: str) -> str:
    """``yes`` or ``no``, however it is said; empty for anything else."""
    said = word.strip().casefold()
    return "yes" if said in _YES else "no" if said in _NO else ""


def listed(words: Iterable[str]) -> str:
    """``"a, b, c"``, or ``"none"``: for the end of an error message."""
    return ", ".join(words) or "none"


def folded(text: str) -> str:
    """Without accents, case and doubled spaces: nobody hunts for é at night."""
    import unicodedata  # a library of its own, which most commands do without

    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())
