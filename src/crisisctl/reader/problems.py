"""What is wrong in a file: where, how grave, and what to do about it.

Problems are collected while a file is read, so one run shows them all.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, Protocol

from crisisctl.text import did_you_mean, one_line

MAX_PROBLEMS = 200

Level = Literal["error", "warning"]


class Placed(Protocol):
    """Something that has a place in a file."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a file, where it is, and what to do about it. ``code`` is its stable name."""

    file: str
    line: int
    column: int
    level: Level
    code: str
    text: str
    hint: str = ""

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.file}:{self.line}:{self.column}: {self.level} {self.code}: {self.text}{hint}"


class TooMany(Exception):
    """So much is wrong that going on would only bury it; or a limit was passed."""


class Problems:
    """The problems of one file, collected while it is read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: list[Problem] = []

    def error(self, code: str, at: tuple[int, int] | Placed, text: str, hint: str = "") -> None:
        self._add("error", code, at, text, hint)

    def warn(self, code: str, at: tuple[int, int] | Placed, text: str, hint: str = "") -> None:
        self._add("warning", code, at, text, hint)

    def _add(self, level: Level, code: str, at: tuple[int, int] | Placed, text: str, hint: str) -> None:
        line, column = at if isinstance(at, tuple) else (at.line, at.column)
        if len(self._found) >= MAX_PROBLEMS:
            text = f"more than {MAX_PROBLEMS} problems, the rest is not shown"
            self._found.append(Problem(self.file, line, column, "error", "too-many-problems", text, "mend these first"))
            raise TooMany
        self._found.append(Problem(self.file, line, column, level, code, text, hint))

    def all(self) -> tuple[Problem, ...]:
        """In the order of the file, each once."""
        return tuple(sorted(dict.fromkeys(self._found), key=lambda found: (found.line, found.column)))

    def has(self, code: str, line: int) -> bool:
        return any(found.code == code and found.line == line for found in self._found)

    def errors(self) -> bool:
        return any(found.level == "error" for found in self._found)


def near(word: str, among: Collection[str]) -> str:
    """``did_you_mean``, but for words and lists so long that looking would only take time."""
    return (
        did_you_mean(word, [each for each in among if len(each) <= 64]) if len(word) <= 64 and len(among) <= 500 else ""
    )


def shown(text: str) -> str:
    """A word of the file between backticks: on one line, safe to print, not too long."""
    short = one_line(text[:200])
    return f"`{short[:57]}…`" if len(short) > 60 or len(text) > 200 else f"`{short}`"
