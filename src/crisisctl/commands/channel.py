"""channel: what carries our words, and what does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

import typer

from crisisctl import channels, routes, runner, shapes
from crisisctl.acts import Clock, SetChannel
from crisisctl.commands import _acting, _complete
from crisisctl.commands._options import At, Format, Incident, Output
from crisisctl.engine import decide
from crisisctl.errors import NotFound
from crisisctl.incident import Incident as State
from crisisctl.runner import Done, zone_of
from crisisctl.text import did_you_mean, listed, one_line
from crisisctl.tongue import colon, here


def command(
    channel: Annotated[
        list[str],
        typer.Argument(help="NAME=down, NAME=degraded or NAME=up, one or more.", autocompletion=_complete.channels),
    ],
    reason: Annotated[str, typer.Option("--reason", "-r", help="How it is known.")] = "",
    at: At = None,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """Mark channels as down, degraded or up; every message is planned anew, and what changes is shown.

    NAME may also be what channels depend on (meta, internet, mail-server): all of them are marked then.

    Examples:\n
      crisisctl channel whatsapp=down --reason "two phones, two networks"\n
      crisisctl channel meta=down --reason "their status page"\n
      crisisctl channel whatsapp=up sms=up
    """
    named = _acting.pairs(channel, "", "whatsapp=down")
    desk = runner.open_desk()
    incident_id = desk.choose(incident)
    before = desk.view(incident_id).incident
    when = _acting.instant(at, desk, before)
    found = [act for name, state in named.items() for act in _acts(name, state, reason, when, before)]
    acts = list({act.channel: act for act in found}.values())
    if new := [act for act in acts if before.channels.get(act.channel, "up") != act.state]:
        acts = new
    for act in acts:  # all of them or none
        decide(before, act, Clock(desk.time(before), zone_of(before.organisation), desk.actor))
    done = [desk.do(incident_id, act) for act in acts]
    whole = Done(done[-1].view, tuple(entry for each in done for entry in each.entries))
    if output is Format.json:
        language = _acting.language_of(None, before.organisation)
        after = whole.view.incident
        _acting.show_json(shapes.acted(whole.view, whole.entries, language) | {"routes": shapes.routes(before, after)})
        return
    _acting.say_done(whole, output)
    for line in told(before, whole.view.incident):
        typer.echo(f"  {line}")


def _acts(name: str, state: str, reason: str, when: datetime | None, before: State) -> list[SetChannel]:
    """What NAME=STATE marks: the channel, or all that depend on what is named."""
    why = reason or (f"{name} is {state}" if name not in channels.ids() else "")
    return [SetChannel(each, state, why, when=when) for each in _meant(name, before)]


def _meant(name: str, state: State) -> tuple[str, ...]:
    """The channel of that name, or those that depend on it."""
    if name in channels.ids():
        return (name,)
    if found := routes.depending_on(name, state.organisation):
        return found
    known = tuple(dict.fromkeys((*channels.ids(), *routes.dependencies(state.organisation))))
    raise NotFound(f"there is no channel `{one_line(name)}`{did_you_mean(name, known)}", f"one of {listed(known)}")


def _audience(incident: State, name: str) -> str:
    from crisisctl.screen.leaving import audience_name
    from crisisctl.screen.words import Tongue

    return audience_name(incident, name, Tongue(_acting.language_of(None, incident.organisation)))


def told(before: State, after: State) -> Iterator[str]:
    """What changes for whom, in lines."""
    for way in routes.changes(before, after):
        working = listed(way.working) if way.working else here("none")
        moved = f"{listed(way.dead)} → {working}" if way.dead else working
        risk = f" ({here(f'may fail too, same provider: {listed(way.at_risk)}')})" if way.at_risk else ""
        yield f"{_audience(after, way.audience)}{colon()}{moved}{risk}"
    for name in routes.unreachable_audiences(after):
        yield here(f"nobody of {_audience(after, name)} can be reached: none of their channels works")
    for person in routes.unreachable_people(after):
        yield here(f"{one_line(person.name)} can be reached only by what is down: {listed(person.ways)}")
