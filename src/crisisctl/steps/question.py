"""question: ask for facts. An answer is ``name=value``, or just the value where one fact is asked."""

from __future__ import annotations

from crisisctl.acts import Clock
from crisisctl.errors import Refused
from crisisctl.events import Event, FactSet
from crisisctl.facts import set_facts
from crisisctl.incident import Incident
from crisisctl.playbook import Step
from crisisctl.steps import Ask, Outcome, StepKind, said
from crisisctl.text import listed


def _answer(step: Step, incident: Incident, answers: tuple[str, ...], clock: Clock) -> Outcome:
    values = _values(step, incident, answers)
    events: tuple[Event, ...] = set_facts(incident, values, clock, step=step.id)
    told = {event.name for event in events if isinstance(event, FactSet)}
    unknown = [name for name in step.facts if name not in told and name not in incident.facts]
    missing = f"{step.id} asks for {listed(unknown)}" if unknown else ""
    return Outcome(", ".join(values), events, missing=missing)


def _values(step: Step, incident: Incident, answers: tuple[str, ...]) -> dict[str, str]:
    values: dict[str, str] = {}
    loose: list[str] = []
    for answer in answers:
        name, equals, value = answer.partition("=")
        if equals and name.strip() in step.facts:
            values[name.strip()] = value
        elif answer.strip():
            loose.append(answer)
    if loose and len(step.facts) > 1:
        said_so = "what was typed" if incident.playbook.secrets() & set(step.facts) else f"`{loose[0]}`"
        raise Refused(
            f"{step.id} asks for {len(step.facts)} facts: {said_so} could be any of them",
            f"write name=value: {' '.join(f'{name}=…' for name in step.facts)}",
        )
    return values | ({step.facts[0]: said(tuple(loose))} if loose else {})


KIND = StepKind(name="question", fields=("facts",), ask=lambda step: Ask("facts", names=step.facts), answer=_answer)
