"""What follows from an act: ``decide``, the one function that writes history. Pure; the log is written elsewhere.

The playbook is not handed in: it lies in the incident, as it was when the incident was opened.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import singledispatch


from crisisctl import acts as act
from crisisctl import events as ev
from crisisctl.acts import Clock
from crisisctl.errors import NotFound, Refused
from crisisctl.events import Event
from crisisctl.facts import set_facts
from crisisctl.incident import CHANNEL_STATES, CLOSURE_REASONS, STATUSES, Incident
from crisisctl.plain import to_plain
from crisisctl.playbook import MILESTONES, SEVERITIES, Message, Step
from crisisctl.steps import kind_of
from crisisctl.text import did_you_mean, listed

Events = tuple[Event, ...]

_AFTER_THE_END = (act.Note, act.Correct, act.AddAction, act.FinishAction, act.SetFacts, act.Reopen, act.Mark)
_SLACK = timedelta(minutes=2)
"""How far ahead of ours somebody else's clock may be."""


def decide(incident: Incident, wanted: act.Act, clock: Clock) -> Events:
    """The events that ``wanted`` leads to; never none without a word. Raises ``Refused`` or ``NotFound`` with what to do."""
    if wanted.when and wanted.when > clock.now + _SLACK:
        raise Refused("that time is still to come", "an incident's log holds what has happened; use --at for the past")
    if not isinstance(wanted, act.Open):
        if not incident.id:
            raise NotFound("there is no such incident", "crisisctl list shows them all")
        if incident.ended and not isinstance(wanted, _AFTER_THE_END):
            raise Refused(f"{incident.id} is {incident.status}", 'open it again by: crisisctl reopen --reason "…"')
    return _decide(wanted, incident, clock)


@singledispatch
def _decide(wanted: act.Act, incident: Incident, clock: Clock) -> Events:
    raise AssertionError(f"nobody decides on {type(wanted).__name__}")


def _on(kind: type[act.Act]) -> Callable[[Callable[..., Events]], Callable[..., Events]]:
    return _decide.register(kind)


# --- the incident as a whole ---------------------------------------------------------------------------------------


@_on(act.Open)
def _open(wanted: act.Open, incident: Incident, clock: Clock) -> Events:
    if incident.id:
        raise Refused(f"{incident.id} exists already")
    opened = ev.Opened(
        wanted.incident,
        wanted.title,
        to_plain(wanted.playbook),
        to_plain(wanted.organisation),
        wanted.mode,
        wanted.version,
    )
    at = wanted.when or clock.now
    fresh = Incident(id=wanted.incident, playbook=wanted.playbook, organisation=wanted.organisation, opened_at=at)
    required = [name for name, spec in wanted.playbook.inputs.items() if spec.required and name not in wanted.values]
    defaults = {name: spec.default for name, spec in wanted.playbook.inputs.items() if spec.default is not None}
    if missing := [name for name in required if name not in defaults]:
        raise Refused(
            f"the playbook asks for {listed(missing)}", f"add {' '.join(f'--set {name}=…' for name in missing)}"
        )
    events: Events = (opened,)
    if wanted.severity != "unset":
        events += (ev.SeveritySet(_severity(wanted.severity)),)
    for role, person in wanted.roles.items():
        events += _decide(act.TakeRole(role, person, when=wanted.when), fresh, clock)
    return events + set_facts(fresh, {**defaults, **wanted.values}, clock)


@_on(act.Resolve)
def _resolve(wanted: act.Resolve, incident: Incident, clock: Clock) -> Events:
    if incident.status == "resolved":
        raise Refused(f"{incident.id} is resolved already")
    return (ev.Resolved(),)


@_on(act.Close)
def _close(wanted: act.Close, incident: Incident, clock: Clock) -> Events:
    reason = _asked(wanted.reason, "say how it ended, in a few words", "--reason")
    against = []
    if incident.status != "resolved":
        against.append(f"it is {incident.status}, not resolved")
    if left := [step.id for _, step in incident.playbook.steps() if _is_left(step, incident)]:
        against.append(f"{len(left)} steps are open: {listed(left[:8])}{' …' if len(left) > 8 else ''}")
    if against and not wanted.force:
        raise Refused(
            f"{incident.id} is not ready to close: {'; '.join(against)}", "finish or skip them, or close with --force"
        )
    return (ev.Closed(reason, override="; ".join(against)),)


