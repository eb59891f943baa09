"""Legal and contractual clocks: declared, met, waived."""

from __future__ import annotations

from crisisctl import acts as act
from crisisctl import events as ev
from crisisctl.acts import Clock
from crisisctl.clocks import begun, met, since
from crisisctl.decisions import Events, asked, on
from crisisctl.decisions.at_once import told_of
from crisisctl.errors import NotFound, Refused
from crisisctl.incident import ClockState, Incident
from crisisctl.text import did_you_mean, listed
from crisisctl.times import format_stamp


@on(act.StartClock)
def _start(wanted: act.StartClock, incident: Incident, clock: Clock) -> Events:
    known = {**wanted.definitions, **incident.countdowns}
    if wanted.clock not in known:
        raise NotFound(
            f"there is no clock `{wanted.clock}`{did_you_mean(wanted.clock, known)}",
            "crisisctl clock list --all names them",
        )
    found = incident.clocks.get(wanted.clock)
    start = wanted.start or since(known[wanted.clock], incident) or wanted.when or clock.now
    if found and found.state == "running" and found.start == start:
        raise Refused(_runs(found, clock), "crisisctl clock list")
    if found and found.state == "running" and wanted.start is None:
        hint = f'to set right when it began: crisisctl clock start {wanted.clock} --at TIME --reason "…"'
        raise Refused(_runs(found, clock), hint)
    ask = f"say why {wanted.clock} is started anew" if found else f"say why {wanted.clock} runs: who knew what, when"
    reason = asked(wanted.reason, ask, "--reason")
    started = ev.ClockStarted(wanted.clock, start, by=wanted.by.strip(), reason=reason)
    return begun(incident, started, clock, definitions=wanted.definitions)


@on(act.MeetClock)
def _meet(wanted: act.MeetClock, incident: Incident, clock: Clock) -> Events:
    found = _started(wanted.clock, incident)
    if found.state == "met":
        met_at = format_stamp(found.ended_at or found.start, clock.zone)
        ask = f"{wanted.clock} is met already, at {met_at}; say why it is filed again"
        asked(wanted.reason, ask, "--reason")
    elif found.state != "running":
        over = f"is carried on by {found.carried_by}" if found.carried_by else "is waived"
        again = f'it runs again by: crisisctl clock start {wanted.clock} --reason "…"'
        raise Refused(f"{wanted.clock} {over}", again)
    at = wanted.when or clock.now
    if at < found.start:
        began = format_stamp(found.start, clock.zone)
        raise Refused(f"{wanted.clock} began only at {began}", "--at is when it was met")
    return met(incident, ev.ClockMet(wanted.clock, wanted.reference.strip(), wanted.reason.strip()), at, clock)


@on(act.WaiveClock)
def _waive(wanted: act.WaiveClock, incident: Incident, clock: Clock) -> Events:
    found = _started(wanted.clock, incident)
    reason = asked(wanted.reason, f"say why {wanted.clock} does not apply; the report will show it", "--reason")
    if found.state != "running":
        raise Refused(f"{wanted.clock} is {found.state} already", "crisisctl clock list")
    return (ev.ClockWaived(wanted.clock, reason),)


def _runs(found: ClockState, clock: Clock) -> str:
    since = format_stamp(found.start, clock.zone)
    otherwise = f"{found.clock} runs already, since {since}"
    return told_of(found.by, found.declared_at, clock, f"{found.clock} runs, since {since}", otherwise)


def _started(name: str, incident: Incident) -> ClockState:
    found = incident.clocks.get(name)
    if found is None:
        if name in incident.countdowns:
            raise Refused(f"{name} does not run", f'start it by: crisisctl clock start {name} --at TIME --reason "…"')
        raise NotFound(
            f"no clock `{name}` runs{did_you_mean(name, incident.clocks)}", f"there are: {listed(incident.clocks)}"
        )
    return found
