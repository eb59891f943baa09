"""What can be done at any step: say something, change something, look something up, go elsewhere."""

# ruff: noqa: ARG001 - every key calls its function in the same way

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from crisisctl import teller, timeline
from crisisctl.acts import (
    AddAction,
    Fail,
    Mark,
    Note,
    ReopenStep,
    SetSeverity,
    SetStatus,
    Skip,
)  # fmt: skip
from crisisctl.incident import STATUSES
from crisisctl.milestones import against_moving, to_the_minute
from crisisctl.playbook import MILESTONES, SEVERITIES
from crisisctl.queries import IncidentView, StepView, acknowledgements, past_day
from crisisctl.screen import Line, line, paragraph, times
from crisisctl.teller import flat
from crisisctl.text import one_line, say
from crisisctl.ticking import running
from crisisctl.times import format_clock
from crisisctl.walk.asking import choose, fresh_page, titles
from crisisctl.walk.clocks import clock
from crisisctl.walk.company import reload
from crisisctl.walk.facts import ask_fact, known_facts
from crisisctl.walk.pager import read_through
from crisisctl.walk.reaching import acknowledge, channel, people, person
from crisisctl.walk.seat import Seat

_ONE_COLUMN, _COLUMN = 4, 38
"""Keys that a help page shows below each other; where the second column begins."""
Anytime = Callable[[Seat, IncidentView, StepView | None], None]


def note(seat: Seat, view: IncidentView, step: StepView | None) -> None:
    if text := seat.ask("ask_note"):
        seat.do(Note(text))


def fact(seat: Seat, view: IncidentView, step: StepView | None) -> None:
    fresh_page(seat.paper, seat.words("ask_fact"))
    if chosen := choose(seat.paper, seat.words, "", known_facts(seat, view, step)):
        fresh_page(seat.paper, chosen)
        ask_fact(seat, view, chosen)


def severity(seat: Seat, view: IncidentView, step: StepView | None) -> None:
    fresh_page(seat.paper, seat.words("ask_severity"))
    known = view.incident.playbook.severities
    choices = []
    for level in SEVERITIES:
        when = flat(say(known[level].when, seat.language)) if level in known else ""
        choices.append((level, f"{level}  {when}"))
    wanted = choose(seat.paper, seat.words, "", choices, current=view.incident.severity)
    if not wanted or wanted == view.incident.severity:
        return
    was_set = view.incident.severity != "unset"
    reason = seat.ask("ask_why", "enter_cancels" if was_set else "enter_none")
    if reason or not was_set:
        seat.do(SetSeverity(wanted, reason))


def milestone(seat: Seat, view: IncidentView, step: StepView | None) -> None:
    fresh_page(seat.paper, seat.words("ask_milestone"))
    known, names = view.incident.milestones, titles(teller.MILESTONES, seat.language, MILESTONES)
    choices = []
    for name, title in names:
        stood = times.clock(known[name], view, seat.language) if name in known else ""
        choices.append((name, f"{title}  {stood}".rstrip()))
    chosen = choose(seat.paper, seat.words, "", choices)
    if not chosen or not (at := seat.when(view, known.get(chosen))):
        return
    if chosen not in known:
        seat.do(Mark(chosen, when=at))
    elif to_the_minute(known[chosen]) != to_the_minute(at) and (
        reason := _why_move(seat, view, dict(names), chosen, at)
    ):
        seat.do(Mark(chosen, force=True, reason=reason, when=at))
    else:
        seat.say("cancelled")


def _why_move(seat: Seat, view: IncidentView, names: Mapping[str, str], chosen: str, at: datetime) -> str:
    """Moving a milestone that stands asks for a reason, and says what would be out of order then."""
    known = view.incident.milestones
    if broken := against_moving(known, chosen, at):
        others = ", ".join(f"{names[each]} ({times.clock(known[each], view, seat.language)})" for each in broken)
        seat.paper.put(
            paragraph(f"! {seat.words('out_of_order', others=others)}", seat.paper.width, "bold yellow", " ")
        )
    now, new = (times.clock(each, view, seat.language) for each in (known[chosen], at))
    return seat.ask("ask_move", name=names[chosen], now=now, new=new)


def stage(seat: Seat, view: IncidentView, step: StepView | None) -> None:
    fresh_page(seat.paper, seat.words("ask_stage"))
    choices = titles(teller.STATUSES, seat.language, STATUSES[:4])
    chosen = choose(seat.paper, seat.words, "", choices, current=view.incident.status)
    if chosen and chosen != view.incident.status:
        seat.do(SetStatus(chosen))


def action(seat: Seat, view: IncidentView, step: StepView | None) -> None:
    if title := seat.ask("ask_action"):
        owner = person(seat, view, "", "ask_owner", "enter_none")
        done = seat.do(AddAction(title, owner, one_line(seat.ask("ask_due", "enter_none"))))
        if done and (day := past_day(done.view)):
            seat.warn(f"{day} is a day that is past")


