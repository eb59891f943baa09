"""The shapes of what goes out: drafts, findings, routes, sendings, promises."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from crisisctl.approvals import state_of
from crisisctl.events import DraftText
from crisisctl.incident import Incident, Promise
from crisisctl.queries import SentMessage
from crisisctl.shapes._plain import Json, moment
from crisisctl.times import to_iso

if TYPE_CHECKING:
    from crisisctl.messages.draft import Draft  # it brings Jinja2 along, which most commands do without
    from crisisctl.rules import Finding


def draft(found: Draft, findings: Iterable[Finding] = ()) -> Json:
    return {
        "message": found.message,
        "audience": found.audience,
        **text(found.kept()),
        "length": found.count.length,
        "limit": found.count.limit,
        "unit": found.count.unit,
        "parts": found.count.parts,
        "fits": found.count.fits,
        "problems": list(found.problems),
        "encoding": found.count.encoding,
        "variant": found.variant,
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
            "in_place": standing.approval.in_place if standing.approval else False,
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
        "next_update": moment(found.next_update),
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
        "met_at": moment(found.met_at),
        "kept": found.kept,
        "overdue": found.met_at is None and found.due < now,
    }
