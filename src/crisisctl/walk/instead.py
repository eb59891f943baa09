"""The other message for the same moment: at the promised time either something has changed, or nothing has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crisisctl.expressions import holds, names
from crisisctl.queries import IncidentView, StepView


@dataclass(frozen=True, slots=True)
class Instead:
    """A step that takes the place of another once ``fact`` is ``value``."""

    step: StepView
    fact: str
    value: str


def instead(view: IncidentView, step: StepView) -> Instead | None:
    """The repeating message for the same readers that one answer would put in the place of this one."""
    if not step.step.repeats or not step.step.when:
        return None
    values = view.incident.values()
    for found in _same_readers(view, step):
        for name, value in _answers(view, found):
            then = values | {name: value}
            if holds(found.step.when or "", then) and not holds(step.step.when, then):
                return Instead(found, name, value)
    return None


def _same_readers(view: IncidentView, step: StepView) -> Iterator[StepView]:
    messages = view.incident.playbook.messages
    mine = messages.get(step.step.message or "")
    for found in view.steps:
        theirs = messages.get(found.step.message or "")
        waits = found.step.repeats and found.step.when and found.state == "not_applicable"
        if waits and mine and theirs and mine.audience == theirs.audience:
            yield found


def _answers(view: IncidentView, step: StepView) -> Iterator[tuple[str, str]]:
    """Every answer to the questions of choice that the step's condition reads."""
    facts = view.incident.playbook.facts
    for name in sorted(names(step.step.when or "") & facts.keys()):
        yield from ((name, value) for value in facts[name].choices)
