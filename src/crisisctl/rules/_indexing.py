"""Making an index of word lists: every phrase is read once, when the package is built or a list has changed."""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, pairwise

from crisisctl.rules._index import BEGINS, FOLLOWS, NEEDS, PLAIN, Data, bits, shelf_of
from crisisctl.rules._matching import KEY, Item, Items
from crisisctl.rules._phrases import CALL, parse, shapes, ways, with_lists
from crisisctl.rules._stored import STORED_AS

_FEW = 64
"""So many numbers are stored one by one, in four bytes each; more of them as a bit each."""
_ANYTHING = frozenset({""})


def index_of(lists: Mapping[str, Iterable[str]], others: Mapping[str, tuple[str, ...]]) -> tuple[Data, bytes]:
    """The index of some lists, and its store; ``others`` are those their phrases may call for. Raises ``PhraseError``."""
    written: dict[tuple[str, str], int] = {}
    instead: dict[str, list[tuple[int, str]]] = {}
    for name, phrases in lists.items():
        if name[0] == "_" or name in PLAIN:
            continue
        for line in phrases:
            phrase, arrow, other = line.partition("=>")
            number = written.setdefault((name, with_lists(phrase.strip(), others)), len(written))
            if arrow:
                instead.setdefault(name, []).append((number, other.strip()))
    parsed = [parse(whole) for _, whole in written]
    shaped = [(number, shape) for number, items in enumerate(parsed) for shape in shapes(items)]
    postings: dict[str, list[int]] = {}
    for at, (_, shape) in enumerate(shaped):
        for layer, word in _posts(shape):
            postings.setdefault(word, []).append(layer * len(shaped) + at)
    names = tuple(name for name, _ in written)
    pieces = [_marshalled(items) for items in parsed]
    shelves = _shelves(postings)
    ends = list(accumulate(map(len, (*pieces, *shelves.values())), initial=0))
    data = (
        names,
        _numbers(ends[: len(pieces) + 1]),
        _numbers(number for number, _ in shaped),
        {
            name: _range([at for at, (number, _) in enumerate(shaped) if names[number] == name])
            for name in dict.fromkeys(names)
        },
        _numbers(
            at
            for at, (number, shape) in enumerate(shaped)
            if len(parsed[number]) == len(shape) == 1 and not shape[0][4]
        ),
        dict(zip(shelves, pairwise(ends[len(pieces) :]), strict=True)),
        {name: tuple(pairs) for name, pairs in instead.items()},
        {name: tuple(lists[name]) for name in sorted(PLAIN) if name in lists},
        frozenset(called for phrases in lists.values() for phrase in phrases for called in CALL.findall(phrase)),
    )
    return data, b"".join((*pieces, *shelves.values()))


def _shelves(postings: Mapping[str, list[int]]) -> dict[str, bytes]:
    shelves: dict[str, dict[str, bytes | tuple[bytes]]] = {}
    for word, places in sorted(postings.items()):
        shelves.setdefault(shelf_of(word), {})[word] = _numbers(places) if len(places) <= _FEW else (_as_bits(places),)
    return {letters: marshal.dumps(shelf, STORED_AS) for letters, shelf in shelves.items()}


def _numbers(some: Iterable[int]) -> bytes:
    return array("I", some).tobytes()


def _as_bits(numbers: list[int]) -> bytes:
    size = max(numbers) + 1
    return bits(numbers, size).to_bytes(size // 8 + 1, "little")


def _marshalled(items: Items) -> bytes:
    return marshal.dumps(items, STORED_AS)  # type: ignore[arg-type]  # its stub knows tuples of one kind only


def _range(places: list[int]) -> tuple[int, int]:
    return places[0], places[-1] + 1


def _posts(shape: Items) -> Iterator[tuple[int, str]]:
    """What each word means for a shape: that it begins it, goes on with it, or fills one of its rarest places."""
    first, rest = shape[0], shape[1:]
    for word in _words_here(first):
        yield BEGINS, word.rstrip("*") if len(word) <= KEY else word  # too short a beginning is a word of its own
    for word in _next_words(rest):
        yield FOLLOWS, word
    places = sorted((words for item in rest if (words := _needed(item))), key=_commonness)
    for layer, words in enumerate([*places, *[_ANYTHING] * NEEDS][:NEEDS]):
        for word in words:
            yield layer, word


def _words_here(item: Item) -> frozenset[str]:
    """The words that fill a place by themselves: as written, with a star for a beginning, ``#`` for a number."""
    exact, opened, _, _, number, _ = item
    return exact | {f"{word}*" for word in opened} | ({"#"} if number else frozenset())


def _next_words(items: Items) -> frozenset[str]:
    """The words a sequence can begin with; ``""`` among them when it can be any, or none."""
    found: frozenset[str] = frozenset()
    for item in items:
        _, opened, longer, optional, _, gap = item
        if gap or "" in opened:
            return _ANYTHING
        found = found.union(_words_here(item), *(_next_words(way) for way in ways(longer)))
        if not optional:
            return found
    return _ANYTHING


def _needed(item: Item) -> frozenset[str]:
    """The words one of which must stand for a place to be filled; none when it may be empty, or any word will do."""
    _, opened, longer, optional, _, gap = item
    if gap or optional or "" in opened:
        return frozenset()
    found = _words_here(item)
    for way in ways(longer):
        places: list[frozenset[str]] = [words for part in way if (words := _needed(part))]
        if not places:
            return frozenset()
        rarest: frozenset[str] = min(places, key=_commonness)
        found |= rarest
    return found


def _commonness(words: frozenset[str]) -> tuple[int, list[str]]:
    """Short words are common ones, and so are short beginnings of words."""
    return sum((9, 8, 6, 4, 2, 1)[min(len(word.rstrip("*")), 5)] for word in words), sorted(words)
