"""What is still owed to people who were told to wait: which step brings the word that they were promised, and what is
left to be said at the end. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import tzinfo

from crisisctl.events import Entry, Resolved
from crisisctl.incident import Promise, keeps
from crisisctl.playbook import NEXT_UPDATE
from crisisctl.queries import IncidentView, StepView
from crisisctl.text import listed
from crisisctl.times import format_stamp


def answering(view: IncidentView, promise: Promise) -> StepView | None:
    """The step whose message keeps a promise: the update at the promised time, which can be opened again where it was
    skipped; a last word, which may be far from true, only where there is no other."""
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
    able.sort(key=lambda each: (each.step.message in last, each.step.every != NEXT_UPDATE, not each.open))
    return next(iter(able), None)


def meets(view: IncidentView, step: StepView | None, promise: Promise) -> bool:
    """Whether doing this step keeps the promise."""
    message = view.incident.playbook.messages.get(step.step.message or "") if step else None
    return message is not None and message.audience == promise.audience and keeps(message.id, promise, view.incident)


def last_words(view: IncidentView) -> Iterator[tuple[str, int, int]]:
    """The messages that say it is over and have not (all) left, to people who were told of it: how many texts of how
    many have. None of them where none is written yet."""
    incident = view.incident
    messages = incident.playbook.messages
    told = {messages[name].audience for name, _, _ in incident.sent if name in messages}
    for name in dict.fromkeys(step.step.message or "" for step in _before_the_review(view)):
        message = messages.get(name)
        if message is None or message.kind != "resolved" or message.audience not in told:
            continue
        drafted = incident.drafted.get(name)
        texts = [each for each in drafted.drafts if each.channel not in incident.down] if drafted else []
        left = sum((name, each.channel, each.language) in incident.sent for each in texts)
        if left < len(texts) or not texts:
            yield name, left, len(texts)


def _before_the_review(view: IncidentView) -> Iterator[StepView]:
    """The steps that apply, up to the phase in which it is called over: lessons are published days later."""
    for phase in view.phases:
        yield from (step for step in phase.steps if step.state != "not_applicable")
        if any(step.step.stage == "resolved" for step in phase.steps):
            return


def at_the_end(view: IncidentView, entries: Iterable[Entry], zone: tzinfo) -> Iterator[str]:
    """What is still owed when ``entries`` call it over: the end is recorded as it is, and nobody may be forgotten."""
    if not any(isinstance(entry.event, Resolved) for entry in entries):
        return
    if unsent := [f"{name} ({left}/{of})" if of else name for name, left, of in last_words(view)]:
        yield f"it is over, and not everybody has heard it; still to be sent: {listed(unsent)}"
    if running := [
        f"{promise.audience} ({format_stamp(promise.due, zone)})" for promise in view.incident.promises.values()
    ]:
        yield f"word is still promised to {listed(running)}"
    if left := [step for step in view.steps if step.open and not step.step.repeats and not step.step.optional]:
        yield f"{len(left)} steps are open: crisisctl status shows them"
