"""The log folded into an incident: ``evolve`` one entry, ``replay`` them all. One function an event."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import singledispatch

from msgspec.structs import replace

from crisisctl import events as ev
from crisisctl.events import Entry, bare
from crisisctl.incident import (
    FORGOTTEN,
    Action,
    Approval,
    ClockState,
    Drafted,
    Fact,
    Incident,
    Offer,
    Promise,
    Redaction,
    Sending,
    StepState,
    keeps,
)
from crisisctl.plain import from_plain
from crisisctl.playbook import CONCEALED, Countdown, Organisation, Playbook
from crisisctl.reloading import reequipped
from crisisctl.scenario import FASTEST, SLOWEST, Scenario
from crisisctl.text import folded

CRISIS_YAML = "crisis.yaml"
"""What a draft is stale by where no fact is: it may name contacts of before."""

RAISED = "severity"
"""What makes a draft stale that promises word later than the severity of now allows."""
_ROUNDED = 300
"""Seconds: times that are promised are full five minutes."""


def replay(entries: Iterable[Entry]) -> Incident:
    """The incident a log tells of."""
    return go_on(Incident(), _redacted(tuple(entries)))


def go_on(incident: Incident, entries: Iterable[Entry]) -> Incident:
    """The incident after more entries, none of which is a redaction."""
    kept = list(incident.entries)
    for entry in entries:
        kept.append(concealed(incident, entry))
        incident = evolve(incident, kept[-1])
    return replace(incident, entries=tuple(kept))


def concealed(incident: Incident, entry: Entry) -> Entry:
    """The entry without the value of a secret fact: that stands in the log, and nowhere in the state made from it."""
    event = entry.event
    if isinstance(event, ev.FactSet) and event.name in incident.playbook.secrets():
        return replace(entry, event=replace(event, value=CONCEALED))
    return entry


def _redacted(entries: tuple[Entry, ...]) -> Iterable[Entry]:
    """The entries as they are once every redaction among them is completed."""
    gone: set[int] = set()
    found = []
    for entry in reversed(entries):
        found.append(bare(entry) if entry.seq in gone else entry)
        if isinstance(entry.event, ev.EntryRedacted) and _names_an_earlier(entry.event, entry):
            gone.add(entry.event.seq)
    return reversed(found)


def _names_an_earlier(event: ev.EntryRedacted, entry: Entry) -> bool:
    """Never the first, which holds the playbook; nothing else is a redaction, whoever wrote it."""
    return 1 < event.seq < entry.seq


def evolve(incident: Incident, entry: Entry) -> Incident:
    """The incident after one more entry. Total: what is not known to this program changes nothing."""
    return _evolve(entry.event, incident, entry)


@singledispatch
def _evolve(event: ev.Event, incident: Incident, entry: Entry) -> Incident:
    return incident


def _on(kind: type[ev.Event]) -> Callable[[Callable[..., Incident]], Callable[..., Incident]]:
    return _evolve.register(kind)


@_on(ev.Opened)
def _opened(event: ev.Opened, incident: Incident, entry: Entry) -> Incident:
    return replace(
        incident,
        id=event.incident,
        title=event.title,
        mode=event.mode,
        opened_at=entry.when,
        playbook=from_plain(Playbook, event.playbook),
        organisation=from_plain(Organisation, event.organisation),
        milestones={"declared": entry.when},
        began=entry.at,
        scenario=from_plain(Scenario, event.scenario) if event.scenario else None,
        speed=event.speed if SLOWEST <= event.speed <= FASTEST else 1,
    )


@_on(ev.InjectShown)
def _inject_shown(event: ev.InjectShown, incident: Incident, entry: Entry) -> Incident:
    if event.inject in incident.injects_shown:
        return incident
    return replace(incident, injects_shown={**incident.injects_shown, event.inject: entry.seq})


@_on(ev.PlaybookChanged)
def _playbook_changed(event: ev.PlaybookChanged, incident: Incident, entry: Entry) -> Incident:
    """What the old playbook had jumped over is open again, where the new one has it too.

    A playbook that this program cannot read changes nothing: the one before is still a way to go on.
    """
    try:
        playbook = from_plain(Playbook, event.playbook)
    except ValueError:
        return incident
    steps = {name: state for name, state in incident.steps.items() if state.state != "not_applicable"}
    return replace(incident, playbook=playbook, steps=steps)


@_on(ev.OrganisationChanged)
def _organisation_changed(event: ev.OrganisationChanged, incident: Incident, entry: Entry) -> Incident:
    """Drafts that have not left may say what is no longer true: they are stale until they are written anew."""
    try:
        ours = from_plain(Organisation, event.organisation)
    except ValueError:
        return incident
    drafted = {
        message: replace(
            each,
            stale={**dict.fromkeys({_pair(draft) for draft in each.drafts} - each.left, CRISIS_YAML), **each.stale},
        )
        for message, each in incident.drafted.items()
    }
    playbook = reequipped(incident.playbook, incident.organisation, ours)
    return replace(incident, organisation=ours, playbook=playbook, drafted=drafted)


@_on(ev.Resolved)
def _resolved(event: ev.Resolved, incident: Incident, entry: Entry) -> Incident:
    return replace(incident, status="resolved", milestones={**incident.milestones, "resolved": entry.when})


@_on(ev.Closed)
def _closed(event: ev.Closed, incident: Incident, entry: Entry) -> Incident:
    milestones = {**incident.milestones, "closed": entry.when}
    return replace(incident, status="closed", closure_reason=event.reason, milestones=milestones)


@_on(ev.Cancelled)
def _cancelled(event: ev.Cancelled, incident: Incident, entry: Entry) -> Incident:
    milestones = {**incident.milestones, "closed": entry.when}
    return replace(incident, status="cancelled", closure_reason=event.reason, milestones=milestones)


@_on(ev.Reopened)
def _reopened(event: ev.Reopened, incident: Incident, entry: Entry) -> Incident:
    milestones = {name: at for name, at in incident.milestones.items() if name not in {"resolved", "closed"}}
    return replace(incident, status="investigating", closure_reason="", milestones=milestones)


@_on(ev.EntryRedacted)
def _entry_redacted(event: ev.EntryRedacted, incident: Incident, entry: Entry) -> Incident:
    if not _names_an_earlier(event, entry):
        return incident
    redaction = Redaction(event.reason, entry.at, entry.actor)
    return replace(incident, redactions={**incident.redactions, event.seq: redaction})


@_on(ev.Forgotten)
def _forgotten(event: ev.Forgotten, incident: Incident, entry: Entry) -> Incident:
    if incident.id:  # it stands at the very beginning, or says nothing
        return incident
    return replace(incident, id=event.incident, status=FORGOTTEN, opened_at=event.opened)


@_on(ev.RoleTaken)
def _role_taken(event: ev.RoleTaken, incident: Incident, entry: Entry) -> Incident:
    if event.deputy:
        return replace(incident, deputies={**incident.deputies, event.role: event.person})
    return replace(_without_offer(incident, event.role), roles={**incident.roles, event.role: event.person})


@_on(ev.RoleLeft)
def _role_left(event: ev.RoleLeft, incident: Incident, entry: Entry) -> Incident:
    if event.deputy:
        return replace(incident, deputies={role: who for role, who in incident.deputies.items() if role != event.role})
    roles = {role: who for role, who in incident.roles.items() if role != event.role}
    return replace(_without_offer(incident, event.role), roles=roles)


@_on(ev.RoleHandedOver)
def _handed_over(event: ev.RoleHandedOver, incident: Incident, entry: Entry) -> Incident:
    return replace(_without_offer(incident, event.role), roles={**incident.roles, event.role: event.receiver})


@_on(ev.HandoverOffered)
def _offered(event: ev.HandoverOffered, incident: Incident, entry: Entry) -> Incident:
    offer = Offer(event.role, event.giver, event.receiver, entry.when, event.note)
    return replace(incident, offers={**incident.offers, event.role: offer})


@_on(ev.HandoverDeclined)
def _declined(event: ev.HandoverDeclined, incident: Incident, entry: Entry) -> Incident:
    return _without_offer(incident, event.role)


def _without_offer(incident: Incident, role: str) -> Incident:
    if role not in incident.offers:
        return incident
    return replace(incident, offers={name: offer for name, offer in incident.offers.items() if name != role})


@_on(ev.FactSet)
def _fact_set(event: ev.FactSet, incident: Incident, entry: Entry) -> Incident:
    before = incident.facts.get(event.name)
    fact = Fact(event.value, entry.when, entry.actor, event.source, event.confirmed_by)
    incident = replace(incident, facts={**incident.facts, event.name: fact})
    same = before is not None and before.value == event.value and bool(before.confirmed_by) == bool(event.confirmed_by)
    return incident if same else _changed(incident, event.name)


@_on(ev.Retitled)
def _retitled(event: ev.Retitled, incident: Incident, entry: Entry) -> Incident:
    return replace(incident, title=event.title)


@_on(ev.SeveritySet)
def _severity_set(event: ev.SeveritySet, incident: Incident, entry: Entry) -> Incident:
    before, after = (incident.playbook.cadence(level) for level in (incident.severity, event.severity))
    raised = replace(incident, severity=event.severity)
    return _shortened(raised, entry, after) if before and after and after < before else raised


def _shortened(incident: Incident, entry: Entry, cadence: int) -> Incident:
    """Who reads from here on is to hear more sooner: what is still to leave and promises a later time is stale."""
    latest = entry.when + timedelta(seconds=cadence + _ROUNDED)
    approvals, drafts = dict(incident.approvals), dict(incident.drafted)
    for message, drafted in incident.drafted.items():
        if drafted.next_update is None or drafted.next_update <= latest:
            continue
        waiting = [pair for pair in map(_pair, drafted.drafts) if pair not in drafted.left]
        drafts[message] = replace(drafted, stale={**drafted.stale, **dict.fromkeys(waiting, RAISED)})
        for pair in waiting:
            approval = approvals.get((message, *pair))
            if approval and not approval.void:
                approvals[message, *pair] = replace(approval, void=RAISED)
    return replace(incident, approvals=approvals, drafted=drafts)


@_on(ev.StatusSet)
def _status_set(event: ev.StatusSet, incident: Incident, entry: Entry) -> Incident:
    return replace(incident, status=event.status)


@_on(ev.MilestoneMarked)
def _marked(event: ev.MilestoneMarked, incident: Incident, entry: Entry) -> Incident:
    return replace(incident, milestones={**incident.milestones, event.milestone: event.reached})


@_on(ev.StepStarted)
def _step_started(event: ev.StepStarted, incident: Incident, entry: Entry) -> Incident:
    return _with_step(incident, event.step, StepState("started", entry.when, entry.actor))


@_on(ev.StepDone)
def _step_done(event: ev.StepDone, incident: Incident, entry: Entry) -> Incident:
    before = incident.steps.get(event.step)
    times = before.times + 1 if before and before.state == "done" else 1
    state = StepState("done", entry.when, entry.actor, event.answer, event.override, times)
    incident = _with_step(incident, event.step, state)
    return _jump(incident, event.step, event.next, entry) if event.next else incident


@_on(ev.StepSkipped)
def _step_skipped(event: ev.StepSkipped, incident: Incident, entry: Entry) -> Incident:
    return _with_step(incident, event.step, StepState("skipped", entry.when, entry.actor, reason=event.reason))


@_on(ev.StepFailed)
def _step_failed(event: ev.StepFailed, incident: Incident, entry: Entry) -> Incident:
    return _with_step(incident, event.step, StepState("failed", entry.when, entry.actor, reason=event.reason))


@_on(ev.StepReopened)
def _step_reopened(event: ev.StepReopened, incident: Incident, entry: Entry) -> Incident:
    kept = {step: state for step, state in incident.steps.items() if event.step not in {step, state.jumped_by}}
    return replace(incident, steps=kept)


@_on(ev.ChannelSet)
def _channel_set(event: ev.ChannelSet, incident: Incident, entry: Entry) -> Incident:
    return replace(incident, channels={**incident.channels, event.channel: event.state})


@_on(ev.MessageDrafted)
def _drafted(event: ev.MessageDrafted, incident: Incident, entry: Entry) -> Incident:
    before = incident.drafted.get(event.message)
    old = {_pair(draft): draft.digest for draft in before.drafts} if before else {}
    authors = {
        _pair(draft): before.authors.get(_pair(draft), before.author)
        if before and old.get(_pair(draft)) == draft.digest
        else entry.actor
        for draft in event.drafts
    }
    kept = {pair for pair in old if " ".join(pair) in event.kept and pair in authors}
    stale = {pair: name for pair, name in before.stale.items() if pair in kept} if before else {}
    left = before.left & kept if before else frozenset()
    drafts = Drafted(entry.when, entry.actor, event.drafts, event.next_update, authors, stale, left)
    incident = replace(incident, drafted={**incident.drafted, event.message: drafts})
    changed = {
        key: replace(approval, void="text")
        for key, approval in incident.approvals.items()
        if key[0] == event.message and not approval.void and approval.digest != _digest(drafts, key[1:])
    }
    return replace(incident, approvals={**incident.approvals, **changed})


@_on(ev.MessageSent)
def _sent(event: ev.MessageSent, incident: Incident, entry: Entry) -> Incident:
    sent = {(event.message, draft.channel, draft.language): entry.when for draft in event.drafts}
    promises = {
        name: promise
        for name, promise in incident.promises.items()
        if name != event.audience or not keeps(event.message, promise, incident)
    }
    incident = _end_sending(incident, event.attempt, "sent", "") if event.attempt else _by_hand(incident, event)
    if drafted := incident.drafted.get(event.message):
        gone = {_pair(draft) for draft in event.drafts if draft.digest == _digest(drafted, _pair(draft))}
        incident = replace(
            incident, drafted={**incident.drafted, event.message: replace(drafted, left=drafted.left | gone)}
        )
    served = {
        key: replace(approval, left=True)
        for draft in event.drafts
        if (approval := incident.approvals.get(key := (event.message, *_pair(draft))))
        and approval.digest == draft.digest
    }
    approvals = {**incident.approvals, **served}
    return replace(incident, sent={**incident.sent, **sent}, promises=promises, approvals=approvals)


@_on(ev.MessageApproved)
def _approved(event: ev.MessageApproved, incident: Incident, entry: Entry) -> Incident:
    drafted = incident.drafted.get(event.message)
    new = {
        (event.message, text.channel, text.language): Approval(
            text.digest,
            event.by,
            event.role,
            entry.when,
            drafted.at if drafted else entry.when,
            text.own,
            held=_held(incident, event.by, event.role),
        )
        for text in event.texts
    }
    return replace(incident, approvals={**incident.approvals, **new})


def _held(incident: Incident, person: str, asked: str) -> str:
    """The role of somebody: the one that is asked for, where they hold it in either way; else the first they hold."""
    taken = [*incident.roles.items(), *incident.deputies.items()]
    mine = [role for role, who in taken if folded(who) == folded(person)]
    return asked if asked in mine else next(iter(mine), "")


@_on(ev.MessageSending)
def _sending(event: ev.MessageSending, incident: Incident, entry: Entry) -> Incident:
    sending = Sending(event.message, event.channel, event.language, event.digest, event.destination, entry.when)
    return replace(incident, sendings={**incident.sendings, event.attempt: sending})


@_on(ev.MessageFailed)
def _failed(event: ev.MessageFailed, incident: Incident, entry: Entry) -> Incident:
    return _end_sending(incident, event.attempt, "unknown" if event.unsure else "failed", event.reason)


@_on(ev.Acknowledged)
def _acknowledged(event: ev.Acknowledged, incident: Incident, entry: Entry) -> Incident:
    return replace(incident, acknowledged={**incident.acknowledged, event.person: entry.when})


@_on(ev.PromiseMade)
def _promised(event: ev.PromiseMade, incident: Incident, entry: Entry) -> Incident:
    promise = Promise(event.audience, event.due, entry.when, event.message)
    before = incident.promises.get(event.audience)
    if before and before.due <= promise.due and not keeps(event.message, before, incident):
        return incident  # they were promised an earlier word, and have not had it
    return replace(incident, promises={**incident.promises, event.audience: promise})


@_on(ev.ActionAdded)
def _action_added(event: ev.ActionAdded, incident: Incident, entry: Entry) -> Incident:
    action = Action(event.number, event.title, event.owner, event.due, event.kind)
    return replace(incident, actions={**incident.actions, event.number: action})


@_on(ev.ActionDone)
def _action_done(event: ev.ActionDone, incident: Incident, entry: Entry) -> Incident:
    if event.number not in incident.actions:
        return incident
    action = replace(incident.actions[event.number], done_at=entry.when)
    return replace(incident, actions={**incident.actions, event.number: action})


@_on(ev.ClockStarted)
def _clock_started(event: ev.ClockStarted, incident: Incident, entry: Entry) -> Incident:
    """It runs, from its beginning if it was over; one that it stands in for is carried on by it."""
    new = {name: from_plain(Countdown, plain) for name, plain in event.definitions.items()}
    incident = replace(incident, definitions={**new, **incident.definitions})
    by = event.by or entry.actor
    state = ClockState(
        event.clock, event.start, event.due, entry.when, by, event.reason, event.step, event.fact, event.chained
    )
    clocks = {**incident.clocks, event.clock: state}
    definition = incident.countdowns.get(event.clock)
    carried = clocks.get(definition.within) if definition and definition.within else None
    if carried and carried.state == "running":
        clocks[carried.clock] = replace(carried, state="carried", ended_at=entry.when, carried_by=event.clock)
    return replace(incident, clocks=clocks)


@_on(ev.ClockMet)
def _clock_met(event: ev.ClockMet, incident: Incident, entry: Entry) -> Incident:
    """The first time counts; a further filing adds its reference."""
    found = incident.clocks.get(event.clock)
    if found is None:
        return incident
    if found.state == "met":
        references = ", ".join(filter(None, (found.reference, event.reference)))
        return _with_clock(incident, replace(found, reference=references))
    return _with_clock(incident, _over(found, "met", event.reason, entry, event.reference))


@_on(ev.ClockWaived)
def _clock_waived(event: ev.ClockWaived, incident: Incident, entry: Entry) -> Incident:
    found = incident.clocks.get(event.clock)
    return _with_clock(incident, _over(found, "waived", event.reason, entry)) if found else incident


def _over(clock: ClockState, state: str, why: str, entry: Entry, reference: str = "") -> ClockState:
    return replace(
        clock, state=state, ended_at=entry.when, ended_by=entry.actor, ended_why=why, reference=reference, carried_by=""
    )


def _with_clock(incident: Incident, clock: ClockState) -> Incident:
    return replace(incident, clocks={**incident.clocks, clock.clock: clock})


def _changed(incident: Incident, fact: str) -> Incident:
    """A fact is not what it was: drafts written from it are stale, and their approvals do not count any more."""
    approvals, drafts = dict(incident.approvals), dict(incident.drafted)
    for message, drafted in incident.drafted.items():
        touched = [_pair(draft) for draft in drafted.drafts if fact in draft.facts]
        drafts[message] = replace(drafted, stale={**drafted.stale, **dict.fromkeys(touched, fact)})
        for pair in touched:
            approval = approvals.get((message, *pair))
            if approval and not approval.void:
                approvals[message, *pair] = replace(approval, void=fact)
    return replace(incident, approvals=approvals, drafted=drafts)


def _pair(draft: ev.DraftText) -> tuple[str, str]:
    return draft.channel, draft.language


def _digest(drafted: Drafted, pair: tuple[str, ...]) -> str:
    return next((draft.digest for draft in drafted.drafts if _pair(draft) == pair), "")


def _by_hand(incident: Incident, event: ev.MessageSent) -> Incident:
    """Attempts to send these very texts that did not end well are settled: somebody saw to it."""
    texts = {(event.message, *_pair(draft), draft.digest) for draft in event.drafts}
    settled = {
        attempt: replace(sending, by_hand=True)
        for attempt, sending in incident.sendings.items()
        if sending.state != "sent" and (sending.message, sending.channel, sending.language, sending.digest) in texts
    }
    return replace(incident, sendings={**incident.sendings, **settled})


def _end_sending(incident: Incident, attempt: str, state: str, reason: str) -> Incident:
    if attempt not in incident.sendings:
        return incident
    ended = replace(incident.sendings[attempt], state=state, reason=reason)
    return replace(incident, sendings={**incident.sendings, attempt: ended})


def _with_step(incident: Incident, step: str, state: StepState) -> Incident:
    return replace(incident, steps={**incident.steps, step: state})


def _jump(incident: Incident, decision: str, target: str, entry: Entry) -> Incident:
    """A decision that leads further down leaves the steps between behind, unless they were done before."""
    order = [step.id for _, step in incident.playbook.steps()]
    if decision not in order or target not in order:
        return incident
    between = order[order.index(decision) + 1 : order.index(target)]
    state = StepState("not_applicable", entry.when, entry.actor, jumped_by=decision)
    jumped = {step: state for step in between if incident.state_of(step) == "pending"}
    return replace(incident, steps={**incident.steps, **jumped})
