"""The brief for whoever takes over: what the log says they must know now, in sections of short sentences. Pure."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any, NamedTuple

from crisisctl import ticking
from crisisctl.brief import _sections
from crisisctl.brief._sections import Waiting as Waiting
from crisisctl.queries import IncidentView
from crisisctl.teller import STATUSES, Teller, flat
from crisisctl.text import say
from crisisctl.times import format_duration, to_iso

VITAL = frozenset(
    {"handover", "unknown", "waiting", "promises", "clocks", "impact", "cause", "now", "channels", "people"}
)
"""What nobody may take over without; the other sections can be read a minute later."""


class Section(NamedTuple):
    """``id`` names it for programs. ``urgent`` marks what cannot wait."""

    id: str
    title: str
    items: tuple[str, ...]
    urgent: bool = False


def brief(view: IncidentView, language: str, zone: tzinfo, waiting: Waiting = Waiting()) -> list[Section]:  # noqa: B008
    """Everything, the most urgent first; a section with nothing in it is left out, but for what was said outside."""
    t = Teller(view.incident, language, zone)
    made = (
        ("handover", t("Handover", "Passation"), _sections.offers(view, t), False),
        ("unknown", t("Did it arrive?", "Est-ce arrivé ?"), _sections.unknown(view, t), True),
        ("waiting", t("Not in the log", "Hors du journal"), _sections.waiting(waiting, t), True),
        ("promises", t("Promised", "Promis"), _sections.promises(view, t), bool(view.overdue_promises)),
        ("clocks", t("Legal clocks", "Horloges légales"), _sections.clocks(view, t), _sections.late_clocks(view)),
        ("impact", t("Impact", "Impact"), _sections.impact(view, t), False),
        ("cause", t("Cause", "Cause"), _sections.cause(view.incident, t), False),
        ("now", t("Now", "À faire"), _sections.now(view, t), bool(view.next and view.next.overdue)),
        ("channels", t("Channels", "Canaux"), _sections.channels(view.incident, t), True),
        ("people", t("People", "Qui fait quoi"), _sections.people(view, t), False),
        (
            "steps",
            t("Open steps", "Étapes ouvertes"),
            _sections.steps(view, t),
            any(each.overdue for each in view.steps if each != view.next),
        ),
        ("hypotheses", t("Hypotheses", "Hypothèses"), _sections.hypotheses(view, t), False),
        ("unconfirmed", t("Not confirmed", "Pas confirmé"), _sections.unconfirmed(view.incident, t), False),
        ("last_words", t("Last words to", "Derniers mots"), _sections.last_words(view, t), False),
        ("overrides", t("Gone over", "Passé outre"), _sections.overrides(view.incident, t), False),
    )
    sections = [Section(name, title, tuple(items), urgent) for name, title, items, urgent in made]
    return [each for each in sections if each.items]


def headline(view: IncidentView, language: str, zone: tzinfo) -> str:
    """``SEV2 · identified · for 1h20 · since 03:14``."""
    t = Teller(view.incident, language, zone)
    incident = view.incident
    level = t("severity unset", "gravité inconnue") if incident.severity == "unset" else incident.severity
    since = t.clock(incident.opened_at, view.now)
    lasts = format_duration(view.elapsed.total_seconds(), language)
    opened = t("open for {span} (since {clock})", "ouvert depuis {span} ({clock})", span=lasts, clock=since)
    return " · ".join([level, t.words(STATUSES, incident.status), opened])


def plain(view: IncidentView, language: str, zone: tzinfo, waiting: Waiting = Waiting()) -> dict[str, Any]:  # noqa: B008
    """The same for programs: the sections' sentences, and beside them the instants that they tell."""
    incident = view.incident
    return {
        "incident": incident.id,
        "title": incident.title,
        "status": incident.status,
        "severity": incident.severity,
        "mode": incident.mode,
        "elapsed_seconds": int(view.elapsed.total_seconds()),
        "as_of": to_iso(view.now),
        "entries": len(incident.entries),
        "head": incident.entries[-1].digest,
        "roles": dict(incident.roles),
        "offers": [
            {"role": each.role, "giver": each.giver, "receiver": each.receiver, "note": each.note}
            for each in incident.offers.values()
        ],
        "promises": [{"audience": each.audience, "due": to_iso(each.due)} for each in incident.promises.values()],
        "clocks": [
            {"clock": each.state.clock, "due": to_iso(each.state.due) if each.state.due else None, "late": each.late}
            for each in ticking.running(incident, view.now)
        ],
        "open_steps": [
            {
                "step": each.step.id,
                "role": each.step.role,
                "person": incident.roles.get(each.step.role or ""),
                "due_at": to_iso(each.due_at) if each.due_at else None,
                "overdue": each.overdue,
            }
            for each in view.steps
            if each.open
        ],
        "not_yet_shared": waiting.not_yet_shared,
        "refused": waiting.refused,
        "sections": [
            {"id": each.id, "title": each.title, "items": list(each.items), "urgent": each.urgent}
            for each in brief(view, language, zone, waiting)
        ],
    }


def title(view: IncidentView, language: str) -> str:
    """What the brief is of."""
    playbook = say(view.incident.playbook.title, language) or view.incident.playbook.id
    return f"{flat(view.incident.title)} ({flat(view.incident.id)}, {flat(playbook)})"
