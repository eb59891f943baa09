"""The phrases of a language as they are searched: which of a thousand can stand in a text is known before any is tried.

Every phrase has a number, and a set of phrases is an integer with a bit for each. A word brings three sets: the phrases
it can begin, those whose second word it can be, and the *needs* it meets. A need is one place of a phrase that has
to be filled; the three rarest of each phrase are kept. A phrase whose needs are not all met by words somewhere in the
text is not looked at again: that leaves a handful to be matched word by word (``_matching``).
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from crisisctl.rules._matching import Items, Tokens, match

Span = tuple[int, int]
PLAIN = frozenset({"contacts", "domains", "shorteners", "acronyms", "ticket-fine", "idle"})
"""Lists that are compared as they are, not as phrases."""
SHELF = 2
"""By so many first letters the postings of words are put together: a text needs some of them, not all."""
NEEDS, BEGINS, FOLLOWS = 3, 3, 4
"""Layers of a posting: each of the needs, then what a word begins, then what it goes on with."""
Postings: TypeAlias = Mapping[str, "bytes | tuple[bytes]"]
"""Word, ``beginning*``, ``#`` or nothing (any word) -> layer * size + shape: numbers, or in a tuple a bit for each."""
Data: TypeAlias = tuple[
    tuple[str, ...],  # the list each phrase belongs to, by its number
    bytes,  # where the items of each phrase begin in the store, and where the last end
    bytes,  # the phrase each shape belongs to, by the shape's number
    Mapping[str, tuple[int, int]],  # list -> the first of its shapes, and the one after the last
    bytes,  # shapes of which one word is all
    Mapping[str, tuple[int, int]],  # the first letters of words -> where the postings of those words are in the store
    Mapping[str, tuple[tuple[int, str], ...]],  # list -> what to write in place of a phrase
    Mapping[str, tuple[str, ...]],  # lists that are compared as they are
    frozenset[str],  # lists that phrases call for
]
"""An index as it is kept: nothing but what ``marshal`` writes. What is large and of which little is ever read, the
items of phrases and the postings of words, is beside it in a *store* of bytes, each piece marshalled by itself."""
Row: TypeAlias = tuple[int, int, int]
"""What a word brings: the needs it meets, the phrases it can begin, those whose second word it can be."""
_MOST_WORDS = 5_000
"""So many words of messages are remembered with what they bring."""


