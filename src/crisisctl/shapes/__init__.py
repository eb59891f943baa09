"""The shapes that ``--format json`` prints: plain values, stable names, times in ISO 8601 UTC.

Fields are only added. Everything stands below ``{"crisisctl": 1, …}``; the 1 is the version of these shapes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo

from crisisctl import ticking, timeline
from crisisctl.events import Entry
from crisisctl.facts import unanswered
from crisisctl.incident import Incident
from crisisctl.injects import injects
from crisisctl.queries import IncidentView, StepView
from crisisctl.scoring import score
from crisisctl.shapes._plain import Json as Json
from crisisctl.shapes._plain import moment
from crisisctl.shapes.clocks import clock as clock
from crisisctl.shapes.clocks import countdown as countdown
from crisisctl.shapes.messages import draft as draft
from crisisctl.shapes.messages import drafts as drafts
from crisisctl.shapes.messages import finding_of as finding_of
from crisisctl.shapes.messages import message, promise
from crisisctl.shapes.messages import routes as routes
from crisisctl.shapes.messages import sendings as sendings
from crisisctl.shapes.messages import text as text
from crisisctl.stores import Presence
from crisisctl.text import say
from crisisctl.times import to_iso


def incident(view: IncidentView) -> Json:
    found = view.incident
    return {
        "id": found.id,
        "playbook": found.playbook.id,
        "title": found.title,
        "mode": found.mode,
        "status": found.status,
        "severity": found.severity,
        "opened_at": to_iso(found.opened_at),
        "elapsed_seconds": int(view.elapsed.total_seconds()),
        "milestones": {name: to_iso(at) for name, at in found.milestones.items()},
        "channels": dict(found.channels),
        "closure_reason": found.closure_reason,
        "head": found.entries[-1].digest,
        "entries": len(found.entries),
    }


def step(view: StepView | None, language: str) -> Json | None:
    """The next step, in full."""
    if view is None:
        return None
    return {
        "step": view.step.id,
        "phase": view.phase,
        "kind": view.step.kind,
        "title": say(view.step.title, language),
        "role": view.step.role,
        "due_at": moment(view.due_at),
        "overdue": view.overdue,
        "ready": view.ready,
        "instructions": say(view.step.instructions, language),
        "message": view.step.message,
        "facts": list(view.step.facts),
        "options": [option.id for option in view.step.options],
    }


def status(view: IncidentView, language: str, zone: tzinfo, others: Iterable[Presence] = ()) -> Json:
    found = view.incident
    return {
        "incident": incident(view),
        **drill(view),
        "next": step(view.next, language),
        "steps": [_step(each) for each in view.steps],
        "unanswered": [step.id for step in unanswered(found)],
        "facts": {name: _fact(found, name) for name in found.facts},
        "roles": dict(found.roles),
        "deputies": dict(found.deputies),
        "offers": offers(found),
        "present": present(view, others),
        "messages": [message(each) for each in view.messages],
        "drafts": drafts(found),
        "sendings": sendings(found),
        "acknowledged": {name: to_iso(at) for name, at in found.acknowledged.items()},
        "promises": [promise(each, view.now) for each in view.promises],
        "clocks": [clock(each, language) for each in ticking.clocks(found, view.now)],
        "actions": actions(found),
        "timeline": [_item(each) for each in timeline.timeline(found, language, zone)],
    }


def offers(found: Incident) -> list[Json]:
    """Roles that are offered to somebody who has not answered yet."""
    return [
        {"role": each.role, "giver": each.giver, "receiver": each.receiver, "at": to_iso(each.at), "note": each.note}
        for each in found.offers.values()
    ]


def present(view: IncidentView, others: Iterable[Presence]) -> list[Json]:
    """Who else has the incident open in a walk, and at which step (null: at none)."""
    steps = [each.step.id for each in view.steps]
    return [
        {
            "person": each.person,
            "step": steps[each.step - 1] if 0 < each.step <= len(steps) else None,
            "since": to_iso(each.since),
        }
        for each in others
    ]


def drill(view: IncidentView) -> Json:
    """How a drill stands; nothing where it is none, or has no scenario."""
    if view.incident.scenario is None:
        return {}
    found = score(view)
    return {
        "drill": {
            "scenario": view.incident.scenario.id,
            "speed": view.incident.speed,
            "score": {"good": found.good, "of": found.of, "percent": found.percent},
            "injects": [
                {"inject": each.inject.id, "due_at": to_iso(each.due_at), "shown_at": moment(each.shown_at)}
                | {"react_by": moment(each.deadline), "reacted_at": moment(each.reacted_at), "outcome": each.verdict}
                for each in injects(view.incident, view.now)
                if each.shown_at  # what is to come is for the team to find out
            ],
        }
    }


def actions(found: Incident) -> list[Json]:
    return [
        {
            "number": each.number,
            "title": each.title,
            "owner": each.owner,
            "due": each.due,
            "kind": each.kind,
            "done_at": moment(each.done_at),
        }
        for each in found.actions.values()
    ]


def acted(view: IncidentView, entries: Iterable[Entry], language: str) -> Json:
    """What an act printed: the incident after it, what was recorded, what is next."""
    return {
        "incident": incident(view),
        "recorded": [{"seq": entry.seq, "at": to_iso(entry.at), "type": entry.event.type} for entry in entries],
        "next": step(view.next, language),
    }


def _step(view: StepView) -> Json:
    return {
        "id": view.step.id,
        "phase": view.phase,
        "kind": view.step.kind,
        "state": view.state,
        "role": view.step.role,
        "due_at": moment(view.due_at),
        "overdue": view.overdue,
        "at": moment(view.at),
        "actor": view.actor,
        "answer": view.answer,
        "reason": view.reason,
        "times": view.times,
    }


def _fact(found: Incident, name: str) -> Json:
    fact = found.facts[name]
    secret = name in found.playbook.secrets()
    return {
        "value": None if secret else fact.value,
        "source": fact.source,
        "confirmed_by": fact.confirmed_by,
        "at": to_iso(fact.at),
        "actor": fact.actor,
        "counts": found.counts(name),
    } | ({"secret": True} if secret else {})


def _item(found: timeline.Item) -> Json:
    return {
        "seq": found.seq,
        "at": to_iso(found.at),
        "when": to_iso(found.when),
        "actor": found.actor,
        "type": found.type,
        "text": found.text,
        "late": found.late,
    }
