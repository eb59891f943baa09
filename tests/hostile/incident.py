"""The published strings, and an incident in which one stands wherever a person, a playbook or a log can put it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from msgspec.structs import replace

from crisisctl import events as ev
from crisisctl.events import text_digest
from crisisctl.plain import to_plain
from crisisctl.playbook import Audience, Input, Link, Message, Option, Person, Phase, Playbook, Role, Step
from making import INCIDENT, ORGANISATION, PLAYBOOK, draft, minutes, with_events

GROUPS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "strings.yaml").read_text(encoding="utf-8"))
STRINGS: tuple[str, ...] = tuple(text for group in GROUPS for text in group["strings"])
HARMLESS = "plain words"


def words(text: str) -> dict[str, str]:
    return {"en": text, "fr": text}


def playbook(*texts: str) -> Playbook:
    """Its texts and its people are theirs; so are the names, in parts of their own: no reader lets such names in."""
    said = words(texts[0])
    phases = tuple(
        replace(phase, title=said, steps=tuple(replace(step, title=said, instructions=said) for step in phase.steps))
        for phase in PLAYBOOK.phases
    )
    notice = replace(
        PLAYBOOK.messages["first-notice"],
        title=said,
        subject=words("{{ service }}: {{ title }}"),
        body=words(
            "First {{ service }}.\n\nThen **{{ cause }}**, by {{ roles.comms }} of {{ company }}: {{ phone }}, {{ contacts.desk }}."
        ),
        short=words("{{ service }} {{ company }}"),
    )
    return replace(
        PLAYBOOK,
        title=said,
        description=said,
        owner=texts[0],
        trigger=said,
        version=texts[0],
        roles={**PLAYBOOK.roles, **{text: Role(text, words(text), words(text)) for text in texts}},
        facts={
            **PLAYBOOK.facts,
            "cause": Input("cause", prompt=said, help=said),
            **{text: Input(text, prompt=words(text)) for text in texts},
        },
        audiences={**PLAYBOOK.audiences, **{text: Audience(text, words(text), (text, "sms")) for text in texts}},
        messages={
            **PLAYBOOK.messages,
            "first-notice": notice,
            **{text: Message(text, "customers", title=words(text), body=words(text)) for text in texts},
        },
        phases=(*phases, *(_phase(text, number) for number, text in enumerate(texts))),
    )


def _phase(text: str, number: int) -> Phase:
    said = words(text)
    steps = (
        Step(text, "command", said, role=text, instructions=said, links=(Link(text, said),), run=text, due=60),
        Step(f"which-{number}", "decision", said, options=(Option(text, said), Option("other", said))),
        Step(f"ask-it-{number}", "question", said, facts=("cause", text)),
    )
    return Phase(text, said, steps)


def lines(*texts: str) -> list[str]:
    """A log that nobody can write by hand; one that was imported may be like this.

    With several texts, what there can be many of is there for each; what there is one of takes the first.
    """
    first = texts[0]
    who = replace(
        ORGANISATION,
        name=first,
        contacts={"phone": "01 99 00 12 34", "desk": first, "status_url": first},
        people=(
            *ORGANISATION.people,
            *(Person(text, ("lead", text), {"phone": text, text: text}) for text in texts),
        ),
        timezone_label=words(first),
        settings={"email": {"from": first, "to": first}},
    )
    opened = ev.Opened(INCIDENT, first, to_plain(playbook(*texts)), to_plain(who), version=first)
    told = with_events([], (opened,), minutes(0), first)
    for at, text in enumerate(texts):
        for number, event in enumerate(_events(text), 1):
            told = with_events(told, (event,), minutes(0) + timedelta(seconds=at + 10 * number), text)
    return told


def _events(text: str) -> tuple[Any, ...]:
    texts = (draft(text, text, text, text, facts=("affected",)), draft("sms", "en", text, text))
    digest = text_digest(text, text)
    return (
        ev.Retitled(text),
        ev.SeveritySet("SEV2", text),
        ev.RoleTaken("lead", text),
        ev.RoleTaken("comms", text),
        ev.RoleTaken("tech", text, deputy=True),
        ev.RoleHandedOver("tech", text, text, text),
        ev.RoleTaken(text, text),
        ev.FactSet("service", text, text, text),
        ev.FactSet("cause", text, text, text, text),
        ev.FactSet("affected", 1, text, text),
        ev.FactSet(text, text, text, text),
        ev.NoteAdded(text),
        ev.NoteAdded(text, "lesson"),
        ev.NoteAdded(text, "signal"),
        ev.NoteCorrected(12, text),
        ev.StepDone("two-sources", text, override=text),
        ev.StepSkipped("how-many", text),
        ev.StepStarted("roll-back", text),
        ev.StepFailed("roll-back", text),
        ev.StepReopened("roll-back", text),
        ev.StepDone(text, text, text, text),
        ev.ActionAdded(1, text, text, text, text),
        ev.ActionDone(1, text),
        ev.ChannelSet("whatsapp", "down", text),
        ev.ChannelSet(text, text, text),
        ev.MessageDrafted("first-notice", "customers", texts, minutes(40), (text,)),
        ev.MessageApproved("first-notice", text, text, (ev.Approved(text, text, digest, True),), text),
        ev.MessageSending("first-notice", text, text, digest, text, "a1", text),
        ev.MessageFailed("first-notice", text, text, text, "a1", text, unsure=True),
        ev.MessageSending("first-notice", "sms", "en", digest, text, "a3", text),
        ev.MessageSent("first-notice", text, texts, destination=text, override=text),
        ev.MessageSent("first-notice", text, texts, destination=text, attempt="a2", refused=(text, text)),
        ev.PromiseMade(text, minutes(40), text),
        ev.PromiseMade("customers", minutes(50), text),
        ev.Acknowledged(text),
        ev.MilestoneMarked("first_internal_alert", minutes(10)),
        ev.MilestoneMarked(text, minutes(11)),
        ev.ClockStarted(text, minutes(1), minutes(600), text, text),
        ev.ClockWaived(text, text),
        ev.ClockMet(text, text, text),
        ev.Unknown(text, {text: text}),
    )
