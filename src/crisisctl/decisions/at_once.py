"""Two people at the same moment: the first wins, and the other one is told who it was and what they did.

What is done for good is refused by its own decision. Here is the rest: what may well be done again or set anew, but
hardly within seconds by somebody else, who cannot have seen the first. Nothing is blocked: a moment later it goes in.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from crisisctl import acts as act
from crisisctl import events as ev
from crisisctl.acts import Clock
from crisisctl.errors import Refused
from crisisctl.events import Entry
from crisisctl.incident import Incident

AT_ONCE = timedelta(seconds=10)
"""Within this time nobody has read what another did, and decided otherwise."""
LATELY = timedelta(minutes=10)
"""Until then it is said how long ago somebody else did what is done."""

Clash = Callable[[act.Act, ev.Event], str]
"""What an event has done already of an act, in a few words; empty where the two have nothing to do with each other."""


def refuse_at_once(wanted: act.Act, incident: Incident, clock: Clock) -> None:
    """Raise ``Refused`` where somebody else did just now what ``wanted`` would do over."""
    if wanted.when is not None or not clock.actor or type(wanted) not in _CLASHES:
        return
    for entry in reversed(incident.entries):
        if clock.now - entry.at > AT_ONCE:
            return
        told = _CLASHES[type(wanted)](wanted, entry.event) if entry.actor != clock.actor else ""
        if told:
            left = int((AT_ONCE - (clock.now - entry.at)).total_seconds()) + 1
            hint = f"look at it; if it is to be otherwise, the same goes in {left} s from now"
            raise Refused(by_other(entry, clock.now, told), hint)


def by_other(entry: Entry, now: datetime, told: str) -> str:
    return did(entry.actor, entry.at, now, told)


def did(actor: str, at: datetime, now: datetime, told: str) -> str:
    """``Ana did this 2 s ago: look is done``."""
    seconds = max(int((now - at).total_seconds()), 0)
    span = f"{seconds} s" if seconds < 120 else f"{seconds // 60} min"
    return f"{actor} did this {span} ago: {told}"


def told_of(actor: str, at: datetime, clock: Clock, told: str, otherwise: str) -> str:
    """Who did it and how long ago, where it was somebody else and lately; else ``otherwise``."""
    if clock.actor and actor != clock.actor and timedelta() <= clock.now - at <= LATELY:
        return did(actor, at, clock.now, told)
    return otherwise


def _severity(wanted: act.Act, event: ev.Event) -> str:
    return f"severity {event.severity}" if isinstance(event, ev.SeveritySet) else ""


def _status(wanted: act.Act, event: ev.Event) -> str:
    if isinstance(event, ev.Resolved):
        return "it is resolved"
    return f"it is {event.status}" if isinstance(event, ev.StatusSet) else ""


def _channel(wanted: act.Act, event: ev.Event) -> str:
    assert isinstance(wanted, act.SetChannel)  # noqa: S101 - by the table below
    same = isinstance(event, ev.ChannelSet) and event.channel == wanted.channel
    return f"{event.channel} is {event.state}" if same and isinstance(event, ev.ChannelSet) else ""


def _facts(wanted: act.Act, event: ev.Event) -> str:
    assert isinstance(wanted, act.SetFacts)  # noqa: S101
    return f"{event.name} is known" if isinstance(event, ev.FactSet) and event.name in wanted.values else ""


def _step_again(wanted: act.Act, event: ev.Event) -> str:
    assert isinstance(wanted, act.Do | act.Skip)  # noqa: S101
    if isinstance(event, ev.StepDone) and event.step == wanted.step:
        return f"{event.step} is done"
    return f"{event.step} is skipped" if isinstance(event, ev.StepSkipped) and event.step == wanted.step else ""


def _failed(wanted: act.Act, event: ev.Event) -> str:
    assert isinstance(wanted, act.Fail)  # noqa: S101
    return f"{event.step} is failed" if isinstance(event, ev.StepFailed) and event.step == wanted.step else ""


def _milestone(wanted: act.Act, event: ev.Event) -> str:
    assert isinstance(wanted, act.Mark)  # noqa: S101
    same = isinstance(event, ev.MilestoneMarked) and event.milestone == wanted.milestone
    return f"{wanted.milestone} is marked" if same else ""


def _playbook(wanted: act.Act, event: ev.Event) -> str:
    if not isinstance(event, ev.PlaybookChanged):
        return ""
    return f"it goes on with the playbook {event.playbook.get('id', '')}"


def _clock(wanted: act.Act, event: ev.Event) -> str:
    assert isinstance(wanted, act.StartClock | act.MeetClock | act.WaiveClock)  # noqa: S101
    words = {ev.ClockStarted: "runs", ev.ClockMet: "is met", ev.ClockWaived: "is waived"}
    same = isinstance(event, ev.ClockStarted | ev.ClockMet | ev.ClockWaived) and event.clock == wanted.clock
    return f"{wanted.clock} {words[type(event)]}" if same and type(event) in _OF_CLOCK[type(wanted)] else ""


_OF_CLOCK: dict[type[act.Act], tuple[type[ev.Event], ...]] = {
    act.StartClock: (ev.ClockStarted, ev.ClockWaived),
    act.MeetClock: (ev.ClockMet, ev.ClockWaived),
    act.WaiveClock: (ev.ClockMet, ev.ClockStarted, ev.ClockWaived),
}
"""What undoes each of them, or is the same."""


def _sent(wanted: act.Act, event: ev.Event) -> str:
    assert isinstance(wanted, act.Send)  # noqa: S101
    if not isinstance(event, ev.MessageSent) or event.message != wanted.message or event.attempt:
        return ""
    same = [
        f"{each.channel} {each.language}"
        for each in event.drafts
        if each.channel in (wanted.channels or (each.channel,))
        and each.language in (wanted.languages or (each.language,))
    ]
    return f"{event.message} is recorded as sent ({', '.join(same)})" if same else ""


_CLASHES: dict[type[act.Act], Clash] = {
    act.SetSeverity: _severity,
    act.SetStatus: _status,
    act.SetChannel: _channel,
    act.SetFacts: _facts,
    act.Do: _step_again,
    act.Skip: _step_again,
    act.Fail: _failed,
    act.Mark: _milestone,
    act.ChangePlaybook: _playbook,
    act.StartClock: _clock,
    act.MeetClock: _clock,
    act.WaiveClock: _clock,
    act.Send: _sent,
}
