"""Doing the step on the screen, by what its kind asks for. Every answer is confirmed by Enter: a slip does nothing."""

# ruff: noqa: ARG001 - every key calls its function in the same way

from __future__ import annotations

from collections.abc import Callable

from crisisctl import keys, running, trust
from crisisctl.acts import Clock, Do, Note, RunCommand
from crisisctl.events import NoteAdded
from crisisctl.queries import IncidentView, StepView
from crisisctl.screen import line, paragraph
from crisisctl.steps import Ask, kind_of
from crisisctl.steps.wait import left
from crisisctl.teller import flat
from crisisctl.text import folded, one_line, say
from crisisctl.times import format_duration
from crisisctl.walk.asking import ask, confirmed, fresh_page
from crisisctl.walk.facts import ask_facts
from crisisctl.walk.seat import Seat

Doing = Callable[[Seat, IncidentView, StepView, str], None]

ANSWERS: dict[str, tuple[tuple[str, str], ...]] = {
    "confirm": (("d", "k_done"),),
    "wait": (("d", "k_go_on"),),
    "facts": (("d", "k_answer"),),
    "sources": (("d", "k_sources"),),
    "run": (("d", "k_run"), ("h", "k_by_hand")),
    "choose": (),
    "send": (),
}
"""The keys that answer each way of asking, and their words. Options of a decision are the digits."""


def asks(step: StepView) -> Ask:
    return kind_of(step.step).ask(step.step)


def do_step(seat: Seat, view: IncidentView, step: StepView, key: str) -> None:
    _DOINGS[asks(step).how](seat, view, step, key)


def _confirm(seat: Seat, view: IncidentView, step: StepView, key: str) -> None:
    question = "ask_go_on" if step.step.kind == "wait" else "ask_done"
    title = seat.title(step) if step.step.kind == "wait" else seat.named(step)
    remark = done_with_remark(seat, seat.words(question, step=title))
    if remark is not None:
        now = seat.view()
        early = format_duration(max(left(step.step, now.incident, now.now), 0), seat.language)
        finish(seat, step, (remark,) if remark else (), seat.words("wait_early", span=early))


def done_with_remark(seat: Seat, question: str) -> str | None:
    """The remark, empty for none; None when it is not done after all."""
    seat.paper.put([*paragraph(question, seat.paper.width, "bold", " "), line(f" {seat.words('enter_remark')}")])
    key = keys.read_key().lower()
    if key == "r":
        return ask(seat.paper, seat.words, seat.words("remark"), hint=seat.words("enter_none"))
    if key == keys.ENTER:
        return ""
    seat.say("cancelled")
    return None


def finish(seat: Seat, step: StepView, answers: tuple[str, ...], lacking: str = "") -> bool:
    """Record the step as done; where something is lacking, only with a reason."""
    now = seat.view()
    zone = seat.zone(now)
    if not kind_of(step.step).answer(step.step, now.incident, answers, Clock(now.now, zone)).missing:
        return seat.do(Do(step.step.id, answers)) is not None
    seat.paper.put(paragraph(f"! {lacking}", seat.paper.width, "bold yellow", " "))
    reason = ask(seat.paper, seat.words, seat.words("ask_force"), hint=seat.words("enter_cancels"))
    if not reason:
        seat.say("stays_open")
        return False
    return seat.do(Do(step.step.id, answers, force=True, reason=reason)) is not None


def _facts(seat: Seat, view: IncidentView, step: StepView, key: str) -> None:
    fresh_page(seat.paper, seat.title(step))
    with seat.gathering():
        ask_facts(seat, step.step.facts)
        _finish_facts(seat, step)


def _finish_facts(seat: Seat, step: StepView) -> None:
    incident = seat.view().incident
    known = incident.playbook.known()
    unknown = [
        flat(say(known[name].prompt, seat.language)) or name for name in step.step.facts if name not in incident.facts
    ]
    finish(seat, step, (), seat.words("still_unknown", names=" · ".join(unknown)))


