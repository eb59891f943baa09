"""Lines for a terminal: made of pieces that are cleaned on the way in, wrapped and cut to the width, and put down.

User text reaches the terminal only through here, as ``rich.text.Text``, and never as markup.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from crisisctl.text import clean

Piece = str | tuple[str, str]
"""Words, or words and their style."""

_PIPE_WIDTH = 100
_NARROWEST = 40
_HELD = "\ue000"
_HOLD = {0xA0: _HELD, 0x202F: _HELD}
"""No-break spaces while a text is wrapped: Rich breaks lines at them, and a French ``?`` would begin one."""
_LONGEST = 20_000
"""Characters of one paragraph that are looked at: what is beyond could not be read on a screen, only wait for."""


def line(*pieces: Piece, style: str = "") -> Text:
    """One line of pieces; line feeds and tabs in them become spaces."""
    made = Text(style=style, no_wrap=True, end="")
    for piece in pieces:
        words, how = (piece, "") if isinstance(piece, str) else piece
        made.append(clean(words[:_LONGEST]).replace("\n", " ").replace("\t", " "), how or None)
    return made


def cut(text: Text, width: int) -> Text:
    """The line, with an ellipsis where it is wider than ``width`` cells."""
    made = text.copy()
    made.truncate(max(width, 1), overflow="ellipsis")
    return made


def paragraph(words: str, width: int, style: str = "", indent: str = "") -> list[Text]:
    """``words`` wrapped to ``width``; their own line feeds stay."""
    made = []
    held = clean(words[:_LONGEST]).expandtabs(4).strip("\n").translate(_HOLD)
    for part in held.split("\n"):
        for wrapped in Text(part, style=style).wrap(_MEASURE, max(width - len(indent), 1)):
            wrapped.rstrip()
            wrapped.plain = wrapped.plain.replace(_HELD, "\N{NO-BREAK SPACE}")
            made.append(Text(indent, end="") + wrapped)
    return made


def hanging(text: Text, width: int) -> list[Text]:
    """A choice on as many lines as it needs, two at most, those below the first further in."""
    if text.cell_len + 2 <= width:
        return [line("  ") + text]
    first, *more = text.wrap(_MEASURE, width - 6, no_wrap=False)
    first.rstrip()
    rest = [line("      ") + cut(folded, width - 6) for folded in more[:1]]
    return [line("  ") + first, *rest]


def sided(left: Text, right: Text, width: int) -> Text:
    """Both on one line, ``right`` at the right edge; ``left`` is cut where they meet."""
    room = width - right.cell_len - 2
    made = cut(left, room)
    made.append(" " * max(width - made.cell_len - right.cell_len, 2))
    made.append_text(right)
    return cut(made, width)


def flowing(parts: Sequence[Text], width: int, gap: str = "   ", indent: str = " ") -> list[Text]:
    """Parts one after the other, on as many lines as they need; none is broken."""
    lines: list[Text] = []
    for part in (cut(each, width - len(indent)) for each in parts):
        if lines and lines[-1].cell_len + len(gap) + part.cell_len <= width:
            lines[-1].append(gap)
            lines[-1].append_text(part)
        else:
            lines.append(Text(indent, end="") + part)
    return lines


def bar(text: Text, width: int, style: str) -> Text:
    """A line that is filled to the whole width, so that a style such as ``reverse`` makes it a bar."""
    made = cut(text, width)
    made.append(" " * (width - made.cell_len))
    made.stylize(style)
    return made


_MEASURE = Console(file=open(os.devnull, "w", encoding="utf-8"), width=_PIPE_WIDTH, color_system=None)  # noqa: SIM115, PTH123 - rich wants one to wrap; nothing is ever printed on it


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

    def put(self, lines: Iterable[Text]) -> None:
        """Print the lines below what is there."""
        for text in self._rendered(lines):
            sys.stdout.write(f"{text}\n")
        sys.stdout.flush()

    def draw(self, lines: Sequence[Text]) -> None:
        """Draw the lines over what is there, from the top, without a flicker. What stood there first scrolls off."""
        if not self.live:
            self.put([*lines, line()])
            return
        first = "" if self.drawn else "\n" * (self.height - 1)
        self.drawn = True
        shown = "\n".join(f"\x1b[2K{text}" for text in self._rendered(lines[: self.height - 1]))
        sys.stdout.write(f"{first}\x1b[H{shown}\n\x1b[J")
        sys.stdout.flush()

    def _rendered(self, lines: Iterable[Text]) -> list[str]:
        console = Console(
            width=self.width,
            highlight=False,
            markup=False,
            emoji=False,
            no_color=bool(os.environ.get("NO_COLOR")),
            force_terminal=self.live,
            color_system="auto" if self.live else None,
            legacy_windows=False,
        )
        made = []
        for text in lines:
            with console.capture() as captured:
                console.print(cut(text, self.width), end="", no_wrap=True, crop=True, soft_wrap=False)
            made.append(_encodable(captured.get()))
        return made


def _encodable(text: str) -> str:
    """What the terminal's encoding can carry; a ``?`` is better than a traceback at night."""
    encoding = sys.stdout.encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding, "replace")
