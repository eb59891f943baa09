"""Facts, notes, channels, action items: what is put on record beside the steps."""

from __future__ import annotations

import re
from datetime import date

from crisisctl import acts as act
from crisisctl import events as ev
from crisisctl.acts import Clock
from crisisctl.decisions import Events, asked, on
from crisisctl.errors import NotFound, Refused
from crisisctl.facts import set_facts
from crisisctl.incident import CHANNEL_STATES, Incident
from crisisctl.text import listed

_DAY_FIRST = re.compile(r"(?P<d>[0-9]{1,2})[/.](?P<m>[0-9]{1,2})[/.](?P<y>[0-9]{4})")
_YEAR_FIRST = re.compile(r"(?P<y>[0-9]{4})[-/.](?P<m>[0-9]{1,2})[-/.](?P<d>[0-9]{1,2})")


@on(act.SetFacts)
def _set(wanted: act.SetFacts, incident: Incident, clock: Clock) -> Events:
    return set_facts(incident, wanted.values, clock, source=wanted.source, confirmed_by=wanted.confirmed_by)


@on(act.Note)
def _note(wanted: act.Note, incident: Incident, clock: Clock) -> Events:
    return (ev.NoteAdded(asked(wanted.text, "the note is empty", "TEXT"), wanted.kind),)


@on(act.Correct)
def _correct(wanted: act.Correct, incident: Incident, clock: Clock) -> Events:
    entry = incident.entries[wanted.seq - 1] if 0 < wanted.seq <= len(incident.entries) else None
    if entry is None or not isinstance(entry.event, ev.NoteAdded):
        what = "no such entry" if entry is None else f"entry {wanted.seq} is {entry.event.type}, not a note"
        raise Refused(
            f"{what}: only notes are corrected", "crisisctl log shows the numbers; facts are set again, steps reopened"
        )
    return (ev.NoteCorrected(wanted.seq, asked(wanted.text, "the correction is empty", "TEXT")),)


@on(act.SetChannel)
def _set_channel(wanted: act.SetChannel, incident: Incident, clock: Clock) -> Events:
    if wanted.state not in CHANNEL_STATES:
        raise Refused(f"a channel is not `{wanted.state}`", f"one of {listed(CHANNEL_STATES)}")
    if incident.channels.get(wanted.channel, "up") == wanted.state:
        raise Refused(f"{wanted.channel} is {wanted.state} already")
    return (ev.ChannelSet(wanted.channel, wanted.state, wanted.reason),)


@on(act.AddAction)
def _add_action(wanted: act.AddAction, incident: Incident, clock: Clock) -> Events:
    title = asked(wanted.title, "say what is to be done", "TITLE")
    return (ev.ActionAdded(max(incident.actions, default=0) + 1, title, wanted.owner, _day(wanted.due), wanted.kind),)


@on(act.FinishAction)
def _finish_action(wanted: act.FinishAction, incident: Incident, clock: Clock) -> Events:
    action = incident.actions.get(wanted.number)
    if action is None:
        raise NotFound(f"there is no action {wanted.number}", "crisisctl action list shows them")
    if action.done_at:
        raise Refused(f"action {wanted.number} is done already")
    return (ev.ActionDone(wanted.number, wanted.note),)


def _day(due: str) -> str:
    """A date in figures, ``15/12/2026``, is kept in the form that can be measured; other words as they are."""
    if not (found := _DAY_FIRST.fullmatch(due.strip()) or _YEAR_FIRST.fullmatch(due.strip())):
        return due
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"])).isoformat()
    except ValueError:
        raise Refused(f"`{due.strip()}` is not a day", "write it as 2026-12-25") from None
