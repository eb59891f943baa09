"""command: a shell line that is shown, asked about, and run by ``crisisctl run``; or run by hand and told here."""

from __future__ import annotations

from crisisctl.steps import Ask, Outcome, StepKind, said

KIND = StepKind(
    name="command",
    fields=("run", "secrets", "timeout"),
    ask=lambda step: Ask("run", text=step.run or "", count=step.timeout),
    answer=lambda step, incident, answers, clock: Outcome(said(answers)),
)
