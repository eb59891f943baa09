"""A name is found again whatever its case and accents, or by a beginning that only one person has."""

from __future__ import annotations

from datetime import UTC

import pytest
from msgspec.structs import replace

from core.scene import DRAFT, ORGANISATION, START, Scene, scene
from crisisctl import acts as act
from crisisctl import events as ev
from crisisctl.acts import Act, Clock
from crisisctl.engine import decide
from crisisctl.errors import Refused
from crisisctl.persons import named, nearest, same, strangers
from crisisctl.playbook import Person
from crisisctl.runner import Desk

NAMES = ("Yannick", "Étienne", "Noémie", "Bérengère Dupont", "Bertrand", "Jean-Luc Roy", "Ana", "Anaïs")


def staffed(*acts: Act, names: tuple[str, ...] = NAMES) -> Scene:
    return scene(*acts, organisation=replace(ORGANISATION, people=tuple(Person(name) for name in names)))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Yannick", "Yannick"),
        ("yannick", "Yannick"),
        ("ETIENNE", "Étienne"),
        (" noemie ", "Noémie"),
        ("bereng", "Bérengère Dupont"),
        ("berengere", "Bérengère Dupont"),
        ("jean luc", "Jean-Luc Roy"),
        ("ana", "Ana"),
        ("anais", "Anaïs"),
        ("ber", None),
        ("an", None),
        ("ya", None),
        ("Zoé", None),
        ("", None),
    ],
)
def test_whom_a_typed_name_means(typed: str, found: str | None) -> None:
    assert named(typed.strip(), NAMES) == found


def test_two_who_are_written_alike_are_told_apart_to_the_letter() -> None:
    assert [named(each, ("Léa", "Lea")) for each in ("Lea", "Léa", "LEA")] == ["Lea", "Léa", None]
    assert (same("Bo", "bo"), same("Bo", None), same(None, None)) == (True, False, False)


@pytest.mark.parametrize(
    ("wanted", "field", "found"),
    [
        (act.TakeRole("lead", "yannick"), "person", "Yannick"),
        (act.Acknowledge("noemie"), "person", "Noémie"),
        (act.SetFacts({"cause": "x"}, confirmed_by="etienne"), "confirmed_by", "Étienne"),
        (act.SetFacts({"cause": "x"}, confirmed_by="etienne et NOEMIE"), "confirmed_by", "Étienne et Noémie"),
        (act.AddAction("x", "etienne, Zed & bereng"), "owner", "Étienne, Zed & Bérengère Dupont"),
        (act.AddAction("x"), "owner", ""),
    ],
)
def test_every_act_records_the_name_of_crisis_yaml(wanted: Act, field: str, found: str) -> None:
    assert getattr(staffed().events(wanted)[0], field) == found


def test_a_role_handed_over_and_accepted_stays_one_persons() -> None:
    here = staffed(act.TakeRole("lead", "anais"), act.HandOver("lead", "yannick"))
    here.given(act.AcceptHandover("YANNICK"))
    assert here.incident.roles == {"lead": "Yannick"}
    with pytest.raises(Refused, match="Yannick is lead already"):
        here.do(act.HandOver("lead", "yannick"))


def test_roles_of_the_opening_are_of_crisis_yaml_too() -> None:
    ours = replace(ORGANISATION, people=(Person("Étienne"),))
    assert scene(organisation=ours, roles={"lead": "etienne", "comms": "Zed"}).incident.roles == {
        "lead": "Étienne",
        "comms": "Zed",
    }


def test_whoever_came_in_the_night_is_known_from_then_on() -> None:
    here = staffed(act.Draft("inside", (DRAFT,)), act.TakeRole("lead", "Zoé"), act.Acknowledge("zoe"))
    assert list(here.incident.acknowledged) == ["Zoé"]
    with pytest.raises(Refused, match="Zoé has acknowledged already"):
        here.do(act.Acknowledge("ZOE"))


def test_a_name_recorded_otherwise_before_is_the_same_person_and_is_set_right_without_force() -> None:
    """Logs of before hold names as they were typed."""
    old = replace(staffed().incident, roles={"lead": "yannick"})
    clock = Clock(START, UTC)
    assert decide(old, act.TakeRole("lead", "yan"), clock)[:2] == (
        ev.RoleLeft("lead", "yannick"),
        ev.RoleTaken("lead", "Yannick"),
    )
    with pytest.raises(Refused, match="lead is held by yannick"):
        decide(old, act.TakeRole("lead", "Bertrand"), clock)


def test_strangers_are_told_with_whom_they_may_be() -> None:
    here = staffed()
    done = here.do(act.TakeRole("lead", "Zed Petit"))
    assert list(strangers(done.view.incident, done.entries)) == ["Zed Petit is not in crisis.yaml"]
    done = here.do(act.Acknowledge("Yanik"))
    assert list(strangers(done.view.incident, done.entries)) == ["Yanik is not in crisis.yaml, did you mean `Yannick`?"]
    done = here.do(act.AddAction("x", "yannick, tech, Max"))
    assert list(strangers(done.view.incident, done.entries)) == ["Max is not in crisis.yaml"]
    assert nearest("ber", here.incident) == "Bérengère Dupont, Bertrand"


def test_without_people_in_crisis_yaml_nobody_is_a_stranger() -> None:
    here = scene()
    done = here.do(act.TakeRole("lead", "Zed"))
    assert list(strangers(done.view.incident, done.entries)) == []


@pytest.mark.parametrize(
    ("login", "recorded"), [("yannick", "Yannick"), ("berengere", "Bérengère Dupont"), ("yan", "yan"), ("root", "root")]
)
def test_who_acts_is_recorded_under_the_name_of_crisis_yaml(login: str, recorded: str) -> None:
    here = staffed()
    desk = Desk(here.store, login, lambda: here.at)
    assert desk.do(here.id, act.Note("hello")).entries[0].actor == recorded
