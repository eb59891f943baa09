"""What can be done at any step: say something, change something, look something up, go elsewhere."""

# ruff: noqa: ARG001 - every key calls its function in the same way

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from rich.text import Text

from crisisctl import channels, teller, timeline
from crisisctl.acts import (
    AddAction,
    Fail,
    HandOver,
    Mark,
    Note,
    ReopenStep,
    SetChannel,
    SetSeverity,
    SetStatus,
    Skip,
    TakeRole,
)  # fmt: skip
from crisisctl.incident import CHANNEL_STATES, STATUSES
from crisisctl.playbook import MILESTONES, SEVERITIES
from crisisctl.queries import IncidentView, StepView
from crisisctl.screen import line, paragraph
from crisisctl.teller import flat
from crisisctl.text import one_line, say
from crisisctl.times import format_clock, parse_instant
from crisisctl.walk.asking import ask, choose, confirmed, fresh_page, titles
from crisisctl.walk.facts import ask_fact
from crisisctl.walk.pager import read_through
from crisisctl.walk.seat import Seat

Anytime = Callable[[Seat, IncidentView, StepView | None], None]


def _line(seat: Seat, key: str, hint: str = "enter_cancels", prefilled: str = "", **parts: str) -> str:
    return ask(seat.paper, seat.words, seat.words(key, **parts), hint=seat.words(hint), prefilled=prefilled)


def note(seat: Seat, view: IncidentView, step: StepView | None) -> None:
    if text := _line(seat, "ask_note"):
        seat.do(Note(text))


def fact(seat: Seat, view: IncidentView, step: StepView | None) -> None:
    fresh_page(seat.paper, seat.words("ask_fact"))
    choices = []
    for name, spec in view.incident.playbook.known().items():
        known = "✓ " if name in view.incident.facts else "· "
        choices.append((name, f"{known}{name}: {flat(say(spec.prompt, seat.language))}".rstrip(": ")))
    if chosen := choose(seat.paper, seat.words, "", choices):
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
    reason = _line(seat, "ask_why", "enter_cancels" if was_set else "enter_none")
    if reason or not was_set:
        seat.do(SetSeverity(wanted, reason))


def channel(seat: Seat, view: IncidentView, step: StepView | None) -> None:
    fresh_page(seat.paper, seat.words("ask_channel"))
    used = [name for audience in view.incident.playbook.audiences.values() for name in audience.channels]
    names = list(dict.fromkeys([*view.incident.channels, *used, *channels.ids()]))
    choices = []
    for name in names:
        state = view.incident.channels.get(name, "up")
        shown = "" if state == "up" else f" ✗ {say(teller.CHANNEL_STATES[state], seat.language)}"
        choices.append((name, f"{name}{shown}"))
    chosen = choose(seat.paper, seat.words, "", choices)
    if not chosen:
        return
    states = titles(teller.CHANNEL_STATES, seat.language, tuple(reversed(CHANNEL_STATES)))
    wanted = choose(seat.paper, seat.words, seat.words("ask_state", channel=chosen), states)
    if wanted:
        seat.do(SetChannel(chosen, wanted, _line(seat, "how_known", "enter_none")))


def milestone(seat: Seat, view: IncidentView, step: StepView | None) -> None:
    fresh_page(seat.paper, seat.words("ask_milestone"))
    zone = seat.zone(view)
    choices = []
    for name, title in titles(teller.MILESTONES, seat.language, MILESTONES):
        at = view.incident.milestones.get(name)
        choices.append((name, f"{title}  {format_clock(at, zone, seat.language) if at else ''}".rstrip()))
    chosen = choose(seat.paper, seat.words, "", choices)
    if chosen and (at := _when(seat, view)):
        seat.do(Mark(chosen, when=at))


def _when(seat: Seat, view: IncidentView) -> datetime | None:
    now = "maintenant" if seat.language == "fr" else "now"
    while typed := _line(seat, "ask_when", "hint_datetime", prefilled=now):
        try:
            return parse_instant(typed, seat.desk.now(), seat.zone(view))
        except ValueError as problem:
            seat.paper.put(paragraph(f"! {one_line(str(problem))}", seat.paper.width, "yellow", " "))
    return None


