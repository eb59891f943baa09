"""The state of an incident, as ``evolve`` folds it from its log.

Only what stays small is kept here (the state of each step, the facts that hold now); histories are read from
``entries`` by ``queries`` when somebody asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from msgspec import Struct, field

from crisisctl import events as ev
from crisisctl.events import Entry
from crisisctl.expressions import holds
from crisisctl.playbook import Countdown, Input, Organisation, Playbook, Step
from crisisctl.scenario import Scenario

STATUSES = ("investigating", "identified", "monitoring", "resolved", "closed", "cancelled")
FORGOTTEN = "forgotten"
ENDED = ("closed", "cancelled", FORGOTTEN)
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
    """The last drafts of one message. What is said of single ones is by channel and language."""

    at: datetime
    author: str
    drafts: tuple[ev.DraftText, ...]
    next_update: datetime | None
    authors: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Who first wrote that exact text."""
    stale: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """The fact it was written from that has changed since."""
    left: frozenset[tuple[str, str]] = frozenset()
    """Those that were sent since they were written."""


class Approval(Struct, frozen=True):
    """An exact text that was approved. ``void`` says why it does not count any more."""

    digest: str
    by: str
    role: str
    at: datetime
    drafted_at: datetime
    own: bool = False
    void: str = ""
    left: bool = False
    """Its text was sent: what it was given for is done, and a new text was never approved."""
    held: str = ""
    """The role that ``by`` held then: ``role``, as holder or deputy, else another, or none."""

    @property
    def in_place(self) -> bool:
        """Whether somebody approved it whose role that is not."""
        return self.held != self.role


class Sending(Struct, frozen=True):
    """An attempt to send one text. ``state`` is sending until its outcome is known: sent, failed or unknown."""

    message: str
    channel: str
    language: str
    digest: str
    destination: str
    at: datetime
    state: str = "sending"
    reason: str = ""
    by_hand: bool = False
    """It had no certain end or none that was good, and somebody recorded afterwards that the text has left."""


class Redaction(Struct, frozen=True):
    """Why the data of an entry is not in the log any more, and who took it out."""

    reason: str
    at: datetime
    actor: str


class Offer(Struct, frozen=True):
    """A role that is offered to somebody who has not answered yet: ``giver`` holds it until then."""

    role: str
    giver: str
    receiver: str
    at: datetime
    note: str = ""


class Action(Struct, frozen=True):
    """Something to do after the incident, so that it does not come back."""

    number: int
    title: str
    owner: str = ""
    due: str = ""
    kind: str = ""
    done_at: datetime | None = None

    @property
    def day(self) -> date | None:
        """Due days are free text (``end of week``); only a date can be measured."""
        try:
            return date.fromisoformat(self.due.strip()[:10])
        except ValueError:
            return None


class ClockState(Struct, frozen=True):
    """A clock that was started. ``state`` is running, met, waived, or carried: another one took its place."""

    clock: str
    start: datetime
    due: datetime | None
    declared_at: datetime
    by: str
    reason: str = ""
    step: str = ""
    fact: str = ""
    chained: str = ""
    state: str = "running"
    ended_at: datetime | None = None
    ended_by: str = ""
    ended_why: str = ""
    reference: str = ""
    carried_by: str = ""


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
    offers: Mapping[str, Offer] = field(default_factory=dict)
    """Handovers that nobody has answered yet, by role."""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    steps: Mapping[str, StepState] = field(default_factory=dict)
    milestones: Mapping[str, datetime] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    drafted: Mapping[str, Drafted] = field(default_factory=dict)
    sent: Mapping[tuple[str, str, str], datetime] = field(default_factory=dict)
    """When each message last left, by message, channel and language."""
    approvals: Mapping[tuple[str, str, str], Approval] = field(default_factory=dict)
    """The last approval of each draft, by message, channel and language."""
    sendings: Mapping[str, Sending] = field(default_factory=dict)
    """Attempts to send, by their ids."""
    acknowledged: Mapping[str, datetime] = field(default_factory=dict)
    """When each person acknowledged the internal alert."""
    promises: Mapping[str, Promise] = field(default_factory=dict)
    """The promise that runs for each audience."""
    actions: Mapping[int, Action] = field(default_factory=dict)
    clocks: Mapping[str, ClockState] = field(default_factory=dict)
    """Every clock that was started, by its id."""
    definitions: Mapping[str, Countdown] = field(default_factory=dict)
    """Of the clocks that the playbook does not hold."""
    redactions: Mapping[int, Redaction] = field(default_factory=dict)
    """By the number of the entry."""
    began: datetime = _NEVER
    """When its first entry was written."""
    scenario: Scenario | None = None
    """Of a drill."""
    speed: int = 1
    """Of a drill: how many minutes of its clock go by in a real one."""
    injects_shown: Mapping[str, int] = field(default_factory=dict)
    """The number of the entry by which each inject was shown."""
    entries: tuple[Entry, ...] = ()
    """The whole log, set by ``replay``."""

    @property
    def countdowns(self) -> dict[str, Countdown]:
        """The definition of each clock, as it was when the incident first had to do with it."""
        return {**self.playbook.clocks, **self.definitions}

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
        """Whether a fact is known well enough to be used: set, confirmed where the playbook asks for that, and not
        contradicted by another."""
        fact = self.facts.get(name)
        spec = self.playbook.facts.get(name) or self.playbook.inputs.get(name)
        if fact is None or spec is None:
            return fact is not None
        return (not spec.confirm or bool(fact.confirmed_by)) and not self.contradicted(spec)

    def contradicted(self, spec: Input) -> bool:
        """Whether what was set beside a fact says that it cannot be true."""
        if spec.contradicted_when is None or spec.name not in self.facts:
            return False
        return holds(spec.contradicted_when, {name: fact.value for name, fact in self.facts.items()} | self._state())

    def values(self) -> dict[str, object]:
        """What an expression may look at: facts that count, and the state."""
        known: dict[str, object] = {name: fact.value for name, fact in self.facts.items() if self.counts(name)}
        return known | self._state()

    def _state(self) -> dict[str, object]:
        return {"status": self.status, "severity": self.severity, "mode": self.mode, "down": self.down}


def keeps(message: str, promise: Promise, incident: Incident) -> bool:
    """Whether a message to the audience of a promise keeps it. Another acknowledgement does not, such as the text of
    an answering machine: it brings no word of what was promised."""
    known = incident.playbook.messages.get(message)
    return known is None or known.kind != "ack" or message == promise.message
