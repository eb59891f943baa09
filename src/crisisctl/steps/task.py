"""task: something to do. Any words given with it are kept as a remark."""

from __future__ import annotations

from crisisctl.steps import Ask, Outcome, StepKind, said

KIND = StepKind(
    name="task",
    fields=(),
    ask=lambda step: Ask("confirm"),
    answer=lambda step, incident, answers, clock: Outcome(said(answers)),
)
