"""The message step: drafts are written when it comes up, then read, edited, copied, and recorded as sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crisisctl import runner
from crisisctl.acts import Do, Send
from crisisctl.errors import CrisisError, Refused
from crisisctl.messages import Drafts
from crisisctl.queries import IncidentView, StepView
from crisisctl.screen import Shown, line
from crisisctl.text import one_line
from crisisctl.times import parse_future
from crisisctl.walk.asking import ask, confirmed, fresh_page
from crisisctl.walk.doing import finish
from crisisctl.walk.facts import give_missing
from crisisctl.walk.seat import Seat
from crisisctl.walk.texts import copy, edit, shown_drafts, view_all, write_files


@dataclass(frozen=True, slots=True)
class Written:
    """What there is for the message of a step: its drafts, or the names it lacks, or why there is nothing."""

    drafts: Drafts | None = None
    lacks: tuple[str, ...] = ()
    problem: str = ""


class Writer:
    """Writes the drafts of the step on the screen, once as long as nothing new is in the log.

    So a clock that is redrawn does not change the text under the eyes of whoever reads it.
    """

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self._of: tuple[str, int] | None = None
        self._written = Written()

    def write(self, view: IncidentView, step: StepView) -> Written:
        wanted = (step.step.id, len(view.incident.entries))
        if wanted != self._of:
            self._written = write(self._seat, view, step)
            self._of = (step.step.id, len(self._seat.view().incident.entries))
        return self._written


def write(seat: Seat, view: IncidentView, step: StepView, **how: datetime | bool) -> Written:
    message = step.step.message or ""
    try:
        wanted = {"fresh": _is_new_round(view, message)} | how
        drafts, done = runner.draft(seat.desk, seat.incident, message, **wanted)  # type: ignore[arg-type]
    except Refused as problem:
        return Written(lacks=_lacking(view, problem.message), problem=problem.message)
    except CrisisError as problem:
        return Written(problem=f"{problem.message} ({problem.hint})")
    seat.recorded(done)
    return Written(drafts)


def _is_new_round(view: IncidentView, message: str) -> bool:
    """Whether a step was done with these drafts: what was edited by hand said what was true then."""
    drafted = view.incident.drafted.get(message)
    states = [view.incident.steps.get(step.step.id) for step in view.steps if step.step.message == message]
    return drafted is not None and any(
        state is not None and state.state == "done" and state.at >= drafted.at for state in states
    )


def _lacking(view: IncidentView, told: str) -> tuple[str, ...]:
    """The names that the refusal lists, those that can be asked for."""
    names = told.rpartition(": ")[2].split(", ")
    known = view.incident.playbook.known()
    return tuple(name for name in names if name in known or name == "next_update" or name.startswith("roles."))


def give(seat: Seat, view: IncidentView, step: StepView, written: Written) -> None:
    """Ask for what the message lacks, right here."""
    fresh_page(seat.paper, seat.title(step))
    give_missing(seat, view, written.lacks)
    if "next_update" in written.lacks and (at := _ask_future(seat, view)):
        write(seat, seat.view(), step, next_update=at)


def _ask_future(seat: Seat, view: IncidentView) -> datetime | None:
    while typed := ask(seat.paper, seat.words, seat.words("ask_next_update"), hint=seat.words("future_hint")):
        try:
            found = parse_future(typed, view.now, seat.zone(view))
        except ValueError as problem:
            seat.paper.put([line((f" ! {one_line(str(problem))}", "yellow"))])
            continue
        if found > view.now:
            return found
    return None


def sent(seat: Seat, view: IncidentView, step: StepView, drafts: Drafts) -> None:
    """Record what has left: everything that has not yet, or the channels named."""
    waiting = [each for each in shown_drafts(seat, view, step, drafts) if not each.sent] or shown_drafts(
        seat, view, step, drafts
    )
    chosen = _several(seat, waiting)
    if chosen is None:
        seat.say("cancelled")
        return
    hint = seat.words("enter_none")
    destination = one_line(ask(seat.paper, seat.words, seat.words("ask_to"), hint=hint))
    before = view.incident.steps.get(step.step.id)
    for languages, channels in _grouped(chosen).items():
        seat.do(Send(step.step.message or "", tuple(channels), languages, step.step.id, destination))
    after = seat.view().incident
    if len(chosen) == len(waiting) and after.steps.get(step.step.id) == before and not after.ended:
        seat.do(Do(step.step.id))  # a draft for a channel that went down since is left: nothing more is to be sent


def _grouped(chosen: list[Shown]) -> dict[tuple[str, ...], list[str]]:
    """Channels by the languages that left on them: most often one sending tells it all."""
    languages: dict[str, list[str]] = {}
    for each in chosen:
        languages.setdefault(each.draft.channel, []).append(each.draft.language)
    groups: dict[tuple[str, ...], list[str]] = {}
    for channel, known in languages.items():
        groups.setdefault(tuple(sorted(known)), []).append(channel)
    return groups


def _several(seat: Seat, waiting: list[Shown]) -> list[Shown] | None:
    """The drafts meant by numbers, channels, or ``sms fr``; all of them by Enter alone; None after an Escape."""
    if len(waiting) == 1:
        question = seat.words("ask_sent", name=waiting[0].name)
        return waiting if confirmed(seat.paper, seat.words, question) else None
    names = ", ".join(f"{each.number} {each.name}" for each in waiting)
    hint = f"{seat.words('several_hint')} · {seat.words('enter_all')} ({names})"
    while True:
        typed = ask(seat.paper, seat.words, seat.words("ask_which_sent"), hint=hint).replace(",", " ").split()
        if not typed:
            return waiting if confirmed(seat.paper, seat.words, seat.words("ask_all", count=len(waiting))) else None
        if set(typed) <= {word for each in waiting for word in _handles(each)}:
            return [each for each in waiting if set(typed) & _handles(each)]
        wrong = [word for word in typed if not any(word in _handles(each) for each in waiting)]
        seat.paper.put([line((f" ! {seat.words('no_such', word=wrong[0], near='')}", "yellow"))])


def _handles(each: Shown) -> set[str]:
    return {str(each.number), each.draft.channel, f"{each.draft.channel}/{each.draft.language}"}


def rest(seat: Seat, view: IncidentView, step: StepView, drafts: Drafts) -> None:
    """Go on although not everything has left."""
    if any(each.sent for each in shown_drafts(seat, view, step, drafts)):
        if confirmed(seat.paper, seat.words, f"{seat.words('partly_sent')} {seat.words('k_rest')} ?"):
            finish(seat, step, (), "")
        return
    finish(seat, step, (), seat.words("nothing_sent"))


def fresh(seat: Seat, view: IncidentView, step: StepView, drafts: Drafts) -> None:
    if any(draft.edited for draft in drafts.drafts) and not confirmed(seat.paper, seat.words, seat.words("ask_fresh")):
        seat.say("cancelled")
        return
    write(seat, view, step, fresh=True)
    seat.say("rewritten", "green")


KEYS = {
    "v": ("k_view_n", view_all),
    "e": ("k_edit", edit),
    "s": ("k_sent", sent),
    "c": ("k_copy", copy),
    "w": ("k_write", write_files),
    "r": ("k_fresh", fresh),
    "d": ("k_rest", rest),
}
