"""Regular expressions as Python's compiler leaves them, kept so that a start need not compile them again.

Compiling is done in Python and takes longer than anything else in a short lint. What comes out is a list of numbers,
the engine's *program*, and ``_sre.compile`` makes a pattern of it: that is how ``re.compile`` ends. Programs mean
something to one version of the engine only, so they are kept with that version's numbers (as ``.pyc`` files are), and
compiled as ever where another one runs.
"""

from __future__ import annotations

import marshal
import re
import sys
from array import array
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias

from crisisctl.rules import _stored

Source: TypeAlias = tuple[str, int]
PLACE = Path(__file__).with_name("words") / "programs.index"
_ENGINE: Any = import_module("_sre")
_FORM = f"crisisctl programs 1 {sys.implementation.cache_tag} {_ENGINE.MAGIC} {_ENGINE.CODESIZE}\n".encode()


def compiled(source: Source) -> re.Pattern[str]:
    """The pattern, from its program where that is kept."""
    if source not in kept():
        return re.compile(*source)
    flags, code, groups, names = marshal.loads(kept()[source])  # noqa: S302 - it lies beside our .pyc files
    index: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        index[number] = name
    made: re.Pattern[str] = _ENGINE.compile(source[0], flags, array("I", code).tolist(), groups, names, tuple(index))
    return made


@cache
def kept() -> dict[Source, bytes]:
    """The programs that are kept for this engine."""
    found = _stored.read(PLACE, _FORM)
    return found[0] if found else {}


def write(sources: Iterable[Source]) -> Path:
    """Keeps the programs of these patterns: what a build does."""
    _stored.write(PLACE, _FORM, b"", {source: _program(source) for source in sources})
    return PLACE


def _program(source: Source) -> bytes:
    """What ``re.compile`` hands to the engine."""
    handed: list[tuple[Any, ...]] = []
    made = _ENGINE.compile
    re.purge()  # what has been compiled before is not compiled again

    def taken(*parts: Any) -> Any:
        handed.append(parts)
        return made(*parts)

    _ENGINE.compile = taken
    try:
        re.compile(*source)
    finally:
        _ENGINE.compile = made
    _, flags, code, groups, names, _ = handed[0]
    return marshal.dumps((flags, array("I", code).tobytes(), groups, dict(names)), _stored.STORED_AS)
