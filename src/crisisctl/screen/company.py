"""Who else is here and at which step, and which roles are about to change hands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crisisctl.queries import IncidentView, StepView
from crisisctl.screen.lines import Line, cut, line
from crisisctl.screen.words import Tongue
from crisisctl.stores import Presence
from crisisctl.teller import flat, role_name
from crisisctl.text import say


def company(
    others: Sequence[Presence], view: IncidentView, words: Tongue, width: int, current: StepView | None = None
) -> list[Line]:
    """One line while somebody else is here: who is at the same step first; nothing while nobody is."""
    if not others:
        return []
    here = [each for each in others if current and step_at(view, each) == current]
    shown = [line((words("at_this_step", who=flat(each.person)), "bold yellow")) for each in here]
    shown += [line(at_step(each, view, words)) for each in others if each not in here]
    made = line((f" {words('company')} ", "dim"))
    for number, each in enumerate(shown):
        made.add(" · " if number else "").add(each)
    return [cut(made, width)]


def at_step(found: Presence, view: IncidentView, words: Tongue) -> str:
    """``Bo: Ask two sources``."""
    step = step_at(view, found)
    if step is None:
        return words("at_no_step", who=flat(found.person))
    return words("at_step", who=flat(found.person), step=flat(say(step.step.title, words.language)) or step.step.id)


def step_at(view: IncidentView, found: Presence) -> StepView | None:
    steps = list(view.steps)
    return steps[found.step - 1] if 0 < found.step <= len(steps) else None


def number_of(view: IncidentView, step: StepView | None) -> int:
    """The number by which a step is told to the others; 0 for none."""
    places = (number for number, each in enumerate(view.steps, 1) if step and each.step.id == step.step.id)
    return next(places, 0)


def offers(view: IncidentView, words: Tongue) -> Iterator[Line]:
    for offer in view.incident.offers.values():
        role = role_name(view.incident.playbook, offer.role, words.language)
        told = words("offered", role=role, who=flat(offer.receiver), giver=flat(offer.giver))
        yield line((told, "bold yellow"))
