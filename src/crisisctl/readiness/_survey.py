"""What there is to look at: the organisation, its playbooks, and the drills in the log."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from crisisctl import organisation, reader
from crisisctl.errors import StoreFailed
from crisisctl.injects import gone_through
from crisisctl.paths import shipped
from crisisctl.playbook import Playbook, equip
from crisisctl.readiness import Ground
from crisisctl.runner import Desk
from crisisctl.zones import zone_of


def survey(
    desk: Desk, complain: Callable[[StoreFailed], None], watched: Callable[[list[str]], Iterable[str]] = iter
) -> Ground:
    """The ground of every check. An incident that cannot be read is complained of, and left out.

    ``watched`` gives the names of the playbooks on, one after the other, and may tell how far it is.
    """
    ours, file = organisation.load()
    found: list[Playbook] = []
    unapproved: list[tuple[str, str]] = []
    files = dict(reader.playbooks())
    for name in watched(list(files)):
        playbook, problems = reader.check(files[name])
        if playbook:
            found.append(equip(playbook, ours))
            unapproved += [(playbook.id, each.text) for each in problems if each.code == "unapproved-change"]
    example = file.parent == shipped("templates")
    now = desk.now().astimezone(zone_of(ours))
    return Ground(ours, tuple(found), tuple(unapproved), _drilled(desk, complain), now, example)


def _drilled(desk: Desk, complain: Callable[[StoreFailed], None]) -> dict[str, datetime]:
    """When each playbook was last played to its end, by the log."""
    last: dict[str, datetime] = {}
    for name in desk.store.incidents():
        try:
            incident = desk.view(name).incident
        except StoreFailed as problem:
            complain(problem)
            continue
        if gone_through(incident):
            played = incident.playbook.id
            last[played] = max(incident.began, last.get(played, incident.began))
    return last
