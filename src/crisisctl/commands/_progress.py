"""A line that says how far a long work is: on a terminal, once it takes more than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Collection, Iterable, Iterator

_FIRST_SECONDS, _EVERY_SECONDS = 1.0, 0.2


def watched(names: Iterable[str]) -> Iterator[str]:
    """The names as they are; meanwhile standard error says where they are."""
    total = len(names) if isinstance(names, Collection) else 0
    told, due = False, time.monotonic() + _FIRST_SECONDS
    try:
        for number, name in enumerate(names, 1):
            if sys.stderr.isatty() and time.monotonic() > due:
                told, due = True, time.monotonic() + _EVERY_SECONDS
                print(f"\r\033[K{number}/{total}  {name[:60]}", end="", file=sys.stderr, flush=True)  # noqa: T201
            yield name
    finally:
        if told:
            print("\r\033[K", end="", file=sys.stderr, flush=True)  # noqa: T201
