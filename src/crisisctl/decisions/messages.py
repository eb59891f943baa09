"""Messages: drafts kept, approved, on their way, sent; and the promises that a sending makes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from crisisctl import acts as act
from crisisctl import events as ev
from crisisctl.acts import Clock
from crisisctl.approvals import standing
from crisisctl.decisions import Events, asked, on
from crisisctl.decisions.at_once import LATELY, did
from crisisctl.decisions.steps import reached, step_of
from crisisctl.errors import NotFound, Refused
from crisisctl.incident import Approval, Drafted, Incident, Sending
from crisisctl.playbook import Message, Step
from crisisctl.text import did_you_mean, listed


@on(act.Draft)
def _draft(wanted: act.Draft, incident: Incident, clock: Clock) -> Events:
    message = _message(wanted.message, incident)
    before = incident.drafted.get(wanted.message)
    if before and before.drafts == wanted.drafts and before.next_update == wanted.next_update:
        fresh = [pair for pair in before.stale if " ".join(pair) not in wanted.kept]
        if not fresh:  # else they were stale, and still read the same
            return ()
    return (ev.MessageDrafted(wanted.message, message.audience, wanted.drafts, wanted.next_update, wanted.kept),)


@on(act.Approve)
def _approve(wanted: act.Approve, incident: Incident, clock: Clock) -> Events:
    message = _message(wanted.message, incident)
    if not (by := wanted.by.strip()):
        raise Refused("say who approves", "add --by NAME")
    drafted, chosen = _chosen(wanted.message, wanted.channels, wanted.languages, incident)
    role = message.approver or incident.playbook.lead
    against = []
    if by in {incident.roles.get(role), incident.deputies.get(role)} and not wanted.force:
        chosen = _not_yet_approved(wanted, chosen, incident, clock)
    elif by not in {incident.roles.get(role), incident.deputies.get(role)}:
        holders = [who for who in (incident.roles.get(role), incident.deputies.get(role)) if who]
        against.append(f"{wanted.message} is approved by the role {role} ({listed(holders)}), not by {by}")
    if stale := [
        f"{each.channel} {each.language}" for each in chosen if standing(incident, wanted.message, each).stale
    ]:
        against.append(f"the facts changed since it was drafted: {listed(stale)}")
    override = _overridden(against, wanted.force, wanted.reason) or (wanted.reason if wanted.linted else "")
    texts = tuple(
        ev.Approved(
            each.channel,
            each.language,
            each.digest,
            by == drafted.authors.get((each.channel, each.language), drafted.author),
        )
        for each in chosen
    )
    return (ev.MessageApproved(wanted.message, by, role, texts, override),)


def _not_yet_approved(
    wanted: act.Approve, chosen: tuple[ev.DraftText, ...], incident: Incident, clock: Clock
) -> tuple[ev.DraftText, ...]:
    """Those that nobody approved yet, or only somebody who does not hold the role. Raises ``Refused`` where none is."""
    message = incident.playbook.messages[wanted.message]
    role = message.approver or incident.playbook.lead
    holders = {incident.roles.get(role), incident.deputies.get(role)}
    left = []
    for each in chosen:
        given = incident.approvals.get((wanted.message, each.channel, each.language))
        counts = given is not None and not given.void and given.digest == each.digest
        by_holder = given is not None and given.by in holders  # else somebody went on all the same: now it is theirs
        if not (counts and by_holder) or standing(incident, wanted.message, each).stale:
            left.append(each)
    if left:
        return tuple(left)
    last = max((incident.approvals[wanted.message, each.channel, each.language] for each in chosen), key=_given_at)
    told = f"{wanted.message} is approved ({listed(f'{each.channel} {each.language}' for each in chosen)})"
    lately = last.by != wanted.by.strip() and clock.now - last.at <= LATELY
    raise Refused(
        did(last.by, last.at, clock.now, told) if lately else f"{wanted.message} is approved already, by {last.by}",
        'these very texts may leave; to approve them once more: --force --reason "…"',
    )


def _given_at(approval: Approval) -> datetime:
    return approval.at


@on(act.Send)
def _send(wanted: act.Send, incident: Incident, clock: Clock) -> Events:
    drafted, chosen = _chosen(wanted.message, wanted.channels, wanted.languages, incident)
    override = wanted.reason if wanted.linted else ""
    if against := _against(wanted.message, chosen, incident):  # it has left: a log that refused it would not be true
        override = f"{wanted.reason.strip() or 'sent by hand'} (although {'; '.join(against)})"
    step = _named_step(wanted, incident) if wanted.step else _step_of(wanted.message, incident)
    sent = ev.MessageSent(
        wanted.message,
        _message(wanted.message, incident).audience,
        chosen,
        step.id if step else "",
        wanted.destination,
        override,
    )
    return (sent, *_follows(sent, drafted, step, incident, wanted.when or clock.now))


@on(act.BeginSending)
def _begin(wanted: act.BeginSending, incident: Incident, clock: Clock) -> Events:
    _, chosen = _chosen(wanted.message, (wanted.channel,), (wanted.language,), incident)
    if wanted.attempt in incident.sendings:
        raise Refused(f"the attempt {wanted.attempt} was begun already")
    if before := _sent_before(wanted, chosen[0], incident):
        if not wanted.again:
            raise Refused(before, 'look whether it arrived; to send it once more: --again --reason "…"')
        asked(wanted.reason, "say why it is sent once more", "--reason")
    override = _overridden(_against(wanted.message, chosen, incident), wanted.force, wanted.reason)
    draft = chosen[0]
    return (
        ev.MessageSending(
            wanted.message,
            draft.channel,
            draft.language,
            draft.digest,
            wanted.destination,
            wanted.attempt,
            override or wanted.reason,
        ),
    )


@on(act.EndSending)
def _end(wanted: act.EndSending, incident: Incident, clock: Clock) -> Events:
    sending = incident.sendings.get(wanted.attempt)
    if sending is None or sending.state != "sending":
        raise Refused(f"there is no sending {wanted.attempt} under way")
    if wanted.reason:
        return (_failed(wanted, sending),)
    drafted, texts = _as_begun(sending, incident)
    step = _step_of(sending.message, incident)
    audience = _message(sending.message, incident).audience
    sent = ev.MessageSent(
        sending.message,
        audience,
        texts,
        step.id if step else "",
        sending.destination,
        attempt=wanted.attempt,
        refused=wanted.refused,
    )
    return (sent, *_follows(sent, drafted, step, incident, wanted.when or clock.now))


@on(act.Acknowledge)
def _acknowledge(wanted: act.Acknowledge, incident: Incident, clock: Clock) -> Events:
    person = asked(wanted.person, "say who acknowledges", "PERSON")
    if person in incident.acknowledged:
        raise Refused(f"{person} has acknowledged already")
    return (ev.Acknowledged(person),)


def _failed(wanted: act.EndSending, sending: Sending) -> ev.MessageFailed:
    return ev.MessageFailed(
        sending.message,
        sending.channel,
        sending.language,
        sending.destination,
        wanted.attempt,
        wanted.reason,
        wanted.unsure,
    )


def _sent_before(wanted: act.BeginSending, draft: ev.DraftText, incident: Incident) -> str:
    """Why this very text may be there already; empty where it cannot."""
    states = {
        "sent" if sending.by_hand else sending.state
        for sending in incident.sendings.values()
        if (sending.message, sending.channel, sending.language, sending.destination, sending.digest)
        == (wanted.message, draft.channel, draft.language, wanted.destination, draft.digest)
    }
    if "sent" in states:
        return f"{wanted.message} was sent to {wanted.destination} already"
    if states & {"sending", "unknown"}:
        return f"whether {wanted.message} reached {wanted.destination} is unknown: the last attempt did not end"
    return ""


def _as_begun(sending: Sending, incident: Incident) -> tuple[ev.MessageDrafted, tuple[ev.DraftText, ...]]:
    """The drafts at the time a sending was begun, and its text among them: somebody may have written others since."""
    written = (entry.event for entry in reversed(incident.entries))
    mine = (event for event in written if isinstance(event, ev.MessageDrafted) and event.message == sending.message)
    for drafted in mine:
        for each in drafted.drafts:
            if (each.channel, each.language, each.digest) == (sending.channel, sending.language, sending.digest):
                return drafted, (each,)
    raise Refused(f"the text of {sending.message} that was being sent is not in the log")


def _chosen(
    message: str, channels: tuple[str, ...], languages: tuple[str, ...], incident: Incident
) -> tuple[Drafted, tuple[ev.DraftText, ...]]:
    """The drafts that are meant. Raises ``Refused`` where there are none."""
    _message(message, incident)
    drafted = incident.drafted.get(message)
    chosen = tuple(
        draft
        for draft in (drafted.drafts if drafted else ())
        if (draft.channel in channels if channels else draft.channel not in incident.down)
        and draft.language in (languages or (draft.language,))
    )
    if drafted is None or not chosen:
        raise Refused(f"there is no such draft of {message}", f"write it first: crisisctl draft {message}")
    return drafted, chosen


def _against(message: str, chosen: Iterable[ev.DraftText], incident: Incident) -> list[str]:
    """What stands against sending these drafts, one sentence each."""
    found: dict[str, list[str]] = {}
    for draft in chosen:
        down = f"{draft.channel} is marked down" if draft.channel in incident.down else ""
        for against in filter(None, (down, standing(incident, message, draft).against)):
            found.setdefault(against, []).append(f"{draft.channel} {draft.language}")
    return [f"{message}: {against} ({listed(texts)})" for against, texts in found.items()]


def _overridden(against: list[str], force: bool, reason: str) -> str:
    """The override to record: empty where nothing stands against it. Raises ``Refused`` where something does."""
    if not against:
        return ""
    if not force:
        raise Refused("; ".join(against), 'go on all the same: --force --reason "…"')
    return f"{asked(reason, 'say why you go on all the same', '--reason')} (although {'; '.join(against)})"


def _follows(
    sent: ev.MessageSent, drafted: Drafted | ev.MessageDrafted, step: Step | None, incident: Incident, at: datetime
) -> Events:
    """What a sending brings about: a milestone, the promise its texts make, the end of its step."""
    audience = incident.playbook.audiences.get(sent.audience)
    first = "first_external_message" if audience is None or audience.external else "first_internal_alert"
    events: Events = ()
    if first not in incident.milestones:
        events += (ev.MilestoneMarked(first, at),)
    if drafted.next_update:
        events += (ev.PromiseMade(sent.audience, drafted.next_update, sent.message),)
    if step and _all_sent(sent, step, incident):
        events += (ev.StepDone(step.id), *reached(step, incident, at))
    return events


def _named_step(wanted: act.Send, incident: Incident) -> Step:
    step = step_of(wanted.step, incident)
    if step.message != wanted.message:
        raise Refused(
            f"{step.id} does not send the message {wanted.message}", "leave --step out: it is found by itself"
        )
    return step


def _step_of(message: str, incident: Incident) -> Step | None:
    """The step a sending belongs to: the first with this message that is open or repeats."""
    mine = [step for _, step in incident.playbook.steps() if step.message == message]
    return next((step for step in mine if step.repeats or incident.state_of(step.id) not in {"done", "skipped"}), None)


def _all_sent(sent: ev.MessageSent, step: Step, incident: Incident) -> bool:
    """Whether these texts, with those sent since the step was last done, are all that was drafted.

    The log says it, not the clock: what is recorded afterwards carries an earlier time. A channel that is down does
    not count.
    """
    gone = {_which(draft) for draft in sent.drafts}
    for entry in reversed(incident.entries):
        event = entry.event
        if isinstance(event, ev.StepDone) and event.step == step.id:
            break
        if isinstance(event, ev.MessageSent) and event.message == sent.message and event.step == step.id:
            gone |= {_which(draft) for draft in event.drafts}
    wanted = [draft for draft in incident.drafted[sent.message].drafts if draft.channel not in incident.down]
    return all(_which(draft) in gone for draft in wanted)


def _which(draft: ev.DraftText) -> tuple[str, str, str]:
    return draft.channel, draft.language, draft.digest


def _message(message_id: str, incident: Incident) -> Message:
    known = incident.playbook.messages
    if message_id not in known:
        raise NotFound(
            f"there is no message `{message_id}`{did_you_mean(message_id, known)}", f"it has {listed(known)}"
        )
    return known[message_id]
