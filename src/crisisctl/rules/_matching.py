"""Phrases found in a text, word by word.

No regular expressions: nothing is compiled, so that a program that lints one message does not pay for a thousand
phrases, and no text can make the matcher run away (a match looks at a bounded number of words).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import accumulate
from typing import TypeAlias

Items: TypeAlias = "tuple[Item, ...]"
Item: TypeAlias = "tuple[frozenset[str], tuple[str, ...], Mapping[str, tuple[Items, ...]], bool, bool, int]"
"""One place of a phrase, as ``_phrases`` makes it: words that may stand there, beginnings of words, alternatives of
several words by the first letters they can begin with; whether it may be missing, whether it may be a number; and
how many words may be jumped over. A plain tuple, so that ``_index`` can store it and the inner loop unpack it."""

KEY = 3
"""By so many first letters phrases and alternatives are found."""
JOINED, SOFT, HARD = 0, 1, 2
"""What stands between two words: nothing that parts them; a comma or the like; the end of a sentence."""
_TOKEN = re.compile(r"([a-z0-9]+|%)")
_HARD = re.compile(r"[.!?;](?:\s|$|[\"')*_]+(?:\s|$))|\n\s*\n|\n\s*[-*•]")
_JOINT = frozenset(" \n'\"*_()-[]")
_GROUPS = 5
"""A number of more groups of digits is none that a message means."""
Rest = tuple[Items, int, "Rest | None"]
"""Where a match goes on once the items at hand are through."""


@lru_cache(2000)
def separator(text: str) -> int:
    """How much what stands between two words parts them."""
    if _HARD.search(text):
        return HARD
    return JOINED if len(text) <= 4 and _JOINT.issuperset(text) else SOFT


class Tokens:
    """A folded text as words, where each begins and ends, and what stands before each."""

    __slots__ = ("before", "count", "ends", "starts", "words")

    def __init__(self, text: str) -> None:
        parts = _TOKEN.split(text)
        places = list(accumulate(map(len, parts)))
        self.words = parts[1::2]
        self.count = len(self.words)
        self.starts = places[0:-1:2]
        self.ends = places[1::2]
        self.before = [HARD, *(separator(between[:40]) if between != " " else JOINED for between in parts[2:-1:2])]


def match(items: Items, tokens: Tokens, start: int) -> int:
    """The token after a match of ``items`` at token ``start``; 0 when there is none."""
    return _match(items, 0, tokens, start, None, True)


def _match(items: Items, at: int, tokens: Tokens, here: int, rest: Rest | None, first: bool) -> int:  # noqa: C901, PLR0912 - the inner loop
    """Goes on in a straight line while there is one way to go; calls itself where there are several."""
    words, before, count = tokens.words, tokens.before, tokens.count
    while True:
        while at == len(items):
            if rest is None:
                return here
            items, at, rest = rest
        exact, opened, longer, optional, number, gap = items[at]
        if gap:
            return _jump(items, at, tokens, here, rest)
        ways: tuple[Items, ...] = ()
        step = 0
        if here < count and (first or not before[here]):
            word = words[here]
            if word in exact or (opened and word.startswith(opened)):
                step = here + 1
            elif number and "0" <= word[0] <= "9":
                step = _after_number(tokens, here)
            if longer:
                ways = longer.get(word[:KEY], ()) + longer.get("", ()) + (longer.get("#", ()) if word[0] <= "9" else ())
        if not ways and not (step and optional):
            if step:
                at, here, first = at + 1, step, False
            elif optional:
                at += 1
            else:
                return 0
            continue
        if step and (end := _match(items, at + 1, tokens, step, rest, False)):
            return end
        for way in ways:
            if end := _match(way, 0, tokens, here, (items, at + 1, rest), first):
                return end
        if not optional:
            return 0
        at += 1


def _jump(items: Items, at: int, tokens: Tokens, here: int, rest: Rest | None) -> int:
    """Over as few words as needed, never past the end of a sentence."""
    for there in range(here, min(here + items[at][5] + 1, tokens.count + 1)):
        if there > here and tokens.before[there - 1] == HARD:
            return 0
        if there < tokens.count and tokens.before[there] == HARD:
            return 0 if at + 1 < len(items) else there
        end = _match(items, at + 1, tokens, there, rest, True)
        if end:
            return end
    return 0


def _after_number(tokens: Tokens, here: int) -> int:
    """Past the groups of three digits of one number."""
    last = min(here + _GROUPS, tokens.count)
    here += 1
    while here < last and _goes_on(tokens, here):
        here += 1
    return here


def _goes_on(tokens: Tokens, here: int) -> bool:
    word = tokens.words[here]
    return word.isdigit() and len(word) <= 3 and tokens.starts[here] - tokens.ends[here - 1] == 1
