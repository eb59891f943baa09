"""Folding: what a reader takes for the same letter becomes the same letter, and every place can be found again.

Lower case, no accents, ``œ`` as ``oe``, straight quotes, plain spaces. Soft hyphens and zero-width characters go.
The word lists are folded by the same table, so they may be written as the language is.
"""

from __future__ import annotations

import unicodedata

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

    __slots__ = ("_origins", "raw", "text")

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.text = fold(raw)
        self._origins: list[int] | range | None = None

    def origin(self, place: int) -> int:
        """Where in the raw text the folded character at ``place`` comes from."""
        if self._origins is None:
            if _UNEVEN.isdisjoint(self.raw):
                self._origins = range(len(self.raw) + 1)
            else:
                self._origins = [at for at, char in enumerate(self.raw) for _ in _TABLE[ord(char)]]
                self._origins.append(len(self.raw))
        return self._origins[place]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of a folded one; accents that follow as characters of their own stay with their letter."""
        if start >= end:
            return self.origin(start), self.origin(start)
        first, last = self.origin(start), self.origin(end - 1) + 1
        while last < len(self.raw) and unicodedata.combining(self.raw[last]):
            last += 1
        return first, last
