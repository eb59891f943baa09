"""message: tell an audience. The step is done when its drafts are recorded as sent."""

from __future__ import annotations

from crisisctl.acts import Clock
from crisisctl.incident import Incident
from crisisctl.playbook import Step
from crisisctl.steps import Ask, Outcome, StepKind, said


def _answer(step: Step, incident: Incident, answers: tuple[str, ...], clock: Clock) -> Outcome:
    before = incident.steps.get(step.id)
    since = before.at if before and before.state == "done" else None
    times = [at for (message, _, _), at in incident.sent.items() if message == step.message]
    sent = any(since is None or at > since for at in times)
    missing = "" if sent else f"{step.id}: nothing of the message {step.message} is recorded as sent"
    return Outcome(said(answers), missing=missing)


KIND = StepKind(
    name="message", fields=("message",), ask=lambda step: Ask("send", names=(step.message or "",)), answer=_answer
)
