"""check: verify something, by as many independent sources as the step asks for; each is named and kept."""

from __future__ import annotations

from crisisctl.acts import Clock
from crisisctl.incident import Incident
from crisisctl.playbook import Step
from crisisctl.steps import Ask, Outcome, StepKind
from crisisctl.text import folded


def _answer(step: Step, incident: Incident, answers: tuple[str, ...], clock: Clock) -> Outcome:
    named = [part.strip() for answer in answers for part in answer.split(";") if part.strip()]
    distinct = {folded(source) for source in named}
    missing = ""
    if len(distinct) < step.sources:
        missing = f"{step.id} needs {step.sources} independent sources, {len(distinct)} named"
    return Outcome("; ".join(named), missing=missing)


KIND = StepKind(
    name="check",
    fields=("sources",),
    ask=lambda step: Ask("sources", count=step.sources) if step.sources else Ask("confirm"),
    answer=_answer,
)
