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


def playbook(text: str) -> Playbook:
    """Its texts and its people are theirs; so are the names, in parts of their own: no reader lets such names in."""
    said = words(text)
    phases = tuple(
        replace(phase, title=said, steps=tuple(replace(step, title=said, instructions=said) for step in phase.steps))
        for phase in PLAYBOOK.phases
    )
    theirs = Phase(
        text,
        said,
        (
            Step(text, "command", said, role=text, instructions=said, links=(Link(text, said),), run=text, due=60),
            Step("which", "decision", said, options=(Option(text, said), Option("other", said))),
            Step("ask-it", "question", said, facts=("cause", text)),
        ),
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
        owner=text,
        trigger=said,
        version=text,
        roles={**PLAYBOOK.roles, text: Role(text, said, said)},
        facts={**PLAYBOOK.facts, "cause": Input("cause", prompt=said, help=said), text: Input(text, prompt=said)},
        audiences={**PLAYBOOK.audiences, text: Audience(text, said, (text, "sms"))},
        messages={**PLAYBOOK.messages, "first-notice": notice, text: Message(text, "customers", title=said, body=said)},
        phases=(*phases, theirs),
    )


def lines(text: str) -> list[str]:
    """A log that nobody can write by hand; one that was imported may be like this."""
    who = replace(
        ORGANISATION,
        name=text,
        contacts={"phone": "01 99 00 12 34", "desk": text, "status_url": text},
        people=(*ORGANISATION.people, Person(text, ("lead", text), {"phone": text, text: text})),
        timezone_label=words(text),
        settings={"email": {"from": text, "to": text}},
    )
    texts = (draft(text, text, text, text, facts=("affected",)), draft("sms", "en", text, text))
    digest = text_digest(text, text)
    one = (
        ev.Opened(INCIDENT, text, to_plain(playbook(text)), to_plain(who), version=text),
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
    told: list[str] = []
    for number, event in enumerate(one):
        told = with_events(told, (event,), minutes(0) + timedelta(seconds=10 * number), text)
    return told
