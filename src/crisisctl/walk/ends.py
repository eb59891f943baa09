"""The two ends of a walk: what is asked and said before its first step, and before the incident is called over."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from crisisctl import keys
from crisisctl.acts import Close, TakeRole
from crisisctl.queries import IncidentView, StepView
from crisisctl.screen import Line, line, paragraph
from crisisctl.teller import flat, role_name
from crisisctl.walk import company
from crisisctl.walk.asking import ask, confirmed, fresh_page
from crisisctl.walk.reaching import person
from crisisctl.walk.seat import Seat


def offer_lead(seat: Seat) -> None:
    """An incident that nobody leads waits for somebody to be named: once, at the start of a walk."""
    view = seat.view()
    lead = view.incident.playbook.lead
    if lead not in view.incident.playbook.roles or lead in view.incident.roles or view.incident.ended:
        return
    fresh_page(seat.paper, flat(view.incident.title))
    role = role_name(view.incident.playbook, lead, seat.language)
    if taken := person(seat, view, lead, "lead_asked", "lead_hint", prefilled=seat.me(view), role=role):
        seat.do(TakeRole(lead, taken))


def warn_of_example(seat: Seat) -> None:
    """Readers of a live incident would be sent to numbers that nobody answers."""
    from crisisctl.organisation import made_up  # with all that reads files; only the first screen wants it

    incident = seat.view().incident
    if incident.mode == "live" and not incident.ended and (left := made_up(incident.organisation)):
        seat.say("made_up", "bold yellow", contacts=left)


def changed_company(seat: Seat, view: IncidentView) -> list[Line]:
    """That crisis.yaml says something else by now than what this incident goes on with."""
    if view.incident.ended or company.newer(view.incident) is None:
        return []
    return paragraph(f"! {seat.words('yaml_changed')}", seat.paper.width, "bold yellow", " ")


def still_down(seat: Seat, view: IncidentView, step: StepView | None) -> list[Line]:
    """Before the word that it is over: a channel that stays marked down closes its own way, and lint refuses texts."""
    message = view.incident.playbook.messages.get(step.step.message or "") if step else None
    down = view.incident.down
    if message is None or message.kind != "resolved" or not down:
        return []
    told = seat.words("still_down", names=", ".join(down), command=" ".join(f"{name}=up" for name in down))
    return paragraph(f"! {told}", seat.paper.width, "bold yellow", " ")


def close(seat: Seat) -> bool:
    """Close the incident; what still stands against it is shown, and can be gone over."""
    reason = ask(seat.paper, seat.words, seat.words("ask_close"), hint=seat.words("enter_cancels"))
    if not reason:
        return False
    if seat.do(Close(reason)):
        return True
    seat.paper.put(row for told in seat.said for row in told)
    if confirmed(seat.paper, seat.words, seat.words("close_anyway")):
        return seat.do(Close(reason, force=True)) is not None
    return False


def farewell(seat: Seat) -> None:
    try:
        with keys.leaving():
            key = "over" if seat.view().incident.ended else "come_back"
            seat.paper.put([line(), line(seat.words(key, incident=seat.incident))])
    except keys.Leave:  # the terminal is gone: what Python still wants to print goes nowhere, in silence
        with suppress(OSError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, sys.stdout.fileno())
            os.dup2(nowhere, sys.stderr.fileno())
