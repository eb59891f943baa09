"""What a playbook says: roles, facts, messages, phases and steps, as frozen values.

A playbook is read from YAML once (``reader``), and lies in the log of each incident as it was when it was opened.
Durations are whole seconds. Texts are ``Words`` (language -> text).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from msgspec import Struct, field
from msgspec.structs import replace

from crisisctl.text import Words

SCHEMA = "crisisctl/v1"

FACT_TYPES = ("text", "integer", "number", "boolean", "choice", "datetime", "duration", "list")
MESSAGE_KINDS = (
    "ack", "scope", "update", "long", "resolved", "false-alarm",
    "internal", "partner", "press", "data-breach", "regulator", "appeal", "correction",
)  # fmt: skip
SEVERITIES = ("SEV1", "SEV2", "SEV3", "SEV4")
"""From worst to least; ``unset`` until somebody says. When in doubt take the higher."""
MILESTONES = (
    "started", "detected", "confirmed", "acknowledged", "declared",
    "first_internal_alert", "first_external_message", "mitigated", "resolved", "closed",
)  # fmt: skip
"""Instants of an incident, in the order they usually come; separate from its status."""
SECTIONS = ("facts", "impact", "cause", "lessons")
"""Where the report prints a fact."""
OURS_ALONE = ("bridge",)
"""Contacts that are for the people who work on an incident."""
CONCEALED = "••••"
"""What is shown of a secret."""
NEXT_UPDATE = "next_update"
"""As the value of ``every``: at the time promised to the audience."""
CONFIDENCES = ("high", "medium", "low", "unverified")
"""How sure the data of a clock is."""


class Countdown(Struct, frozen=True, omit_defaults=True):
    """A legal or contractual clock: who must do what until when after what. Data for a timer, not legal advice."""

    id: str
    title: Words = field(default_factory=dict)
    deadline: str = "none"
    """As ``deadlines.parse`` reads it."""
    applies_to: Words = field(default_factory=dict)
    trigger: Words = field(default_factory=dict)
    """What starts it."""
    duty: Words = field(default_factory=dict)
    """What there is to do until then."""
    reference: Words = field(default_factory=dict)
    source: str = ""
    checked: str = ""
    valid_from: str = ""
    valid_to: str = ""
    confidence: str = ""
    caveat: Words = field(default_factory=dict)
    """What is not certain about it, or about to change."""
    beside: str | None = None
    """The clock it starts together with."""
    after: str | None = None
    """The clock whose meeting starts it."""
    within: str | None = None
    """The clock it takes the place of: not later than that one, where that one was still running."""
    since: str | None = None
    """The fact that says when it began to run; the moment of its declaration while that is not known."""

    @property
    def chained(self) -> tuple[str, ...]:
        """The clocks it names."""
        return tuple(each for each in (self.beside, self.after, self.within) if each)


class Input(Struct, frozen=True, omit_defaults=True):
    """Something to know: asked when the incident is opened (an input) or learnt later (a fact)."""

    name: str
    type: str = "text"
    prompt: Words = field(default_factory=dict)
    help: Words = field(default_factory=dict)
    default: str | None = None
    required: bool = False
    choices: Mapping[str, Words] = field(default_factory=dict)
    pattern: str | None = None
    min: int | None = None
    """The least that a number may be: 0 where people are counted."""
    confirm: bool = False
    """It counts only once a named person confirmed it."""
    contradicted_when: str | None = None
    """An expression over what is known, with which its value cannot be true: it does not count until that is set right.
    """
    language: str = ""
    """The language of the messages that print it: nobody is asked for it who writes none in that language."""
    secret: bool = False
    """Its value stays in the log: nothing that is shown, written or sent holds it."""
    milestone: str | None = None
    """A datetime whose value marks that milestone."""
    section: str = "facts"
    example: str | None = None
    """A sample value in the way a person would type it, for demonstrations and tests of the messages."""
    starts: tuple[str, ...] = ()
    """The clocks that run once it is known; a datetime says since when, a boolean must be true."""
    starts_when: str | None = None
    """An expression over the facts, without which it starts nothing."""
    meets: tuple[str, ...] = ()
    """The clocks that are met once it is known."""
    meets_when: str | None = None


class Role(Struct, frozen=True, omit_defaults=True):
    id: str
    title: Words = field(default_factory=dict)
    duties: Words = field(default_factory=dict)
    deputy: bool = False
    """A deputy must be named beside the holder."""


class Severity(Struct, frozen=True, omit_defaults=True):
    id: str
    when: Words = field(default_factory=dict)
    next_update: int | None = None
    """Longest time between two updates to one audience, in seconds."""


class Audience(Struct, frozen=True, omit_defaults=True):
    """People who are told the same thing. ``channels`` is in fallback order."""

    id: str
    title: Words = field(default_factory=dict)
    channels: tuple[str, ...] = ()
    external: bool = True
    languages: tuple[str, ...] = ()
    """Empty: those of the playbook."""


class Preapproval(Struct, frozen=True, omit_defaults=True):
    """Who approved a message's texts beforehand, when, for which facts; ``digest`` is of the texts as they were."""

    by: str
    on: str
    facts: tuple[str, ...] = ()
    digest: str = ""


