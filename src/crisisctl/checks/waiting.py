"""Acts that wait on this machine for the team's server: how many, since when, what was refused, what cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from crisisctl.checks import Check, Finding, Place
from crisisctl.checks._mending import LEAVE_FIRST, half_mended, set_aside
from crisisctl.checks._restoring import RestoringSpool, interrupted, waiting_rows
from crisisctl.french import said
from crisisctl.paths import spool_path
from crisisctl.sharing.spool import Kept, Spool, cannot_be_read
from crisisctl.text import Words, listed, one_line

_OURS = re.compile(r"([0-9a-f]{16}\.db)(\.mended-\w+)?")


def _look(place: Place) -> Iterator[Finding]:
    mine = spool_path(place.where) if place.server else None
    folder = place.home / "team"
    found = {match[1] for path in folder.glob("*.db*") if (match := _OURS.fullmatch(path.name))}
    for name in sorted(found):
        path = folder / name
        if half := interrupted(path):
            yield half_mended(RestoringSpool(half.log, half.stamp))
        elif path.exists():
            yield from _of(Spool(path), place, is_mine=path == mine)


def _of(spool: Spool, place: Place, *, is_mine: bool) -> Iterator[Finding]:
    if problem := spool.damage():
        yield _damaged(spool.path, problem, place)
        return
    kept = spool.kept()
    for name in dict.fromkeys(each.incident for each in kept if not each.refused):
        yield _waits(name, [each for each in kept if each.incident == name and not each.refused], is_mine, place)
    for each in kept:
        if each.refused:
            yield _refused(each)
    for unread in spool.unread():
        told, hint = cannot_be_read(unread)
        yield Finding(
            "bad",
            {"en": told, "fr": said(told, "fr")},
            {"en": "it stays where it is; all others go in", "fr": "il reste où il est ; tous les autres passent"},
            {"en": hint, "fr": said(hint, "fr")},
        )


def _waits(incident: str, kept: Sequence[Kept], is_mine: bool, place: Place) -> Finding:
    since = min(each.at for each in kept)
    who = listed(dict.fromkeys(one_line(each.actor) for each in kept))
    hours, minutes = divmod(int((place.now - since).total_seconds()) // 60, 60)
    clock = f"{since.astimezone():%Y-%m-%d %H:%M:%S %Z}"
    return Finding(
        "warning",
        {
            "en": f"{one_line(incident)}: on this machine since {clock} ({hours} h {minutes} min), not yet shared: "
            f"{len(kept)} of {who}",
            "fr": f"{one_line(incident)} : sur cette machine depuis {clock} ({hours} h {minutes} min), pas encore "
            f"partagé : {len(kept)}, par {who}",
        },
        {
            "en": "the others do not see it yet; it goes in, in order, with the first command that reaches the server",
            "fr": "les autres ne le voient pas encore ; tout passe, dans l’ordre, avec la première commande qui joint le serveur",
        },
        _WHEN_BACK if is_mine else _ELSEWHERE,
    )


_WHEN_BACK: Words = {
    "en": "look at the server: crisisctl store check; then, for instance: crisisctl status",
    "fr": "regardez le serveur : crisisctl store check ; puis, par exemple : crisisctl status",
}
_ELSEWHERE: Words = {
    "en": "it waits for another server than CRISISCTL_STORE names now: set it to that one, then: crisisctl status",
    "fr": "cela attend un autre serveur que celui de CRISISCTL_STORE : indiquez celui-là, puis : crisisctl status",
}


def _refused(kept: Kept) -> Finding:
    return Finding(
        "warning",
        {
            "en": f"act {kept.number} of {one_line(kept.actor)} in {one_line(kept.incident)} was refused: {kept.refused}",
            "fr": f"l’acte {kept.number} de {one_line(kept.actor)} dans {one_line(kept.incident)} a été refusé : "
            f"{said(kept.refused, 'fr')}",
        },
        {
            "en": "it is not in the log, and is not tried again",
            "fr": "il n’est pas dans le journal, et ne sera pas retenté",
        },
        {
            "en": f"look: crisisctl store spool; do it anew where it still counts; then: crisisctl store spool --drop {kept.number}",
            "fr": f"à voir : crisisctl store spool ; refaites-le si cela compte encore ; puis : crisisctl store spool --drop {kept.number}",
        },
    )


def _damaged(path: Path, problem: str, place: Place) -> Finding:
    rows, torn = waiting_rows(path.read_bytes())
    return Finding(
        "bad",
        {"en": f"{path} is damaged ({problem})", "fr": f"{path} est abîmé ({problem})"},
        {
            "en": f"of what waits for the team's server can be read: {len(rows)}, in part: {len(torn)}; nothing can be kept there now",
            "fr": f"de ce qui attend le serveur de l’équipe, lisible : {len(rows)}, en partie : {len(torn)} ; rien ne peut y être gardé",
        },
        LEAVE_FIRST,
        set_aside(
            RestoringSpool(path, f"{place.now:%Y%m%dT%H%M%SZ}"),
            {"en": f"the {len(rows)} acts that can be read", "fr": f"les {len(rows)} actes lisibles"},
        ),
    )


CHECK = Check({"en": "acts that wait", "fr": "actes en attente"}, _look)
