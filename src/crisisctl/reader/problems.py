"""What is wrong in a file: where, how grave, and what to do about it.

Problems are collected while a file is read, so one run shows them all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from crisisctl.text import did_you_mean, one_line
from crisisctl.tongue import level

MAX_PROBLEMS = 200

Level = Literal["error", "warning", "info"]


class Placed(Protocol):
    """Something that has a place in a file."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def file(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Place:
    """A line and a column; ``file`` is empty for the file that is read, and named for one it includes."""

    line: int
    column: int
    file: str = ""


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
        return f"{self._place}: {self.level} {self.code}: {self.text}{hint}"

    def said(self, language: str) -> str:
        """The same line for who reads it here; files and logs keep the English one."""
        if language != "fr":
            return str(self)
        from crisisctl.french import said_of_file

        text, hint = (said_of_file(each, language) for each in (self.text, self.hint))
        told = f"{self._place}: {level(self.level, language)} {self.code}\N{NO-BREAK SPACE}: {text}"
        return f"{told} ({hint})" if hint else told

    @property
    def _place(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class TooMany(Exception):
    """So much is wrong that going on would only bury it; or a limit was passed."""


class Problems:
    """The problems of one file and those it includes, collected while they are read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: list[Problem] = []

    def error(self, code: str, at: Placed, text: str, hint: str = "") -> None:
        self._add("error", code, at, text, hint)

    def warn(self, code: str, at: Placed, text: str, hint: str = "") -> None:
        self._add("warning", code, at, text, hint)

    def _add(self, level: Level, code: str, at: Placed, text: str, hint: str) -> None:
        file = at.file or self.file
        if len(self._found) >= MAX_PROBLEMS:
            text = f"more than {MAX_PROBLEMS} problems, the rest is not shown"
            self._found.append(
                Problem(file, at.line, at.column, "error", "too-many-problems", text, "mend these first")
            )
            raise TooMany
        self._found.append(Problem(file, at.line, at.column, level, code, text, hint))

    def all(self) -> tuple[Problem, ...]:
        """In the order of the file, each once; those of included files come after it."""
        return tuple(sorted(dict.fromkeys(self._found), key=self._order))

    def _order(self, found: Problem) -> tuple[str, int, int]:
        return "" if found.file == self.file else found.file, found.line, found.column

    def has(self, code: str, line: int) -> bool:
        return any(found.code == code and found.line == line for found in self._found)

    def take(self, others: Iterable[Problem]) -> None:
        """Add problems that were found in another file."""
        for found in others:
            self._add(found.level, found.code, Place(found.line, found.column, found.file), found.text, found.hint)

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
