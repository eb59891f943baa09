"""What a person can do to an incident: one frozen dataclass an act, as words only. ``engine.decide`` says what follows.

``when`` is the time the thing really happened, where that is not now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from crisisctl.events import DraftText
from crisisctl.playbook import Organisation, Playbook


@dataclass(frozen=True, slots=True)
class Clock:
    """What time it is, and the zone in which people mean the times they type."""

    now: datetime
    zone: tzinfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    when: datetime | None = None


@dataclass(frozen=True, slots=True)
class Open(Act):
    """Open an incident. ``values`` are raw texts of inputs and facts by name; ``playbook`` is already equipped."""

    incident: str
    title: str
    playbook: Playbook
    organisation: Organisation
    mode: str = "live"
    severity: str = "unset"
    roles: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    version: str = ""


@dataclass(frozen=True, slots=True)
class Do(Act):
    """Do a step. What ``answers`` mean depends on its kind; ``force`` goes on although something is missing."""

    step: str
    answers: tuple[str, ...] = ()
    force: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Skip(Act):
    step: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Fail(Act):
    """The step was tried and did not work; it can be reopened and tried again."""

    step: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReopenStep(Act):
    step: str
    reason: str


@dataclass(frozen=True, slots=True)
class RunCommand(Act):
    """A command step is about to be run: to be written before it is."""

    step: str


@dataclass(frozen=True, slots=True)
class SetFacts(Act):
    values: Mapping[str, str]
    source: str = ""
    confirmed_by: str = ""


@dataclass(frozen=True, slots=True)
class Note(Act):
    text: str
    kind: str = "note"


@dataclass(frozen=True, slots=True)
class Correct(Act):
    seq: int
    text: str


@dataclass(frozen=True, slots=True)
class TakeRole(Act):
    """``person`` takes the role; nobody (an empty name) leaves it open."""

    role: str
    person: str
    deputy: bool = False


@dataclass(frozen=True, slots=True)
class HandOver(Act):
    role: str
    receiver: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SetSeverity(Act):
    severity: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SetStatus(Act):
    status: str


@dataclass(frozen=True, slots=True)
class Mark(Act):
    milestone: str


@dataclass(frozen=True, slots=True)
class SetChannel(Act):
    channel: str
    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Draft(Act):
    """Keep the drafts of a message, so that what is sent is what was read."""

    message: str
    drafts: tuple[DraftText, ...]
    next_update: datetime | None = None


@dataclass(frozen=True, slots=True)
class Send(Act):
    """These drafts have left, by hand. Empty ``channels`` or ``languages``: all that were drafted."""

    message: str
    channels: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    step: str = ""
    destination: str = ""


@dataclass(frozen=True, slots=True)
class AddAction(Act):
    title: str
    owner: str = ""
    due: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class FinishAction(Act):
    number: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Resolve(Act):
    pass


@dataclass(frozen=True, slots=True)
class Close(Act):
    """``force`` closes although it is not resolved, or steps are open."""

    reason: str
    force: bool = False


@dataclass(frozen=True, slots=True)
class Cancel(Act):
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reopen(Act):
    reason: str