def _is_left(step: Step, incident: Incident) -> bool:
    from crisisctl.expressions import holds

    if step.optional or step.repeats or incident.state_of(step.id) not in {"pending", "started"}:
        return False
    return step.when is None or holds(step.when, incident.values())


@_on(act.Cancel)
def _cancel(wanted: act.Cancel, incident: Incident, clock: Clock) -> Events:
    if wanted.reason not in CLOSURE_REASONS:
        raise Refused(f"`{wanted.reason}` is not a reason to cancel", f"one of {listed(CLOSURE_REASONS)}")
    return (ev.Cancelled(wanted.reason, wanted.note),)


@_on(act.Reopen)
def _reopen(wanted: act.Reopen, incident: Incident, clock: Clock) -> Events:
    if incident.status not in {"resolved", "closed", "cancelled"}:
        raise Refused(f"{incident.id} is {incident.status}: there is nothing to reopen")
    return (ev.Reopened(_asked(wanted.reason, "say why it is opened again", "--reason")),)


@_on(act.SetStatus)
def _status(wanted: act.SetStatus, incident: Incident, clock: Clock) -> Events:
    if wanted.status not in STATUSES:
        raise Refused(
            f"there is no stage `{wanted.status}`{did_you_mean(wanted.status, STATUSES)}",
            f"one of {listed(STATUSES[:4])}",
        )
    if wanted.status in {"closed", "cancelled"}:
        raise Refused(f"{wanted.status} is not a stage of the work", "use: crisisctl close, crisisctl cancel")
    if wanted.status == incident.status:
        raise Refused(f"{incident.id} is {wanted.status} already")
    return (_stage(wanted.status),)


def _stage(status: str) -> Event:
    return ev.Resolved() if status == "resolved" else ev.StatusSet(status)


@_on(act.SetSeverity)
def _set_severity(wanted: act.SetSeverity, incident: Incident, clock: Clock) -> Events:
    level = _severity(wanted.severity)
    if level == incident.severity:
        raise Refused(f"the severity is {level} already")
    if incident.severity != "unset":
        _asked(wanted.reason, f"say why the severity changes from {incident.severity} to {level}", "--reason")
    return (ev.SeveritySet(level, wanted.reason),)


def _severity(level: str) -> str:
    if level.upper() not in SEVERITIES:
        raise Refused(
            f"there is no severity `{level}`", f"one of {listed(SEVERITIES)}; when in doubt take the higher (SEV1)"
        )
    return level.upper()


@_on(act.Mark)
def _mark(wanted: act.Mark, incident: Incident, clock: Clock) -> Events:
    if wanted.milestone not in MILESTONES:
        near = did_you_mean(wanted.milestone, MILESTONES)
        raise Refused(f"there is no milestone `{wanted.milestone}`{near}", f"one of {listed(MILESTONES)}")
    return (ev.MilestoneMarked(wanted.milestone, wanted.when or clock.now),)


# --- steps ---------------------------------------------------------------------------------------------------------


@_on(act.Do)
def _do(wanted: act.Do, incident: Incident, clock: Clock) -> Events:
    step = _open_step(wanted.step, incident)
    outcome = kind_of(step).answer(step, incident, wanted.answers, clock)
    override = ""
    if outcome.missing:
        if not wanted.force:
            raise Refused(outcome.missing, f'or go on all the same: crisisctl done {step.id} --force --reason "…"')
        override = _asked(wanted.reason, "say why you go on all the same", "--reason")
    done = ev.StepDone(step.id, outcome.answer, outcome.next, override)
    return (*outcome.events, done, *_reached(step, incident, wanted.when or clock.now))


def _reached(step: Step, incident: Incident, at: datetime) -> Events:
    """What doing a step brings about beside itself: its milestone, its stage."""
    events: Events = ()
    if step.marks and step.marks not in incident.milestones:
        events += (ev.MilestoneMarked(step.marks, at),)
    if step.stage and step.stage != incident.status:
        events += (_stage(step.stage),)
    return events


