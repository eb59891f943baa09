"""What can happen in an incident: one frozen struct an event, and its line in the log.

A type's meaning never changes; fields are only added, with a default. ``docs/log-format.md`` is the contract, and
``chain`` turns an event into its line of the log and back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, ClassVar

from msgspec import Struct, field
from msgspec.structs import replace


class Event(Struct, frozen=True, omit_defaults=True):
    type: ClassVar[str] = ""


class Opened(Event, frozen=True):
    """The incident exists, with the playbook and the organisation as they were (plain JSON)."""

    type: ClassVar[str] = "incident.opened"
    incident: str
    title: str
    playbook: Mapping[str, Any]
    organisation: Mapping[str, Any]
    mode: str = "live"
    version: str = ""
    """The crisisctl that opened it."""
    scenario: Mapping[str, Any] = field(default_factory=dict)
    """Of a drill, as it was (plain JSON)."""
    speed: int = 1
    """Of a drill: how many minutes of its clock go by in a real one, from this entry on."""


class PlaybookChanged(Event, frozen=True):
    """The incident goes on with another playbook: what was done stays done, what the new one asks for is open.

    ``was`` is the id of the one before, ``step`` the decision that led here.
    """

    type: ClassVar[str] = "playbook.changed"
    playbook: Mapping[str, Any]
    was: str
    reason: str = ""
    step: str = ""


class OrganisationChanged(Event, frozen=True):
    """The incident goes on with what crisis.yaml says now. Its audiences and cadence take the place of the playbook's;
    drafts that have not left are to be written anew.

    ``changed`` names what differs from before, as ``contacts.phone`` or ``people.Bo``.
    """

    type: ClassVar[str] = "organisation.changed"
    organisation: Mapping[str, Any]
    changed: tuple[str, ...] = ()
    reason: str = ""


class InjectShown(Event, frozen=True):
    """The team of a drill has been shown this inject of the scenario."""

    type: ClassVar[str] = "inject.shown"
    inject: str


class Resolved(Event, frozen=True):
    """It is over for those who were affected; the review is still to come."""

    type: ClassVar[str] = "incident.resolved"


class Closed(Event, frozen=True):
    """The work is finished. ``override`` says what still stood against it."""

    type: ClassVar[str] = "incident.closed"
    reason: str
    override: str = ""


class Cancelled(Event, frozen=True):
    """It was no incident of ours: ``reason`` is false_positive, duplicate, superseded, external or cancelled."""

    type: ClassVar[str] = "incident.cancelled"
    reason: str
    note: str = ""


class Reopened(Event, frozen=True):
    """It goes on after it was resolved, closed or cancelled."""

    type: ClassVar[str] = "incident.reopened"
    reason: str


class RoleTaken(Event, frozen=True):
    """Somebody takes a role, or its deputy's."""

    type: ClassVar[str] = "role.taken"
    role: str
    person: str
    deputy: bool = False


class RoleLeft(Event, frozen=True):
    """Nobody holds the role (or its deputy's) any more."""

    type: ClassVar[str] = "role.left"
    role: str
    person: str
    deputy: bool = False


class RoleHandedOver(Event, frozen=True):
    """``receiver`` holds the role from here on; ``note`` is what they were told."""

    type: ClassVar[str] = "role.handed_over"
    role: str
    giver: str
    receiver: str
    note: str = ""


class HandoverOffered(Event, frozen=True):
    """``giver`` offers the role to ``receiver``, and holds it until that one accepts; ``note`` is what was told."""

    type: ClassVar[str] = "handover.offered"
    role: str
    giver: str
    receiver: str
    note: str = ""


class HandoverAccepted(Event, frozen=True):
    """``receiver`` has said yes; ``told``: not here but to ``giver``, on the phone for instance. ``role.handed_over``
    follows."""

    type: ClassVar[str] = "handover.accepted"
    role: str
    giver: str
    receiver: str
    told: bool = False


class HandoverDeclined(Event, frozen=True):
    """The offer is over without anybody taking the role; ``by`` said so: the receiver, or whoever took it back."""

    type: ClassVar[str] = "handover.declined"
    role: str
    giver: str
    receiver: str
    by: str
    reason: str


class FactSet(Event, frozen=True):
    """A fact is known, or has another value. ``step`` is the step that asked for it."""

    type: ClassVar[str] = "fact.set"
    name: str
    value: Any
    source: str = ""
    confirmed_by: str = ""
    step: str = ""


