"""The clocks of an incident at one instant: how much time is left, what was met and by how much. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from crisisctl.incident import ClockState, Incident
from crisisctl.playbook import Countdown

Verdict = Literal["running", "late", "met", "met late", "waived", "carried"]
_FAR = timedelta.max


@dataclass(frozen=True, slots=True)
class ClockView:
    """A clock that was started, with its definition, at ``now``."""

    definition: Countdown
    state: ClockState
    now: datetime

    @property
    def running(self) -> bool:
        return self.state.state == "running"

    @property
    def left(self) -> timedelta | None:
        """Until it is due, negative once it is over; None where it is over or has no number."""
        return self.state.due - self.now if self.running and self.state.due else None

    @property
    def late(self) -> bool:
        return self.left is not None and self.left < timedelta()

    @property
    def margin(self) -> timedelta | None:
        """How long before its deadline it was met, negative where it was not in time; None while nobody can tell."""
        if self.state.due is None:
            return None
        if self.state.state == "met" and self.state.ended_at:
            return self.state.due - self.state.ended_at
        return self.left if self.late else None

    @property
    def verdict(self) -> Verdict:
        if self.state.state == "met":
            return "met late" if self.margin is not None and self.margin < timedelta() else "met"
        if self.state.state == "waived":
            return "waived"
        if self.state.state == "carried":
            return "carried"
        return "late" if self.late else "running"


def clocks(incident: Incident, now: datetime) -> tuple[ClockView, ...]:
    """Every clock that was started: those that run, the most urgent first, then the others as they were started."""
    known = incident.countdowns
    views = [ClockView(known.get(name, Countdown(name)), state, now) for name, state in incident.clocks.items()]
    return tuple(sorted(views, key=lambda view: (not view.running, view.left if view.left is not None else _FAR)))


def running(incident: Incident, now: datetime) -> tuple[ClockView, ...]:
    return tuple(view for view in clocks(incident, now) if view.running)