class ProviderTemplate(Struct, frozen=True, omit_defaults=True):
    """A template approved by a provider: its name there, its language code, when, and the digest of its body."""

    name: str
    language: str
    approved_on: str
    digest: str


class Message(Struct, frozen=True, omit_defaults=True):
    """A pre-written message: one body a language in light Markdown, a short variant, variants for single channels."""

    id: str
    audience: str
    kind: str = "update"
    title: Words = field(default_factory=dict)
    approver: str | None = None
    subject: Words = field(default_factory=dict)
    body: Words = field(default_factory=dict)
    short: Words = field(default_factory=dict)
    channels: Mapping[str, Words] = field(default_factory=dict)
    only: tuple[str, ...] = ()
    """The channels it is written for; empty: all of its audience."""
    preapproved: Preapproval | None = None
    """A holding statement approved on a quiet day: it needs no approval while only its declared facts vary."""
    provider_templates: Mapping[str, ProviderTemplate] = field(default_factory=dict)
    """Templates that the provider of a channel has approved, by language: WhatsApp sends nothing else."""


class Link(Struct, frozen=True, omit_defaults=True):
    url: str
    title: Words = field(default_factory=dict)


class Option(Struct, frozen=True, omit_defaults=True):
    """One answer of a decision; ``goto`` names the step the walk goes on at."""

    id: str
    title: Words = field(default_factory=dict)
    goto: str | None = None
    playbook: str | None = None
    """The playbook that the incident goes on with."""
    starts: tuple[str, ...] = ()
    """The clocks that choosing it starts."""


class Step(Struct, frozen=True, omit_defaults=True):
    """One thing to do. Which of the fields below ``links`` count depends on ``kind``."""

    id: str
    kind: str
    title: Words = field(default_factory=dict)
    role: str | None = None
    due: int | None = None
    """Seconds after ``due_from``."""
    due_from: str = "declared"
    every: str | None = None
    """To be done again: a number of seconds, or ``next_update``; ``until`` ends it."""
    until: str | None = None
    when: str | None = None
    """An expression over the facts; while it is false the step does not apply."""
    optional: bool = False
    """It may be skipped without a reason."""
    first: bool = False
    """While it applies it comes before every other step, even an update whose time has come."""
    instructions: Words = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    marks: str | None = None
    """The milestone that is reached when the step is done."""
    stage: str | None = None
    """The incident's status once the step is done."""
    starts: tuple[str, ...] = ()
    """The clocks that doing it starts."""
    meets: tuple[str, ...] = ()
    """The clocks that doing it meets."""
    facts: tuple[str, ...] = ()
    """question: what to ask."""
    sources: int = 0
    """check: how many independent sources."""
    options: tuple[Option, ...] = ()
    """decision: the answers."""
    sets: str | None = None
    """decision: the fact that takes the answer's id; ``severity`` sets the incident's (options SEV1 to SEV4)."""
    message: str | None = None
    """message: which one."""
    run: str | None = None
    """command: the shell line, shown before it is run."""
    secrets: tuple[str, ...] = ()
    """command: the secret facts that it may see, as it sees all others."""
    timeout: int = 60
    """command: seconds until it is stopped."""
    wait: int | None = None
    """wait: seconds."""

    @property
    def repeats(self) -> bool:
        return self.every is not None

    @property
    def waits_for_promise(self) -> bool:
        """An optional update goes to those who were promised one; where nobody was, nobody is asked for it."""
        return self.every == NEXT_UPDATE and self.optional


class Phase(Struct, frozen=True, omit_defaults=True):
    id: str
    title: Words = field(default_factory=dict)
    steps: tuple[Step, ...] = ()


class Playbook(Struct, frozen=True, omit_defaults=True):
    """A scenario. The order of the file is the order of the walk."""

    id: str
    title: Words
    version: str = "1"
    description: Words = field(default_factory=dict)
    owner: str = ""
    trigger: Words = field(default_factory=dict)
    languages: tuple[str, ...] = ("en",)
    roles: Mapping[str, Role] = field(default_factory=dict)
    inputs: Mapping[str, Input] = field(default_factory=dict)
    facts: Mapping[str, Input] = field(default_factory=dict)
    severities: Mapping[str, Severity] = field(default_factory=dict)
    audiences: Mapping[str, Audience] = field(default_factory=dict)
    messages: Mapping[str, Message] = field(default_factory=dict)
    clocks: Mapping[str, Countdown] = field(default_factory=dict)
    """Those it names and those chained to them, as they were when the playbook was read."""
    phases: tuple[Phase, ...] = ()
    review_by: str = ""
    """The day by which it has to be read through again, as ``2026-12-25``."""
    lead: str = "lead"
    """The role whose taking means that somebody has acknowledged the incident."""

    def steps(self) -> Iterator[tuple[Phase, Step]]:
        """Every step with its phase, in the order of the walk."""
        for phase in self.phases:
            for step in phase.steps:
                yield phase, step

    def cadence(self, severity: str) -> int | None:
        """Seconds between two updates at a severity; of the worst one while nobody has said."""
        level = self.severities.get(severity) or next(iter(self.severities.values()), None)
        return level.next_update if level else None

    def known(self) -> dict[str, Input]:
        """Inputs and facts by name."""
        return {**self.inputs, **self.facts}

    def secrets(self) -> frozenset[str]:
        """The names of inputs and facts whose values are shown to nobody."""
        return frozenset(name for name, spec in self.known().items() if spec.secret)


