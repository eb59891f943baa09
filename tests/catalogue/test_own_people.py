"""What the walk says names nobody of the example's company: on a night of another one those are strangers."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from crisisctl import organisation, paths, reader
from crisisctl.organisation import example
from crisisctl.playbook import Playbook
from crisisctl.walk.words import TABLE

SHIPPED = sorted(paths.shipped("playbooks").glob("*.yaml"))


def strangers() -> re.Pattern[str]:
    ours, _ = organisation.check(example())
    assert ours
    return re.compile(rf"\b({'|'.join([ours.name, *(each.name for each in ours.people)])})\b")


def said(playbook: Playbook) -> Iterator[str]:
    """What a person reads who walks it: not the examples that a rehearsal fills in."""
    for _, step in playbook.steps():
        for words in (step.title, step.instructions, *(option.title for option in step.options)):
            yield from words.values()
    for spec in playbook.known().values():
        yield from (*spec.prompt.values(), *spec.help.values())


@pytest.mark.parametrize("name", [path.stem for path in SHIPPED])
def test_nobody_of_the_example_is_named(name: str) -> None:
    playbook = reader.read_playbook(reader.find_playbook(name))
    assert [text for text in said(playbook) if strangers().search(text)] == []


def test_nor_in_the_questions_of_the_walk() -> None:
    assert [each for each in TABLE.values() if strangers().search(" ".join(each))] == []
