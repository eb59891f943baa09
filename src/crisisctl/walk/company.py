"""crisis.yaml changed while an incident is open: it is noticed, shown, and taken over after a yes."""

# ruff: noqa: ARG001 - every key calls its function in the same way

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from crisisctl import drafting
from crisisctl.acts import ChangeOrganisation
from crisisctl.errors import CrisisError
from crisisctl.events import OrganisationChanged
from crisisctl.incident import Incident
from crisisctl.paths import shipped
from crisisctl.playbook import Organisation
from crisisctl.queries import IncidentView, StepView
from crisisctl.reloading import changes
from crisisctl.screen import paragraph
from crisisctl.screen.changes import told_change
from crisisctl.walk.asking import confirmed, fresh_page
from crisisctl.walk.seat import Seat


def newer(incident: Incident) -> Organisation | None:
    """What crisis.yaml says now, where somebody wrote it since this incident took it over, and it says something else.

    Another machine's copy that is merely another one is no news; one that cannot be read is told by `reload`.
    """
    from crisisctl import organisation  # with all that reads files

    try:
        path = organisation.where()
        written = path.stat().st_mtime_ns
    except (CrisisError, OSError):
        return None
    taken = (each.at for each in reversed(incident.entries) if isinstance(each.event, OrganisationChanged))
    since = next(taken, incident.began)
    if path.parent == shipped("templates") or datetime.fromtimestamp(written / 1e9, UTC) <= since:
        return None
    ours = _read(path, written)
    return ours if ours and changes(incident.organisation, ours) else None


@lru_cache(maxsize=2)
def _read(path: Path, written: int) -> Organisation | None:
    from crisisctl import organisation

    return organisation.check(path)[0]


def reload(seat: Seat, view: IncidentView, step: StepView | None) -> None:
    """Show what crisis.yaml changes, and take it over after a yes."""
    ours = newer(view.incident)
    if ours is None:
        seat.say("yaml_same")
        return
    fresh_page(seat.paper, seat.words("yaml_title"))
    for change in changes(view.incident.organisation, ours):
        seat.paper.put(paragraph(told_change(change, seat.language), seat.paper.width, "", " "))
    if not confirmed(seat.paper, seat.words, seat.words("ask_yaml")):
        seat.say("cancelled")
    elif seat.do(ChangeOrganisation(ours)):
        _write_anew(seat, view.incident)


def _write_anew(seat: Seat, before: Incident) -> None:
    for found in drafting.write_anew(seat.desk, before):
        if found.void:
            seat.say("yaml_void", "bold red", message=found.message, names=", ".join(found.void))
        if found.by_hand:
            seat.say("yaml_by_hand", "bold yellow", message=found.message, names=", ".join(found.by_hand))
        if found.problem:
            seat.warn(found.problem.message, found.problem.hint)