class Person(Struct, frozen=True, omit_defaults=True):
    """Somebody of the organisation. ``ways`` are contact ways by channel (``phone``, ``sms``, ``email`` …)."""

    name: str
    roles: tuple[str, ...] = ()
    ways: Mapping[str, str] = field(default_factory=dict)
    verified: str = ""
    """The day somebody last tried the ways, as ``2026-12-25``."""
    hours: tuple[str, ...] = ()
    """When they can be reached, as ``hours.parse`` reads it; empty: nobody said."""
    timezone: str = ""
    """The zone of the hours; empty: the organisation's."""


class Upkeep(Struct, frozen=True, omit_defaults=True):
    """What to see to on quiet days, outside crisisctl: a backup that is read back, a spare account, a training."""

    id: str
    title: Words = field(default_factory=dict)
    max_age: int = 90 * 86400
    """Seconds after which it has to be seen to again."""
    verified: str = ""
    """The day it was last seen to, as ``2026-12-25``."""


REMINDERS = ("desktop", "webhook")


class Organisation(Struct, frozen=True, omit_defaults=True):
    """Who we are: what every message and every screen needs and no playbook should repeat."""

    name: str
    languages: tuple[str, ...] = ("en",)
    timezone: str = "UTC"
    timezone_label: Words = field(default_factory=dict)
    """How a message names the zone: ``heure de Paris``, ``Paris time``."""
    contacts: Mapping[str, str] = field(default_factory=dict)
    """Ways to reach us, by name: ``phone``, ``email``, ``status_url`` … All but ``OURS_ALONE`` may be published."""
    audiences: Mapping[str, Audience] = field(default_factory=dict)
    """They replace the playbook's by id."""
    people: tuple[Person, ...] = ()
    cadence: Mapping[str, int] = field(default_factory=dict)
    """Seconds between updates by severity; they replace the playbook's."""
    holidays: tuple[str, ...] = ()
    """Days that are not worked, as ``2026-12-25``: for clocks in business days."""
    settings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Settings of single channels by id: a sender address, the image of an Instagram post."""
    reminders: tuple[str, ...] = ()
    """How `status --watch` calls out what is due, beside its bell: of ``REMINDERS``."""
    readiness: Mapping[str, Upkeep] = field(default_factory=dict)
    """What `ready` asks for beside what it can see itself, by id."""

    @property
    def language(self) -> str:
        return self.languages[0]

    @property
    def published(self) -> dict[str, str]:
        return {name: way for name, way in self.contacts.items() if name not in OURS_ALONE}

    @property
    def ours_alone(self) -> dict[str, str]:
        return {name: way for name, way in self.contacts.items() if name in OURS_ALONE}


def equip(playbook: Playbook, organisation: Organisation) -> Playbook:
    """The playbook as this organisation will run it: its own audiences and cadence in place of the playbook's; and in
    the languages of its messages, its own first. Of facts in other languages it knows nothing."""
    severities = dict(playbook.severities)
    for level, seconds in organisation.cadence.items():
        severities[level] = replace(severities.get(level, Severity(level)), next_update=seconds)
    audiences = {**playbook.audiences, **organisation.audiences}
    own = [name for name in organisation.languages if name in playbook.languages] or list(playbook.languages)
    theirs = sorted({name for audience in audiences.values() for name in audience.languages})
    spoken = list(dict.fromkeys((*own, *(name for name in theirs if name in playbook.languages))))
    phases = tuple(
        replace(phase, steps=tuple(_in(spoken, step, playbook.facts) for step in phase.steps))
        for phase in playbook.phases
    )
    asked = {name for phase in phases for step in phase.steps for name in step.facts}
    return replace(
        playbook,
        audiences=audiences,
        severities=severities,
        phases=phases,
        languages=tuple(name for name in playbook.languages if name in spoken),
        facts={
            name: spec
            for name, spec in playbook.facts.items()
            if not spec.language or spec.language in spoken or name in asked
        },
    )


def _in(languages: list[str], step: Step, facts: Mapping[str, Input]) -> Step:
    """The step with the same words asked for first in the language that comes first."""
    spoken = {name: facts[name].language if name in facts else "" for name in step.facts}
    left = [name for name, language in spoken.items() if not language or language in languages]
    found: list[str] = []
    for _, some in groupby(left, key=lambda name: name.removesuffix(f"_{spoken[name]}")):
        found += sorted(some, key=lambda name: languages.index(spoken[name]) if spoken[name] else 0)
    return replace(step, facts=tuple(found)) if found and tuple(found) != step.facts else step
