"""Promises that are late while another step is on the screen: to whom they were made, and which step keeps them."""

from __future__ import annotations

from crisisctl import facts
from crisisctl.playbook import Audience
from crisisctl.queries import IncidentView, StepView
from crisisctl.queries.owed import answering, meets
from crisisctl.screen import Line, paragraph, times
from crisisctl.teller import flat
from crisisctl.text import say
from crisisctl.times import format_duration
from crisisctl.walk.seat import Seat

_MOST = 2
"""Lines; the header counts the others."""


def unanswered(seat: Seat, view: IncidentView) -> list[Line]:
    """Once no step is left: the decisions that were answered "not known yet"."""
    names = [flat(say(step.title, seat.language)) or step.id for step in facts.unanswered(view.incident)]
    if not names or view.incident.ended:
        return []
    return paragraph(f"! {seat.words('unanswered', names=' · '.join(names))}", seat.paper.width, "bold yellow", " ")


def late(seat: Seat, view: IncidentView, step: StepView | None) -> list[list[Line]]:
    """One sentence a promise that is late and that the step on the screen does not keep, the oldest first."""
    found = sorted(view.overdue_promises, key=lambda each: each.due)
    told = []
    for promise in (each for each in found if not meets(view, step, each)):
        if not (keeping := answering(view, promise)):
            continue
        audience = view.incident.playbook.audiences.get(promise.audience, Audience(promise.audience))
        message = view.incident.playbook.messages[keeping.step.message or ""]
        words = seat.words(
            "late_promise" if keeping.open else "late_over",
            audience=flat(say(audience.title, seat.language)) or audience.id,
            clock=times.clock(promise.due, view, seat.language),
            span=format_duration((view.now - promise.due).total_seconds(), seat.language),
            message=flat(say(message.title, seat.language)) or message.id,
            step=keeping.step.id,
        )
        told.append(paragraph(f"! {words}", seat.paper.width, "bold yellow", " "))
    return told[:_MOST]
