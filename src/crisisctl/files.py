"""Writing files that people keep: whole or not at all, and what tells of an incident for nobody else to read.

Drafts and reports are made to be shared, but by whoever wrote them and with whom they choose: a new file is its owner's
alone (0600, whatever the umask), one that is there keeps the mode somebody gave it.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from crisisctl.errors import Refused, StoreFailed


def write(path: Path, text: str) -> None:
    """Write a file, in place of one that is there; on a full disk the old one stays. Raises ``StoreFailed``."""
    try:
        make_folder(path.parent)
        if path.exists() and not path.is_file():  # a pipe, /dev/stdout: there is nothing to put in its place
            path.write_text(text, encoding="utf-8", errors="replace", newline="")
            return
        _replace(path, text.encode("utf-8", "replace"))
    except OSError as problem:
        raise StoreFailed(f"{path} cannot be written: {problem.strerror}", "name another place: -o") from None


def write_new(path: Path, text: str, *, private: bool = False) -> None:
    """Write a file that must not exist yet; ``private`` for what holds people's contacts (mode 0600)."""
    try:
        if private:
            make_folder(path.parent)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600 if private else 0o644, exist_ok=False)
        if private:
            path.chmod(0o600)  # a umask may take from its owner too
    except FileExistsError:
        raise is_there(path) from None
    except OSError as problem:
        raise StoreFailed(f"{path} cannot be written: {problem.strerror}", "name another place: -o") from None
    try:
        write(path, text)  # which keeps the mode
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


def is_there(path: Path) -> Refused:
    return Refused(f"{path} is there already, and stays as it is", "move it away first, or name another place: -o")


@contextmanager
def new_private(path: Path) -> Iterator[BinaryIO]:
    """A file that must not exist yet, for its owner alone; it is there whole and on the disk, or not at all."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))  # the name is ours from here on
    except FileExistsError:
        raise is_there(path) from None
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
    if _is_trap(path):
        raise PermissionError(errno.EPERM, "it is a link that somebody else put there")
    path = path.resolve()  # a link stays a link
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o600
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _is_trap(path: Path) -> bool:
    """Whether it is another's link in a folder where everybody may put one: systems do not follow those, nor do we."""
    if not path.is_symlink():
        return False
    folder, owner = path.parent.stat(), path.lstat().st_uid
    return bool(folder.st_mode & stat.S_ISVTX and folder.st_mode & 0o002) and owner not in {os.getuid(), folder.st_uid}


def plain_name(*parts: str) -> str:
    """A file name of these parts: an incident that came from elsewhere may name its messages ``../../x``."""
    return re.sub(r"[^\w.-]", "_", ".".join(parts)).lstrip(".")[:200] or "_"


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner can look into, and those above it; one that is there stays as it is."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_folder(folder.parent)
    if folder.exists():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    folder.mkdir(mode=0o700, exist_ok=True)  # not mkdir(parents=True): it makes the folders between with the umask
    folder.chmod(0o700)


def tighten(folder: Path, names: Iterable[str]) -> str:
    """Take from everybody else what they may do with these files of ours; what is left to a person to mend, or nothing.

    A folder that was shared with a group on purpose has the set-group-ID bit (``chmod 2770``): there the group keeps
    what it may. Links are not followed, and files of other owners are not ours to change.
    """
    try:
        mode = folder.stat().st_mode
    except OSError:
        return ""
    theirs = 0o007 if mode & stat.S_ISGID else 0o077
    for name in names:
        with suppress(OSError):
            found = os.lstat(folder / name)
            if stat.S_ISREG(found.st_mode) and found.st_mode & theirs and found.st_uid == os.getuid():
                (folder / name).chmod(stat.S_IMODE(found.st_mode) & ~theirs)
    if mode & theirs & 0o022 and not mode & stat.S_ISVTX:
        return f"others can put files into {folder}: chmod go-w {folder}"
    return ""
