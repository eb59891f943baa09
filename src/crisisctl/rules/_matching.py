"""Phrases found in a text, word by word.

No regular expressions: nothing is compiled, so that a program that lints one message does not pay for a thousand
phrases, and no text can make the matcher run away (a match looks at a bounded number of words).
"""

from __future__ import annotations

import re
from functools import cache

from crisisctl.rules._phrases import KEY, Items, first_letters

JOINED, SOFT, HARD = 0, 1, 2
"""What stands between two words: nothing that parts them; a comma or the like; the end of a sentence."""
_TOKEN = re.compile(r"[a-z0-9]+|%")
_HARD = re.compile(r"[.!?;](?:\s|$|[\"')*_]+(?:\s|$))|\n\s*\n|\n\s*[-*•]")
_JOINT = frozenset(" \n'\"*_()-[]")
_GROUPS = 5
"""A number of more groups of digits is none that a message means."""
Rest = tuple[Items, int, "Rest | None"]
"""Where a match goes on once the items at hand are through."""


@cache
def separator(text: str) -> int:
    """How much what stands between two words parts them."""
    if _HARD.search(text):
        return HARD
    return JOINED if len(text) <= 4 and _JOINT.issuperset(text) else SOFT


class Tokens:
    """A folded text as words, where each begins and ends, and what stands before each."""

    __slots__ = ("before", "count", "ends", "starts", "words")

    def __init__(self, text: str) -> None:
        found = [(match[0], *match.span()) for match in _TOKEN.finditer(text)]
        self.words = [word for word, _, _ in found]
        self.starts = [start for _, start, _ in found]
        self.ends = [end for _, _, end in found]
        self.count = len(found)
        self.before = [HARD] + [
            separator(text[end:start][:40]) for end, start in zip(self.ends, self.starts[1:], strict=False)
        ]


def second_words(items: Items, first: str) -> set[str]:
    """The first letters the second word can have once ``first`` (a word, or ``abc*``) has matched; ``""`` for any."""
    if not items:
        return set()
    item, rest = items[0], items[1:]
    found: set[str] = set()
    opened = any(word.startswith(first[:-1]) for word in item.open) if first[-1] == "*" else False
    if opened or first in item.exact or (item.number and first == "#"):
        found |= first_letters(rest) if rest else {""}
    for longer in {one for key in (first[:KEY], "", "#") for one in item.longer.get(key, ())}:
        found |= second_words(longer + rest, first)
    return found | (second_words(rest, first) if item.optional else set())


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
        item = items[at]
        if item.gap:
            return _jump(items, at, tokens, here, rest)
        ways: tuple[Items, ...] = ()
        step = 0
        if here < count and (first or not before[here]):
            word = words[here]
            if word in item.exact or (item.open and word.startswith(item.open)):
                step = here + 1
            elif item.number and "0" <= word[0] <= "9":
                step = _after_number(tokens, here)
            if item.longer:
                longer = item.longer
                ways = longer.get(word[:KEY], ()) + longer.get("", ()) + (longer.get("#", ()) if word[0] <= "9" else ())
        if not ways and not (step and item.optional):
            if step:
                at, here, first = at + 1, step, False
            elif item.optional:
                at += 1
            else:
                return 0
            continue
        if step and (end := _match(items, at + 1, tokens, step, rest, False)):
            return end
        for way in ways:
            if end := _match(way, 0, tokens, here, (items, at + 1, rest), first):
                return end
        if not item.optional:
            return 0
        at += 1


def _jump(items: Items, at: int, tokens: Tokens, here: int, rest: Rest | None) -> int:
    """Over as few words as needed, never past the end of a sentence."""
    for there in range(here, min(here + items[at].gap + 1, tokens.count + 1)):
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