def people(seat: Seat, view: IncidentView, step: StepView | None) -> None:
    """Who holds which role and how to reach them; then a role can be given or handed over."""
    fresh_page(seat.paper, seat.words("ask_role"))
    incident = view.incident
    choices = []
    for role, spec in incident.playbook.roles.items():
        person = incident.roles.get(role, "")
        ways = _ways(view, person)
        shown = f"{flat(person)}{ways}" if person else seat.words("free")
        choices.append((role, f"{flat(say(spec.title, seat.language)) or role} → {shown}"))
    chosen = choose(seat.paper, seat.words, "", choices)
    if chosen:
        _give_role(seat, view, chosen)


def _give_role(seat: Seat, view: IncidentView, role: str) -> None:
    incident = view.incident
    known = [person for person in incident.organisation.people if role in person.roles] or incident.organisation.people
    if known:
        shown_people = ", ".join(flat(person.name) for person in known[:8])
        seat.paper.put(paragraph(shown_people, seat.paper.width, "dim", " "))
    giver = incident.roles.get(role)
    if giver is None:
        if person := _line(seat, "ask_person"):
            seat.do(TakeRole(role, one_line(person)))
    elif receiver := _line(seat, "ask_receiver", giver=flat(giver)):
        seat.do(HandOver(role, one_line(receiver), _line(seat, "ask_handover", "enter_none")))


def _ways(view: IncidentView, name: str) -> str:
    person = next((each for each in view.incident.organisation.people if each.name == name), None)
    return "".join(f" · {flat(address)}" for address in person.ways.values()) if person else ""


def stage(seat: Seat, view: IncidentView, step: StepView | None) -> None:
    fresh_page(seat.paper, seat.words("ask_stage"))
    choices = titles(teller.STATUSES, seat.language, STATUSES[:4])
    chosen = choose(seat.paper, seat.words, "", choices, current=view.incident.status)
    if chosen and chosen != view.incident.status:
        seat.do(SetStatus(chosen))


def action(seat: Seat, view: IncidentView, step: StepView | None) -> None:
    if title := _line(seat, "ask_action"):
        owner = one_line(_line(seat, "ask_owner", "enter_none"))
        seat.do(AddAction(title, owner, one_line(_line(seat, "ask_due", "enter_none"))))


def history(seat: Seat, view: IncidentView, step: StepView | None) -> None:
    lines: list[Text] = []
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
    if found and (reason := _line(seat, "why_reopen", step=seat.title(found))):
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
        if confirmed(seat.paper, seat.words, seat.words("ask_skip", step=seat.title(step))):
            seat.do(Skip(step.step.id))
    elif reason := _line(seat, "why_skip", step=seat.title(step)):
        seat.do(Skip(step.step.id, reason))


def fail(seat: Seat, view: IncidentView, step: StepView | None) -> None:
    if step is None:
        seat.say("no_step")
    elif reason := _line(seat, "why_fail", step=seat.title(step)):
        seat.do(Fail(step.step.id, reason))


def show_help(seat: Seat, answers: tuple[tuple[str, str], ...]) -> None:
    lines = [line((f" {seat.words('help_step')}", "bold"))]
    lines += [line((f"   [{key}] ", "bold"), word) for key, word in answers]
    lines += [line(), line((f" {seat.words('help_always')}", "bold"))]
    pairs = [(key, seat.words(word)) for key, (word, _) in KEYS.items()] + [("q", seat.words("k_quit"))]
    half = -(-len(pairs) // 2)
    for left, right in zip(pairs[:half], [*pairs[half:], ("", "")], strict=False):
        second = f"[{right[0]}] {right[1]}" if right[0] else ""
        lines.append(line(f"   [{left[0]}] {left[1]:<28}", second))
    lines += [line(), *paragraph(seat.words("help_leaving"), seat.paper.width, "", " ")]
    read_through(seat, seat.words("help_title"), lines)


KEYS: dict[str, tuple[str, Anytime]] = {
    "n": ("k_note", note),
    "f": ("k_fact", fact),
    "o": ("k_channel", channel),
    "x": ("k_severity", severity),
    "i": ("k_stage", stage),
    "p": ("k_people", people),
    "m": ("k_milestone", milestone),
    "a": ("k_action", action),
    "t": ("k_timeline", history),
    "k": ("k_skip", skip),
    "u": ("k_fail", fail),
    "b": ("k_back", back),
    "g": ("k_go", go),
}
SHOWN = ("n", "f", "o", "x", "p", "t", "k", "b", "g")
"""Those that stand on every screen; help lists all of them."""