class Index:
    """Phrases of many lists, ready to be searched together."""

    def __init__(self, data: Data, store: bytes | memoryview) -> None:
        self._store = store
        self.names, places, phrases, self._ranges, singles, self._shelves = data[:6]
        self._instead, self.plain, self.called = data[6:]
        self._places, self._phrases = numbers(places), numbers(phrases)
        self._size = len(self._phrases)
        self._singles = bits(numbers(singles), self._size)
        self._all, self._all_needs = (1 << self._size) - 1, (1 << NEEDS * self._size) - 1
        self._postings: dict[str, Postings] = {}
        self._unneeded, _, self._any_second = self._row((self._shelf("").get("", b""),))
        self._known: dict[str, Row] = {}
        self._rows: dict[tuple[bytes | tuple[bytes], ...], Row] = {}
        self._ready: dict[int, Items] = {}
        self._wanted: dict[frozenset[str], int] = {}

    def search(self, tokens: Tokens, without: frozenset[str]) -> dict[str, list[Span]]:
        """Every place where a phrase of any list (but some) stands: list -> spans, in order."""
        known, met = self._known, self._unneeded
        rows = [known.get(word) or self._meet(word) for word in tokens.words]
        for needs in {id(row): row[0] for row in rows}.values():  # many words bring the same
            met |= needs
        alive = met & self._without(without)
        for which in range(1, NEEDS):
            alive &= met >> which * self._size
        found: dict[str, list[Span]] = {}
        parted, last, phrases, ready = tokens.before, tokens.count - 1, self._phrases, self._ready
        for at, (_, begun, _) in enumerate(rows):
            some = begun & alive
            if some:
                some &= self._any_second if at == last or parted[at + 1] else self._any_second | rows[at + 1][2]
            whole = some & self._singles
            some ^= whole
            while whole:
                shape = whole.bit_length() - 1
                whole ^= 1 << shape
                name = self.names[phrases[shape]]
                keep(found.setdefault(name, []), (tokens.starts[at], tokens.ends[at]))
            tried = -1
            while some:
                shape = some.bit_length() - 1
                some ^= 1 << shape
                number = phrases[shape]
                if number != tried and (end := match(ready.get(number) or self._items(number), tokens, at)):
                    keep(found.setdefault(self.names[number], []), (tokens.starts[at], tokens.ends[end - 1]))
                tried = number
        return found

    def instead(self, name: str, tokens: Tokens) -> str:
        """What the list says to write in place of a matched text, or nothing."""
        for number, instead in self._instead.get(name, ()):
            if match(self._items(number), tokens, 0) == tokens.count:
                return instead
        return ""

    def _items(self, number: int) -> Items:
        if number not in self._ready:
            self._ready[number] = self._taken(self._places[number], self._places[number + 1])
        return self._ready[number]

    def _meet(self, word: str) -> Row:
        """What a word brings: many bring nothing, and those that begin alike often the same."""
        short, long = self._shelf(word[:1]), self._shelf(word[:SHELF])
        found = [short[key] for key in (word, f"{word[:1]}*") if key in short]
        if len(word) >= SHELF and long:
            keys = (word, *[f"{word[:end]}*" for end in range(SHELF, len(word) + 1)])
            found += [long[key] for key in keys if key in long]
        if word[0] <= "9":
            found.append(self._shelf("#").get("#", b""))
        if len(self._known) >= _MOST_WORDS:
            self._known.clear()
            self._rows.clear()
        key = tuple(found)
        if key not in self._rows:
            self._rows[key] = self._row(key)
        self._known[word] = row = self._rows[key]
        return row

    def _shelf(self, letters: str) -> Postings:
        if letters not in self._postings:
            self._postings[letters] = self._taken(*self._shelves[letters]) if letters in self._shelves else {}
        return self._postings[letters]

    def _taken(self, start: int, end: int) -> Any:
        return marshal.loads(self._store[start:end])  # noqa: S302 - ours, as our .pyc files are

    def _row(self, postings: Iterable[bytes | tuple[bytes]]) -> Row:
        size = self._size
        some = numbers(b"".join([each for each in postings if isinstance(each, bytes)]))
        found = bits(some, max(some, default=0) + 1)
        for each in postings:
            if not isinstance(each, bytes):
                found |= int.from_bytes(each[0], "little")
        return found & self._all_needs, found >> BEGINS * size & self._all, found >> FOLLOWS * size

    def _without(self, names: frozenset[str]) -> int:
        if names not in self._wanted:
            wanted = self._all
            for first, after in (self._ranges[name] for name in names if name in self._ranges):
                wanted &= ~((1 << after) - (1 << first))
            self._wanted[names] = wanted
        return self._wanted[names]


def shelf_of(key: str) -> str:
    """Where the postings of a word or a beginning stand."""
    return key.rstrip("*")[:SHELF]


def numbers(stored: bytes) -> memoryview:
    """Numbers as an index stores them."""
    return memoryview(stored).cast("I")


def bits(numbers: Iterable[int], size: int) -> int:
    """The integer that has these bits of so many."""
    found = bytearray(size // 8 + 1)
    for number in numbers:
        found[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(found, "little")


def keep(spans: list[Span], span: Span) -> None:
    """Of several that begin in one place the longest is kept; none that ends within the one before."""
    if not spans or spans[-1][1] < span[1]:
        if spans and spans[-1][0] == span[0]:
            spans.pop()
        spans.append(span)
