"""Who else can read or change what is kept: nobody should."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from crisisctl.checks import Check, Finding, Mend, Place
from crisisctl.errors import StoreFailed
from crisisctl.text import Words, listed

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_SHOWN = 4
_SHARED = ("playbooks", "templates")


def _look(place: Place) -> Iterator[Finding]:
    if os.name != "posix":
        return
    loose = [path for path in _kept(place) if _mode(path) & _OTHERS]
    if not loose:
        return
    shown = listed([f"{path} ({_mode(path):04o})" for path in loose[:_SHOWN]])
    more = len(loose) - _SHOWN
    yield Finding(
        "warning",
        {
            "en": f"others on this machine can use {shown}{f' and {more} more' if more > 0 else ''}",
            "fr": f"d’autres sur cette machine ont accès à {shown}{f' et {more} de plus' if more > 0 else ''}",
        },
        {
            "en": "names, contacts and what is not public yet can be read, or worse, changed",
            "fr": "noms, contacts et ce qui n’est pas encore public peuvent être lus, voire modifiés",
        },
        {"en": f"chmod -R go= {place.home}", "fr": f"chmod -R go= {place.home}"},
        Mend(
            {"en": f"take their rights from {shown}", "fr": f"leur retirer tout droit sur {shown}"},
            _tighten(loose),
        ),
    )


def _kept(place: Place) -> Iterator[Path]:
    """The folder and what is in it, but for playbooks and templates, which hold no secret and are often shared.

    A link's own mode says nothing, and what it leads to is not ours.
    """
    if place.home.is_dir():
        yield place.home
        ours = (path for path in place.home.rglob("*") if path.relative_to(place.home).parts[0] not in _SHARED)
        yield from sorted(path for path in ours if not path.is_symlink())
    log = place.log
    if log and place.home not in log.parents:
        yield from (path for path in (log, Path(f"{log}-wal"), Path(f"{log}-shm")) if path.is_file())


def _mode(path: Path) -> int:
    """0 for a file that is gone again: the helper files of a log come and go."""
    with suppress(FileNotFoundError):
        return stat.S_IMODE(path.stat().st_mode)
    return 0


def _tighten(loose: Sequence[Path]) -> Callable[[], Words]:
    def do() -> Words:
        for path in loose:
            mode = _mode(path) & ~_OTHERS
            try:
                with suppress(FileNotFoundError):
                    path.chmod(mode)
            except OSError as problem:
                raise StoreFailed(f"{path}: {problem.strerror}", f"its owner can: chmod {mode:o} {path}") from None
        return {"en": "all of it is yours alone", "fr": "tout cela n’est accessible qu’à vous"}

    return do


CHECK = Check({"en": "permissions", "fr": "droits d’accès"}, _look)