class Retitled(Event, frozen=True):
    """The incident has another title from here on; the first one stays in the log."""

    type: ClassVar[str] = "incident.retitled"
    title: str


class SeveritySet(Event, frozen=True):
    """SEV1 (worst) to SEV4, with the reason for a change."""

    type: ClassVar[str] = "severity.set"
    severity: str
    reason: str = ""


class StatusSet(Event, frozen=True):
    """The stage of the work: investigating, identified or monitoring."""

    type: ClassVar[str] = "status.set"
    status: str


class MilestoneMarked(Event, frozen=True):
    """``reached`` is the instant itself, which may lie long before the line was written; ``reason`` is why it was moved
    from where it stood."""

    type: ClassVar[str] = "milestone.marked"
    milestone: str
    reached: datetime
    reason: str = ""


class StepStarted(Event, frozen=True):
    """A command is about to run: written before it runs, so that a crash leaves a trace."""

    type: ClassVar[str] = "step.started"
    step: str
    run: str


class StepDone(Event, frozen=True):
    """A step is done.

    ``next`` is where a decision leads (absent: the step below);
    ``override`` why it was done although something was missing.
    """

    type: ClassVar[str] = "step.done"
    step: str
    answer: str = ""
    next: str = ""
    override: str = ""


class StepSkipped(Event, frozen=True):
    """A step is left out."""

    type: ClassVar[str] = "step.skipped"
    step: str
    reason: str = ""


class StepFailed(Event, frozen=True):
    """A step was tried and did not work."""

    type: ClassVar[str] = "step.failed"
    step: str
    reason: str


class StepReopened(Event, frozen=True):
    """A step is open again, and so is what its decision had jumped over."""

    type: ClassVar[str] = "step.reopened"
    step: str
    reason: str


class NoteAdded(Event, frozen=True):
    """``kind`` is note, signal (something heard outside), hypothesis (a cause one thinks of), or lesson (for the
    post-mortem)."""

    type: ClassVar[str] = "note.added"
    text: str
    kind: str = "note"


class NoteCorrected(Event, frozen=True):
    """``seq`` is the note it corrects; the first text stays in the log."""

    type: ClassVar[str] = "note.corrected"
    seq: int
    text: str


class ChannelSet(Event, frozen=True):
    """A channel is up, degraded or down."""

    type: ClassVar[str] = "channel.set"
    channel: str
    state: str
    reason: str = ""
    inject: str = ""
    """In a drill: the inject that did it, where no person did."""


class DraftText(Struct, frozen=True, omit_defaults=True):
    """The exact text of one draft. ``digest`` is ``sha256:`` of subject, a line feed, and text, in UTF-8."""

    channel: str
    language: str
    subject: str
    text: str
    digest: str
    edited: bool = False
    facts: tuple[str, ...] = ()
    """The facts the text was written from: when one changes, an approval of it is void."""


class MessageDrafted(Event, frozen=True):
    """The drafts of a message were written; they replace those before.

    ``kept`` names those that were not written anew but stay as they were: ``sms fr``.
    """

    type: ClassVar[str] = "message.drafted"
    message: str
    audience: str
    drafts: tuple[DraftText, ...]
    next_update: datetime | None = None
    kept: tuple[str, ...] = ()


class Approved(Struct, frozen=True, omit_defaults=True):
    """One exact text that is approved. ``own``: the approver wrote it."""

    channel: str
    language: str
    digest: str
    own: bool = False


class MessageApproved(Event, frozen=True):
    """``by`` approves these exact texts, as ``role``; ``override`` is why although something stood against it."""

    type: ClassVar[str] = "message.approved"
    message: str
    by: str
    role: str
    texts: tuple[Approved, ...]
    override: str = ""


class MessageSending(Event, frozen=True):
    """This exact text is about to leave for ``destination``: written before it does, so that a crash leaves a trace."""

    type: ClassVar[str] = "message.sending"
    message: str
    channel: str
    language: str
    digest: str
    destination: str
    attempt: str
    """The id of this attempt, which its outcome repeats."""
    override: str = ""


