"""A drill played by nobody: a team that does each step in time and answers each inject, by the drill's own clock.

It shows whoever prepares a drill how it runs, and whether everything that is hoped for can be done in its time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from crisisctl import acts as act
from crisisctl.errors import CrisisError
from crisisctl.injects import InjectView, injects
from crisisctl.playbook import Organisation, Playbook, equip
from crisisctl.queries import IncidentView, StepView
from crisisctl.rehearsing._result import Result
from crisisctl.rehearsing._walk import Walk
from crisisctl.rehearsing._ways import evening, sample
from crisisctl.runner import Desk
from crisisctl.scenario import Scenario
from crisisctl.steps.wait import left
from crisisctl.stores import open_store
from crisisctl.text import say

_EARLY = timedelta(minutes=2)
"""How long before its time a step is done."""
_BEFORE = {"started": timedelta(minutes=8), "detected": timedelta(minutes=2)}
"""How long before the drill is opened the incident began and was noticed."""
_NOW = "now"
"""What else is a time of the incident is told when it is."""
_A_MOVE, _LONGEST = timedelta(seconds=20), timedelta(minutes=1)
"""How long a move takes the team, and after what time they look again."""


class Drill:
    """A scenario being played on a log in memory.

    Its clock goes on by the pauses and by a moment for each move, however fast the machine is: so a scenario has the
    same debrief wherever it is played.
    """

    def __init__(self, scenario: Scenario, playbook: Playbook, ours: Organisation, speed: int, language: str) -> None:
        self._at = evening(ours)
        playbook = equip(playbook, ours)
        desk = Desk(open_store("memory:"), "nobody", lambda: self._at)
        given = {name: say(words, ours.language) for name, words in scenario.given().items()}
        times = dict(_times(playbook, self._at))
        self._words = _WORDS[language]
        opened = act.Open(
            incident="",
            title=say(scenario.title, language),
            playbook=playbook,
            organisation=ours,
            mode="drill",
            severity=scenario.severity,
            values={name: sample(spec, times) for name, spec in playbook.inputs.items()} | given,
            roles={role: _holder(role, ours) for role in playbook.roles},
            scenario=scenario,
            speed=speed,
        )
        incident = desk.open(opened).view.incident.id
        why = self._words["why"]
        self.walk = Walk(playbook, desk, incident, Result(playbook), set(), facts=times, why=why, drilled=True)
        self._stuck: set[tuple[str, int]] = set()

    def play(self, pause: Callable[[float], None]) -> Iterator[IncidentView]:
        """The incident after each move, until every inject has had its time; then it is resolved.

        It is closed as well where nothing is left to do: what the scenario has no time for is no rule overruled.
        """
        while True:
            view = self.walk.desk.look(self.walk.incident)
            yield view
            heard = injects(view.incident, view.now)
            if all(each.shown_at and each.verdict != "waits" for each in heard):
                break
            moved = self._move(view, heard)
            passed = (_A_MOVE if moved else self._wait(view, heard)) / view.incident.speed
            self._at += passed
            if not moved:
                pause(passed.total_seconds())
        with suppress(CrisisError):
            self.walk.desk.do(self.walk.incident, act.Resolve())
        with suppress(CrisisError):
            self.walk.desk.do(self.walk.incident, act.Close(self._words["end"]))
        yield self.walk.desk.look(self.walk.incident)

    def _move(self, view: IncidentView, heard: tuple[InjectView, ...]) -> bool:
        """One thing that is to be done now; False where there is none."""
        for each in heard:
            if each.verdict == "waits" and view.now >= _half(each) and self._react(each, view):
                return True
        ahead = self._ahead(view)
        if self._answer(view):
            return True
        if ahead is None or ((at := _time(ahead, view)) and view.now < at):
            return False
        return self._step(ahead, view)

    def _answer(self, view: IncidentView) -> bool:
        """Somebody acknowledges the internal alert."""
        if "first_internal_alert" not in view.incident.milestones:
            return False
        people = (person.name for person in view.incident.organisation.people)
        return any(name not in view.incident.acknowledged and self._try(act.Acknowledge(name)) for name in people)

    def _ahead(self, view: IncidentView) -> StepView | None:
        """The next step in order; while its time has not come, another whose time has."""
        steps = [each for each in view.steps if each.open and each.ready and self._fresh(each)]
        first = next(iter(steps), None)
        if first is None or _time(first, view) is None:
            return first
        return min((each for each in steps if _time(each, view)), key=lambda each: _time(each, view) or view.now)

    def _fresh(self, found: StepView) -> bool:
        return (found.step.id, found.times) not in self._stuck

    def _step(self, found: StepView, view: IncidentView) -> bool:
        """A step that is still open after it was tried is not tried again."""
        self._stuck.add((found.step.id, found.times))
        return self.walk.step(found.step, view)

    def _react(self, each: InjectView, view: IncidentView) -> bool:
        """The first of the ways that are hoped for and can be gone."""
        ways = each.inject.expect.ways if each.inject.expect else ()
        return any(self._go(kind, name, each, view) for kind, name in ways)

    def _go(self, kind: str, name: str, each: InjectView, view: IncidentView) -> bool:
        match kind:
            case "channel":
                return self._try(act.SetChannel(name, "down", self._words["heard"].format(id=each.inject.id)))
            case "note":
                return self._try(act.Note(self._words["heard"].format(id=each.inject.id)))
            case _:
                wanted = (step for step in view.steps if step.open and _serves(step, kind, name))
                found = next(filter(self._fresh, wanted), None)
                if found is not None:
                    return self._step(found, view)
                return kind == "message" and self.walk.tell(name, view)  # it was said before, to others

    def _try(self, wanted: act.Act) -> bool:
        with suppress(CrisisError):
            return bool(self.walk.desk.do(self.walk.incident, wanted).entries)
        return False

    def _wait(self, view: IncidentView, heard: tuple[InjectView, ...]) -> timedelta:
        """How long the drill goes on until something is to be done; no longer than a promise may take to be due."""
        times = [each.due_at for each in heard if not each.shown_at]
        times += [_half(each) for each in heard if each.verdict == "waits"]
        ahead = self._ahead(view)
        if ahead and (at := _time(ahead, view)):
            times.append(at)
        soonest = min((at for at in times if at > view.now), default=view.now + _LONGEST)
        return min(soonest - view.now, _LONGEST)


_WORDS = {
    "en": {"why": "played without a team", "heard": "heard: {id}", "end": "played to the end"},
    "fr": {"why": "joué sans équipe", "heard": "entendu\N{NO-BREAK SPACE}: {id}", "end": "joué jusqu’au bout"},
}


def _times(playbook: Playbook, opened: datetime) -> Iterator[tuple[str, str]]:
    """When it began and was noticed, by the clock of the drill and not by the examples of the playbook."""
    for name, spec in playbook.known().items():
        if spec.milestone in _BEFORE:
            yield name, f"{opened - _BEFORE[spec.milestone]:%Y-%m-%dT%H:%M}"
        elif spec.milestone:
            yield name, _NOW


def _time(found: StepView, view: IncidentView) -> datetime | None:
    """When a step comes up: shortly before it is due, or once its waiting is over; None for at once."""
    if found.step.kind == "wait":
        remaining = left(found.step, view.incident, view.now)
        return view.now + timedelta(seconds=remaining) if remaining > 0 else None
    return found.due_at - _EARLY if found.due_at else None


def _half(each: InjectView) -> datetime:
    """Half-way to its deadline."""
    assert each.shown_at is not None  # noqa: S101 - it waits, so it was shown
    assert each.deadline is not None  # noqa: S101
    return each.shown_at + (each.deadline - each.shown_at) / 2


def _serves(found: StepView, kind: str, name: str) -> bool:
    match kind:
        case "step":
            return found.step.id == name
        case "message":
            return found.step.message == name
        case _:
            return name in found.step.facts or found.step.sets == name


def _holder(role: str, ours: Organisation) -> str:
    return next((person.name for person in ours.people if role in person.roles), "nobody")
