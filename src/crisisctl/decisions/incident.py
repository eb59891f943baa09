"""The incident as a whole: opened, staged, resolved, closed, cancelled, reopened."""

from __future__ import annotations

from datetime import datetime

from crisisctl import acts as act
from crisisctl import events as ev
from crisisctl.acts import Clock
from crisisctl.decisions import Events, asked, decide_on, on
from crisisctl.errors import Refused
from crisisctl.events import Event
from crisisctl.expressions import holds
from crisisctl.facts import set_facts, unanswered
from crisisctl.incident import CLOSURE_REASONS, STATUSES, Incident
from crisisctl.milestones import against_moving, disorder, to_the_minute
from crisisctl.plain import to_plain
from crisisctl.playbook import MILESTONES, SEVERITIES, Step
from crisisctl.scenario import FASTEST, SLOWEST
from crisisctl.text import did_you_mean, listed, one_line
from crisisctl.times import format_stamp, from_iso, to_iso


@on(act.Open)
def _open(wanted: act.Open, incident: Incident, clock: Clock) -> Events:
    if incident.id:
        raise Refused(f"{incident.id} exists already")
    _as_a_drill(wanted)
    opened = ev.Opened(
        wanted.incident,
        wanted.title,
        to_plain(wanted.playbook),
        to_plain(wanted.organisation),
        wanted.mode,
        wanted.version,
        to_plain(wanted.scenario) if wanted.scenario else {},
        wanted.speed,
    )
    at = wanted.when or clock.now
    fresh = Incident(id=wanted.incident, playbook=wanted.playbook, organisation=wanted.organisation, opened_at=at)
    events: Events = (opened,)
    if wanted.severity != "unset":
        events += (ev.SeveritySet(_severity(wanted.severity)),)
    for role, person in wanted.roles.items():
        events += decide_on(act.TakeRole(role, person, when=wanted.when), fresh, clock)
    defaults = {name: spec.default for name, spec in wanted.playbook.inputs.items() if spec.default is not None}
    events += set_facts(fresh, {**defaults, **wanted.values}, clock)
    needed = (name for name, spec in wanted.playbook.inputs.items() if spec.required)
    if missing := [name for name in needed if name not in wanted.values and name not in defaults]:
        raise Refused(
            f"the playbook asks for {listed(missing)}",
            f"add {' '.join(f'--set {name}=…' for name in missing)}",
            tuple(missing),
        )
    return events


def _as_a_drill(wanted: act.Open) -> None:
    if wanted.mode != "drill" and (wanted.scenario or wanted.speed != 1):
        raise Refused("only a drill has a scenario or a faster clock", "add --drill")
    if not SLOWEST <= wanted.speed <= FASTEST:
        raise Refused(f"a drill does not run at speed {wanted.speed}", f"between {SLOWEST} and {FASTEST}: --speed 10")
    if wanted.scenario and wanted.scenario.playbook != wanted.playbook.id:
        raise Refused(
            f"the scenario {wanted.scenario.id} is for the playbook {wanted.scenario.playbook}",
            f"start it by: crisisctl start {wanted.scenario.playbook} --drill --scenario {wanted.scenario.id}",
        )


@on(act.ShowInjects)
def _show_injects(wanted: act.ShowInjects, incident: Incident, clock: Clock) -> Events:
    """``engine.decide`` lets every act show what is due; this one does nothing else."""
    return ()


@on(act.Resolve)
def _resolve(wanted: act.Resolve, incident: Incident, clock: Clock) -> Events:
    if incident.status == "resolved":
        raise Refused(f"{incident.id} is resolved already")
    return (ev.Resolved(),)


@on(act.Close)
def _close(wanted: act.Close, incident: Incident, clock: Clock) -> Events:
    reason = asked(wanted.reason, "say how it ended, in a few words", "--reason")
    against = []
    if incident.status != "resolved":
        against.append(f"it is {incident.status}, not resolved")
    if left := [step.id for _, step in incident.playbook.steps() if _is_left(step, incident)]:
        against.append(f"{len(left)} steps are open: {listed(left[:8])}{' …' if len(left) > 8 else ''}")
    if running := [each.clock for each in incident.clocks.values() if each.state == "running"]:
        against.append(f"clocks run: {listed(running)}")
    if later := [step.id for step in unanswered(incident)]:
        against.append(f"still to be answered: {listed(later)}")
    if waiting := [f"{each.audience} ({format_stamp(each.due, clock.zone)})" for each in incident.promises.values()]:
        against.append(f"word is still promised to {listed(waiting)}")
    if mixed := [f"{then} < {first}" for first, then in disorder(incident.milestones)]:
        against.append(f"milestones are out of order: {listed(mixed)}")
    if against and not wanted.force:
        raise Refused(
            f"{incident.id} is not ready to close: {'; '.join(against)}", "finish or skip them, or close with --force"
        )
    return (ev.Closed(reason, override="; ".join(against)),)


