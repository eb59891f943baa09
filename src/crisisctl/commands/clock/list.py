"""clock list: the clocks of an incident, or all there are."""

from __future__ import annotations

from typing import Annotated

import typer

from crisisctl import runner, shapes
from crisisctl.commands import _acting
from crisisctl.commands._options import Format, Incident, Language, Output
from crisisctl.commands.clock.show import known_clocks
from crisisctl.queries import IncidentView
from crisisctl.screen.clocks import NOTICE, listed_clock, shelf, unstarted
from crisisctl.screen.words import Tongue
from crisisctl.ticking import clocks


def command(
    every: Annotated[bool, typer.Option("--all", "-a", help="The whole catalogue, not those of an incident.")] = False,
    incident: Incident = None,
    lang: Language = None,
    output: Output = Format.text,
) -> None:
    """The clocks of an incident, most urgent first; without an open incident, the catalogue.

    Examples:\n
      crisisctl clock list\n
      crisisctl clock list --all --lang fr\n
      crisisctl clock list --format json
    """
    desk = runner.open_desk()
    if every or not (incident or desk.open_incidents()):
        _show_catalogue(lang, output)
        return
    view = desk.view(desk.choose(incident))
    language = _acting.language_of(lang, view.incident.organisation)
    if output is Format.json:
        found = [shapes.clock(each, language) for each in clocks(view.incident, view.now)]
        waiting = [
            shapes.countdown(each)
            for name, each in view.incident.countdowns.items()
            if name not in view.incident.clocks
        ]
        _acting.show_json({"clocks": found, "not_started": waiting, "notice": NOTICE[language]})
        return
    _show_clocks(view, language)


def _show_clocks(view: IncidentView, language: str) -> None:
    words = Tongue(language)
    for each in clocks(view.incident, view.now):
        typer.echo(listed_clock(each, view, words).plain)
    for name, definition in view.incident.countdowns.items():
        if name not in view.incident.clocks:
            typer.echo(unstarted(definition, words))
    if view.incident.countdowns:
        typer.echo(NOTICE[language])
    else:
        typer.echo(words("no_clocks"), err=True)


def _show_catalogue(lang: str | None, output: Format) -> None:
    language = _acting.language_of(lang)
    known = known_clocks()
    if output is Format.json:
        _acting.show_json(
            {"catalogue": [shapes.countdown(each) for each in known.values()], "notice": NOTICE[language]}
        )
        return
    for each in known.values():
        typer.echo(shelf(each, Tongue(language)))
    typer.echo(NOTICE[language])