@_on(act.Skip)
def _skip(wanted: act.Skip, incident: Incident, clock: Clock) -> Events:
    step = _open_step(wanted.step, incident)
    if not step.optional:
        _asked(wanted.reason, f"say why {step.id} is skipped; the report will show it", "--reason")
    return (ev.StepSkipped(step.id, wanted.reason),)


@_on(act.Fail)
def _fail(wanted: act.Fail, incident: Incident, clock: Clock) -> Events:
    step = _open_step(wanted.step, incident)
    return (ev.StepFailed(step.id, _asked(wanted.reason, f"say what went wrong with {step.id}", "--reason")),)


@_on(act.ReopenStep)
def _reopen_step(wanted: act.ReopenStep, incident: Incident, clock: Clock) -> Events:
    step = _step(wanted.step, incident)
    if incident.state_of(step.id) == "pending":
        raise Refused(f"{step.id} is open already")
    return (ev.StepReopened(step.id, _asked(wanted.reason, f"say why {step.id} is opened again", "--reason")),)


@_on(act.RunCommand)
def _run(wanted: act.RunCommand, incident: Incident, clock: Clock) -> Events:
    step = _open_step(wanted.step, incident)
    if step.kind != "command" or not step.run:
        raise Refused(f"{step.id} is a {step.kind} step: it has no command to run", f"use: crisisctl done {step.id}")
    return (ev.StepStarted(step.id, step.run),)


def _step(step_id: str, incident: Incident) -> Step:
    step = incident.step(step_id)
    if step is None:
        known = [each.id for _, each in incident.playbook.steps()]
        raise NotFound(
            f"there is no step `{step_id}` in {incident.id}{did_you_mean(step_id, known)}", f"it has {listed(known)}"
        )
    return step


def _open_step(step_id: str, incident: Incident) -> Step:
    step = _step(step_id, incident)
    state = incident.steps.get(step_id)
    if state and state.state in {"done", "skipped"} and not step.repeats:
        raise Refused(
            f"{step_id} is {state.state} already, by {state.actor}",
            f'to do it again: crisisctl reopen {step_id} --reason "…"',
        )
    return step


# --- people, facts, notes ------------------------------------------------------------------------------------------


@_on(act.TakeRole)
def _take_role(wanted: act.TakeRole, incident: Incident, clock: Clock) -> Events:
    role = _role(wanted.role, incident)
    held = (incident.deputies if wanted.deputy else incident.roles).get(role)
    if held == wanted.person:
        raise Refused(f"{held} is {role} already")
    events: Events = (ev.RoleLeft(role, held, wanted.deputy),) if held else ()
    if not wanted.person:
        if not held:
            raise Refused(f"nobody is {role}", f"name somebody: crisisctl role {role}=NAME")
        return events
    events += (ev.RoleTaken(role, wanted.person, wanted.deputy),)
    if role == incident.playbook.lead and not wanted.deputy and "acknowledged" not in incident.milestones:
        events += (ev.MilestoneMarked("acknowledged", wanted.when or clock.now),)
    return events


@_on(act.HandOver)
def _hand_over(wanted: act.HandOver, incident: Incident, clock: Clock) -> Events:
    role = _role(wanted.role, incident)
    giver = incident.roles.get(role)
    if giver is None:
        raise Refused(
            f"nobody is {role}: there is nothing to hand over", f"use: crisisctl role {role}={wanted.receiver}"
        )
    if giver == wanted.receiver:
        raise Refused(f"{giver} is {role} already")
    return (ev.RoleHandedOver(role, giver, wanted.receiver, wanted.note),)


def _role(role: str, incident: Incident) -> str:
    known = incident.playbook.roles
    if role not in known:
        raise NotFound(
            f"there is no role `{role}` in this playbook{did_you_mean(role, known)}", f"it has {listed(known)}"
        )
    return role


@_on(act.SetFacts)
def _set(wanted: act.SetFacts, incident: Incident, clock: Clock) -> Events:
    return set_facts(incident, wanted.values, clock, source=wanted.source, confirmed_by=wanted.confirmed_by)


@_on(act.Note)
def _note(wanted: act.Note, incident: Incident, clock: Clock) -> Events:
    return (ev.NoteAdded(_asked(wanted.text, "the note is empty", "TEXT"), wanted.kind),)


