"""Where the person sits during a walk: the desk, the words, the paper, and what is said above the next screen.

Nothing of it matters once the walk is left: what matters is in the log.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from crisisctl import timeline
from crisisctl.acts import Act, Do, Fail, Skip
from crisisctl.errors import CrisisError
from crisisctl.events import Entry, MessageFailed, MessageSent
from crisisctl.facts import doubts
from crisisctl.french import said
from crisisctl.incident import StepState
from crisisctl.persons import actor
from crisisctl.queries import IncidentView, StepView
from crisisctl.queries.owed import at_the_end
from crisisctl.runner import Desk, Done, zone_of
from crisisctl.screen import Line, Paper, Tongue, banner, paragraph, shortened
from crisisctl.teller import flat
from crisisctl.text import one_line, say
from crisisctl.times import parse_instant
from crisisctl.walk.asking import ask, typed_time, yesterday_meant
from crisisctl.walk.words import TABLE

_MOST_SAID = 6
"""Things said above the step; more would push it off a small screen."""
_AT_ONCE = 10
"""Lines for one thing that is said; a screen that has less room shortens it."""
_UNTOLD = {"message.drafted", "inject.shown"}
"""Entries that the screen shows by itself."""


_OF_OTHERS = 2
"""Entries of others that are told of all they wrote since the last look."""


def _weight(entry: Entry) -> tuple[int, int]:
    """What went against a warning comes first, then what has left; of the rest the newest."""
    left = isinstance(entry.event, MessageSent | MessageFailed)
    return 0 if getattr(entry.event, "override", "") else 1 if left else 2, -entry.seq


@dataclass(slots=True)
class Seat:
    desk: Desk
    incident: str
    words: Tongue
    paper: Paper = field(default_factory=Paper)
    said: list[list[Line]] = field(default_factory=list)
    chosen: tuple[str, StepState | None] | None = None
    """A step gone to out of order, and how it stood then: once that changes, the walk goes on in order."""
    met: bool = False
    """Whether somebody else recorded something since the last key."""
    _seen: int = 0
    _gathered: list[str] | None = None
    """What was recorded since several answers began to be given: it is said at once when they end."""

    @property
    def language(self) -> str:
        return self.words.language

    def view(self) -> IncidentView:
        return self.desk.view(self.incident)

    def zone(self, view: IncidentView) -> tzinfo:
        return zone_of(view.incident.organisation)

    def me(self, view: IncidentView) -> str:
        """Who sits here, as far as they said so: somebody of crisis.yaml, or CRISISCTL_ACTOR. A login names nobody."""
        found = actor(self.desk.actor, view.incident.organisation)
        ours = {person.name for person in view.incident.organisation.people}
        return found if found in ours or os.environ.get("CRISISCTL_ACTOR") else ""

    def step(self, view: IncidentView) -> StepView | None:
        """The step to show: the one gone to, while it is open and as it was; else the next one."""
        if self.chosen:
            name, before = self.chosen
            found = next((step for step in view.steps if step.step.id == name and step.open), None)
            if found and view.incident.steps.get(name) == before and not view.incident.ended:
                return found
            self.chosen = None
        return view.next

    def measure(self, view: IncidentView) -> None:
        self.paper.measure()
        self.paper.banner = list(banner(view.incident.mode, view.incident.speed, self.words, self.paper.width))

    def go(self, view: IncidentView, step: str) -> None:
        self.chosen = (step, view.incident.steps.get(step))

    def title(self, step: StepView) -> str:
        return flat(say(step.step.title, self.language)) or step.step.id

    def named(self, step: StepView) -> str:
        """Its title within a question of ours: a title that asks is asked once."""
        return self.title(step).rstrip("?\N{NO-BREAK SPACE} ")

    def do(self, act: Act) -> Done | None:
        """Act, and say what was recorded; what is refused is said, and the walk goes on.

        A step that has fallen away while a question about it stood on the screen is left alone.
        """
        if isinstance(act, Do | Skip | Fail) and (gone := self._fallen_away(act.step)):
            self.say("fell_away", "bold cyan", step=self.title(gone))
            return None
        try:
            done = self.desk.do(self.incident, act)
        except CrisisError as problem:
            self.warn(problem.message, problem.hint)
            return None
        self.recorded(done)
        return done

    def _fallen_away(self, step: str) -> StepView | None:
        return next(
            (each for each in self.view().steps if each.step.id == step and each.state == "not_applicable"), None
        )

    def recorded(self, done: Done) -> None:
        """Entries that this walk wrote itself: those before them come from somebody else."""
        first = len(done.view.incident.entries) - len(done.entries)
        self._tell_others(done.view, done.view.incident.entries[self._seen : first])
        self._seen = len(done.view.incident.entries)
        told = [entry for entry in done.entries if entry.event.type not in _UNTOLD]
        told.sort(key=lambda entry: not entry.event.type.startswith("clock."))  # what runs from now on goes first
        if told:
            kept = "" if done.shared else f" ({self.words('kept_here')})"
            sentence = " · ".join(self._sentence(done.view, entry) for entry in told[:3]) + kept
            if self._gathered is None:
                self.tell(f"✓ {sentence}", "green")
            else:
                self._gathered.append(sentence)
        zone = self.zone(done.view)
        for words in (*doubts(done.view.incident, done.entries, zone), *at_the_end(done.view, done.entries, zone)):
            self.warn(words)

    @contextmanager
    def gathering(self) -> Iterator[None]:
        """Several answers in a row are confirmed together: one after the other they would push each other away."""
        self._gathered = []
        try:
            yield
        finally:
            given, self._gathered = self._gathered, None
            if given:
                self.tell(f"✓ {' · '.join([given[-1], *given[:-1]])}", "green")

    def catch_up(self, view: IncidentView) -> None:
        """Say what others recorded since the last look."""
        if self._seen:
            self._tell_others(view, view.incident.entries[self._seen :])
        self._seen = len(view.incident.entries)

    def _tell_others(self, view: IncidentView, entries: Iterable[Entry]) -> None:
        told = [entry for entry in entries if entry.event.type not in _UNTOLD]
        self.met = self.met or bool(told)
        for entry in sorted(told, key=_weight)[:_OF_OTHERS]:
            who = self.words("meanwhile", actor=flat(entry.actor))
            self.tell(f"⇄ {who} · {self._sentence(view, entry)}", "cyan")

    def _sentence(self, view: IncidentView, entry: Entry) -> str:
        return timeline.tell(entry, view.incident, self.language, self.zone(view))

    def ask(self, key: str, hint: str = "enter_cancels", prefilled: str = "", **parts: str) -> str:
        """One line; empty when the person gives none."""
        return ask(self.paper, self.words, self.words(key, **parts), hint=self.words(hint), prefilled=prefilled)

    def when(self, view: IncidentView, stands: datetime | None = None) -> datetime | None:
        """A time that has been, asked until it can be read; None when the person gives none.

        ``stands``: the time that Enter alone leaves as it is.
        """
        zone = self.zone(view)
        now = "maintenant" if self.language == "fr" else "now"
        shown = typed_time(stands, view.now, zone) if stands else now
        while typed := self.ask("ask_when", "hint_datetime", prefilled=shown):
            if stands and typed == shown:
                return stands
            time = self.desk.time(view.incident)
            try:
                found = parse_instant(typed, time, zone)
            except ValueError as problem:
                self.paper.put(paragraph(f"! {one_line(self.sentence(str(problem)))}", self.paper.width, "yellow", " "))
                continue
            if yesterday_meant(self.paper, self.words, typed, found, time, zone):
                return found
        return None

    def tell(self, words: str, style: str = "") -> None:
        """Say something above the next screen."""
        told = paragraph(words, self.paper.width, style, " ")
        self.said = [*self.said, shortened(told, _AT_ONCE)][-_MOST_SAID:]

    def warn(self, words: str, hint: str = "") -> None:
        self.tell(f"! {self.sentence(words, hint)}", "bold yellow")

    def sentence(self, words: str, hint: str = "") -> str:
        """What the core says, and its hint, in the language of the walk."""
        return said(words, self.language) + (f" ({said(hint, self.language)})" if hint else "")

    def say(self, key: str, style: str = "", **parts: object) -> None:
        self.tell(self.words(key, **parts), style)


def seated(desk: Desk, incident: str, language: str) -> Seat:
    seat = Seat(desk, incident, Tongue(language, TABLE))
    desk.on_news(lambda words: seat.tell(f"⇄ {said(words, language)}", "cyan"))
    view = seat.view()
    seat.measure(view)
    seat.catch_up(view)
    return seat
