"""The loop: draw, ask, do. Each round reads the log anew, so leaving in any way, or dying, is the save."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from contextlib import suppress

from crisisctl import keys
from crisisctl.queries import IncidentView, StepView
from crisisctl.runner import Desk
from crisisctl.screen import Page, instructions, number_of, page, paragraph
from crisisctl.stores import Presence
from crisisctl.teller import flat
from crisisctl.text import one_line, say
from crisisctl.ticking import running
from crisisctl.times import format_duration
from crisisctl.walk import anytime, doing, ends, owed, sending
from crisisctl.walk.pager import read_through
from crisisctl.walk.seat import Seat, seated
from crisisctl.walk.sending import Writer, Written

REDRAW_SECONDS = 15.0
"""How often the clocks on the screen move while nobody types."""
COMPANY_SECONDS = 2.0
"""How often it is asked who else is here."""
HANDS_SECONDS = 2.0
"""How long after the step on the screen gave way to another a key may still have been meant for it."""
_CLOSE = "d"


def walk(desk: Desk, incident_id: str, language: str) -> None:
    """Walk until the person leaves. However that happens, one line says how to come back."""
    seat = seated(desk, incident_id, language)
    try:
        with keys.leaving(), keys.quiet():
            desk.attend(incident_id)
            with suppress(keys.Cancel):
                ends.offer_lead(seat)
            ends.warn_of_example(seat)
            Walk(seat).go_on()
    except keys.Leave:
        pass
    finally:
        desk.leave(incident_id)
    ends.farewell(seat)


class Walk:
    """The rounds of one walk."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self._writer = Writer(seat)
        self._rang = ""
        self._shown: StepView | None = None
        self._gone: tuple[StepView, float] | None = None
        """A step that gave way to another, and until when a key may still have been meant for it."""
        self._before: StepView | None = None
        """The step that was on the screen when the last key was pressed."""
        self._others: Sequence[Presence] = ()
        self._told_at = -1
        """The number of the step at which the others see this walk."""

    def go_on(self) -> None:
        while self._round():
            pass

    def _round(self) -> bool:
        """Draw, wait for a key, do what it means; False once there is nothing more to walk."""
        seat = self.seat
        view = seat.desk.look(seat.incident)
        seat.catch_up(view)
        step = seat.step(view)
        self._after_question(view, step)
        self._ring(view, step)
        written = self._writer.write(view, step) if step and self._is_to_write(step) else None
        if written:
            view = seat.view()
            step = seat.step(view)
        answers = self._answers(view, step, written)
        self._tell_others_where(view, step)
        self._draw(view, step, written, answers)
        if self._shown and not (step and step.step.id == self._shown.step.id):
            self._gone = self._shown, time.monotonic() + HANDS_SECONDS
        self._shown = step
        key = self._key(view)
        if key == keys.NOTHING:
            return True
        self._shown, self._before, seat.met = None, step, False
        seat.said = []
        if (key in dict(answers) or key in anytime.OF_THE_STEP) and self._moved(step, key):
            return True
        try:
            return self._act(view, step, written, key, answers)
        except keys.Cancel:
            seat.say("escaped")
            return True

    def _key(self, view: IncidentView) -> str:
        """The next key; nothing when somebody else acted, came or went, or when it is time to draw again."""
        desk, incident = self.seat.desk, view.incident
        end = time.monotonic() + desk.pause(view, REDRAW_SECONDS)
        while True:
            with keys.leaving():
                seconds = min(end - time.monotonic(), COMPANY_SECONDS)
                news = desk.store.wait(incident.id, len(incident.entries), seconds, keys.keyboard())
            key = keys.read_key(0).lower()
            if key or news or time.monotonic() >= end or desk.others(incident.id) != self._others:
                return key

    def _tell_others_where(self, view: IncidentView, step: StepView | None) -> None:
        desk, number = self.seat.desk, number_of(view, step)
        if number != self._told_at:
            self._told_at = number if desk.attend(view.incident.id, number) else -1
        self._others = desk.others(view.incident.id)

    def _after_question(self, view: IncidentView, step: StepView | None) -> None:
        """Somebody else changed what is next while a question stood over it: who answered it has not seen that yet."""
        before, self._before = self._before, None
        if before is None or not self.seat.met or (step and step.step.id == before.step.id):
            return
        state = view.incident.steps.get(before.step.id)
        if state and state.at != before.at and state.actor == self.seat.desk.actor:
            return  # the answer itself led on
        self._tell_moved("moved", before, step)
        self._gone = before, time.monotonic() + HANDS_SECONDS

    def _moved(self, step: StepView | None, key: str) -> bool:
        """Whether a key may be meant for a step that is not there any more: it is told then, and the key not taken."""
        gone, self._gone = self._gone, None
        before = gone[0] if gone and time.monotonic() < gone[1] else None
        if any(self._was_done(each) for each in (before, step) if each):
            return True
        if before:
            self._tell_moved("not_taken", before, step, pressed=one_line(key))
        return before is not None

    def _tell_moved(self, word: str, before: StepView, step: StepView | None, **parts: str) -> None:
        now = self.seat.title(step) if step else self.seat.words("no_step")
        told = self.seat.words(word, before=self.seat.title(before), now=now, **parts)
        self.seat.tell(f"⇄ {told}", "bold cyan")

    def _is_to_write(self, step: StepView) -> bool:
        """Drafts are written when their time has come, not while a repeating step waits."""
        return step.step.kind == "message" and (step.ready or self.seat.chosen is not None)

    def _answers(
        self, view: IncidentView, step: StepView | None, written: Written | None
    ) -> tuple[tuple[str, str], ...]:
        words = self.seat.words
        if step is None:
            return () if view.incident.ended else ((_CLOSE, words("k_close")),)
        if not step.ready and self.seat.chosen is None:
            return (("d", words("k_early")), ("i", words("k_stage")))
        if written and written.drafts:
            return sending.answers(self.seat, view, step, written.drafts)
        if written:
            return (("d", words("k_facts")),) if written.lacks else ()
        if step.step.kind == "decision":
            return doing.options(step, self.seat.language)
        asked = doing.asks(step)
        return tuple((key, words(word, count=asked.count)) for key, word in doing.ANSWERS[asked.how])

    def _draw(
        self, view: IncidentView, step: StepView | None, written: Written | None, answers: tuple[tuple[str, str], ...]
    ) -> None:
        seat = self.seat
        seat.measure(view)
        said = [
            ends.changed_company(seat, view),
            ends.still_down(seat, view, step),
            *owed.late(seat, view, step),
            *seat.said,
        ]
        if written and not written.drafts:
            told = _lacks(seat, view, written) if written.lacks else written.problem
            said.append(paragraph(f"! {told}", seat.paper.width, "bold yellow", " "))
        if step is None:
            said.append(owed.unanswered(seat, view))
        if step and not step.ready and seat.chosen is None:
            said.append(paragraph(seat.words("idle"), seat.paper.width, "", " "))
        shown = [(key, seat.words(anytime.KEYS[key][0])) for key in anytime.shown(view)]
        shown += [("?", seat.words("k_more")), ("q", seat.words("k_quit"))]
        below = () if step and step.step.kind == "decision" else answers
        drafts = written.drafts if written else None
        early = seat.chosen is not None
        shown_page = Page(
            view,
            step,
            drafts,
            said,
            below,
            shown,
            early,
            seat.desk.sharing,
            self._others,
            sending.departs(view, drafts),
        )
        seat.paper.draw(
            page(shown_page, seat.words, seat.paper), lambda spare: page(shown_page, seat.words, seat.paper, spare)
        )

    def _was_done(self, step: StepView) -> bool:
        """Whether somebody else did the step while it stood on this screen."""
        now = self.seat.view()
        state = now.incident.steps.get(step.step.id)
        if state is None or state.at == step.at or state.state not in {"done", "skipped"}:
            return False
        ago = format_duration(max((now.now - state.at).total_seconds(), 0), self.seat.language)
        key = "meanwhile_done" if state.state == "done" else "meanwhile_skipped"
        told = self.seat.words(key, step=self.seat.title(step), actor=flat(state.actor), ago=ago)
        self.seat.tell(f"⇄ {told}", "bold cyan")
        return True

    def _act(
        self,
        view: IncidentView,
        step: StepView | None,
        written: Written | None,
        key: str,
        answers: tuple[tuple[str, str], ...],
    ) -> bool:
        seat = self.seat
        if key == "q":
            return False
        if key == "?":
            anytime.show_help(seat, step, answers)
        elif key in anytime.KEYS:
            anytime.KEYS[key][1](seat, view, step)
        elif key == "v" and step and not (written and written.drafts):
            read_through(seat, seat.title(step), instructions(step, seat.words, seat.paper.width))
        elif key not in dict(answers):
            if key not in {keys.ENTER, keys.ESCAPE, " "}:
                seat.say("no_key", pressed=one_line(key))
        elif step is None:
            return not ends.close(seat)
        else:
            self._answer(view, step, written, key)
        return True

    def _answer(self, view: IncidentView, step: StepView, written: Written | None, key: str) -> None:
        seat = self.seat
        if not step.ready and seat.chosen is None:
            seat.go(view, step.step.id)
        elif key == sending.OTHER:
            sending.other(seat, view, step)
        elif written and written.drafts:
            sending.KEYS[key][1](seat, view, step, written.drafts)
        elif written:
            sending.give(seat, view, step, written)
        else:
            doing.do_step(seat, view, step, key)

    def _ring(self, view: IncidentView, step: StepView | None) -> None:
        """The bell, once, when a step that waited comes up, a promise is broken or a clock is over."""
        waits = step.step.id if step and not step.ready else ""
        over = any(clock.late for clock in running(view.incident, view.now))
        late = "late" if view.overdue_promises or over else ""
        if self.seat.paper.live and (
            (late and "late" not in self._rang) or (self._rang not in {"", "late"} and not waits)
        ):
            sys.stdout.write("\a")
        self._rang = waits or late


def _lacks(seat: Seat, view: IncidentView, written: Written) -> str:
    """What the message lacks, in the words in which it will be asked for."""
    known = view.incident.playbook.known()
    prompts = [flat(say(known[name].prompt, seat.language)) if name in known else name for name in written.lacks]
    return seat.words("lacks", names=" · ".join(prompts))
