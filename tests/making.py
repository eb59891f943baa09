"""Incidents for tests: real acts through ``decide``, sealed and replayed, with a scripted clock and fixed salts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from crisisctl import acts as act
from crisisctl import chain
from crisisctl.acts import Act, Clock
from crisisctl.approvals import texts_digest
from crisisctl.engine import decide
from crisisctl.events import DraftText, Event, text_digest
from crisisctl.evolve import replay
from crisisctl.incident import Incident
from crisisctl.playbook import (
    Audience,
    Input,
    Message,
    Option,
    Organisation,
    Person,
    Phase,
    Playbook,
    Preapproval,
    Role,
    Severity,
    Step,
)
from crisisctl.queries import IncidentView, view

INCIDENT = "outage-20261122-1"
START = datetime(2026, 11, 22, 2, 20, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")

ORGANISATION = Organisation(
    name="Exemplia",
    languages=("fr", "en"),
    timezone="Europe/Paris",
    timezone_label={"fr": "heure de Paris", "en": "Paris time"},
    people=tuple(Person(name) for name in ("Ana", "Bo", "Cleo", "Dan", "Eve")),
)
_LINE = Message(
    "line",
    "press",
    "press",
    {"en": "Holding line", "fr": "Message d’attente"},
    approver="comms",
    body={"fr": "{{ service }} ne fonctionne pas. Nous répondons par téléphone."},
)
_LINE = replace(_LINE, preapproved=Preapproval("Eve", "2026-11-02", ("service",), texts_digest(_LINE)))
PLAYBOOK = Playbook(
    id="outage",
    title={"en": "Outage of a channel", "fr": "Panne d’un canal"},
    version="1.0",
    languages=("fr", "en"),
    roles={
        "lead": Role("lead", {"en": "Incident lead", "fr": "Responsable de crise"}, deputy=True),
        "comms": Role("comms", {"en": "Communications lead", "fr": "Responsable communication"}),
        "tech": Role("tech", {"en": "Technical lead", "fr": "Responsable technique"}),
    },
    inputs={"service": Input("service", prompt={"en": "What is down?", "fr": "Qu’est-ce qui est en panne ?"})},
    facts={
        "began": Input("began", "datetime", {"en": "Began", "fr": "Début constaté"}, milestone="started"),
        "seen": Input("seen", "datetime", {"en": "Noticed", "fr": "Remarqué"}, milestone="detected"),
        "affected": Input(
            "affected", "integer", {"en": "How many customers?", "fr": "Combien de clients ?"}, section="impact"
        ),
        "lost": Input("lost", "boolean", {"en": "Any data lost?", "fr": "Des données perdues ?"}, section="impact"),
        "cause": Input("cause", "text", {"en": "Root cause", "fr": "Cause première"}, confirm=True, section="cause"),
        "luck": Input("luck", "text", {"en": "Where we were lucky", "fr": "Où la chance a joué"}, section="lessons"),
        "whose": Input(
            "whose",
            "choice",
            {"en": "Whose fault is it", "fr": "Origine"},
            choices={"ours": {"en": "ours", "fr": "chez nous"}, "theirs": {"en": "a provider", "fr": "un fournisseur"}},
        ),
    },
    severities={"SEV1": Severity("SEV1", next_update=1800), "SEV2": Severity("SEV2", next_update=3600)},
    audiences={
        "employees": Audience("employees", {"en": "Employees", "fr": "Personnel"}, ("slack",), external=False),
        "customers": Audience("customers", {"en": "Customers", "fr": "Clients"}, ("whatsapp", "sms", "email")),
        "press": Audience("press", {"en": "Press", "fr": "Presse"}, ("press",)),
    },
    messages={
        "alert": Message("alert", "employees", "internal", {"en": "Internal alert", "fr": "Alerte interne"}),
        "first-notice": Message(
            "first-notice", "customers", "ack", {"en": "First word", "fr": "Premier message"}, approver="lead"
        ),
        "update": Message("update", "customers", "update", {"en": "Update", "fr": "Point"}, approver="comms"),
        "line": _LINE,
        "fix": Message("fix", "customers", "correction", {"en": "Correction", "fr": "Rectificatif"}),
    },
    phases=(
        Phase(
            "confirm",
            {"en": "Confirm", "fr": "Confirmer"},
            (
                Step("two-sources", "check", {"en": "Confirm with two sources", "fr": "Confirmer par deux sources"},
                     role="tech", due=300, sources=2, marks="confirmed"),
                Step("how-many", "question", {"en": "Impact", "fr": "Conséquences"}, role="tech", due=480,
                     facts=("affected",)),
                Step("ours", "decision", {"en": "Us or them?", "fr": "Chez nous ou chez un tiers ?"}, role="lead",
                     due=600, sets="whose",
                     options=(Option("ours", {"en": "Our own service", "fr": "Notre service"}),
                              Option("theirs", {"en": "A provider", "fr": "Un fournisseur"}, goto="reroute"))),
                Step("roll-back", "command", {"en": "Roll back", "fr": "Revenir en arrière"}, role="tech",
                     run="deploy --previous"),
                Step("reroute", "command", {"en": "Reroute to SMS", "fr": "Basculer vers le SMS"}, role="tech",
                     due=1200, run="route sms"),
            ),
        ),
        Phase(
            "inform",
            {"en": "Inform", "fr": "Informer"},
            (
                Step("tell-staff", "message", {"en": "Tell the staff", "fr": "Prévenir le personnel"}, role="comms",
                     due=600, message="alert"),
                Step("tell-customers", "message", {"en": "First word to customers", "fr": "Premier mot aux clients"},
                     role="comms", due=900, message="first-notice"),
                Step("keep-telling", "message", {"en": "Regular updates", "fr": "Points réguliers"}, role="comms",
                     every="next_update", until="status == 'resolved'", message="update"),
                Step("call-back", "task", {"en": "Call key accounts", "fr": "Rappeler les grands comptes"}, due=1800),
            ),
        ),
        Phase(
            "review",
            {"en": "Review", "fr": "Revue"},
            (
                Step("photo", "task", {"en": "Photograph the board", "fr": "Photographier le tableau"}, optional=True),
                Step("watch", "wait", {"en": "Watch the recovery", "fr": "Surveiller la reprise"}, wait=300),
            ),
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class At:
    """An act of ``actor``, recorded ``minutes`` after the start."""

    minutes: float
    actor: str
    act: Act


def minutes(number: float) -> datetime:
    return START + timedelta(minutes=number)


def opening(title: str = "WhatsApp down", mode: str = "live", severity: str = "SEV2") -> act.Open:
    return act.Open(
        "outage-20261122-1",
        title,
        PLAYBOOK,
        ORGANISATION,
        mode,
        severity,
        {"lead": "Ana"},
        {"service": "WhatsApp"},
        "1.0.0",
    )


def lines_of(script: Sequence[At]) -> list[str]:
    """The log that these acts write, one after the other."""
    lines: list[str] = []
    salts = count(1)
    for step in script:
        now = minutes(step.minutes)
        events = decide(_replay(lines), step.act, Clock(now, PARIS))
        lines += chain.seal(
            events, lines, at=now, actor=step.actor, when=step.act.when, salt=lambda: f"{next(salts):016x}"
        )
    return lines


def with_events(lines: Sequence[str], events: Sequence[Event], at: datetime, actor: str = "Ana") -> list[str]:
    """``lines`` and then these events, without asking whether they could happen."""
    return [*lines, *chain.seal(events, lines, at=at, actor=actor, when=None, salt=lambda: "0" * 16)]


def _replay(lines: Sequence[str]) -> Incident:
    return replay(chain.parse(line) for line in lines)


def view_of(lines: Sequence[str], now: datetime | None = None) -> IncidentView:
    incident = _replay(lines)
    return view(incident, now or incident.entries[-1].at)


def incident_of(*script: At) -> Incident:
    return _replay(lines_of(script))


def draft(
    channel: str, language: str, text: str, subject: str = "", *, edited: bool = False, facts: tuple[str, ...] = ()
) -> DraftText:
    return DraftText(channel, language, subject, text, text_digest(subject, text), edited, facts)
