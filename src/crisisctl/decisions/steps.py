"""Steps: done, skipped, failed, opened again, run."""

from __future__ import annotations

from datetime import datetime

from crisisctl import acts as act
from crisisctl import events as ev
from crisisctl.acts import Clock
from crisisctl.decisions import Events, asked, on
from crisisctl.decisions.at_once import did, told_of
from crisisctl.decisions.incident import stage
from crisisctl.decisions.playbook import change
from crisisctl.errors import NotFound, Refused
from crisisctl.expressions import holds
from crisisctl.incident import Incident
from crisisctl.playbook import Step
from crisisctl.steps import kind_of
from crisisctl.text import did_you_mean, listed


@on(act.Do)
def _do(wanted: act.Do, incident: Incident, clock: Clock) -> Events:
    step = open_step(wanted.step, incident, clock)
    outcome = kind_of(step).answer(step, incident, wanted.answers, clock)
    override = ""
    missing = outcome.missing
    if step.when and not holds(step.when, incident.values()):
        missing = f"{step.id} does not apply (only if {step.when})"
    if missing:
        if not wanted.force:
            raise Refused(missing, f'or go on all the same: crisisctl done {step.id} --force --reason "…"')
        override = asked(wanted.reason, "say why you go on all the same", "--reason")
    done = ev.StepDone(step.id, outcome.answer, outcome.next, override)
    events = (*outcome.events, done, *outcome.after, *reached(step, incident, wanted.when or clock.now))
    if wanted.playbook:
        events += change(incident, wanted.playbook, wanted.when or clock.now, step=step.id)
    return events


def reached(step: Step, incident: Incident, at: datetime) -> Events:
    """What doing a step brings about beside itself: its milestone, its stage."""
    events: Events = ()
    if step.marks and step.marks not in incident.milestones:
        events += (ev.MilestoneMarked(step.marks, at),)
    if step.stage and step.stage != incident.status:
        events += (stage(step.stage),)
    return events


@on(act.Skip)
def _skip(wanted: act.Skip, incident: Incident, clock: Clock) -> Events:
    step = open_step(wanted.step, incident, clock)
    if not step.optional:
        asked(wanted.reason, f"say why {step.id} is skipped; the report will show it", "--reason")
    return (ev.StepSkipped(step.id, wanted.reason),)


@on(act.Fail)
def _fail(wanted: act.Fail, incident: Incident, clock: Clock) -> Events:
    step = open_step(wanted.step, incident, clock)
    return (ev.StepFailed(step.id, asked(wanted.reason, f"say what went wrong with {step.id}", "--reason")),)


@on(act.ReopenStep)
def _reopen_step(wanted: act.ReopenStep, incident: Incident, clock: Clock) -> Events:
    step = step_of(wanted.step, incident)
    if incident.state_of(step.id) == "pending":
        raise Refused(f"{step.id} is open already")
    return (ev.StepReopened(step.id, asked(wanted.reason, f"say why {step.id} is opened again", "--reason")),)


@on(act.RunCommand)
def _run(wanted: act.RunCommand, incident: Incident, clock: Clock) -> Events:
    step = open_step(wanted.step, incident, clock)
    if step.kind != "command" or not step.run:
        raise Refused(f"{step.id} is a {step.kind} step: it has no command to run", f"use: crisisctl done {step.id}")
    begun = incident.steps.get(step.id)
    if begun and begun.state == "started" and begun.actor != clock.actor and clock.actor:
        left = step.timeout - int((clock.now - begun.at).total_seconds())
        if left > 0:
            told = did(begun.actor, begun.at, clock.now, f"the command of {step.id} is started")
            raise Refused(told, f"it may run for {left} s yet: crisisctl status shows how it went")
    return (ev.StepStarted(step.id, step.run),)


def step_of(step_id: str, incident: Incident) -> Step:
    step = incident.step(step_id)
    if step is None:
        known = [each.id for _, each in incident.playbook.steps()]
        raise NotFound(
            f"there is no step `{step_id}` in {incident.id}{did_you_mean(step_id, known)}", f"it has {listed(known)}"
        )
    return step


def open_step(step_id: str, incident: Incident, clock: Clock) -> Step:
    step = step_of(step_id, incident)
    state = incident.steps.get(step_id)
    if state and state.state in {"done", "skipped"} and not step.repeats:
        otherwise = f"{step_id} is {state.state} already, by {state.actor}"
        raise Refused(
            told_of(state.actor, state.at, clock, f"{step_id} is {state.state}", otherwise),
            f'to do it again: crisisctl reopen {step_id} --reason "…"',
        )
    return step
