"""Who else can read or change what is kept: nobody should."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from crisisctl.checks import Check, Finding, Mend, Place
from crisisctl.errors import StoreFailed
from crisisctl.text import Words

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def _look(place: Place) -> Iterator[Finding]:
    if os.name != "posix":
        return
    for path in _kept(place):
        mode = path.stat().st_mode
        if mode & _OTHERS:
            wanted = stat.S_IMODE(mode) & ~_OTHERS
            yield Finding(
                "warning",
                {
                    "en": f"others on this machine can use {path} (mode {stat.S_IMODE(mode):04o})",
                    "fr": f"d’autres sur cette machine ont accès à {path} (mode {stat.S_IMODE(mode):04o})",
                },
                {
                    "en": "names, contacts and what is not public yet can be read, or worse, changed",
                    "fr": "noms, contacts et ce qui n’est pas encore public peuvent être lus, voire modifiés",
                },
                {"en": f"chmod {wanted:o} {path}", "fr": f"chmod {wanted:o} {path}"},
                Mend({"en": f"chmod {wanted:o} {path}", "fr": f"chmod {wanted:o} {path}"}, _tighten(path, wanted)),
            )


def _kept(place: Place) -> Iterator[Path]:
    """The folder, and the files and folders in it; a link's own mode says nothing, and what it leads to is not ours."""
    if place.home.is_dir():
        yield place.home
        yield from sorted(
            path for path in place.home.rglob("*") if not path.is_symlink() and (path.is_file() or path.is_dir())
        )
    log = place.log
    if log and place.home not in log.parents:
        yield from (path for path in (log, Path(f"{log}-wal"), Path(f"{log}-shm")) if path.is_file())


def _tighten(path: Path, mode: int) -> Callable[[], Words]:
    def do() -> Words:
        try:
            path.chmod(mode)
        except OSError as problem:
            raise StoreFailed(f"{path}: {problem.strerror}", f"its owner can: chmod {mode:o} {path}") from None
        return {"en": f"{path} is yours alone", "fr": f"{path} n’est accessible qu’à vous"}

    return do


CHECK = Check({"en": "permissions", "fr": "droits d’accès"}, _look)
