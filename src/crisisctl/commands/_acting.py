"""What every command that acts has in common: sit down at the desk, do it, say in one line what was recorded."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, tzinfo
from typing import Any

import typer

from crisisctl import runner, shapes, timeline
from crisisctl.acts import Act, Do, SetFacts
from crisisctl.commands._options import Format
from crisisctl.errors import CrisisError, Usage
from crisisctl.events import FactSet
from crisisctl.facts import doubts
from crisisctl.incident import Incident
from crisisctl.persons import strangers
from crisisctl.playbook import Organisation
from crisisctl.queries import IncidentView
from crisisctl.queries.owed import at_the_end
from crisisctl.runner import Desk, Done, zone_of
from crisisctl.teller import role_name
from crisisctl.text import clean, in_json, one_line, say
from crisisctl.times import (
    format_clock,
    format_date,
    format_stamp,
    from_iso,
    parse_instant,
    taken_as_yesterday,
    zone_label,
)
from crisisctl.tongue import LANGUAGES, here, settle, spoken

NOT_SHARED = {"fr": "pas encore partagé", "en": "not yet shared"}


def show_json(payload: dict[str, Any]) -> None:
    print_json({"crisisctl": 1, **payload})


def print_json(document: object) -> None:
    typer.echo(as_json(document))


def as_json(document: object) -> str:
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return in_json(text.encode("utf-8", "replace").decode())


def language_of(chosen: str | None, ours: Organisation | None = None) -> str:
    """The language of screens: the one asked for, the terminal's, the organisation's; outside any incident that of
    crisis.yaml, which is read only where nothing else says."""
    if chosen:
        if chosen not in LANGUAGES:
            raise Usage(f"crisisctl does not speak `{one_line(chosen)}`", f"one of {', '.join(LANGUAGES)}")
        return chosen
    if heard := spoken():
        return heard
    theirs = (ours or _of_crisis_yaml()).language
    settle(theirs)
    return theirs if theirs in LANGUAGES else "en"


def _of_crisis_yaml() -> Organisation:
    """Nobody's where it cannot be read: what needs it says so, and the rest goes on."""
    from crisisctl import organisation

    try:
        return organisation.load()[0]
    except CrisisError:
        return Organisation("")


def instant(text: str | None, desk: Desk, incident: Incident) -> datetime | None:
    """``--at`` in the organisation's zone."""
    if text is None:
        return None
    return spoken_time(text, desk.time(incident), zone_of(incident.organisation))


def spoken_time(text: str, now: datetime, zone: tzinfo) -> datetime:
    """``--at``, and a word on stderr where only its hour made it yesterday's."""
    try:
        found = parse_instant(text, now, zone)
    except ValueError as problem:
        raise Usage(f"--at: {problem}") from None
    if taken_as_yesterday(text, found, now, zone):
        typer.echo(f"crisisctl: {here(_yesterday('--at', text, found, zone))}", err=True)
    return found


def _yesterday(name: str, text: str, found: datetime, zone: tzinfo) -> str:
    stamp = format_stamp(found, zone)
    return f"{name}: {one_line(text)} is taken as yesterday's, {stamp}; if it is not, write it with its day"


def looked_at(desk: Desk, wanted: str | None) -> str:
    """The incident that somebody reads; while none is open the one that ended last, and it is said which."""
    incident, ended = desk.meant(wanted)
    if ended:
        typer.echo(here(f"no incident is open: this is the last, {one_line(incident)}"), err=True)
    return incident


def act(
    make: Callable[[datetime | None], Act],
    wanted: str | None,
    output: Format,
    *,
    at: str | None = None,
    lang: str | None = None,
) -> Done:
    """Do what ``make`` gives for the time that ``--at`` means, and say what was recorded."""
    desk = runner.open_desk()
    incident_id = desk.choose(wanted)
    when = instant(at, desk, desk.view(incident_id).incident) if at else None
    wanted_act = make(when)
    done = desk.do(incident_id, wanted_act)
    tell_taken(done, _typed(wanted_act))
    say_done(done, output, lang)
    return done