def _sources(seat: Seat, view: IncidentView, step: StepView, key: str) -> None:
    fresh_page(seat.paper, seat.title(step))
    before = _noted(seat, view, step)
    if before:
        seat.paper.put([*paragraph(before, seat.paper.width, "dim", " "), line()])
    named: list[str] = []
    try:
        while source := ask(
            seat.paper, seat.words, seat.words("ask_source", number=len(named) + 1), hint=seat.words("source_hint")
        ):
            source = source.replace(";", ",")
            if folded(source) in {folded(each) for each in named}:
                told = seat.words("same_source", source=source)
                seat.paper.put(paragraph(f"! {told}", seat.paper.width, "yellow", " "))
            else:
                named.append(source)
    except keys.Leave:  # whoever leaves has named them all the same
        _note(seat, step, named)
        raise
    if not named and step.step.sources > 0:
        seat.say("cancelled")
        return
    lacking = seat.words("few_sources", named=len(named), count=step.step.sources)
    if not finish(seat, step, tuple(named), lacking):
        _note(seat, step, named)


def _note(seat: Seat, step: StepView, named: list[str]) -> None:
    if named:
        seat.do(Note(f"{seat.title(step)} · {seat.words('sources_noted', sources=', '.join(named))}"))


def _noted(seat: Seat, view: IncidentView, step: StepView) -> str:
    """What was named before somebody left in the middle: the last such note, in whichever language it was written."""
    notes = [each.event.text for each in view.incident.entries if isinstance(each.event, NoteAdded)]
    return next((text for text in reversed(notes) if text.startswith(f"{seat.title(step)} · ")), "")


def _choose(seat: Seat, view: IncidentView, step: StepView, key: str) -> None:
    option = step.step.options[int(key) - 1]
    title = (flat(say(option.title, seat.language)) or option.id).rstrip("?\N{NO-BREAK SPACE} ")
    if confirmed(seat.paper, seat.words, seat.words("ask_option", option=title)):
        seat.do(Do(step.step.id, (option.id,)))
    else:
        seat.say("cancelled")


def _run(seat: Seat, view: IncidentView, step: StepView, key: str) -> None:
    if key == "h":
        _confirm(seat, view, step, key)
        return
    fresh_page(seat.paper, seat.title(step))
    width = seat.paper.width
    seat.paper.put([*paragraph(f"$ {step.step.run or ''}", width, "bold", " "), line()])
    if not trust.is_trusted(step.step):
        told = seat.words("not_yours", step=step.step.id, folder=str(trust.own_folder()))
        seat.paper.put([*paragraph(told, width, "yellow", " "), line(f" {seat.words('any_key')}")])
        keys.read_key()
        return
    seat.paper.put([*paragraph(seat.words("ask_run"), width, "bold", " "), line(f" {seat.words('yes_key')}")])
    if keys.read_key().lower() not in {"y", "o"}:
        seat.say("cancelled")
        return
    if seat.do(RunCommand(step.step.id)) is None:
        return
    seat.paper.put([line((f" {seat.words('running', span=format_duration(step.step.timeout, seat.language))}", "dim"))])
    secrets = seat.desk.secrets(seat.incident, step.step.secrets)
    result = running.run(step.step, seat.view().incident, secrets)
    seat.paper.put(paragraph(result.output, width, "", " ")[-max(seat.paper.height - 10, 5) :])
    how = seat.words("stopped") if result.code is None else f"exit {result.code}"
    told = seat.words("ran_fine") if result.fine else seat.words("ran_badly", how=how)
    seat.do(result.act(step.step.id))
    seat.paper.put([*paragraph(told, width, "bold", " "), line(f" {seat.words('any_key')}")])
    keys.read_key()


def options(step: StepView, language: str) -> tuple[tuple[str, str], ...]:
    """The digits of a decision with the titles of its options."""
    found = step.step.options[:9]
    return tuple((str(number), one_line(say(each.title, language)) or each.id) for number, each in enumerate(found, 1))


_DOINGS: dict[str, Doing] = {
    "confirm": _confirm,
    "wait": _confirm,
    "facts": _facts,
    "sources": _sources,
    "choose": _choose,
    "run": _run,
}
