"""What must stand in a text for a pattern to match: worked out from the pattern itself, so that nobody has to keep it.

From ``(?:will|shall) .{0,20}again`` it follows that a text without "again" holds no match, and one without "will" and
"shall" neither. A *need* is such a set of words, one of which must be there. What cannot be told is left open: a gate
may let a pattern look in vain, it never keeps it from what it would find.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from importlib import import_module
from itertools import product
from typing import Any

from crisisctl.rules._lazy import WIDEST, Gate, Need

_MOST = 120
"""So many words to look for take longer than the pattern does."""
_OPEN: Gate = (0, WIDEST, ())
_CHANCES = (1.0, 0.95, 0.6, 0.25, 0.05, 0.02)
"""How likely a text of some sentences holds so many given letters in a row; longer rows are as rare as the last."""
_COMMON = {**dict.fromkeys("jkqwxyz", 0.3), " ": 1.0, "\n": 0.6, ".": 0.95, ",": 0.9, "'": 0.9, ":": 0.7, "-": 0.5}
_RARE = 0.05
"""How likely it holds a certain letter or sign; those that are neither here nor a letter nor a figure."""
_OFTEN, _SELDOM = 0.97, 0.6
"""A need that is met more often is none; a second one is worth looking for only where it is met seldom."""


def gate_of(pattern: str, flags: int) -> Gate:
    """How many figures a match has at least, how long it can be, and what it needs."""
    parsed: Any = import_module("re._parser").parse(pattern, flags)
    if parsed.state.flags & re.IGNORECASE:
        return _OPEN
    kept = [need for at, need in enumerate(_Walk(parsed).needs[:2]) if _chance(need) < (_SELDOM if at else _OFTEN)]
    return (
        _figures(parsed),
        min(parsed.getwidth()[1], WIDEST),
        tuple(tuple(sorted(need, key=lambda word: (_often(word), word))) for need in kept),
    )


class _Walk:
    """A way through a pattern: ``run`` is what may stand right before the place it has come to, ``needs`` what it met."""

    def __init__(self, items: Iterable[Any], run: Iterable[str] = ("",)) -> None:
        self.needs: list[Need] = []
        self.run = set(run)
        self._over(items)
        self._end()
        self.needs.sort(key=_chance)

    def _over(self, items: Iterable[Any]) -> None:
        for item in items:
            kind, value = str(item[0]), item[1]
            if kind == "SUBPATTERN" and not value[1] & re.IGNORECASE and _exact([item]) is None:
                self._over(value[3])
            elif (words := _exact([item])) is not None:
                if len(self.run) * len(words) > _MOST:
                    self._end()
                self.run = {before + word for before in self.run for word in words}
            elif kind in {"MAX_REPEAT", "MIN_REPEAT"} and value[0]:
                for _ in range(min(value[0], 4)):
                    self._over(value[2])
                self._end()
            elif kind == "BRANCH":
                self._one_of(value[1])
                self.run = {""}
            else:
                self._end()

    def _one_of(self, branches: Iterable[Any]) -> None:
        """What one branch needs or another; the run goes on into each. Two sets of it, where each branch has two."""
        each = [_Walk(branch, self.run).needs for branch in branches]
        for rank in range(2):
            if all(each):
                self._need(word for needs in each for word in needs[min(rank, len(needs) - 1)])

    def _end(self) -> None:
        self._need(self.run)
        self.run = {""}

    def _need(self, words: Iterable[str]) -> None:
        short = sorted(set(words), key=lambda word: (len(word), word))
        need = [word for at, word in enumerate(short) if not any(other in word for other in short[:at])]
        if "" not in need and len(need) <= _MOST:
            self.needs.append(tuple(need))


def _exact(items: Iterable[Any]) -> set[str] | None:
    """All that these parts of a pattern can match, where that is a handful of texts."""
    found = {""}
    for kind, value in items:
        words: set[str] | None = None
        match str(kind):
            case "LITERAL":
                words = {chr(value)}
            case "AT" | "ASSERT" | "ASSERT_NOT":
                words = {""}
            case "IN":
                words = _signs(value)
            case "SUBPATTERN" if not value[1] & re.IGNORECASE:
                words = _exact(value[3])
            case "BRANCH":
                each = [_exact(branch) for branch in value[1]]
                words = {word for some in each for word in some or ()} if None not in each else None
            case "MAX_REPEAT" | "MIN_REPEAT" if value[1] <= 4:
                words = _repeated(_exact(value[2]), *value[:2])
            case _:
                pass
        if words is None or len(words) * len(found) > _MOST:
            return None
        found = {before + word for before in found for word in words}
    return found


def _repeated(words: set[str] | None, least: int, most: int) -> set[str] | None:
    if words is None or len(words) ** most > _MOST:
        return None
    return {"".join(some) for times in range(least, most + 1) for some in product(words, repeat=times)}


def _signs(members: Iterable[Any]) -> set[str] | None:
    """The characters of a class, where they are few."""
    members = list(members)
    if any(str(kind) != "LITERAL" for kind, _ in members) or len(members) > 8:
        return None
    return {chr(value) for _, value in members}


def _figures(items: Iterable[Any]) -> int:
    """How many figures a match has at least."""
    return sum(_figures_of(str(kind), value) for kind, value in items)


def _figures_of(kind: str, value: Any) -> int:
    match kind:
        case "LITERAL":
            return int(chr(value).isdecimal())
        case "IN":
            return int(all(_is_figure(str(member), what) for member, what in value))
        case "SUBPATTERN":
            return _figures(value[3])
        case "BRANCH":
            return min(map(_figures, value[1]))
        case "MAX_REPEAT" | "MIN_REPEAT":
            return int(value[0]) * _figures(value[2])
        case _:
            return 0


def _is_figure(kind: str, value: Any) -> bool:
    match kind:
        case "RANGE":
            return chr(value[0]).isdecimal() and chr(value[1]).isdecimal()
        case "CATEGORY":
            return str(value) == "CATEGORY_DIGIT"
        case _:
            return kind == "LITERAL" and chr(value).isdecimal()


def _chance(need: Need) -> float:
    """How likely a text holds one of the words; of those that begin alike, their beginning."""
    return 1 - math.prod(1 + _often(beginning) for beginning in sorted({word[: len(_CHANCES) - 1] for word in need}))


def _often(word: str) -> float:
    """How likely a text holds a word, as what sorts likely ones first."""
    return -min(_CHANCES[min(len(word), len(_CHANCES) - 1)], math.prod(map(_sign_chance, word)))


def _sign_chance(sign: str) -> float:
    if sign in _COMMON:
        return _COMMON[sign]
    return 1.0 if sign.islower() else 0.7 if sign.isdecimal() else 0.3 if sign.isupper() else _RARE
