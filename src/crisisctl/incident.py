"""The state of an incident, folded from its log: ``evolve`` one entry, ``replay`` them all.

Only what stays small is kept here (the state of each step, the facts that hold now); histories are read from
``entries`` by ``queries`` when somebody asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import singledispatch
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from crisisctl import events as ev
from crisisctl.events import Entry
from crisisctl.plain import from_plain
from crisisctl.playbook import Organisation, Playbook, Step

STATUSES = ("investigating", "identified", "monitoring", "resolved", "closed", "cancelled")
ENDED = ("closed", "cancelled")
CLOSURE_REASONS = ("false_positive", "duplicate", "superseded", "external", "cancelled")
CHANNEL_STATES = ("up", "degraded", "down")
_NEVER = datetime.min.replace(tzinfo=UTC)


class StepState(Struct, frozen=True):
    """Where a step stands. ``state`` is done, skipped, failed or not_applicable; a step without one is pending."""

    state: str
    at: datetime
    actor: str
    answer: str = ""
    reason: str = ""
    times: int = 1
    """How often it was done: more than once only where it repeats."""
    jumped_by: str = ""
    """The decision that led past it."""


class Fact(Struct, frozen=True):
    value: Any
    at: datetime
    actor: str
    source: str = ""
    confirmed_by: str = ""


class Promise(Struct, frozen=True):
    """An audience was told when it will hear more. ``met_at`` is when it did; late when that is after ``due``."""

    audience: str
    due: datetime
    made_at: datetime
    message: str = ""
    met_at: datetime | None = None

    @property
    def kept(self) -> bool | None:
        """None while nobody can tell."""
        return None if self.met_at is None else self.met_at <= self.due


class Drafted(Struct, frozen=True):
    """The last drafts of one message."""

    at: datetime
    drafts: tuple[ev.DraftText, ...]
    next_update: datetime | None


class Action(Struct, frozen=True):
    """Something to do after the incident, so that it does not come back."""

    number: int
    title: str
    owner: str = ""
    due: str = ""
    kind: str = ""
    done_at: datetime | None = None


class Incident(Struct, frozen=True):
    """What the log says, now. ``id`` is empty before the first entry."""

    id: str = ""
    title: str = ""
    mode: str = "live"
    status: str = "investigating"
    severity: str = "unset"
    opened_at: datetime = _NEVER
    closure_reason: str = ""
    playbook: Playbook = field(default_factory=lambda: Playbook("", {}))
    organisation: Organisation = field(default_factory=lambda: Organisation(""))
    roles: Mapping[str, str] = field(default_factory=dict)
    deputies: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    steps: Mapping[str, StepState] = field(default_factory=dict)
    milestones: Mapping[str, datetime] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    drafted: Mapping[str, Drafted] = field(default_factory=dict)
    sent: Mapping[tuple[str, str, str], datetime] = field(default_factory=dict)
    """When each message last left, by message, channel and language."""
    promises: Mapping[str, Promise] = field(default_factory=dict)
    """The promise that runs for each audience."""
    actions: Mapping[int, Action] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    """The whole log, set by ``replay``."""

    @property
    def ended(self) -> bool:
        return self.status in ENDED

    @property
    def down(self) -> tuple[str, ...]:
        """The channels marked down, in the order they were."""
        return tuple(channel for channel, state in self.channels.items() if state == "down")

    def step(self, step_id: str) -> Step | None:
        return next((step for _, step in self.playbook.steps() if step.id == step_id), None)

    def state_of(self, step_id: str) -> str:
        found = self.steps.get(step_id)
        return found.state if found else "pending"

    def counts(self, name: str) -> bool:
        """Whether a fact is known well enough to be used: set, and confirmed where the playbook asks for that."""
        fact = self.facts.get(name)
        spec = self.playbook.facts.get(name) or self.playbook.inputs.get(name)
        return fact is not None and (spec is None or not spec.confirm or bool(fact.confirmed_by))

    def values(self) -> dict[str, object]:
        """What an expression may look at: facts that count, and the state."""
        known: dict[str, object] = {name: fact.value for name, fact in self.facts.items() if self.counts(name)}
        return known | {"status": self.status, "severity": self.severity, "mode": self.mode, "down": self.down}


def replay(entries: Iterable[Entry]) -> Incident:
    """The incident a log tells of."""
    kept = tuple(entries)
    incident = Incident()
    for entry in kept:
        incident = evolve(incident, entry)
    return replace(incident, entries=kept)


def evolve(incident: Incident, entry: Entry) -> Incident:
    """The incident after one more entry. Total: what is not known to this program changes nothing."""
    return _evolve(entry.event, incident, entry)


@singledispatch
def _evolve(event: ev.Event, incident: Incident, entry: Entry) -> Incident:
    return incident


def _on(kind: type[ev.Event]) -> Callable[[Callable[..., Incident]], Callable[..., Incident]]:
    return _evolve.register(kind)


@_on(ev.Opened)
def _opened(event: ev.Opened, incident: Incident, entry: Entry) -> Incident:
    return replace(
        incident,
        id=event.incident,
        title=event.title,
        mode=event.mode,
        opened_at=entry.when,
        playbook=from_plain(Playbook, event.playbook),
        organisation=from_plain(Organisation, event.organisation),
        milestones={"declared": entry.when},
    )


@_on(ev.Resolved)
def _resolved(event: ev.Resolved, incident: Incident, entry: Entry) -> Incident:
    return replace(incident, status="resolved", milestones={**incident.milestones, "resolved": entry.when})


@_on(ev.Closed)
def _closed(event: ev.Closed, incident: Incident, entry: Entry) -> Incident:
    milestones = {**incident.milestones, "closed": entry.when}
    return replace(incident, status="closed", closure_reason=event.reason, milestones=milestones)


@_on(ev.Cancelled)
def _cancelled(event: ev.Cancelled, incident: Incident, entry: Entry) -> Incident:
    milestones = {**incident.milestones, "closed": entry.when}
    return replace(incident, status="cancelled", closure_reason=event.reason, milestones=milestones)


@_on(ev.Reopened)
def _reopened(event: ev.Reopened, incident: Incident, entry: Entry) -> Incident:
    milestones = {name: at for name, at in incident.milestones.items() if name not in {"resolved", "closed"}}
    return replace(incident, status="investigating", closure_reason="", milestones=milestones)


@_on(ev.RoleTaken)
def _role_taken(event: ev.RoleTaken, incident: Incident, entry: Entry) -> Incident:
    if event.deputy:
        return replace(incident, deputies={**incident.deputies, event.role: event.person})
    return replace(incident, roles={**incident.roles, event.role: event.person})


@_on(ev.RoleLeft)
def _role_left(event: ev.RoleLeft, incident: Incident, entry: Entry) -> Incident:
    if event.deputy:
        return replace(incident, deputies={role: who for role, who in incident.deputies.items() if role != event.role})
    return replace(incident, roles={role: who for role, who in incident.roles.items() if role != event.role})


@_on(ev.RoleHandedOver)
def _handed_over(event: ev.RoleHandedOver, incident: Incident, entry: Entry) -> Incident:
    return replace(incident, roles={**incident.roles, event.role: event.receiver})


@_on(ev.FactSet)
def _fact_set(event: ev.FactSet, incident: Incident, entry: Entry) -> Incident:
    fact = Fact(event.value, entry.when, entry.actor, event.source, event.confirmed_by)
    return replace(incident, facts={**incident.facts, event.name: fact})


@_on(ev.SeveritySet)
def _severity_set(event: ev.SeveritySet, incident: Incident, entry: Entry) -> Incident:
    return replace(incident, severity=event.severity)


@_on(ev.StatusSet)
def _status_set(event: ev.StatusSet, incident: Incident, entry: Entry) -> Incident:
    return replace(incident, status=event.status)


@_on(ev.MilestoneMarked)
def _marked(event: ev.MilestoneMarked, incident: Incident, entry: Entry) -> Incident:
    return replace(incident, milestones={**incident.milestones, event.milestone: event.reached})


@_on(ev.StepStarted)
def _step_started(event: ev.StepStarted, incident: Incident, entry: Entry) -> Incident:
    return _with_step(incident, event.step, StepState("started", entry.when, entry.actor))


@_on(ev.StepDone)
def _step_done(event: ev.StepDone, incident: Incident, entry: Entry) -> Incident:
    before = incident.steps.get(event.step)
    times = before.times + 1 if before and before.state == "done" else 1
    state = StepState("done", entry.when, entry.actor, event.answer, event.override, times)
    incident = _with_step(incident, event.step, state)
    return _jump(incident, event.step, event.next, entry) if event.next else incident


@_on(ev.StepSkipped)
def _step_skipped(event: ev.StepSkipped, incident: Incident, entry: Entry) -> Incident:
    return _with_step(incident, event.step, StepState("skipped", entry.when, entry.actor, reason=event.reason))


@_on(ev.StepFailed)
def _step_failed(event: ev.StepFailed, incident: Incident, entry: Entry) -> Incident:
    return _with_step(incident, event.step, StepState("failed", entry.when, entry.actor, reason=event.reason))


@_on(ev.StepReopened)
def _step_reopened(event: ev.StepReopened, incident: Incident, entry: Entry) -> Incident:
    kept = {step: state for step, state in incident.steps.items() if event.step not in {step, state.jumped_by}}
    return replace(incident, steps=kept)


@_on(ev.ChannelSet)
def _channel_set(event: ev.ChannelSet, incident: Incident, entry: Entry) -> Incident:
    return replace(incident, channels={**incident.channels, event.channel: event.state})


@_on(ev.MessageDrafted)
def _drafted(event: ev.MessageDrafted, incident: Incident, entry: Entry) -> Incident:
    drafts = Drafted(entry.when, event.drafts, event.next_update)
    return replace(incident, drafted={**incident.drafted, event.message: drafts})


@_on(ev.MessageSent)
def _sent(event: ev.MessageSent, incident: Incident, entry: Entry) -> Incident:
    sent = {(event.message, draft.channel, draft.language): entry.when for draft in event.drafts}
    promises = {name: promise for name, promise in incident.promises.items() if name != event.audience}
    return replace(incident, sent={**incident.sent, **sent}, promises=promises)


@_on(ev.PromiseMade)
def _promised(event: ev.PromiseMade, incident: Incident, entry: Entry) -> Incident:
    promise = Promise(event.audience, event.due, entry.when, event.message)
    return replace(incident, promises={**incident.promises, event.audience: promise})


@_on(ev.ActionAdded)
def _action_added(event: ev.ActionAdded, incident: Incident, entry: Entry) -> Incident:
    action = Action(event.number, event.title, event.owner, event.due, event.kind)
    return replace(incident, actions={**incident.actions, event.number: action})


@_on(ev.ActionDone)
def _action_done(event: ev.ActionDone, incident: Incident, entry: Entry) -> Incident:
    if event.number not in incident.actions:
        return incident
    action = replace(incident.actions[event.number], done_at=entry.when)
    return replace(incident, actions={**incident.actions, event.number: action})


def _with_step(incident: Incident, step: str, state: StepState) -> Incident:
    return replace(incident, steps={**incident.steps, step: state})


def _jump(incident: Incident, decision: str, target: str, entry: Entry) -> Incident:
    """A decision that leads further down leaves the steps between behind, unless they were done before."""
    order = [step.id for _, step in incident.playbook.steps()]
    if decision not in order or target not in order:
        return incident
    between = order[order.index(decision) + 1 : order.index(target)]
    state = StepState("not_applicable", entry.when, entry.actor, jumped_by=decision)
    jumped = {step: state for step in between if incident.state_of(step) == "pending"}
    return replace(incident, steps={**incident.steps, **jumped})
