"""What can happen in an incident: one frozen dataclass an event, and its line in the log.

A type's meaning never changes; fields are only added, with a default. ``docs/log-format.md`` is the contract, and
``chain`` turns an event into its line of the log and back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class Event:
    type: ClassVar[str] = ""


@dataclass(frozen=True, slots=True)
class Opened(Event):
    """The incident exists, with the playbook and the organisation as they were (plain JSON)."""

    type: ClassVar[str] = "incident.opened"
    incident: str
    title: str
    playbook: Mapping[str, Any]
    organisation: Mapping[str, Any]
    mode: str = "live"
    version: str = ""
    """The crisisctl that opened it."""


@dataclass(frozen=True, slots=True)
class Resolved(Event):
    """It is over for those who were affected; the review is still to come."""

    type: ClassVar[str] = "incident.resolved"


@dataclass(frozen=True, slots=True)
class Closed(Event):
    """The work is finished. ``override`` says what still stood against it."""

    type: ClassVar[str] = "incident.closed"
    reason: str
    override: str = ""


@dataclass(frozen=True, slots=True)
class Cancelled(Event):
    """It was no incident of ours: ``reason`` is false_positive, duplicate, superseded, external or cancelled."""

    type: ClassVar[str] = "incident.cancelled"
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reopened(Event):
    """It goes on after it was resolved, closed or cancelled."""

    type: ClassVar[str] = "incident.reopened"
    reason: str


@dataclass(frozen=True, slots=True)
class RoleTaken(Event):
    """Somebody takes a role, or its deputy's."""

    type: ClassVar[str] = "role.taken"
    role: str
    person: str
    deputy: bool = False


@dataclass(frozen=True, slots=True)
class RoleLeft(Event):
    """Nobody holds the role (or its deputy's) any more."""

    type: ClassVar[str] = "role.left"
    role: str
    person: str
    deputy: bool = False


@dataclass(frozen=True, slots=True)
class RoleHandedOver(Event):
    """``receiver`` holds the role from here on; ``note`` is what they were told."""

    type: ClassVar[str] = "role.handed_over"
    role: str
    giver: str
    receiver: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FactSet(Event):
    """A fact is known, or has another value. ``step`` is the step that asked for it."""

    type: ClassVar[str] = "fact.set"
    name: str
    value: Any
    source: str = ""
    confirmed_by: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True)
class SeveritySet(Event):
    """SEV1 (worst) to SEV4, with the reason for a change."""

    type: ClassVar[str] = "severity.set"
    severity: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StatusSet(Event):
    """The stage of the work: investigating, identified or monitoring."""

    type: ClassVar[str] = "status.set"
    status: str


@dataclass(frozen=True, slots=True)
class MilestoneMarked(Event):
    """``reached`` is the instant itself, which may lie long before the line was written."""

    type: ClassVar[str] = "milestone.marked"
    milestone: str
    reached: datetime


@dataclass(frozen=True, slots=True)
class StepStarted(Event):
    """A command is about to run: written before it runs, so that a crash leaves a trace."""

    type: ClassVar[str] = "step.started"
    step: str
    run: str


@dataclass(frozen=True, slots=True)
class StepDone(Event):
    """A step is done.

    ``next`` is where a decision leads (absent: the step below);
    ``override`` why it was done although something was missing.
    """

    type: ClassVar[str] = "step.done"
    step: str
    answer: str = ""
    next: str = ""
    override: str = ""


@dataclass(frozen=True, slots=True)
class StepSkipped(Event):
    """A step is left out."""

    type: ClassVar[str] = "step.skipped"
    step: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StepFailed(Event):
    """A step was tried and did not work."""

    type: ClassVar[str] = "step.failed"
    step: str
    reason: str


@dataclass(frozen=True, slots=True)
class StepReopened(Event):
    """A step is open again, and so is what its decision had jumped over."""

    type: ClassVar[str] = "step.reopened"
    step: str
    reason: str


@dataclass(frozen=True, slots=True)
class NoteAdded(Event):
    """``kind`` is note, signal (something heard outside), or lesson (for the post-mortem)."""

    type: ClassVar[str] = "note.added"
    text: str
    kind: str = "note"


@dataclass(frozen=True, slots=True)
class NoteCorrected(Event):
    """``seq`` is the note it corrects; the first text stays in the log."""

    type: ClassVar[str] = "note.corrected"
    seq: int
    text: str


@dataclass(frozen=True, slots=True)
class ChannelSet(Event):
    """A channel is up, degraded or down."""

    type: ClassVar[str] = "channel.set"
    channel: str
    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DraftText:
    """The exact text of one draft. ``digest`` is ``sha256:`` of subject, a line feed, and text, in UTF-8."""

    channel: str
    language: str
    subject: str
    text: str
    digest: str
    edited: bool = False


@dataclass(frozen=True, slots=True)
class MessageDrafted(Event):
    """The drafts of a message were written; they replace those before."""

    type: ClassVar[str] = "message.drafted"
    message: str
    audience: str
    drafts: tuple[DraftText, ...]
    next_update: datetime | None = None


@dataclass(frozen=True, slots=True)
class MessageSent(Event):
    """These exact texts have left. ``destination`` is free text: who, or which list."""

    type: ClassVar[str] = "message.sent"
    message: str
    audience: str
    drafts: tuple[DraftText, ...]
    step: str = ""
    destination: str = ""
    override: str = ""


@dataclass(frozen=True, slots=True)
class PromiseMade(Event):
    """The audience was told when it will hear more."""

    type: ClassVar[str] = "promise.made"
    audience: str
    due: datetime
    message: str = ""


@dataclass(frozen=True, slots=True)
class ActionAdded(Event):
    """Something to do afterwards, under a number it keeps."""

    type: ClassVar[str] = "action.added"
    number: int
    title: str
    owner: str = ""
    due: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ActionDone(Event):
    """That action item is done."""

    type: ClassVar[str] = "action.done"
    number: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unknown(Event):
    """Written by a newer crisisctl: kept and shown, never dropped."""

    type: ClassVar[str] = "unknown"
    name: str
    data: Mapping[str, Any] = field(default_factory=dict)


KINDS: dict[str, type[Event]] = {
    kind.type: kind
    for kind in list(globals().values())
    if isinstance(kind, type) and issubclass(kind, Event) and kind not in {Event, Unknown}
}
"""Every event by its type. Not from ``__subclasses__``: a dataclass with slots is made twice, and both are there."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log. ``at`` is when it was recorded, ``when`` when it happened (UTC)."""

    seq: int
    at: datetime
    actor: str
    event: Event
    when: datetime
    prev: str
    digest: str


def text_digest(subject: str, text: str) -> str:
    """The digest by which a draft, its approval and its sending name one exact text."""
    return "sha256:" + sha256(f"{subject}\n{text}".encode("utf-8", "replace")).hexdigest()
