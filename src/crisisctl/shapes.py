"""The shapes that ``--format json`` prints: plain values, stable names, times in ISO 8601 UTC.

Fields are only added. Everything stands below ``{"crisisctl": 1, …}``; the 1 is the version of these shapes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from crisisctl import ticking, timeline
from crisisctl.approvals import state_of
from crisisctl.events import DraftText, Entry
from crisisctl.incident import Incident, Promise
from crisisctl.injects import injects
from crisisctl.playbook import Countdown
from crisisctl.queries import IncidentView, SentMessage, StepView
from crisisctl.scoring import score
from crisisctl.stores import Presence
from crisisctl.text import say
from crisisctl.times import to_iso

if TYPE_CHECKING:
    from crisisctl.messages import Draft  # it brings Jinja2 along, which most commands do without
    from crisisctl.rules import Finding

Json = dict[str, Any]


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
        "due_at": _time(view.due_at),
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
                {"inject": each.inject.id, "due_at": to_iso(each.due_at), "shown_at": _time(each.shown_at)}
                | {"react_by": _time(each.deadline), "reacted_at": _time(each.reacted_at), "outcome": each.verdict}
                for each in injects(view.incident, view.now)
                if each.shown_at  # what is to come is for the team to find out
            ],
        }
    }


def clock(found: ticking.ClockView, language: str) -> Json:
    """A clock that was started. Data for a timer, not legal advice."""
    state = found.state
    return {
        "clock": state.clock,
        "title": say(found.definition.title, language),
        "state": found.verdict,
        "start": to_iso(state.start),
        "due": _time(state.due),
        "seconds_left": None if found.left is None else int(found.left.total_seconds()),
        "late": found.late,
        "margin_seconds": None if found.margin is None else int(found.margin.total_seconds()),
        "declared_at": to_iso(state.declared_at),
        "declared_by": state.by,
        "reason": state.reason,
        "step": state.step,
        "fact": state.fact,
        "chained": state.chained,
        "ended_at": _time(state.ended_at),
        "ended_by": state.ended_by,
        "ended_why": state.ended_why,
        "reference": state.reference,
        "carried_by": state.carried_by,
        "law": say(found.definition.reference, language),
        "source": found.definition.source,
        "checked": found.definition.checked,
        "confidence": found.definition.confidence,
    }


def countdown(found: Countdown) -> Json:
    """A clock of the catalogue."""
    return {
        "clock": found.id,
        "title": dict(found.title),
        "deadline": found.deadline,
        "applies_to": dict(found.applies_to),
        "trigger": dict(found.trigger),
        "duty": dict(found.duty),
        "with": found.beside,
        "after": found.after,
        "within": found.within,
        "from": found.since,
        "law": dict(found.reference),
        "source": found.source,
        "checked": found.checked,
        "valid_from": found.valid_from,
        "valid_to": found.valid_to,
        "confidence": found.confidence,
        "caveat": dict(found.caveat),
    }


def actions(found: Incident) -> list[Json]:
    return [
        {
            "number": each.number,
            "title": each.title,
            "owner": each.owner,
            "due": each.due,
            "kind": each.kind,
            "done_at": _time(each.done_at),
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


def draft(found: Draft, findings: Iterable[Finding] = ()) -> Json:
    return {
        "message": found.message,
        "channel": found.channel,
        "language": found.language,
        "audience": found.audience,
        "subject": found.subject,
        "text": found.text,
        "length": found.count.length,
        "limit": found.count.limit,
        "unit": found.count.unit,
        "parts": found.count.parts,
        "fits": found.count.fits,
        "problems": list(found.problems),
        "encoding": found.count.encoding,
        "variant": found.variant,
        "edited": found.edited,
        "digest": found.kept().digest,
        "findings": [finding_of(each) for each in findings],
    }


def finding_of(found: Finding) -> Json:
    return {
        "rule": found.rule,
        "level": found.level,
        "line": found.line,
        "column": found.column,
        "match": found.match,
        "why": found.why,
        "rewrite": found.rewrite,
    }


def routes(before: Incident, after: Incident) -> Json:
    """What a change of channels means for whom."""
    from crisisctl import routes as ways

    return {
        "changed": [
            {
                "audience": each.audience,
                "working": list(each.working),
                "dead": list(each.dead),
                "at_risk": list(each.at_risk),
                "instead": each.instead,
            }
            for each in ways.changes(before, after)
        ],
        "unreachable": {
            "audiences": list(ways.unreachable_audiences(after)),
            "people": [person.name for person in ways.unreachable_people(after)],
        },
    }


def drafts(found: Incident) -> list[Json]:
    """Every draft at hand, and where it stands on its way out."""
    return [
        {
            "message": message_id,
            "channel": each.channel,
            "language": each.language,
            "state": standing.state,
            "against": standing.against,
            "approved_by": standing.approval.by if standing.approval else None,
            "own": standing.approval.own if standing.approval else False,
            "stale": standing.stale,
            "digest": each.digest,
            "edited": each.edited,
        }
        for message_id, drafted in found.drafted.items()
        for each in drafted.drafts
        for standing in [state_of(found, message_id, each)]
    ]


def sendings(found: Incident) -> list[Json]:
    """Every attempt to send; one that never ended is unknown."""
    return [
        {
            "attempt": attempt,
            "message": each.message,
            "channel": each.channel,
            "language": each.language,
            "destination": each.destination,
            "state": "unknown" if each.state == "sending" else each.state,
            "reason": each.reason,
            "at": to_iso(each.at),
        }
        for attempt, each in found.sendings.items()
    ]


def message(found: SentMessage) -> Json:
    return {
        "seq": found.seq,
        "message": found.message,
        "audience": found.audience,
        "sent_at": to_iso(found.at),
        "recorded_at": to_iso(found.recorded_at),
        "actor": found.actor,
        "destination": found.destination,
        "next_update": _time(found.next_update),
        "drafts": [text(each) for each in found.drafts],
    }


def text(found: DraftText) -> Json:
    return {
        "channel": found.channel,
        "language": found.language,
        "subject": found.subject,
        "text": found.text,
        "digest": found.digest,
        "edited": found.edited,
    }


def promise(found: Promise, now: datetime) -> Json:
    return {
        "audience": found.audience,
        "due": to_iso(found.due),
        "made_at": to_iso(found.made_at),
        "message": found.message,
        "met_at": _time(found.met_at),
        "kept": found.kept,
        "overdue": found.met_at is None and found.due < now,
    }


def _step(view: StepView) -> Json:
    return {
        "id": view.step.id,
        "phase": view.phase,
        "kind": view.step.kind,
        "state": view.state,
        "role": view.step.role,
        "due_at": _time(view.due_at),
        "overdue": view.overdue,
        "at": _time(view.at),
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


def _time(instant: datetime | None) -> str | None:
    return to_iso(instant) if instant else None
