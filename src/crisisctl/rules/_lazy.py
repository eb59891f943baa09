"""Regular expressions that are compiled when first used: most messages need few of them, and a start needs none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property


class Pattern:
    """The part of ``re.Pattern`` the rules use."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._pattern = pattern
        self._flags = flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self._pattern, self._flags)

    def search(self, text: str, *places: int) -> re.Match[str] | None:
        return self.compiled.search(text, *places)

    def match(self, text: str, *places: int) -> re.Match[str] | None:
        return self.compiled.match(text, *places)

    def fullmatch(self, text: str, *places: int) -> re.Match[str] | None:
        return self.compiled.fullmatch(text, *places)

    def finditer(self, text: str, *places: int) -> Iterator[re.Match[str]]:
        return self.compiled.finditer(text, *places)

    def findall(self, text: str, *places: int) -> list[str]:
        return self.compiled.findall(text, *places)

    def sub(self, instead: str, text: str) -> str:
        return self.compiled.sub(instead, text)
