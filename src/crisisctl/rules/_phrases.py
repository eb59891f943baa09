"""The small language of the word lists, and its matcher.

    petit* soucis?            a word; ``*`` stands for the rest of it, ``?`` makes its last letter optional
    (nous|on) (avons|a)?      one of several; ``?`` after the bracket means it may be missing
    ne ~ pas                  ``~`` stands for up to five words, commas included
    suite à … attaque*        ``…`` stands for up to twelve words of the same sentence
    # clients                 ``#`` stands for a number
    100 % sûr                 ``%`` is a word

Phrases are matched word by word, without regular expressions: nothing is compiled, so that a program that lints
one message does not pay for a thousand phrases, and no text can make the matcher run away (a match looks at a
bounded number of words).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from crisisctl.rules._fold import fold

JOINED, SOFT, HARD = 0, 1, 2
"""What stands between two words: nothing that parts them; a comma or the like; the end of a sentence."""
_TOKEN = re.compile(r"[a-z0-9]+|%")
_HARD = re.compile(r"[.!?;](?:\s|$|[\"')*_]+(?:\s|$))|\n\s*\n|\n\s*[-*•]")
_JOINT = frozenset(" \n'\"*_()-[]")
_PIECE = re.compile(r"[()|?~%#+]|\.\.\.|[a-z0-9]+[*?]?|\S")
_FIRST = re.compile(r"[a-z0-9]+[*?]?|#")
_FIRST_OF_EACH = re.compile(r"(?:^|\|)\s*([a-z0-9]+[*?]?|#)")
_FLAT = re.compile(r"\(([^()]*)\)(\??)\s*")
_GAPS = {"~": 5, "...": 12}
_KEY = 3
_CALL = re.compile(r"@([a-z0-9_-]+)")


class BadPhrase(ValueError):
    """A phrase that cannot be read; the text says why."""


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
        self.before = [HARD] + [separator(text[end:start][:40]) for end, start in zip(self.ends, self.starts[1:], strict=False)]


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One place of a phrase. ``gap`` is how many words may be jumped over; else one of the alternatives must stand."""

    exact: frozenset[str] = frozenset()
    open: tuple[str, ...] = ()
    longer: Mapping[str, tuple[Items, ...]] = field(default_factory=dict)
    """Alternatives of several words, by the first letters they can begin with."""
    optional: bool = False
    number: bool = False
    gap: int = 0


Items = tuple[Item, ...]
Rest = tuple[Items, int, "Rest | None"]


def parse(phrase: str) -> Items:
    """The items of a folded phrase. Raises ``BadPhrase``."""
    pieces = _PIECE.findall(phrase)
    items, at = _sequence(pieces, 0)
    if at != len(pieces):
        raise BadPhrase(f"`{phrase}` has a bracket or bar too many")
    if not items or items[0].gap:
        raise BadPhrase(f"`{phrase}` must begin with a word")
    return items


def _sequence(pieces: list[str], at: int) -> tuple[Items, int]:
    items: list[Item] = []
    while at < len(pieces) and pieces[at] not in {")", "|"}:
        piece = pieces[at]
        at += 1
        if piece in _GAPS:
            items.append(Item(gap=_GAPS[piece]))
        elif piece == "(":
            item, at = _group(pieces, at)
            items.append(item)
        elif piece == "#":
            items.append(Item(number=True))
        elif piece == "+":
            items.append(Item(open=("",)))
        elif piece == "%" or piece[0].isalnum():
            items.append(_word(piece))
        elif piece not in {"'", "-", '"'}:
            raise BadPhrase(f"`{piece}` has no meaning here")
    return tuple(items), at


def _word(piece: str) -> Item:
    if piece[-1] == "*":
        return Item(open=(piece[:-1],))
    if piece[-1] == "?":
        return Item(exact=frozenset({piece[:-1], piece[:-2]}))
    return Item(exact=frozenset({piece}))


def _group(pieces: list[str], at: int) -> tuple[Item, int]:
    exact: set[str] = set()
    opened: list[str] = []
    longer: dict[str, list[Items]] = {}
    while True:
        items, at = _sequence(pieces, at)
        if at >= len(pieces):
            raise BadPhrase("a bracket is never closed")
        one = items[0] if len(items) == 1 else None
        if one and not (one.number or one.gap or one.optional):
            exact |= one.exact
            opened += one.open
            for key, found in one.longer.items():
                longer.setdefault(key, []).extend(found)
        elif items:
            for key in _keys(items):
                longer.setdefault(key, []).append(items)
        at += 1
        if pieces[at - 1] == ")":
            break
    optional = at < len(pieces) and pieces[at] == "?"
    return Item(frozenset(exact), tuple(opened), {key: tuple(found) for key, found in longer.items()}, optional), at + optional


