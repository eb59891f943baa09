"""clock show: one clock in full."""

from __future__ import annotations

from typing import Annotated

import typer

from crisisctl import runner, shapes
from crisisctl.commands import _acting, _complete
from crisisctl.commands._options import Format, Incident, Language, Output
from crisisctl.errors import NotFound
from crisisctl.playbook import Countdown
from crisisctl.queries import IncidentView
from crisisctl.runner import Desk
from crisisctl.screen.clocks import NOTICE, card, listed_clock
from crisisctl.screen.words import Tongue
from crisisctl.text import did_you_mean, one_line
from crisisctl.ticking import ClockView, clocks


def command(
    clock: Annotated[str, typer.Argument(help="The clock's id.", autocompletion=_complete.clocks)],
    incident: Incident = None,
    lang: Language = None,
    output: Output = Format.text,
) -> None:
    """One clock in full: what starts it, what to do until when, the article, its source, when it was checked.

    Examples:\n
      crisisctl clock show nis2-early\n
      crisisctl clock show gdpr-authority --lang fr --format json
    """
    desk = runner.open_desk()
    view = _view(desk, incident)
    known = view.incident.countdowns if view else {}
    definition = known.get(clock) or _in_catalogue(clock, known)
    state = (
        next((each for each in clocks(view.incident, view.now) if each.state.clock == clock), None) if view else None
    )
    language = _acting.language_of(lang, view.incident.organisation if view else None)
    if output is Format.json:
        running = shapes.clock(state, language) if state else None
        _acting.show_json({"clock": shapes.countdown(definition), "running": running, "notice": NOTICE[language]})
        return
    _show(definition, state, view, Tongue(language))


def _show(definition: Countdown, state: ClockView | None, view: IncidentView | None, words: Tongue) -> None:
    if view and state:
        typer.echo(listed_clock(state, view, words).plain)
    for line in card(definition, words):
        typer.echo(line)
    typer.echo(NOTICE[words.language])


def _view(desk: Desk, wanted: str | None) -> IncidentView | None:
    """The incident that is meant, if there is one: a clock can be looked up on a quiet day."""
    if wanted:
        return desk.view(wanted)
    known = desk.open_incidents()
    return desk.view(known[0]) if len(known) == 1 else None


def _in_catalogue(clock: str, known: dict[str, Countdown]) -> Countdown:
    found = known_clocks()
    if clock not in found:
        near = did_you_mean(clock, [*known, *found])
        raise NotFound(f"there is no clock `{one_line(clock)}`{near}", "crisisctl clock list --all names them")
    return found[clock]


def known_clocks() -> dict[str, Countdown]:
    """The catalogue; it is YAML, so it is read only when somebody looks."""
    from crisisctl.reader.clocks import catalogue

    return catalogue()
