"""The injects of a drill at one instant, what the team made of them, and the clock of a drill. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from crisisctl import events as ev
from crisisctl.events import Entry
from crisisctl.incident import Incident
from crisisctl.scenario import Inject, Reaction

Verdict = Literal["ahead", "told", "waits", "in time", "late", "missed"]


def clock(incident: Incident, real: datetime) -> datetime:
    """What time it is in the incident: in a drill minutes may be shorter, from its first entry on."""
    if incident.speed == 1:
        return real
    return incident.began + (real - incident.began) * incident.speed


def real_time(incident: Incident, shown: datetime) -> datetime:
    """When it really was what the clock of the incident shows as ``shown``."""
    return incident.began + (shown - incident.began) / incident.speed


@dataclass(frozen=True, slots=True)
class InjectView:
    """An inject and what the team made of it, at ``now``. ``shown_at`` is when somebody could see it."""

    inject: Inject
    due_at: datetime
    now: datetime
    shown_at: datetime | None = None
    reacted: Entry | None = None

    @property
    def deadline(self) -> datetime | None:
        """Counted from when it was shown: nobody answers what nobody has seen."""
        expect = self.inject.expect
        return self.shown_at + timedelta(seconds=expect.within) if expect and self.shown_at else None

    @property
    def reacted_at(self) -> datetime | None:
        return max(self.reacted.when, self.shown_at) if self.reacted and self.shown_at else None

    @property
    def verdict(self) -> Verdict:
        if self.shown_at is None:
            return "ahead"
        if self.deadline is None:
            return "told"
        if self.reacted_at:
            return "in time" if self.reacted_at <= self.deadline else "late"
        return "waits" if self.now <= self.deadline else "missed"


def gone_through(incident: Incident) -> bool:
    """Whether it was a drill that was held: one that came to its end, by its team or by its scenario."""
    if incident.mode != "drill" or incident.status == "cancelled":
        return False
    told = incident.scenario.injects if incident.scenario else ()
    to_the_end = bool(told) and all(each.id in incident.injects_shown for each in told)
    return to_the_end or incident.status in {"resolved", "closed"}


def due(incident: Incident, now: datetime) -> tuple[Inject, ...]:
    """Those whose time has come and that nobody has been shown."""
    if incident.scenario is None or incident.ended:
        return ()
    passed = (now - incident.began).total_seconds()
    return tuple(
        each for each in incident.scenario.injects if each.at <= passed and each.id not in incident.injects_shown
    )


def injects(incident: Incident, now: datetime) -> tuple[InjectView, ...]:
    """Every inject of the scenario, in its order."""
    if incident.scenario is None:
        return ()
    return tuple(_view(each, incident, now) for each in incident.scenario.injects)


def _view(inject: Inject, incident: Incident, now: datetime) -> InjectView:
    seq = incident.injects_shown.get(inject.id)
    due_at = incident.began + timedelta(seconds=inject.at)
    if seq is None:
        return InjectView(inject, due_at, now)
    after = incident.entries[seq:]
    reacted = next((entry for entry in after if inject.expect and _answers(entry.event, inject.expect)), None)
    return InjectView(inject, due_at, now, incident.entries[seq - 1].at, reacted)


def _answers(event: ev.Event, wanted: Reaction) -> bool:
    match event:
        case ev.StepDone():
            return event.step == wanted.step
        case ev.MessageSent():
            return event.message == wanted.message
        case ev.FactSet():
            return event.name == wanted.fact
        case ev.ChannelSet():
            return event.channel == wanted.channel and event.state != "up" and not event.inject
        case ev.NoteAdded():
            return wanted.note
        case _:
            return False
