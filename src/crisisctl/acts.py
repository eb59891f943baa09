"""What a person can do to an incident: one frozen struct an act, as words only. ``engine.decide`` says what follows.

``when`` is the time the thing really happened, where that is not now.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo

from msgspec import Struct, field

from crisisctl.events import DraftText
from crisisctl.playbook import Countdown, Organisation, Playbook
from crisisctl.scenario import Scenario

SLACK = timedelta(minutes=2)
"""How far ahead of ours somebody else's clock may be."""


class Clock(Struct, frozen=True):
    """What time it is, the zone in which people mean the times they type, and who acts (empty: nobody says)."""

    now: datetime
    zone: tzinfo
    actor: str = ""


class Act(Struct, frozen=True, kw_only=True):
    when: datetime | None = None


class Open(Act, frozen=True):
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
    scenario: Scenario | None = None
    speed: int = 1


class ShowInjects(Act, frozen=True):
    """The team of a drill looks at its screen: what is due is shown."""


class Do(Act, frozen=True):
    """Do a step. What ``answers`` mean depends on its kind; ``force`` goes on although something is missing."""

    step: str
    answers: tuple[str, ...] = ()
    force: bool = False
    reason: str = ""
    playbook: Playbook | None = None
    """The one its answer goes on with, where it does."""


class ChangePlaybook(Act, frozen=True):
    """Go on with another playbook, as it was read."""

    playbook: Playbook
    reason: str = ""


class ChangeOrganisation(Act, frozen=True):
    """Go on with what crisis.yaml says now."""

    organisation: Organisation
    reason: str = ""


class Skip(Act, frozen=True):
    step: str
    reason: str = ""


class Fail(Act, frozen=True):
    """The step was tried and did not work; it can be reopened and tried again."""

    step: str
    reason: str


class ReopenStep(Act, frozen=True):
    step: str
    reason: str


class RunCommand(Act, frozen=True):
    """A command step is about to be run: to be written before it is."""

    step: str


class SetFacts(Act, frozen=True):
    values: Mapping[str, str]
    source: str = ""
    confirmed_by: str = ""


class Note(Act, frozen=True):
    text: str
    kind: str = "note"


class Correct(Act, frozen=True):
    seq: int
    text: str


class TakeRole(Act, frozen=True):
    """``person`` takes the role; nobody (an empty name) leaves it open."""

    role: str
    person: str
    deputy: bool = False
    force: bool = False
    """Although somebody else holds it, who did not hand it over."""


class HandOver(Act, frozen=True):
    """Offer the role to ``receiver``. ``accepted``: they said yes already, and hold it from here on."""

    role: str
    receiver: str
    note: str = ""
    accepted: bool = False


class AcceptHandover(Act, frozen=True):
    """``by`` takes over what was offered to them. An empty ``role``: the one that is offered to them."""

    by: str
    role: str = ""


class DeclineHandover(Act, frozen=True):
    """``by`` does not take it over, or takes the offer back."""

    by: str
    reason: str
    role: str = ""


class Retitle(Act, frozen=True):
    """Another title: what was typed in haste at night is the headline of the report."""

    title: str


class SetSeverity(Act, frozen=True):
    severity: str
    reason: str = ""


class SetStatus(Act, frozen=True):
    status: str


class Mark(Act, frozen=True):
    """``force`` moves a milestone that stands at another time."""

    milestone: str
    force: bool = False
    reason: str = ""


class SetChannel(Act, frozen=True):
    channel: str
    state: str
    reason: str = ""


class Draft(Act, frozen=True):
    """Keep the drafts of a message, so that what is sent is what was read. ``kept`` are those not written anew."""

    message: str
    drafts: tuple[DraftText, ...]
    next_update: datetime | None = None
    kept: tuple[str, ...] = ()


class Approve(Act, frozen=True):
    """``by`` approves the drafts as they stand. Empty ``channels`` or ``languages``: all that were drafted."""

    message: str
    by: str
    channels: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    force: bool = False
    reason: str = ""
    linted: bool = False
    """The lint has errors that ``reason`` names: it is recorded even where nothing else stands against it."""


class Send(Act, frozen=True):
    """These drafts have left, by hand. Empty ``channels`` or ``languages``: all that were drafted."""

    message: str
    channels: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    step: str = ""
    destination: str = ""
    force: bool = False
    reason: str = ""
    linted: bool = False


class BeginSending(Act, frozen=True):
    """One draft is about to leave for ``destination``. ``again``: although it has been sent, or may have been."""

    message: str
    channel: str
    language: str
    destination: str
    attempt: str
    again: bool = False
    force: bool = False
    reason: str = ""


class EndSending(Act, frozen=True):
    """How a sending ended: sent, where ``reason`` is empty; else failed, or ``unsure``."""

    attempt: str
    reason: str = ""
    unsure: bool = False
    refused: tuple[str, ...] = ()


class Acknowledge(Act, frozen=True):
    """``person`` has read the internal alert."""

    person: str


class Redact(Act, frozen=True):
    """The data of these entries leaves the log for good."""

    seqs: tuple[int, ...]
    reason: str


class Forget(Act, frozen=True):
    """The whole log of an ended incident goes, but for one line that says so."""

    reason: str


class AddAction(Act, frozen=True):
    title: str
    owner: str = ""
    due: str = ""
    kind: str = ""


class FinishAction(Act, frozen=True):
    number: int
    note: str = ""


class StartClock(Act, frozen=True):
    """A legal or contractual clock runs, since ``start``; ``by`` declares it. Of a clock that runs: it began then.

    ``definitions`` holds the clock, and those chained to it, where the playbook does not.
    """

    clock: str
    start: datetime | None = None
    by: str = ""
    reason: str = ""
    definitions: Mapping[str, Countdown] = field(default_factory=dict)


class MeetClock(Act, frozen=True):
    """What the clock asks for is done. ``reference``: the number of the filing."""

    clock: str
    reference: str = ""
    reason: str = ""


class WaiveClock(Act, frozen=True):
    """The clock does not apply, or not any more."""

    clock: str
    reason: str = ""


class Resolve(Act, frozen=True):
    pass


class Close(Act, frozen=True):
    """``force`` closes although it is not resolved, or steps are open."""

    reason: str
    force: bool = False


class Cancel(Act, frozen=True):
    reason: str
    note: str = ""


class Reopen(Act, frozen=True):
    reason: str
