"""The top of the screens: who leads stands there, whatever the width, and whoever was named later."""

from __future__ import annotations

import dataclasses

import pytest
from msgspec.structs import replace

from crisisctl.playbook import Role
from crisisctl.queries import IncidentView
from crisisctl.screen import Tongue
from crisisctl.screen.people import people
from making import minutes, view_of
from night import rich_lines

_TITLES = {
    "lead": "Responsable de crise",
    "comms": "Responsable communication",
    "tech": "Responsable technique",
    "legal": "Juridique et protection des données",
    "scribe": "Main courante",
}


def led(**roles: str) -> IncidentView:
    """An incident whose roles were given in the order of ``roles``."""
    view = view_of(rich_lines(until=0), minutes(1))
    playbook = replace(view.incident.playbook, roles={name: Role(name, {"fr": each}) for name, each in _TITLES.items()})
    return dataclasses.replace(view, incident=replace(view.incident, playbook=playbook, roles=roles, deputies={}))


@pytest.mark.parametrize("width", [60, 80, 100])
@pytest.mark.parametrize("brief", [True, False])
def test_the_lead_stands_first_although_named_last(width: int, brief: bool) -> None:
    view = led(legal="Loïc", tech="Étienne", comms="Noémie", lead="Yannick")
    lines = [each.plain for each in people(view, Tongue("fr"), width, brief=brief)]
    told = " ".join(lines)
    assert "Responsable de crise Yannick" in told
    assert not any(f"{other} " in told.partition("Yannick")[0] for other in ("Loïc", "Étienne", "Noémie"))
    assert max(map(len, lines)) <= width
    hidden = sum(name not in told for name in ("Loïc", "Étienne", "Noémie"))
    assert (f"+{hidden}" in told) == (hidden > 0)


def test_a_lead_with_a_long_name_is_cut_and_not_left_out() -> None:
    (told,) = [each.plain for each in people(led(lead="Y" * 90, tech="Bo"), Tongue("fr"), 60, brief=True)]
    assert "Responsable de crise YYYY" in told
    assert len(told) <= 60


def test_as_many_as_there_is_room() -> None:
    view = led(scribe="Eva", legal="Loïc", lead="Ana")
    told = people(view, Tongue("fr"), 80, brief=True)[0].plain
    assert told.endswith("Responsable de crise Ana · Main courante Eva · +1")
