"""wait: let some time pass, to watch whether a recovery holds. Going on earlier takes a reason, and is recorded."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import takewhile

from crisisctl.acts import Clock
from crisisctl.incident import Incident
from crisisctl.playbook import Step
from crisisctl.steps import Ask, Outcome, StepKind, said
from crisisctl.times import format_duration

_OVER = frozenset({"done", "skipped", "failed"})


def left(step: Step, incident: Incident, now: datetime) -> float:
    """Seconds still to wait, counted from when the last step above it was over; those that repeat go on meanwhile."""
    above = takewhile(lambda each: each.id != step.id, (each for _, each in incident.playbook.steps()))
    states = (incident.steps.get(each.id) for each in above if not each.repeats)
    since = max((state.at for state in states if state and state.state in _OVER), default=incident.opened_at)
    return (since + timedelta(seconds=step.wait or 0) - now).total_seconds()


def _answer(step: Step, incident: Incident, answers: tuple[str, ...], clock: Clock) -> Outcome:
    remaining = left(step, incident, clock.now)
    early = f"{step.id} has {format_duration(remaining, 'en')} to wait" if remaining > 0 else ""
    return Outcome(said(answers), missing=early)


KIND = StepKind(name="wait", fields=("wait",), ask=lambda step: Ask("wait", count=step.wait or 0), answer=_answer)
