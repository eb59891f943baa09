"""What is still owed to people who were told to wait: which step brings the word that they were promised. Pure."""

from __future__ import annotations

from crisisctl.incident import Promise, keeps
from crisisctl.queries import IncidentView, StepView


def answering(view: IncidentView, promise: Promise) -> StepView | None:
    """The step whose message keeps a promise: an update that is open, or was and can be opened again; a last word,
    which may be far from true, only where there is no update."""
    messages = view.incident.playbook.messages
    able = [
        step
        for step in view.steps
        if (message := messages.get(step.step.message or "")) is not None
        and message.audience == promise.audience
        and keeps(message.id, promise, view.incident)
        and step.state != "not_applicable"
    ]
    last = {name for name, message in messages.items() if message.kind == "resolved"}
    able.sort(key=lambda each: (each.step.message in last, not each.step.repeats, not each.open))
    return next(iter(able), None)


def meets(view: IncidentView, step: StepView | None, promise: Promise) -> bool:
    """Whether doing this step keeps the promise."""
    message = view.incident.playbook.messages.get(step.step.message or "") if step else None
    return message is not None and message.audience == promise.audience and keeps(message.id, promise, view.incident)
