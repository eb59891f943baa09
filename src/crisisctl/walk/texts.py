"""What can be done with the texts of a message: read them, edit one, copy one, write them into files."""

# ruff: noqa: ARG001 - every key calls its function in the same way

from __future__ import annotations

import base64
import os
import shlex
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from crisisctl import drafting, files, keys
from crisisctl.errors import StoreFailed
from crisisctl.events import DraftText
from crisisctl.messages.draft import Draft, edited
from crisisctl.messages.drafts import Drafts
from crisisctl.messages.lettered import files_of, lettered, parted
from crisisctl.queries import IncidentView, StepView
from crisisctl.screen import Line, Shown, instructions, line, measure, numbered, whole
from crisisctl.screen.changes import approved_words, changed_words, last_words
from crisisctl.teller import flat
from crisisctl.text import clean, one_line
from crisisctl.times import format_clock
from crisisctl.walk.asking import ask, match
from crisisctl.walk.pager import read_through
from crisisctl.walk.seat import Seat

_BREAK = " ⏎ "
_COPIED_AT_MOST = 70_000
"""Bytes of an OSC 52 sequence that terminals take."""


def view_all(seat: Seat, view: IncidentView, step: StepView, drafts: Drafts) -> None:
    width = seat.paper.width
    how = instructions(step, seat.words, width)
    texts = whole(shown_drafts(seat, view, step, drafts), view, seat.words, width)
    read_through(seat, seat.title(step), [*how, *([line()] if how else []), *texts])


def shown_drafts(seat: Seat, view: IncidentView, step: StepView, drafts: Drafts) -> list[Shown]:
    return numbered(drafts, view, step.step.id, seat.language)


def changes(seat: Seat, view: IncidentView, step: StepView, drafts: Drafts) -> None:
    """What each text changes against the last words that these readers had from us, or that were approved."""
    lines: list[Line] = []
    for each in shown_drafts(seat, view, step, drafts):
        old, against = _before(seat, view, each)
        lines.append(line((f" [{each.number}] {each.name}", "bold"), (f" · {against}", "dim")))
        if old:
            rows = _changed(old, each.draft, seat.paper.width - 2) or [line(seat.words("the_same"))]
            lines += [*(line("  ") + row for row in rows), line()]
    read_through(seat, seat.words("changes_title"), lines)


def _before(seat: Seat, view: IncidentView, each: Shown) -> tuple[DraftText | None, str]:
    """What a text is compared with: what was approved where that is void, else what these readers had last."""
    approval = each.way.approval
    if each.way.state == "void" and approval and (text := approved_words(view, each.draft.message, approval.digest)):
        return text, seat.words("against_approved", by=flat(approval.by))
    found = last_words(view, each.draft.audience, each.draft.channel, each.draft.language)
    if found is None:
        return None, seat.words("nothing_yet")
    clock = format_clock(found.at, seat.zone(view), seat.language)
    return found.text, seat.words("against", channel=found.text.channel, clock=clock)


def _changed(old: DraftText, new: Draft, width: int) -> list[Line]:
    pairs = ((old.subject, new.subject), (old.text, new.text))
    return [row for before, now in pairs if before != now for row in changed_words(before, now, width)]


def _one_of(seat: Seat, view: IncidentView, step: StepView, drafts: Drafts) -> Shown | None:
    """The draft meant: the only one, or the one whose number or name is given."""
    shown = shown_drafts(seat, view, step, drafts)
    if len(shown) == 1:
        return shown[0]
    names = [(each.name, each.name) for each in shown]
    hint = f"1-{len(shown)} · {seat.words('enter_cancels')}"
    while typed := ask(seat.paper, seat.words, seat.words("ask_which"), hint=hint):
        if found := match(typed, names):
            return next(each for each in shown if each.name == found)
    return None


def copy(seat: Seat, view: IncidentView, step: StepView, drafts: Drafts) -> None:
    """Hand one text to the clipboard of the terminal (OSC 52): it works over ssh, and needs no program here."""
    one = _one_of(seat, view, step, drafts)
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
        for draft in drafts.drafts:
            for extension, content in files_of(draft).items():
                name = files.plain_name(draft.message, draft.channel, draft.language, extension)
                files.write(folder / name, content)
                count += 1
    except StoreFailed as problem:
        seat.warn(seat.sentence(problem.message))
        return
    seat.say("written", "green", count=count, folder=str(folder))


def edit(seat: Seat, view: IncidentView, step: StepView, drafts: Drafts) -> None:
    """Another text for one draft; kept at once, so that leaving does not lose it."""
    one = _one_of(seat, view, step, drafts)
    if one is None:
        return
    subject, text = _edited(seat, one.draft)
    if not text:
        seat.say("empty_text", "yellow")
        return
    if (text, subject) == (one.draft.text, one.draft.subject):
        seat.say("unchanged")
        return
    draft = edited(one.draft, text, view.incident, subject)
    others = tuple(draft if each == one.draft else each for each in drafts.drafts)
    seat.recorded(drafting.keep(seat.desk, seat.view().incident, replace(drafts, drafts=others)))
    seat.say("kept_edit", "green", name=one.name, measure=measure(draft.count, seat.words))


def _edited(seat: Seat, draft: Draft) -> tuple[str, str]:
    """The subject and the text, in a person's own editor as one file; else asked one after the other."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if editor:
        try:
            return parted(_in_editor(shlex.split(editor), lettered(draft)), draft)
        except (OSError, ValueError, subprocess.SubprocessError) as problem:
            told = seat.words("editor_failed", problem=one_line(seat.sentence(str(problem))))
            seat.paper.put([line((f" ! {told}", "yellow"))])
    typed = ask(seat.paper, seat.words, seat.words("ask_text"), prefilled=_BREAK.join(draft.text.split("\n")))
    text, subject = "\n".join(part.strip() for part in typed.split("⏎")).strip(), draft.subject
    if text and subject:
        subject = ask(seat.paper, seat.words, seat.words("subject"), prefilled=subject) or subject
    return subject, text


def _in_editor(command: list[str], text: str) -> str:
    """The text after a person's own editor; a file that only they can read, and that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="crisisctl-") as folder:
        path = Path(folder) / "message.txt"
        path.write_text(text + "\n", encoding="utf-8", errors="replace")
        with keys.ordinary():
            subprocess.run([*command, str(path)], check=True)  # noqa: S603 - the person's own editor
        return clean(path.read_text(encoding="utf-8", errors="replace")).strip("\n")