def _is_left(step: Step, incident: Incident) -> bool:
    if step.optional or step.repeats or incident.state_of(step.id) not in {"pending", "started"}:
        return False
    return step.when is None or holds(step.when, incident.values())


@on(act.Cancel)
def _cancel(wanted: act.Cancel, incident: Incident, clock: Clock) -> Events:
    if wanted.reason not in CLOSURE_REASONS:
        raise Refused(f"`{wanted.reason}` is not a reason to cancel", f"one of {listed(CLOSURE_REASONS)}")
    return (ev.Cancelled(wanted.reason, wanted.note),)


@on(act.Reopen)
def _reopen(wanted: act.Reopen, incident: Incident, clock: Clock) -> Events:
    if incident.status not in {"resolved", "closed", "cancelled"}:
        raise Refused(f"{incident.id} is {incident.status}: there is nothing to reopen")
    return (ev.Reopened(asked(wanted.reason, "say why it is opened again", "--reason")),)


@on(act.SetStatus)
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
    return (stage(wanted.status),)


def stage(status: str) -> Event:
    return ev.Resolved() if status == "resolved" else ev.StatusSet(status)


@on(act.Retitle)
def _retitle(wanted: act.Retitle, incident: Incident, clock: Clock) -> Events:
    title = one_line(wanted.title).strip()
    if not title:
        raise Refused("an incident has a title", 'write for instance title="WhatsApp down"')
    if title == incident.title:
        raise Refused("that is its title already")
    return (ev.Retitled(title),)


@on(act.SetSeverity)
def _set_severity(wanted: act.SetSeverity, incident: Incident, clock: Clock) -> Events:
    level = _severity(wanted.severity)
    if level == incident.severity:
        raise Refused(f"the severity is {level} already")
    if incident.severity != "unset":
        asked(wanted.reason, f"say why the severity changes from {incident.severity} to {level}", "--reason")
    return (ev.SeveritySet(level, wanted.reason),)


def _severity(level: str) -> str:
    if level.upper() not in SEVERITIES:
        raise Refused(
            f"there is no severity `{level}`", f"one of {listed(SEVERITIES)}; when in doubt take the higher (SEV1)"
        )
    return level.upper()


_BY_THEIR_OWN = {"resolved": "resolve", "closed": "close"}
"""Milestones that come with more than themselves; once reached, their time may be set right."""


@on(act.Mark)
def _mark(wanted: act.Mark, incident: Incident, clock: Clock) -> Events:
    if wanted.milestone not in MILESTONES:
        near = did_you_mean(wanted.milestone, MILESTONES)
        raise Refused(f"there is no milestone `{wanted.milestone}`{near}", f"one of {listed(MILESTONES)}")
    if wanted.milestone in _BY_THEIR_OWN and wanted.milestone not in incident.milestones:
        raise Refused(f"`{wanted.milestone}` is not only a mark", f"use: crisisctl {_BY_THEIR_OWN[wanted.milestone]}")
    at = wanted.when or clock.now
    stands = incident.milestones.get(wanted.milestone)
    if stands is None or to_the_minute(stands) == to_the_minute(at):
        return (ev.MilestoneMarked(wanted.milestone, at), *_known_by_it(wanted.milestone, at, incident))
    if not wanted.force:
        raise Refused(
            _stands(wanted.milestone, stands, at, incident, clock), 'to move it all the same: --force --reason "…"'
        )
    reason = asked(wanted.reason, f"say why {wanted.milestone} is moved; the report will show it", "--reason")
    return (ev.MilestoneMarked(wanted.milestone, at, reason), *_known_by_it(wanted.milestone, at, incident))


def _stands(name: str, stands: datetime, at: datetime, incident: Incident, clock: Clock) -> str:
    """Where a milestone is that would be moved, and what would be out of order then."""
    told = f"{name} stands at {format_stamp(stands, clock.zone)}"
    if broken := against_moving(incident.milestones, name, at):
        others = listed(f"{each} ({format_stamp(incident.milestones[each], clock.zone)})" for each in broken)
        return f"{told}, and at {format_stamp(at, clock.zone)} it would be out of order with {others}"
    return f"{told}; it would be moved to {format_stamp(at, clock.zone)}"


def _known_by_it(milestone: str, at: datetime, incident: Incident) -> Events:
    """The facts that say when it was, where they are known: messages and report must not tell another time."""
    value = to_iso(at)
    return tuple(
        ev.FactSet(name, value)
        for name, spec in incident.playbook.known().items()
        if spec.milestone == milestone and not spec.secret and name in incident.facts
        if to_the_minute(from_iso(str(incident.facts[name].value))) != to_the_minute(at)
    )
