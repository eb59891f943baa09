"""clock start: a legal or contractual clock runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated

import typer

from crisisctl import deadlines, runner
from crisisctl.acts import StartClock
from crisisctl.commands import _acting, _complete
from crisisctl.commands._options import Format, Incident, Language, Output, Reason
from crisisctl.errors import NotFound
from crisisctl.incident import Incident as IncidentState
from crisisctl.playbook import Countdown, Organisation
from crisisctl.runner import zone_of
from crisisctl.screen.clocks import NOTICE
from crisisctl.text import did_you_mean, one_line, say


def command(
    clock: Annotated[str, typer.Argument(help="The clock's id.", autocompletion=_complete.clocks)],
    at: Annotated[
        str | None, typer.Option("--at", help='Since when it runs: 14:05, "yesterday 23:50" …', metavar="TIME")
    ] = None,
    by: Annotated[str, typer.Option("--by", help="Who declares it, if not you.")] = "",
    reason: Reason = "",
    incident: Incident = None,
    lang: Language = None,
    output: Output = Format.text,
) -> None:
    """Declare that a clock runs, since when, and why. For one that runs already, it sets right when it began.

    Examples:\n
      crisisctl clock start gdpr-authority --at 02:10 --by "Inès Roy" --reason "Export of the client table seen"\n
      crisisctl clock start dora-initial --reason "Classified as major: payments stopped for two hours"
    """
    desk = runner.open_desk()
    incident_id = desk.choose(incident)
    found = desk.view(incident_id).incident
    definitions = {} if clock in found.countdowns else _shipped(clock, found)
    start = _acting.instant(at, desk, found) if at else None
    done = desk.do(incident_id, StartClock(clock, start, by, reason, definitions))
    _acting.say_done(done, output, lang)
    if output is Format.text:
        language = _acting.language_of(lang, found.organisation)
        state = done.view.incident.clocks[clock]
        definition = done.view.incident.countdowns[clock]
        for line in (*_doubts(definition, state.start, found.organisation, language), NOTICE[language]):
            typer.echo(f"crisisctl: {line}", err=True)


def _shipped(clock: str, found: IncidentState) -> Mapping[str, Countdown]:
    """The clock out of the catalogue, with those that are chained to it."""
    from crisisctl.reader.clocks import catalogue, family

    known = catalogue()
    if clock not in known:
        near = did_you_mean(clock, [*found.countdowns, *known])
        raise NotFound(f"there is no clock `{one_line(clock)}`{near}", "crisisctl clock list --all names them")
    return {name: known[name] for name in family([clock], known)}


def _doubts(definition: Countdown, start: datetime, ours: Organisation, language: str) -> Iterator[str]:
    """What to know before one relies on it."""
    fr = language == "fr"
    day = start.astimezone(zone_of(ours)).date().isoformat()
    if (definition.valid_from and day < definition.valid_from) or (definition.valid_to and day > definition.valid_to):
        span = f"{definition.valid_from or '…'} – {definition.valid_to or '…'}"
        yield f"pas en vigueur ce jour-là ({span})" if fr else f"not in force on that day ({span})"
    if definition.confidence not in {"", "high"}:
        yield f"fiabilité de ces données : {definition.confidence}" if fr else f"how sure: {definition.confidence}"
    if caveat := one_line(say(definition.caveat, language)):
        yield caveat
    parsed = deadlines.parse(definition.deadline)
    if parsed and parsed.unit == "business days" and not ours.holidays:
        yield (
            "jours fériés inconnus : crisis.yaml n’a pas `holidays`"
            if fr
            else "no `holidays` in crisis.yaml: only weekends are left out"
        )
