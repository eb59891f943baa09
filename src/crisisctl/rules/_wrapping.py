"""Lines that a mail program broke are read as the one line they were: "(heure / de Paris)" names a zone."""

from __future__ import annotations

from itertools import pairwise

from crisisctl.rules._lazy import Pattern

_NARROWEST, _WIDEST = 56, 100
"""Texts are wrapped within these; a longer line says that this text is not."""
_ITEM = Pattern(r"[-*\u2022>#|]|\d{1,2}[.)]\s")
"""What begins a line of its own, however full the one before it is."""
_ENDS = (".", "!", "?", ";")


def unwrapped(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without the breaks of full lines; from which place on how many characters more went before it."""
    lines = text.split("\n")
    widest = max(map(len, lines))
    if len(lines) == 1 or not _NARROWEST <= widest <= _WIDEST:
        return text, []
    parts, gaps = [lines[0]], []
    length, dropped = len(lines[0]), 0
    for before, line in pairwise(lines):
        joined = _goes_on(before, line, widest)
        body = line.lstrip(" \t") if joined else line
        parts.append(f"{' ' if joined else chr(10)}{body}")
        if len(body) < len(line):
            dropped += len(line) - len(body)
            gaps.append((length + 1, dropped))
        length += len(body) + 1
    return "".join(parts), gaps


def _goes_on(before: str, line: str, widest: int) -> bool:
    """The line before was full: the first word of this one had no room on it."""
    before, words = before.rstrip(), line.split(None, 1)
    if not before or not words or before.endswith(_ENDS) or _ITEM.match(line.lstrip()):
        return False
    return len(before) + 1 + len(words[0]) > widest and (not words[0][0].isupper() or before[-1].isalnum())
