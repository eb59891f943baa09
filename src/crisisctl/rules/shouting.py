"""L26: capitals, doubled marks, heaps of emoji."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._fold import fold
from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading

_DOUBLE = Pattern(r"[!?](?:\s?[!?])+")
_WORD = Pattern(r"[^\W\d_]+")
_EMOJI = Pattern("[\U0001f300-\U0001faff\u2600-\u27bf\u2b50\u203c\u2049]")
_FIRST_EMOJI = "\u203c"
_LOUD = Pattern(r"[^\W\d_a-z]{4}")
"""No loud word is without so many letters that are not small."""
_ROW = 3


def check(reading: Reading) -> Iterator[Hit]:
    text = reading.message.text
    yield from (Hit(*match.span()) for match in _DOUBLE.finditer(text))
    emoji = list(_EMOJI.finditer(text)) if max(text, default="") >= _FIRST_EMOJI else []
    if len(emoji) > _ROW:
        yield Hit(*emoji[_ROW].span())
    if not _LOUD.search(text):
        return
    words = list(_WORD.finditer(text))
    loud = [at for at, match in enumerate(words) if _is_loud(reading, match[0])]
    row = next((at for at in loud if _is_row(text, words[at : at + 6], set(loud), at)), None)
    long_enough = [match for match in words if len(match[0]) > 1]
    if row is not None:
        yield Hit(words[row].start(), words[min(row + 2, len(words) - 1)].end())
    elif len(loud) >= _ROW and len(loud) > len(long_enough) / 5:
        yield Hit(*words[loud[0]].span())


def _is_row(text: str, words: list[re.Match[str]], loud: set[int], first: int) -> bool:
    """Three loud words, with nothing but capitals between them, on one line."""
    count = 0
    for at, match in enumerate(words):
        if not match[0].isupper() or not _together(text, words[0], match):
            return False
        count += first + at in loud
        if count == _ROW:
            return True
    return False


def _is_loud(reading: Reading, word: str) -> bool:
    if len(word) < 4 or not word.isupper():
        return False
    plain = fold(word)
    return (
        plain not in reading.settings.entries(reading.language, "acronyms")
        and plain not in fold(reading.context.company).split()
    )


def _together(text: str, first: re.Match[str], last: re.Match[str]) -> bool:
    return "\n" not in text[first.start() : last.end()]


RULE = Rule(
    id="shouting",
    number="L26",
    level="warning",
    priority=2,
    checks={
        "fr": "les mots en capitales, « !! », les avalanches d’émojis",
        "en": 'words in capitals, "!!", heaps of emoji',
    },
    why={
        "fr": "Les capitales crient et se lisent mal ; « !! » affole.",
        "en": 'Capitals shout and are hard to read; "!!" alarms.',
    },
    rewrite={
        "fr": "Écrivez en minuscules ; une phrase courte suffit à marquer l’urgence.",
        "en": "Write in lower case; a short sentence is enough to show urgency.",
    },
    check=check,
)
