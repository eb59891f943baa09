"""The words in which an incident is told: states in French and English, and a playbook's titles put into sentences.

Pure. The zone in which clock times are written comes from the caller; sentences are plain text, cleaned, on one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, tzinfo

from crisisctl import french
from crisisctl.events import Approved, DraftText
from crisisctl.evolve import RAISED
from crisisctl.incident import Incident
from crisisctl.playbook import Playbook, Step
from crisisctl.text import Words, clean, say, typeset
from crisisctl.times import format_clock, format_date, format_duration
from crisisctl.values import show_value

STATUSES: dict[str, Words] = {
    "investigating": {"en": "investigating", "fr": "en cours d’analyse"},
    "identified": {"en": "identified", "fr": "cause identifiée"},
    "monitoring": {"en": "monitoring", "fr": "sous surveillance"},
    "resolved": {"en": "resolved", "fr": "résolu"},
    "closed": {"en": "closed", "fr": "clos"},
    "cancelled": {"en": "cancelled", "fr": "annulé"},
    "forgotten": {"en": "forgotten", "fr": "oublié"},
}
MILESTONES: dict[str, Words] = {
    "started": {"en": "started", "fr": "début"},
    "detected": {"en": "detected", "fr": "détection"},
    "confirmed": {"en": "confirmed", "fr": "confirmation"},
    "acknowledged": {"en": "acknowledged", "fr": "prise en charge"},
    "declared": {"en": "declared", "fr": "déclaration"},
    "first_internal_alert": {"en": "first internal alert", "fr": "première alerte interne"},
    "first_external_message": {"en": "first external message", "fr": "premier message externe"},
    "mitigated": {"en": "mitigated", "fr": "atténuation"},
    "resolved": {"en": "resolved", "fr": "résolution"},
    "closed": {"en": "closed", "fr": "clôture"},
}
CHANNEL_STATES: dict[str, Words] = {
    "up": {"en": "up", "fr": "en service"},
    "degraded": {"en": "degraded", "fr": "dégradé"},
    "down": {"en": "down", "fr": "en panne"},
}
REASONS: dict[str, Words] = {
    "false_positive": {"en": "false alarm", "fr": "fausse alerte"},
    "duplicate": {"en": "duplicate", "fr": "doublon"},
    "superseded": {"en": "superseded by another incident", "fr": "remplacé par un autre incident"},
    "external": {"en": "not ours", "fr": "extérieur à nous"},
    "cancelled": {"en": "called off", "fr": "abandonné"},
}
MODES: dict[str, Words] = {
    "live": {"en": "live", "fr": "réel"},
    "drill": {"en": "drill", "fr": "exercice"},
    "retrospective": {"en": "retrospective", "fr": "rétrospectif"},
}
NOTES: dict[str, Words] = {
    "note": {"en": "Note", "fr": "Note"},
    "signal": {"en": "Heard outside", "fr": "Signal extérieur"},
    "hypothesis": {"en": "Hypothesis", "fr": "Hypothèse"},
    "lesson": {"en": "Lesson", "fr": "Enseignement"},
}

OF_CRISIS_YAML: dict[str, Words] = {
    "name": {"en": "name", "fr": "nom"},
    "languages": {"en": "languages", "fr": "langues"},
    "timezone": {"en": "time zone", "fr": "fuseau horaire"},
    "timezone_label": {"en": "words for the time zone", "fr": "nom du fuseau"},
    "contacts": {"en": "contacts", "fr": "contacts"},
    "audiences": {"en": "audiences", "fr": "publics"},
    "people": {"en": "people", "fr": "personnes"},
    "cadence": {"en": "cadence", "fr": "rythme"},
    "holidays": {"en": "holidays", "fr": "jours fériés"},
    "settings": {"en": "channel settings", "fr": "réglages des canaux"},
    "reminders": {"en": "reminders", "fr": "rappels"},
    "readiness": {"en": "upkeep", "fr": "entretien"},
}
"""The sections of crisis.yaml."""


def flat(text: str) -> str:
    """``text`` cleaned and on one line. No-break spaces stay: French needs them."""
    return re.sub(r"[ \t\n]+", " ", clean(text)).strip(" ")


def role_name(playbook: Playbook, role: str, language: str) -> str:
    """The title of a role; its id where the playbook has no words for it."""
    found = playbook.roles.get(role)
    return flat((say(found.title, language) if found else "") or role)


class Teller:
    """The titles of one incident's playbook in one language, and the making of sentences from them."""

    def __init__(self, incident: Incident, language: str, zone: tzinfo) -> None:
        self.incident = incident
        self.language = language
        self.zone = zone
        self.playbook = incident.playbook
        self.steps = {step.id: step for _, step in self.playbook.steps()}
        self.facts = self.playbook.known()
        self.countdowns = incident.countdowns

    def __call__(self, en: str, fr: str, **parts: str) -> str:
        """Our words in the language, with what people wrote put into them cleaned and untouched otherwise."""
        ours = typeset(fr) if self.language == "fr" else en
        return ours.format(**{name: flat(part) for name, part in parts.items()})

    def words(self, table: dict[str, Words], key: str) -> str:
        return flat(say(table[key], self.language)) if key in table else flat(key)

    def quote(self, text: str) -> str:
        return self("“{text}”", "« {text} »", text=text)

    def step(self, step_id: str) -> str:
        found = self.steps.get(step_id)
        return flat((say(found.title, self.language) if found else "") or step_id)

    def role(self, role_id: str) -> str:
        return role_name(self.playbook, role_id, self.language)

    def audience(self, audience_id: str) -> str:
        found = self.playbook.audiences.get(audience_id)
        return flat((say(found.title, self.language) if found else "") or audience_id)

    def message(self, message_id: str) -> str:
        found = self.playbook.messages.get(message_id)
        return flat((say(found.title, self.language) if found else "") or message_id)

    def countdown(self, clock_id: str) -> str:
        found = self.countdowns.get(clock_id)
        return flat((say(found.title, self.language) if found else "") or clock_id)

    def fact(self, name: str) -> str:
        if name == RAISED:
            return self("severity", "gravité")
        found = self.facts.get(name)
        return flat((say(found.prompt, self.language) if found else "") or name)

    def value(self, name: str, value: object) -> str:
        return flat(show_value(self.facts.get(name), value, self.language, self.zone))

    def answer(self, step: Step | None, answer: str) -> str:
        """What was answered, as people read it; a question's answer is its facts, which are entries of their own."""
        if step and step.kind == "check" and self.language == "fr":
            return flat(answer).replace("; ", "\N{NO-BREAK SPACE}; ")  # the sources, one after the other
        if step is None or step.kind not in {"decision", "question"}:
            return flat(answer)
        if step.kind == "question":
            return ""
        option = next((option for option in step.options if option.id == answer), None)
        return flat((say(option.title, self.language) if option else "") or answer)

    def clock(self, instant: datetime, beside: datetime) -> str:
        """A clock time, with its day where that is another one than ``beside``."""
        clock = format_clock(instant, self.zone, self.language)
        if instant.astimezone(self.zone).date() == beside.astimezone(self.zone).date():
            return clock
        return f"{format_date(instant, self.zone, self.language)}, {clock}"

    def ways(self, drafts: Iterable[DraftText | Approved]) -> str:
        """``sms (fr), email (en, fr)``."""
        languages: dict[str, list[str]] = {}
        for draft in drafts:
            languages.setdefault(draft.channel, []).append(draft.language)
        return flat(", ".join(f"{channel} ({', '.join(known)})" for channel, known in languages.items()))

    def detail(self, sentence: str, detail: str) -> str:
        """``sentence: detail``, or just the sentence."""
        colon = "\N{NO-BREAK SPACE}:" if self.language == "fr" else ":"
        return f"{sentence}{colon} {detail}" if (detail := flat(detail)) else sentence

    def redacted(self, name: str, reason: str) -> str:
        """An entry whose data is gone: its type, and why."""
        return self("{name} [redacted: {r}]", "{name} [contenu effacé : {r}]", name=name, r=reason)

    def override(self, sentence: str, reason: str) -> str:
        """What went against a warning says so, and why."""
        return (
            self(
                "{s} [override: {r}]",
                "{s} [avertissement outrepassé : {r}]",
                s=sentence,
                r=french.override(reason, self.language),
            )
            if reason
            else sentence
        )


def due_of(step: Step, language: str) -> str:
    """``T+15 min``; ``resolved + 15 min``; nothing for a step without a time."""
    if step.due is None:
        return ""
    since = say(MILESTONES.get(step.due_from, {}), language) if step.due_from != "declared" else ""
    return f"{since} + {format_duration(step.due, language)}" if since else f"T+{format_duration(step.due, language)}"