def _typed(act: Act) -> Mapping[str, str]:
    """The words that an act gives for facts, by their names."""
    match act:
        case SetFacts(values=values):
            return values
        case Do(answers=answers):
            return {name.strip(): value for name, _, value in (answer.partition("=") for answer in answers)}
        case _:
            return {}


def tell_taken(done: Done, typed: Mapping[str, str]) -> None:
    """Say which times of the day were taken as yesterday's because today's is still to come."""
    zone, known = zone_of(done.view.incident.organisation), done.view.incident.playbook.known()
    for entry in done.entries:
        event = entry.event
        if not isinstance(event, FactSet) or event.name not in typed or known[event.name].type != "datetime":
            continue
        found, text = from_iso(str(event.value)), typed[event.name]
        if not known[event.name].secret and taken_as_yesterday(text, found, entry.at, zone):
            typer.echo(f"crisisctl: {here(_yesterday(event.name, text, found, zone))}", err=True)


def say_done(done: Done, output: Format, lang: str | None = None) -> None:
    language = language_of(lang, done.view.incident.organisation)
    doubt(done)
    if output is Format.json:
        show_json(shapes.acted(done.view, done.entries, language) | ({} if done.shared else {"shared": False}))
        return
    zone = zone_of(done.view.incident.organisation)
    for entry in done.entries:
        told = clean(timeline.tell(entry, done.view.incident, language, zone))
        place = f"#{entry.seq}" if done.shared else NOT_SHARED[language]
        typer.echo(f"{one_line(done.view.incident.id)}  {place}  {told}")
    if done.entries and (line := next_line(done.view, language)):
        typer.echo(line, err=True)


def doubt(done: Done) -> None:
    """Say what looks wrong about what was recorded: it is kept, whoever typed it may know better."""
    state, zone = done.view.incident, zone_of(done.view.incident.organisation)
    told = (*doubts(state, done.entries, zone), *strangers(state, done.entries))
    for words in (*told, *at_the_end(done.view, done.entries, zone)):
        typer.echo(here(words), err=True)


def next_line(view: IncidentView, language: str) -> str:
    """``next: tell-customers · First word · comms · due 03:29 CET``, for people; empty where nothing is next."""
    if view.next is None:
        return ""
    words = {"fr": ("ensuite", "pour", "en retard"), "en": ("next", "due", "overdue")}[language]
    step = view.next.step
    parts = [
        step.id,
        one_line(say(step.title, language)),
        one_line(view.incident.roles.get(step.role or "", ""))
        or role_name(view.incident.playbook, step.role or "", language),
    ]
    if view.next.due_at:
        zone = zone_of(view.incident.organisation)
        clock = format_clock(view.next.due_at, zone, language)
        if view.next.due_at.astimezone(zone).date() != view.now.astimezone(zone).date():
            day = format_date(view.next.due_at, zone, language)
            clock = f"le {day} à {clock}" if language == "fr" else f"{day}, {clock}"
        late = f" ({words[2]})" if view.next.overdue else ""
        parts.append(f"{words[1]} {clock} {zone_label(view.next.due_at, zone)}{late}")
    colon = "\N{NO-BREAK SPACE}:" if language == "fr" else ":"
    return f"{words[0]}{colon} {' · '.join(part for part in parts if part)}"


def pairs(given: Iterable[str], option: str, example: str) -> dict[str, str]:
    """``NAME=VALUE`` words as a mapping; ``example`` is one that would do."""
    found: dict[str, str] = {}
    for word in given:
        name, equals, value = word.partition("=")
        if not equals or not name.strip():
            raise Usage(
                f"{option} `{one_line(word)}` is not NAME=VALUE".strip(),
                "write for instance " + f"{option} {example}".strip(),
            )
        found[name.strip()] = value
    return found
