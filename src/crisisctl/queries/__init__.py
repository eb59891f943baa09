"""What there is to know about an incident at one instant: pure projections of the log, for screens and reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter

from crisisctl.expressions import holds
from crisisctl.incident import FORGOTTEN, Incident, Promise
from crisisctl.playbook import NEXT_UPDATE, Phase, Step
from crisisctl.queries import said
from crisisctl.queries.said import FactChange as FactChange
from crisisctl.queries.said import SentMessage as SentMessage
from crisisctl.text import Words
from crisisctl.zones import zone_of

AHEAD = timedelta(minutes=5)
"""How long before it is due a repeating step comes up: an update wants to be written and read over."""


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of the playbook and where it stands. ``due_at`` is None where nothing sets a time (yet)."""

    step: Step
    phase: str
    state: str
    due_at: datetime | None = None
    overdue: bool = False
    ready: bool = True
    """False while a repeating step waits for its next time."""
    at: datetime | None = None
    actor: str = ""
    answer: str = ""
    reason: str = ""
    times: int = 0

    @property
    def open(self) -> bool:
        return self.state == "pending"

    @property
    def late(self) -> bool:
        """Done after it was due, or open and overdue."""
        return self.overdue or bool(
            self.at and self.due_at and self.state == "done" and not self.step.repeats and self.at > self.due_at
        )


@dataclass(frozen=True, slots=True)
class PhaseView:
    id: str
    title: Words
    steps: tuple[StepView, ...]

    @property
    def finished(self) -> bool:
        return not any(view.open and not view.step.repeats for view in self.steps)


@dataclass(frozen=True, slots=True)
class IncidentView:
    """Everything a screen, a draft or a report shows of an incident at ``now``."""

    incident: Incident
    now: datetime
    phases: tuple[PhaseView, ...]
    next: StepView | None
    promises: tuple[Promise, ...]
    """Every promise ever made, oldest first; those that run have no ``met_at``."""
    messages: tuple[SentMessage, ...]
    facts: tuple[FactChange, ...]
    """Every change of a fact, oldest first."""

    @property
    def steps(self) -> Iterator[StepView]:
        for phase in self.phases:
            yield from phase.steps

    @property
    def elapsed(self) -> timedelta:
        """Since it was opened; it stands still once the incident is resolved, or has ended otherwise."""
        if self.incident.status == FORGOTTEN:  # what is left of it does not tell
            return timedelta()
        end = self.incident.milestones.get("resolved") or self.incident.milestones.get("closed") or self.now
        return max(end - self.incident.opened_at, timedelta())

    @property
    def overdue_promises(self) -> tuple[Promise, ...]:
        return tuple(
            promise for promise in self.incident.promises.values() if promise.due < self.now and not self.incident.ended
        )


def view(incident: Incident, now: datetime) -> IncidentView:
    """The whole projection. Linear in the length of the log."""
    values = incident.values()
    phases = tuple(_phase(phase, incident, values, now) for phase in incident.playbook.phases)
    return IncidentView(
        incident=incident,
        now=now,
        phases=phases,
        next=None if incident.ended else _next([step for phase in phases for step in phase.steps]),
        promises=tuple(said.promises(incident)),
        messages=tuple(said.messages(incident)),
        facts=tuple(said.facts(incident)),
    )


def past_day(view: IncidentView) -> str:
    """The day that the newest action is due, where it was over before the action was written down; else nothing."""
    today = view.now.astimezone(zone_of(view.incident.organisation)).date()
    newest = max(view.incident.actions.values(), key=lambda each: each.number, default=None)
    return newest.due if newest and newest.day and newest.day < today else ""


@dataclass(frozen=True, slots=True)
class Acknowledgements:
    """Who has answered the internal alert. ``in_time`` counts those within five minutes of it."""

    done: tuple[str, ...]
    missing: tuple[str, ...]
    in_time: int
    alerted: int

    @property
    def share(self) -> float | None:
        """Of those alerted, how many answered in time; None while nobody was alerted."""
        return self.in_time / self.alerted if self.alerted else None


ACKNOWLEDGE_WITHIN = timedelta(minutes=5)


