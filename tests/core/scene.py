"""Given, when, then: acts at a desk in memory, with a clock that a test turns."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Self

from crisisctl import acts as act
from crisisctl import drafting
from crisisctl.acts import Act
from crisisctl.events import DraftText, Event, MessageDrafted, text_digest
from crisisctl.incident import Incident
from crisisctl.messages.drafts import Drafts
from crisisctl.playbook import (
    Audience,
    Input,
    Message,
    Option,
    Organisation,
    Phase,
    Playbook,
    Role,
    Severity,
    Step,
)
from crisisctl.queries import IncidentView, StepView
from crisisctl.runner import Desk, Done
from crisisctl.stores import Store, open_store

START = datetime(2026, 11, 22, 2, 14, tzinfo=UTC)
ID = "small-20261122-1"

ORGANISATION = Organisation(
    name="Exemplia",
    languages=("fr", "en"),
    timezone="Europe/Paris",
    timezone_label={"fr": "heure de Paris", "en": "Paris time"},
    contacts={"phone": "01 99 00 12 34"},
)

PLAYBOOK = Playbook(
    id="small",
    title={"en": "Small", "fr": "Petit"},
    languages=("fr", "en"),
    roles={each: Role(each) for each in ("lead", "comms", "tech")},
    inputs={"service": Input("service", required=True), "found_at": Input("found_at", "datetime", default="now")},
    facts={
        "affected": Input("affected", "integer"),
        "cause": Input("cause", confirm=True),
        "since": Input("since", "datetime", milestone="started"),
        "verdict": Input("verdict", "choice", choices={"yes": {"en": "Real"}, "no": {"en": "False alarm"}}),
        "restored": Input("restored", "boolean"),
        "ticket": Input("ticket", pattern=r"T-\d+"),
    },
    severities={"SEV1": Severity("SEV1", next_update=1800), "SEV2": Severity("SEV2", next_update=3600)},
    audiences={
        "customers": Audience("customers", channels=("whatsapp", "sms", "email")),
        "staff": Audience("staff", channels=("slack",), external=False, languages=("en",)),
    },
    messages={
        "first": Message(
            "first",
            "customers",
            "ack",
            subject={"": "{{ service }}"},
            body={"fr": "{{ service }} en panne. Prochain point : {{ next_update }}.", "en": "{{ service }} is down."},
        ),
        "inside": Message("inside", "staff", "internal", body={"en": "{{ service }} is down: {{ roles.lead }} leads."}),
        "why": Message("why", "customers", body={"": "{{ cause }}, {{ affected }}, {{ roles.comms }}, {{ email }}"}),
        "over": Message("over", "customers", "resolved", body={"": "{{ service }} works again."}),
    },
    phases=(
        Phase(
            "confirm",
            steps=(
                Step("look", "task", role="lead", due=300),
                Step("sources", "check", sources=2, marks="confirmed"),
                Step("count", "question", facts=("affected",)),
                Step("story", "question", facts=("cause", "since")),
                Step("real", "decision", sets="verdict", options=(Option("yes"), Option("no", goto="learn"))),
                Step("level", "decision", sets="severity", options=(Option("SEV1"), Option("SEV2"))),
            ),
        ),
        Phase(
            "inform",
            steps=(
                Step("tell", "message", message="first", due=900, stage="identified"),
                Step("tell-staff", "message", message="inside"),
                Step("keep-telling", "message", message="first", every="next_update", until="status == 'resolved'"),
                Step("look-again", "task", every="600", until="restored"),
                Step("probe", "command", run="true"),
                Step("many", "task", when="affected > 100"),
                Step("watch", "wait", wait=5400),
                Step("held", "decision", options=(Option("yes", {"en": "It holds"}), Option("no", goto="watch"))),
                Step("tell-over", "message", message="over", due=3600, due_from="mitigated", stage="resolved"),
            ),
        ),
        Phase(
            "review", steps=(Step("learn", "task", optional=True), Step("last", "task", due=60, due_from="resolved"))
        ),
    ),
)

DRAFT = DraftText("sms", "fr", "", "WhatsApp en panne", text_digest("", "WhatsApp en panne"))
MAIL = DraftText("email", "fr", "WhatsApp", "En panne", text_digest("WhatsApp", "En panne"))


def opening(**options: object) -> act.Open:
    given: dict[str, object] = {
        "incident": "",
        "title": "WhatsApp down",
        "playbook": PLAYBOOK,
        "organisation": ORGANISATION,
        "values": {"service": "WhatsApp"},
    }
    return act.Open(**{**given, **options})  # type: ignore[arg-type]


@dataclass
class Scene:
    """An incident at a desk; ``at`` is the time on the wall."""

    at: datetime = START
    store: Store = field(default_factory=lambda: open_store("memory:"))
    id: str = ID

    @property
    def desk(self) -> Desk:
        return Desk(self.store, "Ana", lambda: self.at)

    def opened(self, **options: object) -> Self:
        self.id = self.desk.open(opening(**options)).view.incident.id
        return self

    def after(self, **passed: float) -> Self:
        self.at += timedelta(**passed)
        return self

    def do(self, *acts: Act) -> Done:
        """The acts, a second apart."""
        for each in acts:
            self.after(seconds=1)
            done = self.desk.do(self.id, each)
        return done

    def given(self, *acts: Act) -> Self:
        if acts:
            self.do(*acts)
        return self

    def events(self, wanted: Act) -> tuple[Event, ...]:
        return tuple(entry.event for entry in self.do(wanted).entries)

    def draft(self, message: str = "first", **options: object) -> Drafts:
        return drafting.draft(self.desk, self.id, message, **options)[0]  # type: ignore[arg-type]

    @property
    def view(self) -> IncidentView:
        return self.desk.view(self.id)

    @property
    def incident(self) -> Incident:
        return self.view.incident

    @property
    def next(self) -> str:
        following = self.view.next
        return following.step.id if following else ""

    def step(self, step_id: str) -> StepView:
        return next(each for each in self.view.steps if each.step.id == step_id)

    def states(self, *steps: str) -> str:
        return " ".join(self.step(each).state for each in steps)

    def recorded(self) -> list[str]:
        return [entry.event.type for entry in self.incident.entries]

    def last_drafts(self) -> MessageDrafted:
        return [entry.event for entry in self.incident.entries if isinstance(entry.event, MessageDrafted)][-1]


def scene(*acts: Act, **options: object) -> Scene:
    return Scene().opened(**options).given(*acts)
