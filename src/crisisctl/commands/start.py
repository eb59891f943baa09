"""start: an incident is opened."""

from __future__ import annotations

import sys
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer
from msgspec.structs import replace

from crisisctl import __version__, organisation, reader, runner
from crisisctl.acts import Clock, Open
from crisisctl.commands import _acting, _complete
from crisisctl.commands._company import company
from crisisctl.commands._options import Format, Language, Output
from crisisctl.engine import decide
from crisisctl.errors import Refused, Usage
from crisisctl.incident import Incident
from crisisctl.paths import shipped
from crisisctl.playbook import Organisation, equip
from crisisctl.runner import Desk, zone_of
from crisisctl.scenario import Scenario
from crisisctl.text import one_line, say
from crisisctl.tongue import here


class Mode(StrEnum):
    """live; drill (every text marked as an exercise); retrospective (typed in afterwards)."""

    live = "live"
    drill = "drill"
    retrospective = "retrospective"


def command(
    playbook: Annotated[str, typer.Argument(help="A playbook's name, or a file.", autocompletion=_complete.playbooks)],
    title: Annotated[str, typer.Option("--title", "-t", help="What happens, in a few words.")] = "",
    severity: Annotated[
        str, typer.Option(help="SEV1 to SEV4; in doubt the higher.", autocompletion=_complete.severities)
    ] = "unset",
    role: Annotated[list[str] | None, typer.Option("--role", help="ROLE=PERSON, repeatable.")] = None,
    values: Annotated[
        list[str] | None, typer.Option("--set", help="NAME=VALUE of an input or fact, repeatable.")
    ] = None,
    drill: Annotated[bool, typer.Option("--drill", help="An exercise: every draft is marked.")] = False,
    scenario: Annotated[
        str, typer.Option(help="What happens in the drill: `crisisctl drill list`.", autocompletion=_complete.scenarios)
    ] = "",
    speed: Annotated[int, typer.Option(help="How many minutes of the drill go by in a real one.")] = 1,
    mode: Annotated[Mode, typer.Option(help="retrospective: typed in afterwards.")] = Mode.live,
    walk: Annotated[
        bool, typer.Option("--walk/--no-walk", help="Go on with the walk; without a terminal it never does.")
    ] = True,
    company_of: Annotated[
        str,
        typer.Option(
            "--company-of",
            metavar="INCIDENT",
            help="The company as that incident knew it; crisis.yaml is not read.",
            autocompletion=_complete.incidents,
        ),
    ] = "",
    at: Annotated[str | None, typer.Option("--at", help="When it was declared, if not now.", metavar="TIME")] = None,
    lang: Language = None,
    output: Output = Format.text,
) -> None:
    """Open an incident from a playbook and walk it. Asks on the terminal for what the playbook needs and is not given.

    Examples:\n
      crisisctl start outage --title "WhatsApp down" --severity SEV2 --role lead=Ana --set service=WhatsApp\n
      crisisctl start outage --drill\n
      crisisctl start provider-outage --drill --scenario whatsapp-at-night --speed 10\n
      crisisctl start outage --no-walk --title "WhatsApp down" --set service=WhatsApp --format json
    """
    desk = runner.open_desk()
    talk = walk and output is Format.text and sys.stdin.isatty() and sys.stdout.isatty()
    who, file = company(desk, company_of, ask=talk)
    played = reader.read_scenario(scenario) if scenario else None
    found = equip(reader.read_playbook(reader.find_playbook(playbook)), who)
    if file and file.parent == shipped("templates"):
        told = here("using the example organisation Exemplia; `crisisctl init` writes your own crisis.yaml")
        typer.echo(f"crisisctl: {told}", err=True)
    elif mode is Mode.live and not drill and (left := organisation.made_up(who)):
        typer.echo(
            f"crisisctl: {here(f'{left}: from the example; set contacts in {file or organisation.FILE}')}", err=True
        )
    if (played or speed != 1) and mode is Mode.live and not drill:
        raise Usage("only a drill has a scenario or a faster clock", "add --drill")
    language = _acting.language_of(lang, who)
    opened = Open(
        incident="",
        title=one_line(title),
        playbook=found,
        organisation=who,
        mode="drill" if drill else mode.value,
        severity=played.severity if played and severity == "unset" else severity,
        roles=_acting.pairs(role or (), "--role", "lead=Ana"),
        values=_given(played, who) | _acting.pairs(values or (), "--set", "service=WhatsApp"),
        version=__version__,
        scenario=played,
        speed=speed,
        when=_when(at, desk, who),
    )
    given = opened.values
    if talk:
        from crisisctl.walk import ask_inputs

        _refuse_first(opened, desk)
        opened = ask_inputs(opened, language)
    opened = replace(opened, title=opened.title or say((played or found).title, who.language))
    done = desk.open(opened)
    _acting.tell_taken(done, given)
    _acting.say_done(done, output, lang)
    if talk:
        from crisisctl.walk import walk as go

        go(desk, done.view.incident.id, language)
    elif output is Format.text:
        typer.echo(here(f"walk it by: crisisctl walk {done.view.incident.id}"), err=True)


def _refuse_first(opened: Open, desk: Desk) -> None:
    """What can only be refused is refused before anybody types an answer; what is lacking will be asked for."""
    try:
        decide(Incident(), opened, Clock(desk.now(), zone_of(opened.organisation), desk.actor))
    except Refused as problem:
        if not problem.names:
            raise


def _given(played: Scenario | None, who: Organisation) -> dict[str, str]:
    """What the scenario knows, in the language of the organisation: it goes into its messages."""
    return {name: say(words, who.language) for name, words in played.given().items()} if played else {}


def _when(at: str | None, desk: Desk, who: Organisation) -> datetime | None:
    return None if at is None else _acting.spoken_time(at, desk.now(), zone_of(who))
