"""The shapes of legal and contractual clocks: one that was started, one of the catalogue."""

from __future__ import annotations

from crisisctl import ticking
from crisisctl.playbook import Countdown
from crisisctl.shapes._plain import Json, moment
from crisisctl.text import say
from crisisctl.times import to_iso


def clock(found: ticking.ClockView, language: str) -> Json:
    """A clock that was started. Data for a timer, not legal advice."""
    state = found.state
    return {
        "clock": state.clock,
        "title": say(found.definition.title, language),
        "state": found.verdict,
        "start": to_iso(state.start),
        "due": moment(state.due),
        "seconds_left": None if found.left is None else int(found.left.total_seconds()),
        "late": found.late,
        "margin_seconds": None if found.margin is None else int(found.margin.total_seconds()),
        "declared_at": to_iso(state.declared_at),
        "declared_by": state.by,
        "reason": state.reason,
        "step": state.step,
        "fact": state.fact,
        "chained": state.chained,
        "ended_at": moment(state.ended_at),
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
