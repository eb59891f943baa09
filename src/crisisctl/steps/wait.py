"""wait: let some time pass, to watch whether a recovery holds. Going on earlier is possible, and recorded as such."""

from __future__ import annotations

from crisisctl.acts import Clock
from crisisctl.incident import Incident
from crisisctl.playbook import Step
from crisisctl.steps import Ask, Outcome, StepKind, said


def _answer(step: Step, incident: Incident, answers: tuple[str, ...], clock: Clock) -> Outcome:
    return Outcome(said(answers))


KIND = StepKind(name="wait", fields=("wait",), ask=lambda step: Ask("wait", count=step.wait or 0), answer=_answer)
