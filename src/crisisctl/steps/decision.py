"""decision: choose one option. Its ``goto`` leads on: further down past the steps between, or back up to try again."""

from __future__ import annotations

from crisisctl.acts import Clock
from crisisctl.errors import Refused
from crisisctl.events import Event, FactSet, SeveritySet, StepReopened
from crisisctl.incident import Incident
from crisisctl.playbook import Option, Step
from crisisctl.steps import Ask, Outcome, StepKind, said
from crisisctl.text import listed, meant_of, say, yes_or_no


def _answer(step: Step, incident: Incident, answers: tuple[str, ...], clock: Clock) -> Outcome:
    option = chosen(step, answers)
    after = _back(step, option.goto, incident) if option.goto else ()
    return Outcome(option.id, _set(step, option, incident), after, next=option.goto or "")


def _set(step: Step, option: Option, incident: Incident) -> tuple[Event, ...]:
    """The fact that takes the answer; ``sets: severity`` takes it as the incident's severity."""
    if step.sets == "severity":
        changed = option.id != incident.severity
        return (SeveritySet(option.id, say(step.title, incident.organisation.language)),) if changed else ()
    return (FactSet(step.sets, option.id, step=step.id),) if step.sets else ()


def chosen(step: Step, answers: tuple[str, ...]) -> Option:
    """The option that was meant. Raises ``Refused`` with those there are."""
    wanted = said(answers)
    for option in step.options:
        if wanted.casefold() in {option.id.casefold(), *(title.casefold() for title in option.title.values())}:
            return option
    if agreed := next((option for option in step.options if option.id == yes_or_no(wanted)), None):
        return agreed
    known = [option.id for option in step.options]
    if not wanted:
        raise Refused(f"{step.id} is a decision: say which option", f"one of {listed(known)}")
    near = meant_of(wanted, {option.id: option.title for option in step.options})
    raise Refused(f"{step.id} has no option `{wanted}`{near}", f"one of {listed(known)}")


def _back(step: Step, target: str, incident: Incident) -> tuple[Event, ...]:
    """A way back up opens again whatever lies between, and the decision itself, so that the log says so.

    A step that repeats comes up by itself.
    """
    steps = [each for _, each in incident.playbook.steps()]
    order = [each.id for each in steps]
    if target not in order or order.index(target) > order.index(step.id):
        return ()
    between = [
        each.id
        for each in steps[order.index(target) : order.index(step.id)]
        if incident.state_of(each.id) not in {"pending", "done" if each.repeats else "pending"}
    ]
    return tuple(StepReopened(each, f"{step.id} leads back to {target}") for each in [*between, step.id])


KIND = StepKind(
    name="decision",
    fields=("options", "sets"),
    ask=lambda step: Ask("choose", names=tuple(option.id for option in step.options)),
    answer=_answer,
)
