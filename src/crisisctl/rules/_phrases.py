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
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from crisisctl.rules._fold import fold
from crisisctl.rules._matching import KEY, Item, Items

_PIECE = re.compile(r"\([^()]*\)\??|[()|?~%#+]|\.\.\.|[a-z0-9]+[*?]?|\S")
"""A bracket without one inside it is one piece: most are, and many stand in several phrases."""
_GAPS = {"~": 5, "...": 12}
_GAP = 5
"""Where in an item its gap stands."""
_MOST_GAPS = 4
"""Jumps multiply: a phrase of many would take its time on a text made for it."""
CALL = re.compile(r"@(_?[a-z][a-z0-9]*(?:-[a-z0-9]+)*)")


class PhraseError(ValueError):
    """A phrase that cannot be read; the text says why."""


def _item(
    exact: frozenset[str] = frozenset(),
    opened: tuple[str, ...] = (),
    longer: Mapping[str, tuple[Items, ...]] | None = None,
    *,
    optional: bool = False,
    number: bool = False,
    gap: int = 0,
) -> Item:
    return (exact, opened, longer or {}, optional, number, gap)


def parse(phrase: str) -> Items:
    """The items of a folded phrase. Raises ``PhraseError``."""
    pieces = _PIECE.findall(phrase)
    if sum(phrase.count(gap) for gap in _GAPS) > _MOST_GAPS:
        raise PhraseError(f"it jumps more than {_MOST_GAPS} times")
    items, at = _sequence(pieces, 0)
    if at != len(pieces):
        raise PhraseError("it has a bracket or bar too many")
    if not items or items[0][_GAP]:
        raise PhraseError("it must begin with a word")
    return items


def _sequence(pieces: list[str], at: int) -> tuple[Items, int]:
    items: list[Item] = []
    while at < len(pieces) and pieces[at] not in {")", "|"}:
        piece = pieces[at]
        at += 1
        if piece in _GAPS:
            items.append(_item(gap=_GAPS[piece]))
        elif piece == "(":
            item, at = _group(pieces, at)
            items.append(item)
        elif piece[0] == "(":
            items.append(_flat(piece))
        elif piece == "#":
            items.append(_item(number=True))
        elif piece == "+":
            items.append(_item(opened=("",)))
        elif piece == "%" or piece[0].isalnum():
            items.append(_word(piece))
        elif piece not in {"'", "-", '"'}:
            raise PhraseError(f"`{piece}` has no meaning here")
    return tuple(items), at


def _word(piece: str) -> Item:
    if piece[-1] == "*":
        return _item(opened=(piece[:-1],))
    if piece[-1] == "?":
        return _item(frozenset({piece[:-1], piece[:-2]}))
    return _item(frozenset({piece}))


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
        exact, opened, longer, optional, number, gap = items[0] if len(items) == 1 else _item(gap=1)
        if not (number or gap or optional):
            self.exact |= exact
            self.open += opened
            for key, found in longer.items():
                self._longer.setdefault(key, []).extend(found)
        elif items:
            for key in first_letters(items):
                self._longer.setdefault(key, []).append(items)

    def item(self, *, optional: bool) -> Item:
        longer = {key: tuple(self._longer[key]) for key in sorted(self._longer)}
        return _item(frozenset(self.exact), tuple(self.open), longer, optional=optional)


def first_letters(items: Items) -> set[str]:
    """The first letters (at most ``KEY``) a sequence can begin with; ``#`` for a number, nothing for "anything"."""
    found: set[str] = set()
    for exact, opened, longer, optional, number, gap in items:
        if gap:
            return {""}
        found |= {word[:KEY] for word in (*exact, *longer)} | ({"#"} if number else set())
        found |= {word[:KEY] if len(word) >= KEY else "" for word in opened}
        if not optional:
            return found
    return found | {""}


def shapes(items: Items) -> Iterator[Items]:
    """The ways a phrase can begin, each with the rest of it: one for its single words, one for each longer one."""
    (exact, opened, longer, optional, number, gap), rest = items[0], items[1:]
    if gap or "" in opened:
        raise PhraseError("it must begin with a word")
    if exact or opened or number:
        yield (_item(exact, opened, number=number), *rest)
    for way in ways(longer):
        yield from shapes(way + rest)
    if optional:
        if not rest:
            raise PhraseError("it must hold a word that cannot be missing")
        yield from shapes(rest)


def ways(longer: Mapping[str, tuple[Items, ...]]) -> Iterable[Items]:
    """Each alternative of several words once."""
    return {id(one): one for some in longer.values() for one in some}.values()


def with_lists(phrase: str, lists: Mapping[str, tuple[str, ...]]) -> str:
    """``phrase`` with each ``@name`` replaced by the words of that list (which may call for others in turn)."""
    for _ in range(4):
        if "@" not in phrase:
            break
        phrase = CALL.sub(lambda called: "|".join(lists.get(called[1], (called[1],))), phrase)
    return phrase


def check(phrase: str) -> None:
    """Raises ``PhraseError`` when a phrase as a person wrote it cannot be read."""
    folded = CALL.sub("x", fold(phrase).partition("=>")[0].strip())
    try:
        shaped = tuple(shapes(parse(folded)))
    except PhraseError as problem:
        raise PhraseError(f"`{phrase}`: {problem}") from None
    if not shaped:
        raise PhraseError(f"`{phrase}`: it must begin with a word")
    beginnings = [word for (_, opened, *_), *_ in shaped for word in opened]
    if any(len(word) < KEY for word in beginnings):
        raise PhraseError(f"`{phrase}`: write at least {KEY} letters before the star")
