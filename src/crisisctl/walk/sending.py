"""The message step: drafts are written when it comes up, then read, edited, copied, and recorded as sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crisisctl import drafting
from crisisctl.acts import Do, Send, SetFacts
from crisisctl.errors import CrisisError, Refused
from crisisctl.evolve import RAISED
from crisisctl.messages.drafts import Drafts
from crisisctl.queries import IncidentView, StepView
from crisisctl.screen import line
from crisisctl.text import one_line
from crisisctl.times import parse_promise
from crisisctl.walk.approving import approve, cleared, gated
from crisisctl.walk.asking import ask, confirmed, fresh_page
from crisisctl.walk.doing import finish
from crisisctl.walk.facts import give_missing
from crisisctl.walk.instead import instead
from crisisctl.walk.picking import agreed, grouped, several
from crisisctl.walk.seat import Seat
from crisisctl.walk.texts import changes, copy, edit, shown_drafts, view_all, write_files


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
        wanted = {"fresh": _is_new_round(view, message)} | _promised(view, message) | how
        drafts, done = drafting.draft(seat.desk, seat.incident, message, **wanted)  # type: ignore[arg-type]
    except Refused as problem:
        return Written(lacks=_lacking(view, problem.names), problem=seat.sentence(problem.message))
    except CrisisError as problem:
        return Written(problem=seat.sentence(problem.message, problem.hint))
    seat.recorded(done)
    return Written(drafts)


def _promised(view: IncidentView, message: str) -> dict[str, datetime]:
    """The time that some of the texts have promised already: those that leave later promise the same."""
    drafted = view.incident.drafted.get(message)
    raised = drafted is not None and RAISED in drafted.stale.values()
    if drafted and drafted.left and drafted.next_update and drafted.next_update > view.now and not raised:
        return {} if _is_new_round(view, message) else {"next_update": drafted.next_update}
    return {}


def _is_new_round(view: IncidentView, message: str) -> bool:
    """Whether a step was done with these drafts: what was edited by hand said what was true then."""
    drafted = view.incident.drafted.get(message)
    states = [view.incident.steps.get(step.step.id) for step in view.steps if step.step.message == message]
    return drafted is not None and any(
        state is not None and state.state == "done" and state.at >= drafted.at for state in states
    )


def _lacking(view: IncidentView, names: tuple[str, ...]) -> tuple[str, ...]:
    """Of the names that are needed, those that can be asked for."""
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
            found = parse_promise(typed, view.now, seat.zone(view))
        except ValueError as problem:
            seat.paper.put([line((f" ! {one_line(seat.sentence(str(problem)))}", "yellow"))])
            continue
        if found > view.now:
            return found
    return None


def sent(seat: Seat, view: IncidentView, step: StepView, drafts: Drafts) -> None:
    """Record what has left: everything that has not yet, or the channels named."""
    shown = shown_drafts(seat, view, step, drafts)
    waiting = [each for each in shown if not each.sent] or shown
    chosen = several(seat, waiting, "ask_which_sent")
    leave = cleared(seat, view, drafts.message, chosen)
    if leave is None:
        return
    if not agreed(seat, chosen):
        seat.say("nothing_recorded", "yellow")
        return
    hint = seat.words("enter_none")
    destination = one_line(ask(seat.paper, seat.words, seat.words("ask_to"), hint=hint))
    before = view.incident.steps.get(step.step.id)
    for languages, channels in grouped(chosen).items():
        override = gated(seat, drafts.message, channels, languages, leave.reason)
        if override is None:
            return
        force, reason = bool(leave.reason), override or leave.reason
        where = (tuple(channels), languages, step.step.id, destination)
        seat.do(Send(drafts.message, *where, force, reason, bool(override)))
    after = seat.view().incident
    if len(chosen) == len(waiting) and after.steps.get(step.step.id) == before and not after.ended:
        seat.do(Do(step.step.id))  # a draft for a channel that went down since is left: nothing more is to be sent


def rest(seat: Seat, view: IncidentView, step: StepView, drafts: Drafts) -> None:
    """Go on although not everything has left."""
    if any(each.sent for each in shown_drafts(seat, view, step, drafts)):
        if confirmed(seat.paper, seat.words, seat.words("partly_sent")):
            finish(seat, step, (), "")
        return
    finish(seat, step, (), seat.words("nothing_sent"))


def fresh(seat: Seat, view: IncidentView, step: StepView, drafts: Drafts) -> None:
    if any(draft.edited for draft in drafts.drafts) and not confirmed(seat.paper, seat.words, seat.words("ask_fresh")):
        seat.say("cancelled")
        return
    write(seat, view, step, fresh=True)
    seat.say("rewritten", "green")


def other(seat: Seat, view: IncidentView, step: StepView) -> None:
    """The other message for the same moment: nothing new in place of an update, or the other way round."""
    found = instead(view, step)
    if found and confirmed(seat.paper, seat.words, seat.words("ask_other", step=seat.title(found.step))):
        done = seat.do(SetFacts({found.fact: found.value}))
        if done:
            seat.go(done.view, found.step.step.id)


KEYS = {
    "v": ("k_view_n", view_all),
    "l": ("k_changes", changes),
    "e": ("k_edit", edit),
    "a": ("k_approve", approve),
    "s": ("k_sent", sent),
    "c": ("k_copy", copy),
    "w": ("k_write", write_files),
    "r": ("k_fresh", fresh),
    "d": ("k_rest", rest),
}
OTHER = "z"
"""The key of ``other``, where there is another message for the same moment."""


def answers(seat: Seat, view: IncidentView, step: StepView, drafts: Drafts) -> tuple[tuple[str, str], ...]:
    """The keys of a message step with their words."""
    count = len(drafts.drafts)
    approver = view.incident.playbook.messages[drafts.message].approver
    keys_of = {key: word for key, (word, _) in KEYS.items() if key != "a" or approver}
    if count == 1:
        keys_of["v"] = "k_view_one"
    found = instead(view, step)
    last = ((OTHER, seat.words("k_other", step=seat.title(found.step))),) if found else ()
    return (*((key, seat.words(word, count=count)) for key, word in keys_of.items()), *last)


def departs(view: IncidentView, drafts: Drafts | None) -> str:
    """The command that sends these, where one of them has a destination; what cannot be read, the command tells."""
    from crisisctl import destinations

    if drafts is None:
        return ""
    audience = view.incident.playbook.messages[drafts.message].audience
    drill = view.incident.mode == "drill"
    try:
        known = destinations.load().values()
    except CrisisError:
        return ""
    taken = {each.channel for each in known if audience in each.audiences and each.drill == drill}
    return f"crisisctl send {drafts.message}" if any(each.channel in taken for each in drafts.drafts) else ""
