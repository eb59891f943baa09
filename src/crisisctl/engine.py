"""What follows from an act: ``decide``, the one way into history. Pure; the log is written elsewhere.

The playbook is not handed in: it lies in the incident, as it was when the incident was opened.
"""

from __future__ import annotations

from crisisctl import acts as act
from crisisctl.acts import SLACK, Clock
from crisisctl.clocks import follow
from crisisctl.decisions import (
    Events,
    clocks,
    decide_on,
    handover,
    incident,
    messages,
    playbook,
    record,
    removal,
    sendings,
    steps,
)
from crisisctl.decisions.at_once import refuse_at_once
from crisisctl.errors import NotFound, Refused
from crisisctl.events import ChannelSet, Event, InjectShown
from crisisctl.incident import FORGOTTEN, Incident
from crisisctl.injects import due
from crisisctl.persons import resolved

DECISIONS = (incident, playbook, steps, record, handover, messages, sendings, clocks, removal)
"""The modules that register what follows from each act; they are imported for that."""

_NOT_BEFORE_A_SCREEN = (act.Redact, act.Forget, act.Close, act.Cancel)
"""After these nobody looks at what a drill shows: they are about the log, or end the incident."""

_AFTER_THE_END = (
    act.Note,
    act.Correct,
    act.AddAction,
    act.FinishAction,
    act.SetFacts,
    act.Reopen,
    act.Mark,
    act.EndSending,
    act.StartClock,
    act.MeetClock,
    act.WaiveClock,
    act.Redact,
    act.Forget,
)


def decide(found: Incident, wanted: act.Act, clock: Clock) -> Events:
    """The events that ``wanted`` leads to; none only where everything is so already.

    Raises ``Refused`` or ``NotFound`` with what to do instead.
    """
    if wanted.when and wanted.when > clock.now + SLACK:
        raise Refused("that time is still to come", "an incident's log holds what has happened; use --at for the past")
    if not isinstance(wanted, act.Open):
        if not found.id:
            raise NotFound("there is no such incident", "crisisctl list shows them all")
        if found.status == FORGOTTEN:
            raise Refused(f"{found.id} was forgotten", f"what is left of it: crisisctl log -i {found.id}")
        if found.ended and not isinstance(wanted, _AFTER_THE_END):
            raise Refused(f"{found.id} is {found.status}", 'open it again by: crisisctl reopen --reason "…"')
    wanted = resolved(wanted, found)
    events = decide_on(wanted, found, clock)
    refuse_at_once(wanted, found, clock)
    events = (*events, *follow(found, events, wanted.when or clock.now, clock))
    return events if isinstance(wanted, _NOT_BEFORE_A_SCREEN) else (*events, *_shown(found, events, clock))


def _shown(found: Incident, events: Events, clock: Clock) -> Events:
    """The injects of a drill that are due, and what they do to channels: whoever acts has the screen before them."""
    made: list[Event] = []
    states = dict(found.channels) | {each.channel: each.state for each in events if isinstance(each, ChannelSet)}
    for inject in due(found, clock.now):
        made.append(InjectShown(inject.id))
        for channel, state in inject.channels.items():
            if states.get(channel, "up") != state:
                states[channel] = state
                made.append(ChannelSet(channel, state, inject=inject.id))
    return tuple(made)
