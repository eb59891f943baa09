"""What is known around a playbook: our own crisis.yaml, the drills in the log, what day it is."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from crisisctl import organisation, paths, runner
from crisisctl.errors import CrisisError
from crisisctl.injects import gone_through
from crisisctl.playbook import Organisation, equip
from crisisctl.reader import Examined
from crisisctl.soundness import Drills, Subject


class Around(NamedTuple):
    today: date
    organisation: Organisation | None
    drills: Drills | None

    def subject(self, examined: Examined) -> Subject:
        """A playbook that could be read, as this organisation would run it."""
        assert examined.playbook is not None  # noqa: S101 - the caller has looked
        ours = self.organisation
        playbook = equip(examined.playbook, ours) if ours else examined.playbook
        return Subject(playbook, examined, self.today, ours, self.drills)


def around() -> Around:
    """What there is; what is not there, or cannot be read, is not known. ``crisisctl doctor`` says why."""
    return Around(runner.utc_now().date(), _ours(), _drills())


def _ours() -> Organisation | None:
    try:
        path = organisation.where()
        shipped = path.parent == paths.shipped("templates")
        return None if shipped else organisation.check(path)[0]
    except CrisisError:
        return None


def _drills() -> Drills | None:
    last: dict[str, date] = {}
    try:
        desk = runner.open_desk()
        known = desk.store.incidents()
        for name in known:
            incident = desk.view(name).incident
            if gone_through(incident):
                day = incident.opened_at.date()
                last[incident.playbook.id] = max(day, last.get(incident.playbook.id, day))
    except CrisisError:
        return None
    return Drills(last) if known else None
