"""The sentences that are raised, recorded and drafted in English, said in French.

The core speaks English sentences, and logs keep some of them; so a sentence is found again by its shape, which serves
the errors of now and the entries of last year alike. What no table has stays as it is: better English than nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import TypeAlias

from crisisctl.french.authoring import AUTHORING
from crisisctl.french.clocks import CLOCKS
from crisisctl.french.drills import DRILLS
from crisisctl.french.keeping import KEEPING
from crisisctl.french.lines import LINES
from crisisctl.french.readiness import READINESS
from crisisctl.french.refusals import REFUSALS
from crisisctl.french.sending import SENDING
from crisisctl.french.team import TEAM
from crisisctl.french.together import TOGETHER
from crisisctl.french.ways import WAYS
from crisisctl.text import typeset

_OURS = frozenset({"told", "near", "among", "also", "status", "state"})
"""Placeholders that stand for words of ours; every other stands for words that stay as they are."""
_WORDS_OF_OURS = ".+?"
_OTHER_WORDS = r"(?:(?!; ).)+?"
"""They do not reach into the next sentence."""
_PATTERNS = {
    "told": _WORDS_OF_OURS,
    "among": _WORDS_OF_OURS,
    "also": _WORDS_OF_OURS,
    "near": "(?:, did you mean .+)?",
    "status": r"\w+",
    "state": r"[\w-]+",
    "name": "[^:;]+?",
    "option": "[^:;]+?",
    "span": r"\d+h",
    "whole": r"\d+",
    "rest": r"\d+",
}
_LONGEST = 2000
"""What is longer is no sentence of ours, and would take its time to be compared with each."""
_FEW = 4
"""Letters: a sentence with no more of its own says nothing by them."""
_ALL = REFUSALS | SENDING | WAYS | CLOCKS | KEEPING | TEAM | TOGETHER | DRILLS | AUTHORING | READINESS | LINES
_Shape: TypeAlias = tuple[tuple[str, ...], str, str, str]
"""The pieces that are a sentence's own, the sentence, what other words in it may be, and its French."""
_NAME = re.compile(r"\{(\w+)\}")
_ALTHOUGH = re.compile(r"(?P<reason>.*) \(although (?P<told>.+)\)", re.DOTALL)
_WITH_TEXTS = re.compile(r"(?P<what>[^:;]+): (?P<told>.+) (?P<texts>\([^()]*\))", re.DOTALL)


def said(sentence: str, language: str) -> str:
    """A sentence of ours in the language of who reads it."""
    return _french(sentence) if language == "fr" and len(sentence) < _LONGEST else sentence


def said_of_file(sentence: str, language: str) -> str:
    """What is wrong in a file that somebody wrote, or what to do about it: one of the two, never the whole line."""
    return _of_file(sentence) if language == "fr" and len(sentence) < _LONGEST else sentence


def override(reason: str, language: str) -> str:
    """A recorded reason: the person's own words as they are, ours beside them in the language of who reads it."""
    found = _ALTHOUGH.fullmatch(reason)
    if language != "fr" or not found:
        return reason
    ours = found["reason"] == "sent by hand"
    return (
        f"{_french(found['reason']) if ours else found['reason']} (malgré\N{NO-BREAK SPACE}: {_french(found['told'])})"
    )


def _french(sentence: str) -> str:
    return _by(_tight(), sentence) or _in_a_row(sentence) or _one(sentence) or sentence


def _one(sentence: str) -> str:
    return _by(_tight(), sentence) or _beside_texts(sentence) or _by(_loose(), sentence)


def _in_a_row(sentence: str) -> str:
    """Several sentences, where at least one of them is ours by words of its own."""
    parts = sentence.split("; ")
    if len(parts) == 1 or not any(_by(_tight(), part) or _beside_texts(part) for part in parts):
        return ""
    return "\N{NO-BREAK SPACE}; ".join(_one(part) or part for part in parts)


def _beside_texts(sentence: str) -> str:
    """``first-notice: what stands against it (sms fr, email fr)``."""
    found = _WITH_TEXTS.fullmatch(sentence)
    told = _by(_tight(), found["told"]) if found else ""
    return f"{found['what']}\N{NO-BREAK SPACE}: {told} {found['texts']}" if found and told else ""


def _of_file(sentence: str) -> str:
    """By the tables of the reader first: the words of a file stand in them, and may look like any other sentence."""
    ours, little = _files()
    return _by(ours, sentence, _of_file) or _by(_tight(), sentence) or _by(little, sentence, _of_file) or sentence


def _by(shapes: Iterable[_Shape], sentence: str, say: Callable[[str], str] = _french) -> str:
    """The sentence by the first of the shapes that it has; empty where it has none."""
    for own, english, words, french in shapes:
        if not all(piece in sentence for piece in own):  # which spares compiling hundreds of patterns
            continue
        if found := _pattern(english, words).fullmatch(sentence):
            parts = {name: say(part) if name in _OURS else part for name, part in found.groupdict().items()}
            if "told" not in parts or parts["told"] != found["told"]:
                return typeset(french).format(**parts)
    return ""


@cache
def _tight() -> tuple[_Shape, ...]:
    """The sentences that have words of their own, those with most of them first."""
    return _parted(_ALL, _OTHER_WORDS)[0]


@cache
def _loose() -> tuple[_Shape, ...]:
    """Those that are little but their placeholders, such as ``{name}: {told}``: looked at last."""
    return _parted(_ALL, _OTHER_WORDS)[1]


@cache
def _files() -> tuple[tuple[_Shape, ...], tuple[_Shape, ...]]:
    """As ``_tight`` and ``_loose``, of what is said of files; whatever stands in a file may stand in a sentence."""
    from crisisctl.french.parsing import PARSING
    from crisisctl.french.reading import READING
    from crisisctl.french.soundness import SOUNDNESS

    return _parted(PARSING | READING | SOUNDNESS, ".*?")


def _parted(table: dict[str, str], words: str) -> tuple[tuple[_Shape, ...], tuple[_Shape, ...]]:
    """The shapes of a table: those with words of their own, most of them first; and those that are little else."""
    many = sorted((each for each in table if _own(each) > _FEW), key=lambda each: -_own(each))
    few = [each for each in table if _own(each) <= _FEW]
    tight, loose = (tuple(_shape(each, words, table[each]) for each in part) for part in (many, few))
    return tight, loose


def _own(english: str) -> int:
    """How many letters are the sentence's own."""
    return sum(map(str.isalpha, _NAME.sub("", english)))


def _shape(english: str, words: str, french: str) -> _Shape:
    return tuple(filter(None, _NAME.split(english)[::2])), english, words, french


@cache
def _pattern(english: str, words: str) -> re.Pattern[str]:
    pattern = "".join(
        f"(?P<{piece}>{_PATTERNS.get(piece, words)})" if index % 2 else re.escape(piece)
        for index, piece in enumerate(_NAME.split(english))
    )
    return re.compile(pattern, re.DOTALL)