@_on(act.Correct)
def _correct(wanted: act.Correct, incident: Incident, clock: Clock) -> Events:
    entry = incident.entries[wanted.seq - 1] if 0 < wanted.seq <= len(incident.entries) else None
    if entry is None or not isinstance(entry.event, ev.NoteAdded):
        what = "no such entry" if entry is None else f"entry {wanted.seq} is {entry.event.type}, not a note"
        raise Refused(
            f"{what}: only notes are corrected", "crisisctl log shows the numbers; facts are set again, steps reopened"
        )
    return (ev.NoteCorrected(wanted.seq, _asked(wanted.text, "the correction is empty", "TEXT")),)


@_on(act.SetChannel)
def _set_channel(wanted: act.SetChannel, incident: Incident, clock: Clock) -> Events:
    if wanted.state not in CHANNEL_STATES:
        raise Refused(f"a channel is not `{wanted.state}`", f"one of {listed(CHANNEL_STATES)}")
    if incident.channels.get(wanted.channel, "up") == wanted.state:
        raise Refused(f"{wanted.channel} is {wanted.state} already")
    return (ev.ChannelSet(wanted.channel, wanted.state, wanted.reason),)


@_on(act.AddAction)
def _add_action(wanted: act.AddAction, incident: Incident, clock: Clock) -> Events:
    title = _asked(wanted.title, "say what is to be done", "TITLE")
    return (ev.ActionAdded(max(incident.actions, default=0) + 1, title, wanted.owner, wanted.due, wanted.kind),)


@_on(act.FinishAction)
def _finish_action(wanted: act.FinishAction, incident: Incident, clock: Clock) -> Events:
    action = incident.actions.get(wanted.number)
    if action is None:
        raise NotFound(f"there is no action {wanted.number}", "crisisctl action list shows them")
    if action.done_at:
        raise Refused(f"action {wanted.number} is done already")
    return (ev.ActionDone(wanted.number, wanted.note),)


# --- messages ------------------------------------------------------------------------------------------------------


@_on(act.Draft)
def _draft(wanted: act.Draft, incident: Incident, clock: Clock) -> Events:
    message = _message(wanted.message, incident)
    before = incident.drafted.get(wanted.message)
    if before and before.drafts == wanted.drafts and before.next_update == wanted.next_update:
        return ()
    return (ev.MessageDrafted(wanted.message, message.audience, wanted.drafts, wanted.next_update),)


@_on(act.Send)
def _send(wanted: act.Send, incident: Incident, clock: Clock) -> Events:
    message = _message(wanted.message, incident)
    drafted = incident.drafted.get(wanted.message)
    chosen = tuple(
        draft
        for draft in (drafted.drafts if drafted else ())
        if draft.channel in (wanted.channels or (draft.channel,))
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
    if step and _all_sent(wanted.message, chosen, incident):
        events += (ev.StepDone(step.id), *_reached(step, incident, at))
    return events


def _step_of(wanted: act.Send, incident: Incident) -> Step | None:
    """The step this sending belongs to: the one named, else the first with this message that is open or repeats."""
    if wanted.step:
        return _step(wanted.step, incident)
    mine = [step for _, step in incident.playbook.steps() if step.message == wanted.message]
    return next((step for step in mine if step.repeats or incident.state_of(step.id) not in {"done", "skipped"}), None)


def _all_sent(message: str, chosen: tuple[ev.DraftText, ...], incident: Incident) -> bool:
    drafted = incident.drafted[message]
    now = {(draft.channel, draft.language) for draft in chosen}
    before = {
        (channel, language)
        for (name, channel, language), at in incident.sent.items()
        if name == message and at >= drafted.at
    }
    return {(draft.channel, draft.language) for draft in drafted.drafts} <= now | before


def _message(message_id: str, incident: Incident) -> Message:
    known = incident.playbook.messages
    if message_id not in known:
        raise NotFound(
            f"there is no message `{message_id}`{did_you_mean(message_id, known)}", f"it has {listed(known)}"
        )
    return known[message_id]


def _asked(text: str, ask: str, option: str) -> str:
    if not text.strip():
        raise Refused(ask, f'add {option} "…"' if option.startswith("-") else f"give {option}")
    return text.strip()
