"""The small language of the word lists.

petit* soucis?            a word; ``*`` stands for the rest of it, ``?`` makes its last letter optional
(nous|on) (avons|a)?      one of several; ``?`` after the bracket means it may be missing
ne ~ pas                  ``~`` stands for up to five words, commas included
suite à … attaque*        ``…`` stands for up to twelve words of the same sentence
# clients                 ``#`` stands for a number, ``+`` for any one word
100 % sûr                 ``%`` is a word
(@verbs)                  the words of the list ``verbs``
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from crisisctl.rules._fold import fold

_PIECE = re.compile(r"\([^()]*\)\??|[()|?~%#+]|\.\.\.|[a-z0-9]+[*?]?|\S")
"""A bracket without one inside it is one piece: most are, and many stand in several phrases."""
_FIRST = re.compile(r"[a-z0-9]+[*?]?|#")
_FIRST_OF_EACH = re.compile(r"(?:^|\|)\s*([a-z0-9]+[*?]?|#)")
_FLAT = re.compile(r"\(([^()]*)\)(\??)\s*")
_GAPS = {"~": 5, "...": 12}
_MOST_GAPS = 4
"""Jumps multiply: a phrase of many would take its time on a text made for it."""
KEY = 3
"""By so many first letters phrases and alternatives are found."""
_CALL = re.compile(r"@(_?[a-z][a-z0-9]*(?:-[a-z0-9]+)*)")


class PhraseError(ValueError):
    """A phrase that cannot be read; the text says why."""


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


def parse(phrase: str) -> Items:
    """The items of a folded phrase. Raises ``PhraseError``."""
    pieces = _PIECE.findall(phrase)
    if sum(phrase.count(gap) for gap in _GAPS) > _MOST_GAPS:
        raise PhraseError(f"it jumps more than {_MOST_GAPS} times")
    items, at = _sequence(pieces, 0)
    if at != len(pieces):
        raise PhraseError("it has a bracket or bar too many")
    if not items or items[0].gap:
        raise PhraseError("it must begin with a word")
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
        elif piece[0] == "(":
            items.append(_flat(piece))
        elif piece == "#":
            items.append(Item(number=True))
        elif piece == "+":
            items.append(Item(open=("",)))
        elif piece == "%" or piece[0].isalnum():
            items.append(_word(piece))
        elif piece not in {"'", "-", '"'}:
            raise PhraseError(f"`{piece}` has no meaning here")
    return tuple(items), at


def _word(piece: str) -> Item:
    if piece[-1] == "*":
        return Item(open=(piece[:-1],))
    if piece[-1] == "?":
        return Item(exact=frozenset({piece[:-1], piece[:-2]}))
    return Item(exact=frozenset({piece}))


@cache
def _flat(piece: str) -> Item:
    """A bracket that holds words and phrases only."""
    made = _Alternatives()
    for alternative in piece[1:].rstrip("?")[:-1].split("|"):
        word = alternative.strip()
        if word.isalnum():
            made.exact.add(word)
        elif word[-1:] == "*" and word[:-1].isalnum():
            made.open.append(word[:-1])
        else:
            made.add(_sequence(_PIECE.findall(word), 0)[0])
    return made.item(optional=piece.endswith("?"))


def _group(pieces: list[str], at: int) -> tuple[Item, int]:
    made = _Alternatives()
    while True:
        items, at = _sequence(pieces, at)
        if at >= len(pieces):
            raise PhraseError("a bracket is never closed")
        made.add(items)
        at += 1
        if pieces[at - 1] == ")":
            break
    optional = at < len(pieces) and pieces[at] == "?"
    return made.item(optional=optional), at + optional


class _Alternatives:
    """What may stand in one place, collected."""

    def __init__(self) -> None:
        self.exact: set[str] = set()
        self.open: list[str] = []
        self._longer: dict[str, list[Items]] = {}

    def add(self, items: Items) -> None:
        one = items[0] if len(items) == 1 else None
        if one and not (one.number or one.gap or one.optional):
            self.exact |= one.exact
            self.open += one.open
            for key, found in one.longer.items():
                self._longer.setdefault(key, []).extend(found)
        elif items:
            for key in first_letters(items):
                self._longer.setdefault(key, []).append(items)

    def item(self, *, optional: bool) -> Item:
        longer = {key: tuple(found) for key, found in self._longer.items()}
        return Item(frozenset(self.exact), tuple(self.open), longer, optional)


def first_letters(items: Items) -> set[str]:
    """The first letters (at most ``KEY``) a sequence can begin with; ``#`` for a number, nothing for "anything"."""
    found: set[str] = set()
    for item in items:
        if item.gap:
            return {""}
        found |= {word[:KEY] for word in (*item.exact, *item.longer)} | ({"#"} if item.number else set())
        found |= {word[:KEY] if len(word) >= KEY else "" for word in item.open}
        if not item.optional:
            return found
    return found | {""}


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
        raise PhraseError("it must begin with a word")
    return {word for one in found for word in _spelled(one)}


def _spelled(word: str) -> tuple[str, ...]:
    return tuple(filter(None, (word[:-1], word[:-2]))) if word[-1] == "?" else (word,)


def _closing(text: str) -> int:
    depth = 0
    for place, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if not depth:
            return place
    raise PhraseError("a bracket is never closed")


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
    """Raises ``PhraseError`` when a phrase as a person wrote it cannot be read."""
    folded = _CALL.sub("x", fold(phrase).partition("=>")[0].strip())
    try:
        parse(folded)
        words = first_words(folded)
    except PhraseError as problem:
        raise PhraseError(f"`{phrase}`: {problem}") from None
    if any(word.endswith("*") and len(word) <= KEY for word in words):
        raise PhraseError(f"`{phrase}`: write at least {KEY} letters before the star")
