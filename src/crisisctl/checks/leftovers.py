"""What a program that ended in the middle left behind: a -wal that is read at the next act, and half-written files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from crisisctl.checks import Check, Finding, Place


def _look(place: Place) -> Iterator[Finding]:
    log = place.log
    if log is None or not log.parent.is_dir():
        return
    wal = Path(f"{log}-wal")
    if log.exists() and wal.exists() and (size := wal.stat().st_size):
        yield Finding(
            "note",
            {"en": f"{wal.name} holds {size} bytes", "fr": f"{wal.name} contient {size} octets"},
            {
                "en": "another program is at work, or ended suddenly: what was acknowledged stands there, and is not lost",
                "fr": "un autre programme travaille, ou s’est arrêté net : ce qui a été confirmé y figure, rien n’est perdu",
            },
            {
                "en": "nothing; never copy or move the log without it (crisisctl backup takes both)",
                "fr": "rien ; ne copiez ni ne déplacez jamais le journal sans lui (crisisctl backup prend les deux)",
            },
        )
    for path in sorted(place.home.glob(".*.????????")) if place.home.is_dir() else ():
        if path.is_file():
            yield Finding(
                "note",
                {"en": f"{path} was not finished", "fr": f"{path} n’a pas été terminé"},
                {
                    "en": "a program ended while it wrote the file; the one before it stayed",
                    "fr": "un programme s’est arrêté en écrivant ; le fichier d’avant est resté",
                },
                {"en": f"look at it; then: rm {path}", "fr": f"regardez-le ; puis : rm {path}"},
            )


CHECK = Check({"en": "leftovers", "fr": "restes"}, _look)
