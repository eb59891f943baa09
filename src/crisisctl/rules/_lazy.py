"""Regular expressions behind a gate: compiled when first used, and used where a match is possible at all.

A message is looked at by two hundred patterns, and few of them have anything to find in it. Each has a *gate*: how many
figures a match has at least, and words of which one must stand in it. Looking for those is cheaper by far than the
pattern is, to run and to compile. Nobody writes gates: ``_gating`` works them out from the patterns, once, and
``words/patterns.index`` keeps them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import ClassVar, TypeAlias

from crisisctl.rules import _programs, _stored

Need: TypeAlias = tuple[str, ...]
Gate: TypeAlias = tuple[int, int, tuple[Need, ...]]
"""How many figures a match has at least, how long it can be, and sets of words: one of each stands in it."""
WIDEST = 500
"""A match that can be longer than that can be of any length."""
PLACE = Path(__file__).with_name("words") / "patterns.index"
_FORMAT = b"crisisctl gates 4\n"
"""Another number whenever another version of this program would make other gates of the same patterns."""
_END = sys.maxsize
_FIGURE = re.compile(r"\d")


class Pattern:
    """The part of ``re.Pattern`` the rules use."""

    made: ClassVar[list[Pattern]] = []

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.source = (pattern, int(flags))
        self.made.append(self)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return _programs.compiled(self.source)

    @cached_property
    def gate(self) -> Gate:
        known = known_gates()
        if self.source not in known:
            write_gates()
        return known[self.source]

    def may_match(self, text: str, start: int = 0, end: int = _END) -> bool:
        """False where there is no match between the two places for sure."""
        figures, _, needs = self.gate
        if start > 0 or end < len(text):
            text = text[max(start, 0) : end]
        for words in needs:  # loops, not `all` and `any`: fifty gates are tried on each message
            for word in words:
                if word in text:
                    break
            else:
                return False
        return not figures or figures <= _figures_in(text)

    def search(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        return self.compiled.search(text, start, end) if self.may_match(text, start, end) else None

    def match(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """One place is looked at sooner than a gate, once the pattern is compiled."""
        wide = self.gate[1]
        if "compiled" in self.__dict__ or self.may_match(
            text, start, end if wide == WIDEST else min(end, start + wide)
        ):
            return self.compiled.match(text, start, end)
        return None

    def fullmatch(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        return self.compiled.fullmatch(text, start, end) if self.may_match(text, start, end) else None

    def finditer(self, text: str, start: int = 0, end: int = _END) -> Iterator[re.Match[str]]:
        return self.compiled.finditer(text, start, end) if self.may_match(text, start, end) else iter(())

    def findall(self, text: str, start: int = 0, end: int = _END) -> list[str]:
        return self.compiled.findall(text, start, end) if self.may_match(text, start, end) else []

    def sub(self, instead: str, text: str) -> str:
        return self.compiled.sub(instead, text) if self.may_match(text) else text


def write_gates() -> tuple[Path, Path]:
    """Writes gates and programs of all patterns there are: what a build does, and a checkout when one has changed."""
    from crisisctl import rules
    from crisisctl.rules import _drift, _facts  # noqa: F401 - their patterns too
    from crisisctl.rules._gating import gate_of

    rules.rules()
    known = known_gates()
    gates = {each.source: known.get(each.source) or gate_of(*each.source) for each in Pattern.made}
    known.update(gates)
    _stored.write(PLACE, _FORMAT, b"", gates)
    return PLACE, _programs.write(gates)


@cache
def known_gates() -> dict[tuple[str, int], Gate]:
    """The gates that are stored, by pattern and flags; a gate that is worked out joins them."""
    kept = _stored.read(PLACE, _FORMAT)
    return kept[0] if kept else {}


@lru_cache(16)
def _figures_in(text: str) -> int:
    return len(_FIGURE.findall(text))
