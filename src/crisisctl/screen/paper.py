"""Paper: where lines are put down, a terminal or a pipe. Colour is the terminal's own, and only repeats the words."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from crisisctl.screen.lines import Line, cut, line, wrapped

_PIPE_WIDTH = 100
_NARROWEST = 40
_CODES = {"bold": "1", "dim": "2", "reverse": "7", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}
"""Styles and how a terminal is told (ECMA-48, 8.3.117): the sixteen colours that a person's own theme decides."""
_COLOURS = frozenset({"red", "green", "yellow", "cyan"})
_BEGIN, _END = "\x1b[?2026h", "\x1b[?2026l"
"""Around a screen that is drawn anew: a terminal that knows the mode (synchronized output, private mode 2026) shows it
whole or not at all, however slowly it arrives; others pass over it."""
_TO_TYPE = 2
"""Rows left free below a question: what is typed may need more than one."""


@dataclass(slots=True)
class Paper:
    """Where lines are put down: a terminal, or a pipe that gets the same lines without any escape sequence."""

    drawn: bool = False
    """Whether the screen is ours already."""
    width: int = 0
    height: int = 0
    banner: Sequence[Line] = ()
    """What stands on top of every screen of an exercise."""
    _again: Callable[[int], Sequence[Line]] = field(default=lambda _: ())
    _rows: int = 0
    _below: list[Line] = field(default_factory=list)
    """What was put and typed below the lines that were drawn last."""

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
        """Print the lines below what is there. What was drawn makes room for them and stays in sight."""
        live = self.live
        fitting = [row for each in lines for row in self._whole(each)] if live else list(lines)
        if live and self.drawn:
            self._below += fitting
            if self._rows + len(fitting) + _TO_TYPE > self.height:
                self._turn()
                return
            self._rows += len(fitting)
        for text in self._rendered(fitting):
            sys.stdout.write(f"{text}\n")
        sys.stdout.flush()

    def _whole(self, text: Line) -> list[Line]:
        return wrapped(text, self.width) if text.cells > self.width else [text]

    def typed(self, shown: str) -> None:
        """What now stands there because a person typed it."""
        if self.live and self.drawn:
            rows = wrapped(line(shown), self.width)
            self._below += rows
            self._rows += len(rows)

    def draw(self, lines: Sequence[Line], again: Callable[[int], Sequence[Line]] | None = None) -> None:
        """Draw the lines over what is there, from the top, without a flicker. What stood there first scrolls off.

        ``again`` makes the same anew, with so many rows left free below it.
        """
        if not self.live:
            self.put([*lines, line()])
            return
        first = "" if self.drawn else "\n" * (self.height - 1)
        self.drawn = True
        self._again, self._below = again or (lambda _: lines), []
        self._over(lines[: self.height - 1], first)

    def _turn(self) -> None:
        """What was drawn, made smaller, and below it the last of what was put and typed since."""
        free = self.height - _TO_TYPE
        top = self._again(len(self._below) + _TO_TYPE)
        top = top[: max(free - len(self._below), free // 2)]
        self._below = self._below[-(free - len(top)) :]
        self._over([*top, *self._below])

    def _over(self, lines: Sequence[Line], first: str = "") -> None:
        self._rows = len(lines)
        shown = "\n".join(f"\x1b[2K{text}" for text in self._rendered(lines))
        sys.stdout.write(f"{_BEGIN}{first}\x1b[H{shown}\n\x1b[J{_END}")
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