def _keys(items: Items) -> set[str]:
    """The first letters (at most ``_KEY``) a sequence can begin with; ``#`` for a number, nothing for "anything"."""
    found: set[str] = set()
    for item in items:
        if item.gap:
            return {""}
        found |= {word[:_KEY] for word in (*item.exact, *item.longer)} | ({"#"} if item.number else set())
        found |= {word[:_KEY] if len(word) >= _KEY else "" for word in item.open}
        if not item.optional:
            return found
    return found | {""}


def second_words(items: Items, first: str) -> set[str]:
    """The first letters the second word can have once ``first`` (a word, or ``abc*``) has matched; nothing for "any"."""
    if not items:
        return set()
    item, rest = items[0], items[1:]
    found: set[str] = set()
    opened = any(word.startswith(first[:-1]) for word in item.open) if first[-1] == "*" else False
    if opened or first in item.exact or (item.number and first == "#"):
        found |= _keys(rest) if rest else {""}
    for longer in {one for key in (first[:_KEY], "", "#") for one in item.longer.get(key, ())}:
        found |= second_words(longer + rest, first)
    return found | (second_words(rest, first) if item.optional else set())


def match(items: Items, tokens: Tokens, start: int) -> int:
    """The token after a match of ``items`` at token ``start``; 0 when there is none."""
    return _match(items, 0, tokens, start, None, True)


def _match(items: Items, at: int, tokens: Tokens, here: int, rest: Rest | None, first: bool) -> int:  # noqa: C901, PLR0912, PLR0913 - the inner loop
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
                ways = longer.get(word[:_KEY], ()) + longer.get("", ()) + (longer.get("#", ()) if word[0] <= "9" else ())
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
    here += 1
    while here < tokens.count and tokens.words[here].isdigit() and len(tokens.words[here]) <= 3 and tokens.starts[here] - tokens.ends[here - 1] == 1:
        here += 1
    return here


def first_words(phrase: str) -> set[str]:
    """The words a phrase can begin with, each as written (``indispon*`` keeps its star)."""
    found: set[str] = set()
    rest = phrase
    while rest.startswith("("):
        flat = _FLAT.match(rest)
        if flat:
            found.update(_FIRST_OF_EACH.findall(flat[1]))
            optional, rest = bool(flat[2]), rest[flat.end() :]
        else:
            end = _closing(rest)
            for alternative in _alternatives(rest[1:end]):
                found |= first_words(alternative.strip())
            optional, rest = rest[end + 1 : end + 2] == "?", rest[end + 2 :].strip()
        if not optional:
            return {word for one in found for word in _spelled(one)}
    first = _FIRST.match(rest)
    if first:
        found.add(first[0])
    elif rest:
        raise BadPhrase(f"`{phrase}` must begin with a word")
    return {word for one in found for word in _spelled(one)}


def _spelled(word: str) -> tuple[str, ...]:
    return (word[:-1], word[:-2]) if word[-1] == "?" else (word,)


def _closing(text: str) -> int:
    depth = 0
    for place, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if not depth:
            return place
    raise BadPhrase(f"`{text}` has a bracket that is never closed")


def _alternatives(text: str) -> Iterator[str]:
    depth = begin = 0
    for place, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if char == "|" and not depth:
            yield text[begin:place]
            begin = place + 1
    yield text[begin:]


def with_lists(phrase: str, lists: Mapping[str, tuple[str, ...]]) -> str:
    """``phrase`` with each ``@name`` replaced by the words of that list (which may call for others in turn)."""
    for _ in range(4):
        if "@" not in phrase:
            break
        phrase = _CALL.sub(lambda called: "|".join(lists.get(called[1], (called[1],))), phrase)
    return phrase


def check(phrase: str) -> None:
    """Raises ``BadPhrase`` when a phrase as a person wrote it cannot be read."""
    folded = fold(phrase).partition("=>")[0].strip()
    parse(_CALL.sub("x", folded))
    if any(word.endswith("*") and len(word) < 4 for word in first_words(_CALL.sub("x", folded))):
        raise BadPhrase(f"`{phrase}`: write at least 3 letters before the star")
