"""What takes long to work out and is needed at each start: a file beside its source, made anew when that changes.

As Python's ``.pyc`` files: a wheel ships them; in a checkout they are written when first needed. Where one is missing,
damaged or cannot be written, nothing but time is lost.
"""

from __future__ import annotations

import marshal
import os
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

STORED_AS = 2
"""Of all versions of ``marshal`` the one whose bytes depend on nothing but the value."""


def read(place: Path, form: bytes, source: bytes) -> Any:
    """The value that was worked out from this source, in this form; None when there is no such."""
    try:
        written = place.read_bytes()
    except OSError:
        return None
    size = len(form) + 8
    body = memoryview(written)[size:]
    if written[:size] != _head(form, source, body):
        return None
    try:
        return marshal.loads(body)  # noqa: S302 - it lies beside our .pyc files, and is trusted as they are
    except (EOFError, TypeError, ValueError):
        return None


def write(place: Path, form: bytes, source: bytes, value: Any) -> None:
    """In one step, so that who reads at the same time finds the old or the new; in silence where nobody may write."""
    body = marshal.dumps(value, STORED_AS)
    unfinished = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(_head(form, source, body) + body)
        unfinished.replace(place)
    except OSError:
        with suppress(OSError):
            unfinished.unlink()


def _head(form: bytes, source: bytes, body: bytes | memoryview) -> bytes:
    """What such a file begins with: it is of this form, of this source, and whole. A sum over megabytes at each start
    would take as long as reading them, and ``.pyc`` files do without."""
    return form + zlib.crc32(source).to_bytes(4, "big") + len(body).to_bytes(4, "big")