def history(seat: Seat, view: IncidentView, step: StepView | None) -> None:
    lines: list[Line] = []
    zone, width = seat.zone(view), seat.paper.width
    for item in reversed(timeline.timeline(view.incident, seat.language, zone)):
        at = format_clock(item.when, zone, seat.language)
        lines += paragraph(f"{at}  {item.text}  — {item.actor}", width, "", " ")
    read_through(seat, seat.words("newest_first"), lines)


def back(seat: Seat, view: IncidentView, step: StepView | None) -> None:
    """Open a step again and go to it."""
    over = [each for each in view.steps if each.at and each.state in {"done", "skipped", "failed"}]
    over.sort(key=lambda each: each.at or view.now, reverse=True)
    found = _step(seat, view, over, "ask_reopen", "no_done")
    if found and (reason := seat.ask("why_reopen", step=seat.title(found))):
        done = seat.do(ReopenStep(found.step.id, reason))
        if done:
            seat.go(done.view, found.step.id)


def go(seat: Seat, view: IncidentView, step: StepView | None) -> None:
    """Do another open step first."""
    others = [each for each in view.steps if each.open and not (step and each.step.id == step.step.id)]
    if found := _step(seat, view, others, "ask_go", "no_open"):
        seat.go(view, found.step.id)


def _step(seat: Seat, view: IncidentView, among: list[StepView], key: str, none: str) -> StepView | None:
    if not among:
        seat.say(none)
        return None
    fresh_page(seat.paper, seat.words(key))
    signs = {"done": "✓", "skipped": "–", "failed": "✗"}
    choices = [(each.step.id, f"{signs.get(each.state, '·')} {seat.title(each)}") for each in among]
    chosen = choose(seat.paper, seat.words, "", choices)
    return next((each for each in among if each.step.id == chosen), None)


def skip(seat: Seat, view: IncidentView, step: StepView | None) -> None:
    if step is None:
        seat.say("no_step")
    elif step.step.optional:
        reason = seat.ask("ask_skip", "enter_skips_step", step=seat.title(step))
        if len(reason) == 1:  # no reason, but a key that was meant as a no
            seat.say("cancelled")
        else:
            seat.do(Skip(step.step.id, reason))
    elif reason := seat.ask("why_skip", step=seat.title(step)):
        seat.do(Skip(step.step.id, reason))


def fail(seat: Seat, view: IncidentView, step: StepView | None) -> None:
    if step is None:
        seat.say("no_step")
    elif reason := seat.ask("why_fail", step=seat.title(step)):
        seat.do(Fail(step.step.id, reason))


def show_help(seat: Seat, step: StepView | None, answers: tuple[tuple[str, str], ...]) -> None:
    always = [(key, seat.words(word)) for key, (word, _) in KEYS.items()] + [("q", seat.words("k_quit"))]
    lines = [line((f" {seat.words('help_step')}", "bold")), *_in_columns(answers)]
    lines += [line(), line((f" {seat.words('help_always')}", "bold")), *_in_columns(always)]
    if step and step.step.message:
        lines += [line(), *paragraph(seat.words("help_send", message=step.step.message), seat.paper.width, "", " ")]
    lines += [line(), *paragraph(seat.words("help_leaving"), seat.paper.width, "", " ")]
    read_through(seat, seat.words("help_title"), lines)


def _in_columns(pairs: Sequence[tuple[str, str]]) -> list[Line]:
    half = -(-len(pairs) // 2) if len(pairs) > _ONE_COLUMN else len(pairs)
    shown = [line(("[", "bold"), (key, "bold"), ("] ", "bold"), word) for key, word in pairs]
    lines = []
    for number, left in enumerate(shown[:half]):
        made = line("   ") + left
        if half + number < len(shown):
            made.add(" " * max(_COLUMN - made.cells, 2)).add(shown[half + number])
        lines.append(made)
    return lines


KEYS: dict[str, tuple[str, Anytime]] = {
    "n": ("k_note", note),
    "f": ("k_fact", fact),
    "o": ("k_channel", channel),
    "x": ("k_severity", severity),
    "i": ("k_stage", stage),
    "p": ("k_people", people),
    "m": ("k_milestone", milestone),
    "y": ("k_ack", acknowledge),
    "h": ("k_clock", clock),
    "+": ("k_action", action),
    "t": ("k_timeline", history),
    "k": ("k_skip", skip),
    "u": ("k_fail", fail),
    "b": ("k_back", back),
    "g": ("k_go", go),
    "j": ("k_reload", reload),
}
OF_THE_STEP = frozenset("ku")
"""Keys that do something with the step on the screen, whichever it is."""
_SHOWN = ("n", "f", "o", "x", "p", "t", "k", "b", "g")


def shown(view: IncidentView) -> tuple[str, ...]:
    """Those that stand on every screen; [y] joins them while somebody has not answered, [h] while a clock runs.

    Help lists all of them.
    """
    found = acknowledgements(view.incident)
    answering = ("y",) if found.alerted and found.missing else ()
    ticking = ("h",) if running(view.incident, view.now) else ()
    return (*_SHOWN[:5], *answering, *ticking, *_SHOWN[5:])
