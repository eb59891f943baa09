"""The report for machines: everything the other formats say, as values. Instants are ISO 8601 in UTC.

Texts are exact, so that the digest of a message can be checked against its text; control, bidi and invisible characters
stand as JSON escapes, which no terminal acts on.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields
from datetime import datetime, tzinfo
from typing import Any

from crisisctl import events as ev
from crisisctl import queries
from crisisctl.metrics import lint_rules, longest_silence, promise_state, severity_changes
from crisisctl.plain import to_plain
from crisisctl.playbook import MILESTONES
from crisisctl.queries import FactChange, IncidentView
from crisisctl.reports import Report, _clocks, _drill
from crisisctl.reports import _phrases as phrases
from crisisctl.reports._dispatches import Attempt, Dispatch, Given, Wording
from crisisctl.reports._page import Page
from crisisctl.reports._work import late_by
from crisisctl.times import to_iso

_INVISIBLE = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]"
)


def _render(view: IncidentView, language: str, zone: tzinfo) -> str:
    page = Page(view, language, zone)
    text = json.dumps({"crisisctl": 1, "report": _report(page)}, ensure_ascii=False, indent=2, allow_nan=False)
    return _INVISIBLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def _report(page: Page) -> dict[str, Any]:
    incident, entries = page.incident, page.incident.entries
    return {
        "incident": incident.id,
        "title": incident.title,
        "organisation": incident.organisation.name,
        "mode": incident.mode,
        "status": incident.status,
        "closure_reason": incident.closure_reason or None,
        "severity": incident.severity,
        "severities": [{"at": to_iso(at), "severity": level} for at, level in severity_changes(page.view)],
        "language": page.language,
        "timezone": str(page.zone),
        "as_of": to_iso(page.as_of),
        "opened_at": to_iso(incident.opened_at),
        "playbook": {"id": incident.playbook.id, "version": incident.playbook.version},
        "milestones": {name: _iso(incident.milestones.get(name)) for name in MILESTONES},
        "metrics": [_plain(metric) | {"missed": metric.missed} for metric in page.metrics],
        "facts": _facts(page),
        "fact_changes": [_change(change, page) for change in page.view.facts],
        "phases": _phases(page),
        **_communication(page),
        "clocks": _clocks.plain(page),
        **_drill.plain(page),
        "roles": dict(incident.roles),
        "deputies": dict(incident.deputies),
        "timeline": [_plain(item) for item in page.items],
        "actions": [_plain(action) for action in incident.actions.values()],
        "log": {
            "entries": len(entries),
            "head": entries[-1].digest if entries else None,
            "opened_by": next((entry.event.version for entry in entries if isinstance(entry.event, ev.Opened)), None),
        },
    }


def _iso(instant: datetime | None) -> str | None:
    return to_iso(instant) if instant else None


def _plain(value: Any) -> dict[str, Any]:
    """Every field, known or not: a machine should not have to guess which are missing."""
    names = getattr(type(value), "__struct_fields__", None) or [field.name for field in fields(value)]
    return {name: to_plain(getattr(value, name)) for name in names}


def _facts(page: Page) -> dict[str, Any]:
    known = page.incident.facts
    return {
        name: {"section": spec.section, "counts": page.incident.counts(name)}
        | (_plain(known[name]) if name in known else {"value": None})
        | ({"secret": True, "value": None} if spec.secret else {})
        for name, spec in page.facts.items()
    }


def _change(change: FactChange, page: Page) -> dict[str, Any]:
    secret = change.name in page.incident.playbook.secrets()
    return _plain(change) | ({"secret": True, "value": None} if secret else {})


def _phases(page: Page) -> list[dict[str, Any]]:
    return [
        {
            "id": phase.id,
            "title": dict(phase.title),
            "steps": [
                {
                    "id": step.step.id,
                    "title": dict(step.step.title),
                    "kind": step.step.kind,
                    "role": step.step.role,
                    "state": step.state,
                    "due_at": _iso(step.due_at),
                    "at": _iso(step.at),
                    "actor": step.actor or None,
                    "answer": step.answer or None,
                    "reason": step.reason or None,
                    "times": step.times,
                    "late_by": late_by(page, step),
                }
                for step in phase.steps
            ],
        }
        for phase in page.view.phases
    ]


def _communication(page: Page) -> dict[str, Any]:
    gap = longest_silence(page.view)
    entries = page.incident.entries
    return {
        "messages": [_plain(sent) for sent in page.view.messages],
        "dispatches": [_dispatch(page, dispatch) for dispatch in page.dispatches],
        "acknowledgements": _acknowledgements(page),
        "promises": [_plain(each) | {"state": promise_state(each, page.as_of)} for each in page.view.promises],
        "longest_silence": {"audience": gap.audience, "from": to_iso(gap.start), "to": to_iso(gap.end)}
        if gap
        else None,
        "channels": [
            {"at": to_iso(entry.when), "actor": entry.actor} | _plain(entry.event)
            for entry in entries
            if isinstance(entry.event, ev.ChannelSet)
        ],
        "overrides": [
            {
                "seq": entry.seq,
                "at": to_iso(entry.when),
                "actor": entry.actor,
                "type": entry.event.type,
                "reason": reason,
                "lint": list(lint_rules(reason)),
            }
            for entry in entries
            if (reason := getattr(entry.event, "override", ""))
        ],
    }


def _dispatch(page: Page, dispatch: Dispatch) -> dict[str, Any]:
    promise = phrases.promised(page, dispatch)
    return {
        "message": dispatch.message,
        "audience": dispatch.audience,
        "begun": _iso(dispatch.begun),
        "drafted": [{"at": to_iso(at), "author": author} for at, author in dispatch.drafted],
        "next_update": _iso(promise.due if promise else None),
        "promise": promise_state(promise, page.as_of) if promise else None,
        "texts": [_wording(wording) for wording in dispatch.wordings],
    }


def _wording(wording: Wording) -> dict[str, Any]:
    stood = wording.stood
    return {
        **_plain(wording.draft),
        "recorded": wording.known,
        "replaced": not wording.current,
        "standing": stood.state if stood else None,
        "against": (stood.against or None) if stood else None,
        "approvals": [_given(wording, given) for given in wording.approvals],
        "attempts": [_attempt(attempt) for attempt in wording.attempts],
    }


def _given(wording: Wording, given: Given) -> dict[str, Any]:
    return {
        "seq": given.seq,
        "by": given.by,
        "role": given.role,
        "seat": given.seat or None,
        "at": to_iso(given.at),
        "latency": given.latency,
        "own": given.own,
        "override": given.override or None,
        "void": given.void if wording.void(given) else None,
        "voided_at": _iso(given.voided_at) if wording.void(given) else None,
    }


def _attempt(attempt: Attempt) -> dict[str, Any]:
    return {
        "seq": attempt.seq,
        "attempt": attempt.id or None,
        "at": to_iso(attempt.at),
        "recorded_at": to_iso(attempt.recorded_at),
        "ended_at": _iso(attempt.ended_at),
        "actor": attempt.actor,
        "destination": attempt.destination,
        "outcome": attempt.outcome,
        "reason": attempt.reason or None,
        "refused": list(attempt.refused),
        "settled": attempt.settled,
        "override": attempt.override or None,
    }


def _acknowledgements(page: Page) -> dict[str, Any]:
    found = queries.acknowledgements(page.incident)
    return {
        "alert": _iso(page.incident.milestones.get("first_internal_alert")),
        "acknowledged": {person: to_iso(at) for person, at in page.incident.acknowledged.items()},
        "missing": list(found.missing),
        "in_time": found.in_time,
        "alerted": found.alerted,
        "share": found.share,
    }


REPORT = Report("json", "json", _render)