class MessageSent(Event, frozen=True):
    """These exact texts have left. ``destination`` is free text: who, or which list.

    ``attempt`` names the sending it is the outcome of (absent: sent by hand); ``refused`` are recipients that did not
    take it, each with the reason.
    """

    type: ClassVar[str] = "message.sent"
    message: str
    audience: str
    drafts: tuple[DraftText, ...]
    step: str = ""
    destination: str = ""
    override: str = ""
    attempt: str = ""
    refused: tuple[str, ...] = ()


class MessageFailed(Event, frozen=True):
    """A sending did not arrive; ``unsure``: nobody can tell whether it did."""

    type: ClassVar[str] = "message.failed"
    message: str
    channel: str
    language: str
    destination: str
    attempt: str
    reason: str
    unsure: bool = False


class Acknowledged(Event, frozen=True):
    """``person`` has read the internal alert."""

    type: ClassVar[str] = "acknowledged"
    person: str


class PromiseMade(Event, frozen=True):
    """The audience was told when it will hear more."""

    type: ClassVar[str] = "promise.made"
    audience: str
    due: datetime
    message: str = ""


class ActionAdded(Event, frozen=True):
    """Something to do afterwards, under a number it keeps."""

    type: ClassVar[str] = "action.added"
    number: int
    title: str
    owner: str = ""
    due: str = ""
    kind: str = ""


class ActionDone(Event, frozen=True):
    """That action item is done."""

    type: ClassVar[str] = "action.done"
    number: int
    note: str = ""


class ClockStarted(Event, frozen=True):
    """A legal or contractual clock runs since ``start``, which may lie long before the line was written; ``by``
    declared it (absent: who recorded it).

    ``due`` is its deadline, absent where it has no number. ``step``, ``fact`` or ``chained`` (another clock) name what
    started it. ``digest`` is of its definition, which lies in the playbook, or else in ``definitions``, with those
    chained to it. Of a clock that runs already, it moves the start.
    """

    type: ClassVar[str] = "clock.started"
    clock: str
    start: datetime
    due: datetime | None = None
    by: str = ""
    reason: str = ""
    step: str = ""
    fact: str = ""
    chained: str = ""
    digest: str = ""
    definitions: Mapping[str, Any] = field(default_factory=dict)


class ClockMet(Event, frozen=True):
    """What the clock asks for is done, by the ``step``; ``reference`` is the number of the filing."""

    type: ClassVar[str] = "clock.met"
    clock: str
    reference: str = ""
    reason: str = ""
    step: str = ""


class ClockWaived(Event, frozen=True):
    """The clock does not apply, or not any more."""

    type: ClassVar[str] = "clock.waived"
    clock: str
    reason: str


class EntryRedacted(Event, frozen=True):
    """The data of the entry `seq` was taken out of the log for good; `reason` says why, without repeating it."""

    type: ClassVar[str] = "entry.redacted"
    seq: int
    reason: str


class Forgotten(Event, frozen=True):
    """The whole log of an incident was removed; this line alone stands in its place. `head` was its last digest."""

    type: ClassVar[str] = "incident.forgotten"
    incident: str
    opened: datetime
    ended: datetime
    entries: int
    head: str
    reason: str


class Unknown(Event, frozen=True):
    """Written by a newer crisisctl: kept and shown, never dropped."""

    type: ClassVar[str] = "unknown"
    name: str
    data: Mapping[str, Any] = field(default_factory=dict)


HOLD_A_PLAYBOOK = (Opened, PlaybookChanged)
"""What is never redacted: nothing else in the log can be read without it."""

KINDS: dict[str, type[Event]] = {kind.type: kind for kind in Event.__subclasses__() if kind is not Unknown}


class Entry(Struct, frozen=True, omit_defaults=True):
    """One line of the log. ``at`` is when it was recorded, ``when`` when it happened (UTC)."""

    seq: int
    at: datetime
    actor: str
    event: Event
    when: datetime
    prev: str
    digest: str


def bare(entry: Entry) -> Entry:
    """The entry without its data: what is left of it once it is redacted."""
    kind = type(entry.event)
    try:
        event = entry.event if isinstance(entry.event, Unknown) else kind()
    except TypeError:  # a field it cannot do without
        event = Unknown(kind.type)
    return replace(entry, event=Unknown(event.name) if isinstance(event, Unknown) else event, when=entry.at)


def text_digest(subject: str, text: str) -> str:
    """The digest by which a draft, its approval and its sending name one exact text."""
    return "sha256:" + sha256(f"{subject}\n{text}".encode("utf-8", "replace")).hexdigest()
