"""The page of practices names only what there is, and leaves none out."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from crisisctl import channels, organisation, paths, reader, rules
from crisisctl.cli import COMMANDS, GROUPS
from crisisctl.metrics import texts
from crisisctl.playbook import Organisation, Playbook
from crisisctl.reader import grammar
from crisisctl.reader.clocks import catalogue

PAGE = (Path(__file__).parents[2] / "docs" / "practices.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (S\d+) \| (.+?) \| (.+) \|$", PAGE, flags=re.MULTILINE)


@pytest.fixture(scope="module")
def playbooks() -> dict[str, Playbook]:
    return {name: reader.read_playbook(path) for name, path in reader.playbooks()}


def test_every_practice_stands_there_once() -> None:
    assert [number for number, _, _ in ROWS] == [f"S{number}" for number in range(1, 89)]


@pytest.mark.parametrize(("number", "where"), [(number, where) for number, _, where in ROWS])
def test_what_it_names_exists(number: str, where: str, playbooks: dict[str, Playbook]) -> None:
    names = re.findall(r"`([^`]+)`", where)
    assert names or "Left out" in where or "](" in where, "a practice lives somewhere, or is left out"
    for name in names:
        assert _exists(name, playbooks), name


def _exists(name: str, playbooks: dict[str, Playbook]) -> bool:
    kind, _, rest = name.partition(" ")
    if kind == "crisisctl":
        command, _, part = rest.partition(" ")
        return command in COMMANDS and (not part or part in GROUPS[command])
    if kind in KINDS and rest:
        return rest in KINDS[kind](playbooks)
    playbook, _, step = name.partition("/")
    if playbook in playbooks:
        return not step or step in {each.id for _, each in playbooks[playbook].steps()}
    return name.startswith("--") or name in WORDS


def _example() -> Organisation:
    found, _ = organisation.check(paths.shipped("templates") / "crisis.yaml")
    assert found is not None
    return found


KINDS: dict[str, Callable[[dict[str, Playbook]], set[str]]] = {
    "role": lambda playbooks: {role for playbook in playbooks.values() for role in playbook.roles},
    "channel": lambda _: set(channels.ids()),
    "clock": lambda _: set(catalogue()),
    "rule": lambda _: set(rules.ids()),
    "metric": lambda _: {*texts.SPANS, *texts.TEXTS},
    "crisis.yaml": lambda _: set(grammar.ORGANISATION.keys),
    "readiness": lambda _: set(_example().readiness),
}
WORDS = {"confirm: true", "next_update", "status_url", "hours", "review_by"}
"""Keys and placeholders of the playbook format, which has tests of its own."""
