"""Lines of commands on a terminal: folded between words, where the terminal would break one in its middle.

Only what a person reads: exact texts, JSON and files that somebody copies keep their lines, and so does a pipe.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from typing import Any

_WORD = re.compile(" *[^ ]+")
"""Broken at plain spaces only: a French ``?`` behind a no-break space never begins a line."""
_NARROWEST = 40
_EXACT = frozenset({"completion", "demo", "diff", "draft", "graph", "report", "schema", "start", "walk"})
"""Commands that print what is copied to the letter, or that draw the screen themselves."""


class Folding:
    """A stream to a terminal whose long lines are folded; in all else it is that stream."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._begun = False
        """Whether something stands on the line already: a question, or how far something is."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, words: str) -> int:
        if self._begun or not words or "\x1b" in words or "\r" in words:
            self._stream.write(words)
        else:
            width = self._width()
            self._stream.write("\n".join(row for each in words.split("\n") for row in _rows(each, width)))
        self._begun = bool(words) and not words.endswith("\n")
        return len(words)

    def _width(self) -> int:
        try:
            columns = os.get_terminal_size(self._stream.fileno()).columns
        except (OSError, ValueError):
            return sys.maxsize
        return max(columns, _NARROWEST) if columns else sys.maxsize


def fold(arguments: list[str]) -> None:
    """Fold what this command says on a terminal, and what it prints there unless that is to be copied."""
    if sys.stderr.isatty():
        sys.stderr = Folding(sys.stderr)
    words = {word.partition("=")[0] for word in arguments}
    if sys.stdout.isatty() and not words & _EXACT and not any(word.startswith(("--format", "-f")) for word in words):
        sys.stdout = Folding(sys.stdout)


def _rows(words: str, width: int) -> Iterator[str]:
    """The line on as many as it needs; those below the first stand further in.

    A word that no line could hold is left to the terminal, which breaks it anyway.
    """
    if len(words) <= width:
        yield words
        return
    inside = " " * min(len(words) - len(words.lstrip(" ")) + 2, width // 2)
    row = ""
    for word in _WORD.findall(words):
        fits = len(word.lstrip(" ")) <= width - len(inside)
        if row.strip() and fits and (len(row) % width or width) + len(word) > width:
            yield row
            row = inside + word.lstrip(" ")
        else:
            row += word
    yield row
