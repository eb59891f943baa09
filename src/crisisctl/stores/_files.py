"""The file a log lies in: made so that only its owner can read it, and found out about before it is used."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

_MOUNTS = Path("/proc/self/mountinfo")
_NETWORK = frozenset(
    {"9p", "afs", "beegfs", "ceph", "cifs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs"}
)


def identity(path: Path) -> tuple[int, int] | None:
    """Which file this is (device and inode), or None when there is none. ``OSError`` when it is not a file."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(21, "it is a folder")
    if not stat.S_ISREG(found.st_mode):
        raise OSError(22, "it is not a regular file")
    return found.st_dev, found.st_ino


def make_private(path: Path) -> None:
    """Make an empty file that only its owner can read, and the folders above it; what is there stays as it is."""
    _make_folder(path.parent)
    try:
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    os.close(made)
    sync_folder(path.parent)


def on_network(path: Path) -> bool:
    """Whether the file lies on another machine's disk, as far as this system tells (Linux does)."""
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return is_network(path.stat().st_dev, mounts)


def is_network(device: int, mounts: str) -> bool:
    """Whether ``device`` is a network drive by a ``mountinfo``: ``36 35 0:41 / /home rw - nfs4 server:/home rw``."""
    wanted = f"{os.major(device)}:{os.minor(device)}"
    for line in mounts.split("\n"):
        mount, _, kind = line.partition(" - ")
        if mount.split(" ")[2:3] == [wanted]:
            name = kind.split(" ")[0]
            return name in _NETWORK or name.startswith("fuse.")  # sshfs, s3fs …: most are remote, none promises mmap
    return False


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)  # not mkdir(parents=True): it makes the folders between with the umask
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """A file survives a power cut only once its name in the folder does."""
    with suppress(OSError):  # some file systems do not sync folders, some folders may not be read: nothing to be done
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
