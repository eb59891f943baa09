"""Lines: pieces of words in their styles, cleaned on the way in, wrapped and cut by the cells they take on a terminal.

User text reaches the screens only through here, and never as markup. Small on purpose: a status that is asked for at
night should not wait for a library that draws tables.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from crisisctl.text import clean

Piece = str | tuple[str, str]
"""Words, or words and their style."""

_LONGEST = 20_000
"""Characters of one paragraph that are looked at: what is beyond could not be read on a screen, only wait for."""
_WORD = re.compile(" *[^ ]+")
"""Lines are broken at plain spaces only: a French ``?`` behind a no-break space never begins one."""
_ONE_CELL_BELOW = "\u0300"
"""Below it (Latin letters, signs) every character takes one cell."""


class Line:
    """One line: pieces of words, each with its style (``bold red``, or nothing)."""

    __slots__ = ("pieces",)

    def __init__(self, words: str = "", style: str = "") -> None:
        self.pieces: list[tuple[str, str]] = [(words, style)] if words else []

    @property
    def plain(self) -> str:
        return "".join(words for words, _ in self.pieces)

    @property
    def cells(self) -> int:
        """How wide it is on a terminal."""
        return sum(cells(words) for words, _ in self.pieces)

    def add(self, more: str | Line, style: str = "") -> Line:
        """Put ``more`` behind it; the line itself, for one call after the other."""
        self.pieces += more.pieces if isinstance(more, Line) else [(more, style)] if more else []
        return self

    def part(self, start: int, end: int) -> Line:
        """The characters from ``start`` to ``end``, in their styles."""
        made, at = Line(), 0
        for words, style in self.pieces:
            made.add(words[max(start - at, 0) : max(end - at, 0)], style)
            at += len(words)
        return made

    def styled(self, style: str) -> Line:
        """The same with ``style`` on top of every piece."""
        made = Line()
        for words, own in self.pieces:
            made.add(words, f"{own} {style}".strip())
        return made

    def stripped(self) -> Line:
        """Without the spaces at its end."""
        return self.part(0, len(self.plain.rstrip(" ")))

    def __add__(self, other: Line) -> Line:
        return Line().add(self).add(other)

    def __bool__(self) -> bool:
        return bool(self.pieces)


def cells(words: str) -> int:
    """How many cells of a terminal ``words`` take."""
    if not words or max(words) < _ONE_CELL_BELOW:
        return len(words)
    return sum(map(_cells_of, words))


@lru_cache(maxsize=4096)
def _cells_of(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def line(*pieces: Piece, style: str = "") -> Line:
    """One line of pieces; line feeds and tabs in them become spaces."""
    made = Line()
    for piece in pieces:
        words, own = (piece, style) if isinstance(piece, str) else (piece[0], f"{piece[1]} {style}".strip())
        made.add(clean(words[:_LONGEST]).replace("\n", " ").replace("\t", " "), own)
    return made


def cut(text: Line, width: int) -> Line:
    """The line, with an ellipsis where it is wider than ``width`` cells."""
    width = max(width, 1)
    if text.cells <= width:
        return Line().add(text)
    kept = text.part(0, _fitting(text.plain, width - 1))
    return kept.add("…", kept.pieces[-1][1] if kept else "")


def wrapped(text: Line, width: int) -> list[Line]:
    """The line on as many lines as it needs."""
    return [text.part(start, end) for start, end in _breaks(text.plain, max(width, 1))] or [Line()]


def _breaks(words: str, width: int) -> Iterator[tuple[int, int]]:
    start = end = 0
    for found in _WORD.finditer(words):
        if end > start and cells(words[start : found.end()]) > width:
            yield start, end
            start = found.end() - len(found[0].lstrip(" "))
        end = found.end()
        while cells(words[start:end]) > width:
            at = start + max(_fitting(words[start:end], width), 1)
            yield start, at
            start = at
    if end > start:
        yield start, end


def _fitting(words: str, width: int) -> int:
    """How many characters of ``words`` fit into ``width`` cells."""
    taken = 0
    for number, character in enumerate(words):
        taken += _cells_of(character)
        if taken > width:
            return number
    return len(words)


def paragraph(words: str, width: int, style: str = "", indent: str = "") -> list[Line]:
    """``words`` wrapped to ``width``; their own line feeds stay."""
    parts = clean(words[:_LONGEST]).expandtabs(4).strip("\n").split("\n")
    room = max(width - len(indent), 1)
    return [Line(indent).add(each) if each else each for part in parts for each in wrapped(Line(part, style), room)]


def shortened(lines: list[Line], most: int) -> list[Line]:
    """At most ``most`` of them, the first always. Where there are more, an ellipsis stands before the last, or last."""
    if len(lines) <= most:
        return lines
    *first, cut_off = lines[: max(most - 1, 1)]
    end = cut_off.plain.rstrip(" ").rfind(" ")
    return [*first, cut_off.part(0, end if end > 0 else len(cut_off.plain) - 2).add(" …"), *lines[-1:][: most - 1]]


def hanging(text: Line, width: int, most: int = 2) -> list[Line]:
    """A choice on as many lines as it needs, ``most`` at most, those below the first further in."""
    if text.cells + 2 <= width:
        return [line("  ") + text]
    first, *more = wrapped(text, width - 6)
    if len(more) >= most:
        rest = Line()
        for each in more[most - 2 :]:
            rest.add(" " if rest else "").add(each)
        more = [*more[: most - 2], cut(rest, width - 6)]
    return [line("  ") + first, *(line("      ") + each for each in more)]


def sided(left: Line, right: Line, width: int) -> Line:
    """Both on one line, ``right`` at the right edge; ``left`` is cut where they meet."""
    made = cut(left, width - right.cells - 2)
    made.add(" " * max(width - made.cells - right.cells, 2)).add(right)
    return cut(made, width)


def flowing(parts: Sequence[Line], width: int, gap: str = "   ", indent: str = " ") -> list[Line]:
    """Parts one after the other, on as many lines as they need; none is broken."""
    lines: list[Line] = []
    for part in (cut(each, width - len(indent)) for each in parts):
        if lines and lines[-1].cells + len(gap) + part.cells <= width:
            lines[-1].add(gap).add(part)
        else:
            lines.append(Line(indent).add(part))
    return lines


def bar(text: Line, width: int, style: str) -> Line:
    """A line that is filled to the whole width, so that a style such as ``reverse`` makes it a bar."""
    made = cut(text, width)
    return made.add(" " * (width - made.cells)).styled(style)
