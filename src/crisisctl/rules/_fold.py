"""Folding: what a reader takes for the same letter becomes the same letter, and every place can be found again.

Lower case, no accents, ``œ`` as ``oe``, straight quotes, plain spaces. Soft hyphens and zero-width characters go.
The word lists are folded by the same table, so they may be written as the language is.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from crisisctl.rules._wrapping import unwrapped

_SAME = {
    "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l",
    "’": "'", "‘": "'", "ʼ": "'", "′": "'", "´": "'", "＇": "'",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "″": '"',
    "\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2009": " ", "\u200a": " ", "\u2002": " ", "\u2003": " ", "\t": " ",
    "\u2010": "-", "\u2011": "-", "\u2212": "-", "–": "—", "\u2028": "\n", "\u2029": "\n", "\u0085": "\n",
    "\u00ad": "", "\u200b": "", "\u2060": "", "\ufeff": "", "\u200e": "", "\u200f": "", "\r": "",
    "…": "...",
}  # fmt: skip


class _Table(dict[int, str]):
    """What each character folds to, worked out the first time it is met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        found = _SAME.get(char)
        if found is None:
            apart = char if code < 128 else unicodedata.normalize("NFD", char)
            found = "".join(part for part in apart if not unicodedata.combining(part)).lower()
        if len(found) != 1:
            _UNEVEN.add(char)
        self[code] = found
        return found


_TABLE = _Table()
_UNEVEN: set[str] = set()
"""The characters met so far that a fold takes away or makes several of."""


def fold(text: str) -> str:
    return text.translate(_TABLE)


class Folded:
    """A text, its folded form, and the way back."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self._line, self._gaps = unwrapped(raw)
        self.text = fold(self._line)

    @cached_property
    def _origins(self) -> Sequence[int]:
        """Where in the raw text each folded character comes from, and where that ends."""
        origins: Sequence[int] = range(len(self._line) + 1)
        if not _UNEVEN.isdisjoint(self._line):
            origins = [*(at for at, char in enumerate(self._line) for _ in _TABLE[ord(char)]), len(self._line)]
        if self._gaps:
            starts = [start for start, _ in self._gaps]
            dropped = [0, *(dropped for _, dropped in self._gaps)]
            origins = [at + dropped[bisect_right(starts, at)] for at in origins]
        return origins

    def origin(self, place: int) -> int:
        """Where in the raw text the folded character at ``place`` comes from."""
        return self._origins[place]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of a folded one; accents that follow as characters of their own stay with their letter."""
        if start >= end:
            return self.origin(start), self.origin(start)
        first, last = self.origin(start), self.origin(end - 1) + 1
        while last < len(self.raw) and unicodedata.combining(self.raw[last]):
            last += 1
        return first, last
