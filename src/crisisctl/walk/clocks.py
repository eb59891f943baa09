"""Legal and contractual clocks in the walk: how they stand, and one of them met, waived or started."""

# ruff: noqa: ARG001 - every key calls its function in the same way

from __future__ import annotations

from crisisctl.acts import MeetClock, StartClock, WaiveClock
from crisisctl.queries import IncidentView, StepView
from crisisctl.screen import line, paragraph
from crisisctl.screen.clocks import NOTICE, listed_clock, unstarted
from crisisctl.ticking import clocks
from crisisctl.walk.asking import choose, fresh_page
from crisisctl.walk.seat import Seat


def clock(seat: Seat, view: IncidentView, step: StepView | None) -> None:
    fresh_page(seat.paper, seat.words("ask_clock"))
    incident = view.incident
    choices = [(each.state.clock, listed_clock(each, view, seat.words).plain) for each in clocks(incident, view.now)]
    choices += [
        (name, unstarted(definition, seat.words))
        for name, definition in incident.countdowns.items()
        if name not in incident.clocks
    ]
    notes = (NOTICE[seat.language], seat.words("other_clocks"))
    seat.paper.put([row for note in notes for row in paragraph(note, seat.paper.width, "dim", " ")] + [line()])
    chosen = choose(seat.paper, seat.words, "", choices) if choices else None
    if chosen:
        _act(seat, view, chosen)


def _act(seat: Seat, view: IncidentView, name: str) -> None:
    found = view.incident.clocks.get(name)
    wanted: str | None = "start"
    if found and found.state == "running":
        ways = [(way, seat.words(f"clock_{way}")) for way in ("meet", "waive", "start")]
        wanted = choose(seat.paper, seat.words, seat.words("ask_of_clock", clock=name), ways)
    if wanted == "meet" and (at := seat.when(view)):
        seat.do(MeetClock(name, seat.ask("ask_reference", "enter_none"), when=at))
    elif wanted == "waive":
        if reason := seat.ask("ask_why"):
            seat.do(WaiveClock(name, reason))
    elif wanted == "start" and (at := seat.when(view)) and (reason := seat.ask("ask_who_knew")):
        seat.do(StartClock(name, at, reason=reason))
