"""Writing files that people keep: whole or not at all, and a private one for nobody else to read."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from crisisctl.errors import Refused, StoreFailed


def write(path: Path, text: str) -> None:
    """Write a file, in place of one that is there; on a full disk the old one stays. Raises ``StoreFailed``."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():  # a pipe, /dev/stdout: there is nothing to put in its place
            path.write_text(text, encoding="utf-8", errors="replace", newline="")
            return
        _replace(path, text.encode("utf-8", "replace"))
    except OSError as problem:
        raise StoreFailed(f"{path} cannot be written: {problem.strerror}", "name another place: -o") from None


def write_new(path: Path, text: str, *, private: bool = False) -> None:
    """Write a file that must not exist yet; ``private`` for what holds people's contacts (mode 0600)."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600 if private else 0o644, exist_ok=False)
    except FileExistsError:
        raise Refused(
            f"{path} is there already, and stays as it is", "move it away first, or name another place: -o"
        ) from None
    except OSError as problem:
        raise StoreFailed(f"{path} cannot be written: {problem.strerror}", "name another place: -o") from None
    try:
        write(path, text)  # which keeps the mode
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


@contextmanager
def new_private(path: Path) -> Iterator[BinaryIO]:
    """A file that must not exist yet, for its owner alone; it is there whole and on the disk, or not at all."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))  # the name is ours from here on
    except FileExistsError:
        raise Refused(
            f"{path} is there already, and stays as it is", "move it away first, or name another place: -o"
        ) from None
    except OSError as problem:
        raise StoreFailed(f"{path} cannot be written: {problem.strerror}", "name another place: -o") from None
    name = ""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
        with os.fdopen(handle, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except BaseException as problem:
        for leftover in (name, path):
            with suppress(OSError):
                Path(leftover).unlink()
        if isinstance(problem, OSError):
            raise StoreFailed(f"{path} cannot be written: {problem.strerror}", "name another place: -o") from None
        raise


def _replace(path: Path, data: bytes) -> None:
    path = path.resolve()  # a link stays a link
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
