"""Paper: where lines are put down, a terminal or a pipe. Colour is the terminal's own, and only repeats the words."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crisisctl.screen.lines import Line, cut, line

_PIPE_WIDTH = 100
_NARROWEST = 40
_CODES = {"bold": "1", "dim": "2", "reverse": "7", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}
"""Styles and how a terminal is told (ECMA-48, 8.3.117): the sixteen colours that a person's own theme decides."""
_COLOURS = frozenset({"red", "green", "yellow", "cyan"})


@dataclass(slots=True)
class Paper:
    """Where lines are put down: a terminal, or a pipe that gets the same lines without any escape sequence."""

    drawn: bool = False
    """Whether the screen is ours already."""
    width: int = 0
    height: int = 0

    def __post_init__(self) -> None:
        self.measure()

    @property
    def live(self) -> bool:
        """A terminal that can be drawn upon."""
        return sys.stdout.isatty() and os.environ.get("TERM", "dumb") not in {"", "dumb"}

    @property
    def boxed(self) -> bool:
        """Whether boxes help: without colour and for screen readers plain lines do."""
        return self.live and not os.environ.get("NO_COLOR")

    def measure(self) -> None:
        """Look at the size again: a window can be resized at any time."""
        try:
            columns, rows = os.get_terminal_size(sys.stdout.fileno())
        except (OSError, ValueError):
            columns, rows = 0, 0
        self.width = max(columns or _PIPE_WIDTH, _NARROWEST)
        self.height = max(rows or 24, 8)

    def put(self, lines: Iterable[Line]) -> None:
        """Print the lines below what is there."""
        for text in self._rendered(lines):
            sys.stdout.write(f"{text}\n")
        sys.stdout.flush()

    def draw(self, lines: Sequence[Line]) -> None:
        """Draw the lines over what is there, from the top, without a flicker. What stood there first scrolls off."""
        if not self.live:
            self.put([*lines, line()])
            return
        first = "" if self.drawn else "\n" * (self.height - 1)
        self.drawn = True
        shown = "\n".join(f"\x1b[2K{text}" for text in self._rendered(lines[: self.height - 1]))
        sys.stdout.write(f"{first}\x1b[H{shown}\n\x1b[J")
        sys.stdout.flush()

    def _rendered(self, lines: Iterable[Line]) -> list[str]:
        left_out = _COLOURS if os.environ.get("NO_COLOR") else frozenset()
        live = self.live
        return [_encodable(_drawn(cut(each, self.width), left_out) if live else each.plain) for each in lines]


def _drawn(text: Line, left_out: frozenset[str]) -> str:
    made = ""
    for words, style in text.pieces:
        codes = ";".join(_CODES[name] for name in style.split() if name not in left_out)
        made += f"\x1b[{codes}m{words}\x1b[0m" if codes else words
    return made


def _encodable(text: str) -> str:
    """What the terminal's encoding can carry; a ``?`` is better than a traceback at night."""
    encoding = sys.stdout.encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding, "replace")