def acknowledgements(incident: Incident) -> Acknowledgements:
    """Everybody of the organisation is alerted once an internal alert is recorded as sent."""
    alert = incident.milestones.get("first_internal_alert")
    done = incident.acknowledged
    known = [person.name for person in incident.organisation.people]
    everybody = dict.fromkeys([*known, *done])
    in_time = [name for name, at in done.items() if alert and at - alert <= ACKNOWLEDGE_WITHIN]
    missing = tuple(name for name in everybody if name not in done)
    return Acknowledgements(tuple(done), missing, len(in_time), len(everybody) if alert else 0)


def cadence(incident: Incident) -> int | None:
    """Seconds between two updates at the severity of now; of the worst one while nobody has said."""
    return incident.playbook.cadence(incident.severity)


def _phase(phase: Phase, incident: Incident, values: dict[str, object], now: datetime) -> PhaseView:
    return PhaseView(phase.id, phase.title, tuple(_step(step, phase.id, incident, values, now) for step in phase.steps))


def _step(step: Step, phase: str, incident: Incident, values: dict[str, object], now: datetime) -> StepView:
    known = incident.steps.get(step.id)
    state = known.state if known else "pending"
    ready = True
    due = _due(step, incident)
    if state == "started":
        state = "pending"
    elif step.repeats and state in {"pending", "done"}:
        state = _repeating(step, state, values, incident.ended)
        ready = not (_waits(step) or _heard_the_end(step, incident)) if due is None else due - now <= AHEAD
    if state == "pending" and not _applies(step, values):
        state = "not_applicable"
    running = state == "pending" and not incident.ended
    return StepView(
        step=step,
        phase=phase,
        state=state,
        due_at=due,
        overdue=bool(running and due and now > due),
        ready=ready,
        at=known.at if known else None,
        actor=known.actor if known else "",
        answer=known.answer if known else "",
        reason=known.reason if known else "",
        times=known.times if known and known.state == "done" else 0,
    )


def _waits(step: Step) -> bool:
    """Whether an optional step that has no time yet waits for one: a promise, or the milestone it counts from."""
    return step.waits_for_promise or (step.optional and step.due is not None)


def _heard_the_end(step: Step, incident: Incident) -> bool:
    """Whether the last word to the audience of a promised update was that it is over: the next would contradict it."""
    message = incident.playbook.messages.get(step.message or "")
    if message is None or step.every != NEXT_UPDATE:
        return False
    known = incident.playbook.messages
    words = ((at, known[name]) for (name, _, _), at in incident.sent.items() if name in known)
    heard = [(at, word.kind) for at, word in words if word.audience == message.audience]
    return bool(heard) and max(heard, key=itemgetter(0))[1] == "resolved"


def _applies(step: Step, values: dict[str, object]) -> bool:
    return step.when is None or holds(step.when, values)


def _repeating(step: Step, state: str, values: dict[str, object], ended: bool) -> str:
    """A repeating step is open until its ``until`` holds; then it is done if it ever was, else it never applied."""
    if ended or (step.until and holds(step.until, values)):
        return "done" if state == "done" else "not_applicable"
    return "pending"


def _due(step: Step, incident: Incident) -> datetime | None:
    done = incident.steps.get(step.id)
    if step.repeats:
        if step.every == NEXT_UPDATE:
            return _promised(step, incident)
        if done and done.state == "done":
            return done.at + timedelta(seconds=int(step.every or 0))
    start = incident.milestones.get(step.due_from)
    return start + timedelta(seconds=step.due) if start and step.due is not None else None


def _promised(step: Step, incident: Incident) -> datetime | None:
    message = incident.playbook.messages.get(step.message or "")
    if message:
        promise = incident.promises.get(message.audience)
        return promise.due if promise else None
    return min((promise.due for promise in incident.promises.values()), default=None)


def _next(steps: list[StepView]) -> StepView | None:
    """What cannot wait goes first (a correction); then a repeating step whose time has come; then the first open one;
    then the repeating one due soonest.

    An optional one goes first only where somebody was promised it: else it waits for its turn in the order of the file.
    """
    open_steps = [view for view in steps if view.open]
    called = [view for view in open_steps if view.step.repeats and view.ready and view.due_at and _calls(view.step)]
    straight = [view for view in open_steps if view.ready]
    waiting = sorted((view for view in open_steps if view.due_at), key=lambda view: view.due_at or view.step.id)
    urgent = [view for view in straight if view.step.first]
    return next(iter([*urgent, *called, *straight, *waiting, *open_steps]), None)


def _calls(step: Step) -> bool:
    return not step.optional or step.every == NEXT_UPDATE
