"""Waiting for more lines where nobody tells: look again and again, and stop as soon as somebody types."""

from __future__ import annotations

import select
import time
from collections.abc import Callable

_EVERY = 0.25
"""Seconds between two looks: short enough to seem at once, long enough to cost nothing."""


def until(is_more: Callable[[], bool], timeout: float, also: int | None = None) -> bool:
    """Whether there is more, within ``timeout`` seconds; False at once when the descriptor ``also`` can be read."""
    end = time.monotonic() + timeout
    while not is_more():
        left = min(end - time.monotonic(), _EVERY)
        if left <= 0 or readable(left, also):
            return False
    return True


def readable(timeout: float, *descriptors: int | None) -> list[int]:
    """Those of ``descriptors`` that can be read, as soon as one can."""
    watched = [each for each in descriptors if each is not None]
    return select.select(watched, [], [], max(timeout, 0))[0]
