"""What takes long to work out and is needed at each start: a file beside its source, made anew when that changes.

As Python's ``.pyc`` files: a wheel ships them; in a checkout they are written when first needed. Where one is missing,
damaged or cannot be written, nothing but time is lost.
"""

from __future__ import annotations

import marshal
import os
import zlib
from contextlib import suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

_SIZE = 4
"""Bytes that tell a size."""
STORED_AS = 2
"""Of all versions of ``marshal`` the one whose bytes depend on nothing but the value."""


def read(place: Path, form: bytes, source: bytes = b"") -> tuple[Any, memoryview] | None:
    """The value that was worked out from this source, in this form, and the store beside it; None when there is no
    such. The file is mapped, not read: of a store of megabytes a start looks at a few pages."""
    try:
        with place.open("rb") as stream, suppress(ValueError):  # an empty file cannot be mapped
            written = memoryview(mmap(stream.fileno(), 0, access=ACCESS_READ))
            head = _head(form, source)
            body = len(head) + 2 * _SIZE
            size, store = (int.from_bytes(written[at : at + _SIZE], "big") for at in (len(head), len(head) + _SIZE))
            if written[: len(head)] == head and len(written) == body + size + store:
                value = marshal.loads(written[body : body + size])  # noqa: S302 - it lies beside our .pyc files
                return value, written[body + size :]
    except (EOFError, OSError, TypeError):
        pass
    return None


def write(place: Path, form: bytes, source: bytes, value: Any, store: bytes = b"") -> None:
    """In one step, so that who reads at the same time finds the old or the new; in silence where nobody may write."""
    body = marshal.dumps(value, STORED_AS)
    sizes = (len(part).to_bytes(_SIZE, "big") for part in (body, store))
    unfinished = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(b"".join((_head(form, source), *sizes, body, store)))
        unfinished.replace(place)
    except OSError:
        with suppress(OSError):
            unfinished.unlink()


def _head(form: bytes, source: bytes) -> bytes:
    """What such a file begins with: its form, and a sum of its source. There is none of the file, as ``.pyc`` files have
    none: it would be worked out at each start. That it is whole is seen by its size."""
    return form + zlib.crc32(source).to_bytes(4, "big")
