"""Regular expressions that are compiled when first used: a module full of them costs nothing to import."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, cast


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile`` gives, later. Ask its methods; functions of ``re`` do not take it for a pattern."""
    return cast("re.Pattern[str]", _Late(source, flags))


class _Late:
    def __init__(self, source: str, flags: int) -> None:
        self._source = (source, flags)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(*self._source)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._compiled, name)
