"""Messages: drafts kept, and texts that have left, with the promises they make."""

from __future__ import annotations

from crisisctl import acts as act
from crisisctl import events as ev
from crisisctl.acts import Clock
from crisisctl.decisions import Events, on
from crisisctl.decisions.steps import reached, step_of
from crisisctl.errors import NotFound, Refused
from crisisctl.incident import Incident
from crisisctl.playbook import Message, Step
from crisisctl.text import did_you_mean, listed


@on(act.Draft)
def _draft(wanted: act.Draft, incident: Incident, clock: Clock) -> Events:
    message = _message(wanted.message, incident)
    before = incident.drafted.get(wanted.message)
    if before and before.drafts == wanted.drafts and before.next_update == wanted.next_update:
        return ()
    return (ev.MessageDrafted(wanted.message, message.audience, wanted.drafts, wanted.next_update),)


@on(act.Send)
def _send(wanted: act.Send, incident: Incident, clock: Clock) -> Events:
    message = _message(wanted.message, incident)
    drafted = incident.drafted.get(wanted.message)
    chosen = tuple(
        draft
        for draft in (drafted.drafts if drafted else ())
        if (draft.channel in wanted.channels if wanted.channels else draft.channel not in incident.down)
        and draft.language in (wanted.languages or (draft.language,))
    )
    if drafted is None or not chosen:
        raise Refused(
            f"there is no such draft of {wanted.message}", f"write it first: crisisctl draft {wanted.message}"
        )
    at = wanted.when or clock.now
    step = _step_of(wanted, incident)
    events: Events = (
        ev.MessageSent(wanted.message, message.audience, chosen, step.id if step else "", wanted.destination),
    )
    audience = incident.playbook.audiences.get(message.audience)
    first = "first_external_message" if audience is None or audience.external else "first_internal_alert"
    if first not in incident.milestones:
        events += (ev.MilestoneMarked(first, at),)
    if drafted.next_update:
        events += (ev.PromiseMade(message.audience, drafted.next_update, wanted.message),)
    if step and _all_sent(wanted.message, step, chosen, incident):
        events += (ev.StepDone(step.id), *reached(step, incident, at))
    return events


def _step_of(wanted: act.Send, incident: Incident) -> Step | None:
    """The step this sending belongs to: the one named, else the first with this message that is open or repeats."""
    if wanted.step:
        step = step_of(wanted.step, incident)
        if step.message != wanted.message:
            raise Refused(
                f"{step.id} does not send the message {wanted.message}", "leave --step out: it is found by itself"
            )
        return step
    mine = [step for _, step in incident.playbook.steps() if step.message == wanted.message]
    return next((step for step in mine if step.repeats or incident.state_of(step.id) not in {"done", "skipped"}), None)


def _all_sent(message: str, step: Step, chosen: tuple[ev.DraftText, ...], incident: Incident) -> bool:
    """Whether these texts, with those sent since the step was last done, are all that was drafted.

    The log says it, not the clock: what is recorded afterwards carries an earlier time. A channel that is down does
    not count.
    """
    sent = {_which(draft) for draft in chosen}
    for entry in reversed(incident.entries):
        event = entry.event
        if isinstance(event, ev.StepDone) and event.step == step.id:
            break
        if isinstance(event, ev.MessageSent) and event.message == message and event.step == step.id:
            sent |= {_which(draft) for draft in event.drafts}
    wanted = [draft for draft in incident.drafted[message].drafts if draft.channel not in incident.down]
    return all(_which(draft) in sent for draft in wanted)


def _which(draft: ev.DraftText) -> tuple[str, str, str]:
    return draft.channel, draft.language, draft.digest


def _message(message_id: str, incident: Incident) -> Message:
    known = incident.playbook.messages
    if message_id not in known:
        raise NotFound(
            f"there is no message `{message_id}`{did_you_mean(message_id, known)}", f"it has {listed(known)}"
        )
    return known[message_id]
