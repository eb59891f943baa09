"""The message step: drafts are written when it comes up, then read, edited, copied, and recorded as sent."""

# ruff: noqa: ARG001 - every key calls its function in the same way

from __future__ import annotations

import base64
import os
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from crisisctl import keys, messages, runner
from crisisctl.acts import Do, Send
from crisisctl.errors import CrisisError, Refused
from crisisctl.messages import Drafts
from crisisctl.queries import IncidentView, StepView
from crisisctl.screen import Shown, line, numbered, whole
from crisisctl.screen.drafts import measure
from crisisctl.text import clean, one_line
from crisisctl.times import parse_future
from crisisctl.walk.asking import ask, confirmed, fresh_page, match
from crisisctl.walk.doing import finish
from crisisctl.walk.facts import give_missing
from crisisctl.walk.pager import read_through
from crisisctl.walk.seat import Seat

_BREAK = " ⏎ "
_COPIED_AT_MOST = 70_000
"""Bytes of an OSC 52 sequence that terminals take."""


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


def view_all(seat: Seat, view: IncidentView, step: StepView, drafts: Drafts) -> None:
    read_through(seat, seat.title(step), whole(_shown(seat, view, step, drafts), view, seat.words, seat.paper.width))


def _shown(seat: Seat, view: IncidentView, step: StepView, drafts: Drafts) -> list[Shown]:
    return numbered(drafts, view, step.step.id, seat.language)


def _one(seat: Seat, view: IncidentView, step: StepView, drafts: Drafts) -> Shown | None:
    """The draft meant: the only one, or the one whose number or name is given."""
    shown = _shown(seat, view, step, drafts)
    if len(shown) == 1:
        return shown[0]
    names = [(each.name, each.name) for each in shown]
    hint = f"1-{len(shown)} · {seat.words('enter_cancels')}"
    while typed := ask(seat.paper, seat.words, seat.words("ask_which"), hint=hint):
        if found := match(typed, names):
            return next(each for each in shown if each.name == found)
    return None


def sent(seat: Seat, view: IncidentView, step: StepView, drafts: Drafts) -> None:
    """Record what has left: everything that has not yet, or the channels named."""
    waiting = [each for each in _shown(seat, view, step, drafts) if not each.sent] or _shown(seat, view, step, drafts)
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
    if any(each.sent for each in _shown(seat, view, step, drafts)):
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


def copy(seat: Seat, view: IncidentView, step: StepView, drafts: Drafts) -> None:
    """Hand one text to the clipboard of the terminal (OSC 52): it works over ssh, and needs no program here."""
    one = _one(seat, view, step, drafts)
    if one is None:
        return
    coded = base64.b64encode(one.draft.text.encode("utf-8", "replace")).decode()
    if not seat.paper.live or len(coded) > _COPIED_AT_MOST:
        seat.say("cannot_copy", "yellow")
        return
    sys.stdout.write(f"\x1b]52;c;{coded}\x07")
    sys.stdout.flush()
    seat.say("copied", "green", name=one.name)


def write_files(seat: Seat, view: IncidentView, step: StepView, drafts: Drafts) -> None:
    wanted = ask(seat.paper, seat.words, seat.words("ask_folder"), prefilled=f"drafts-{seat.incident}")
    if not wanted:
        return
    folder = Path(wanted).expanduser()
    count = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for draft in drafts.drafts:
            for extension, content in {"txt": draft.text + "\n", **draft.files}.items():
                path = folder / f"{draft.message}.{draft.channel}.{draft.language}.{extension}"
                path.write_text(content, encoding="utf-8", errors="replace", newline="")
                count += 1
    except OSError as problem:
        seat.warn(f"{folder}: {problem.strerror}")
        return
    seat.say("written", "green", count=count, folder=str(folder))


def edit(seat: Seat, view: IncidentView, step: StepView, drafts: Drafts) -> None:
    """Another text for one draft; kept at once, so that leaving does not lose it."""
    one = _one(seat, view, step, drafts)
    if one is None:
        return
    text = _edited_text(seat, one.draft.text)
    subject = one.draft.subject
    if text and subject:
        subject = ask(seat.paper, seat.words, seat.words("subject"), prefilled=subject) or subject
    if not text:
        seat.say("empty_text", "yellow")
        return
    if (text, subject) == (one.draft.text, one.draft.subject):
        seat.say("unchanged")
        return
    draft = messages.edited(one.draft, text, view.incident, subject)
    others = tuple(draft if each == one.draft else each for each in drafts.drafts)
    seat.recorded(runner.keep(seat.desk, seat.view().incident, replace(drafts, drafts=others)))
    seat.say("kept_edit", "green", name=one.name, measure=measure(draft.count, seat.words))


def _edited_text(seat: Seat, text: str) -> str:
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if editor:
        try:
            return _in_editor(shlex.split(editor), text)
        except (OSError, ValueError, subprocess.SubprocessError) as problem:
            seat.paper.put([line((f" ! {seat.words('editor_failed', problem=one_line(str(problem)))}", "yellow"))])
    typed = ask(seat.paper, seat.words, seat.words("ask_text"), prefilled=_BREAK.join(text.split("\n")))
    return "\n".join(part.strip() for part in typed.split("⏎")).strip()


def _in_editor(command: list[str], text: str) -> str:
    """The text after a person's own editor; a file that only they can read, and that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="crisisctl-") as folder:
        path = Path(folder) / "message.txt"
        path.write_text(text + "\n", encoding="utf-8", errors="replace")
        with keys.ordinary():
            subprocess.run([*command, str(path)], check=True)  # noqa: S603 - the person's own editor
        return clean(path.read_text(encoding="utf-8", errors="replace")).strip("\n")


KEYS = {
    "v": ("k_view_n", view_all),
    "e": ("k_edit", edit),
    "s": ("k_sent", sent),
    "c": ("k_copy", copy),
    "w": ("k_write", write_files),
    "r": ("k_fresh", fresh),
    "d": ("k_rest", rest),
}
