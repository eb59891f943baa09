"""Messages: drafts kept, approved, recorded as sent; and the promises that a sending makes."""

from __future__ import annotations

import re
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
from crisisctl.incident import Approval, Drafted, Incident
from crisisctl.persons import same
from crisisctl.playbook import Message, Step
from crisisctl.text import did_you_mean, listed


@on(act.Draft)
def _draft(wanted: act.Draft, incident: Incident, clock: Clock) -> Events:
    message = message_of(wanted.message, incident)
    before = incident.drafted.get(wanted.message)
    if before and before.drafts == wanted.drafts and before.next_update == wanted.next_update:
        fresh = [pair for pair in before.stale if " ".join(pair) not in wanted.kept]
        if not fresh:  # else they were stale, and still read the same
            return ()
    return (ev.MessageDrafted(wanted.message, message.audience, wanted.drafts, wanted.next_update, wanted.kept),)


@on(act.Approve)
def _approve(wanted: act.Approve, incident: Incident, clock: Clock) -> Events:
    message = message_of(wanted.message, incident)
    if not (by := wanted.by.strip()):
        raise Refused("say who approves", "add --by NAME")
    drafted, chosen = chosen_of(wanted.message, wanted.channels, wanted.languages, incident)
    role = message.approver or incident.playbook.lead
    objections = not_theirs(incident, wanted.message, by)
    if not objections and not wanted.force:
        chosen = _not_yet_approved(wanted, chosen, incident, clock)
    if stale := [
        f"{each.channel} {each.language}" for each in chosen if standing(incident, wanted.message, each).stale
    ]:
        objections.append(f"the facts changed since it was drafted: {listed(stale)}")
    override = overridden(objections, wanted.force, wanted.reason) or (wanted.reason if wanted.linted else "")
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


def not_theirs(incident: Incident, message: str, by: str) -> list[str]:
    """That somebody else approves this message; nothing where they hold the role, or are its deputy."""
    role = message_of(message, incident).approver or incident.playbook.lead
    holders = [who for who in (incident.roles.get(role), incident.deputies.get(role)) if who]
    if any(same(by, who) for who in holders):
        return []
    return [f"{message} is approved by the role {role} ({listed(holders)}), not by {by}"]


def _not_yet_approved(
    wanted: act.Approve, chosen: tuple[ev.DraftText, ...], incident: Incident, clock: Clock
) -> tuple[ev.DraftText, ...]:
    """Those that nobody approved yet, or only somebody who does not hold the role. Raises ``Refused`` where none is."""
    message = incident.playbook.messages[wanted.message]
    role = message.approver or incident.playbook.lead
    holders = (incident.roles.get(role), incident.deputies.get(role))
    left = []
    for each in chosen:
        given = incident.approvals.get((wanted.message, each.channel, each.language))
        counts = given is not None and not given.void and given.digest == each.digest
        by_holder = given is not None and any(
            same(given.by, who) for who in holders
        )  # else somebody went on all the same: now it is theirs
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
    drafted, chosen = chosen_of(wanted.message, wanted.channels, wanted.languages, incident)
    override = wanted.reason if wanted.linted else ""
    if objections := against(wanted.message, chosen, incident):  # it has left: a log that refused it would not be true
        override = _although(wanted.reason.strip() or "sent by hand", objections)
    step = _named_step(wanted, incident) if wanted.step else step_for(wanted.message, incident)
    sent = ev.MessageSent(
        wanted.message,
        message_of(wanted.message, incident).audience,
        chosen,
        step.id if step else "",
        wanted.destination,
        override,
    )
    return (sent, *follows(sent, drafted, step, incident, wanted.when or clock.now))


@on(act.Acknowledge)
def _acknowledge(wanted: act.Acknowledge, incident: Incident, clock: Clock) -> Events:
    person = asked(wanted.person, "say who acknowledges", "PERSON")
    if any(same(person, each) for each in incident.acknowledged):
        raise Refused(f"{person} has acknowledged already")
    return (ev.Acknowledged(person),)


def chosen_of(
    message: str, channels: tuple[str, ...], languages: tuple[str, ...], incident: Incident
) -> tuple[Drafted, tuple[ev.DraftText, ...]]:
    """The drafts that are meant. Raises ``Refused`` where there are none."""
    message_of(message, incident)
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


def against(message: str, chosen: Iterable[ev.DraftText], incident: Incident) -> list[str]:
    """What stands against sending these drafts, one sentence each."""
    found: dict[str, list[str]] = {}
    for draft in chosen:
        down = f"{draft.channel} is marked down" if draft.channel in incident.down else ""
        for told in filter(None, (down, standing(incident, message, draft).against)):
            found.setdefault(told, []).append(f"{draft.channel} {draft.language}")
    return [f"{message}: {told} ({listed(texts)})" for told, texts in found.items()]


def overridden(objections: list[str], force: bool, reason: str) -> str:
    """The override to record: empty where nothing stands against it. Raises ``Refused`` where something does."""
    if not objections:
        return ""
    if not force:
        raise Refused("; ".join(objections), 'go on all the same: --force --reason "…"')
    return _although(asked(reason, "say why you go on all the same", "--reason"), objections)


_ALTHOUGH = re.compile(r"(?P<reason>.*?) \(although (?P<told>.*)\)", re.DOTALL)


def _although(reason: str, objections: list[str]) -> str:
    """A reason beside everything that it goes over, in one bracket: what the lint found, which it may name, as well."""
    if found := _ALTHOUGH.fullmatch(reason):
        reason, objections = found["reason"], [*objections, found["told"]]
    return f"{reason} (although {'; '.join(objections)})"


def follows(
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


def step_for(message: str, incident: Incident) -> Step | None:
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


def message_of(message_id: str, incident: Incident) -> Message:
    known = incident.playbook.messages
    if message_id not in known:
        raise NotFound(
            f"there is no message `{message_id}`{did_you_mean(message_id, known)}", f"it has {listed(known)}"
        )
    return known[message_id]
