"""``crisisctl ack``: who has read the internal alert, who has not, and the share within five minutes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from cli.outgoing import opened
from conftest import Crisis
from core.scene import DRAFT, ORGANISATION, Scene, scene
from crisisctl import acts as act
from crisisctl.playbook import Person
from crisisctl.queries import acknowledgements

FORCE = ("--force", "--reason", "for the test")


def alerted(crisis: Crisis, *options: str) -> None:
    opened(crisis)
    crisis.run("draft", "inside")
    crisis.run("sent", "inside", *FORCE, *options).succeeds()


def shown(crisis: Crisis, *people: str) -> Any:
    return crisis.json("ack", *people)


def test_nobody_has_answered_and_nobody_was_alerted(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run("ack").prints(
        "within 5 minutes: 0 of 0, n/a (no internal alert is recorded as sent); not yet: Ana, Bo, Chloé\n"
    )
    assert shown(crisis) == {
        "acknowledged": [],
        "missing": ["Ana", "Bo", "Chloé"],
        "within_five_minutes": 0,
        "alerted": 0,
        "share": None,
    }


def test_who_answers_is_recorded_and_who_has_not_is_named(crisis: Crisis) -> None:
    alerted(crisis)
    done = crisis.run("ack", "Bo", "Chloé").succeeds().stdout.splitlines()
    assert [("Bo" in done[0], "Chloé" in done[1]), done[-1]] == [
        (True, True),
        "within 5 minutes: 2 of 3, 67%; not yet: Ana",
    ]
    crisis.run("ack", "Ana").says("within 5 minutes: 3 of 3, 100%; not yet: none\n")
    assert set(crisis.status()["acknowledged"]) == {"Ana", "Bo", "Chloé"}


def test_late_answers_count_as_answers_not_as_in_time(crisis: Crisis) -> None:
    alerted(crisis, "--at", "20 min ago")
    crisis.run("ack", "Bo", "--at", "16 min ago").succeeds()
    found = shown(crisis, "Chloé")
    assert (found["acknowledged"], found["missing"]) == (["Bo", "Chloé"], ["Ana"])
    assert (found["within_five_minutes"], found["alerted"], found["share"]) == (1, 3, pytest.approx(1 / 3))


def test_somebody_who_is_not_on_the_list_counts_as_well(crisis: Crisis) -> None:
    alerted(crisis)
    assert shown(crisis, "Dov")["alerted"] == 4


@pytest.mark.parametrize(("people", "message"), [(("Bo",), "Bo has acknowledged already"), ((" ",), "say who")])
def test_what_is_refused_writes_nothing(crisis: Crisis, people: tuple[str, ...], message: str) -> None:
    alerted(crisis)
    crisis.run("ack", "Bo").succeeds()
    before = len(crisis.log())
    crisis.run("ack", *people).fails_with(1, message)
    assert len(crisis.log()) == before


def test_names_are_one_line_without_anything_that_steers_a_screen(crisis: Crisis) -> None:
    alerted(crisis)
    done = crisis.run("ack", "Ev\x1b[31ma\n\u202e[bold]").succeeds()
    assert not {"\x1b", "\u202e"} & set(done.stdout)
    assert "[bold]" in done.stdout
    assert list(crisis.status()["acknowledged"]) == ["Eva \ufffd[bold]"]


def test_a_time_that_cannot_be_read_is_a_mistake_of_the_call(crisis: Crisis) -> None:
    alerted(crisis)
    crisis.run("ack", "Bo", "--at", "soon").fails_with(2, "--at: ")


PEOPLE = tuple(Person(name) for name in ("Ana", "Bo", "Chloé", "Dov"))


@pytest.mark.parametrize(
    ("minutes", "in_time"), [(0, True), (4, True), (5, True), (5.1, False), (60, False), (-1, True)]
)
def test_five_minutes_are_five_minutes(minutes: float, in_time: bool) -> None:
    here = _alerted()
    alert = here.incident.milestones["first_internal_alert"]
    here.after(hours=2).given(act.Acknowledge("Bo", when=alert + timedelta(minutes=minutes)))
    found = acknowledgements(here.incident)
    assert (found.in_time, found.share) == ((1, 0.25) if in_time else (0, 0.0))
    assert (found.done, found.missing) == (("Bo",), ("Ana", "Chloé", "Dov"))


def test_without_a_list_of_people_only_those_who_answered_are_known() -> None:
    here = scene(act.Draft("inside", (DRAFT,)), act.Send("inside"))
    assert acknowledgements(here.incident).share is None
    here.given(act.Acknowledge("Bo"))
    found = acknowledgements(here.incident)
    assert (found.alerted, found.share, found.missing) == (1, 1.0, ())


def _alerted() -> Scene:
    here = scene(act.Draft("inside", (DRAFT,)), organisation=replace(ORGANISATION, people=PEOPLE))
    assert acknowledgements(here.incident).share is None
    return here.given(act.Send("inside"))
