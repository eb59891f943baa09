"""list: all incidents."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

import typer

from crisisctl import runner, shapes
from crisisctl.commands import _acting
from crisisctl.commands._options import Format, Output
from crisisctl.errors import StoreFailed
from crisisctl.incident import FORGOTTEN
from crisisctl.queries import IncidentView
from crisisctl.runner import zone_of
from crisisctl.teller import MODES, STATUSES
from crisisctl.text import one_line, say
from crisisctl.times import format_duration
from crisisctl.tongue import here


def command(output: Output = Format.text) -> None:
    """All incidents, the open ones first, the newest on top.

    Examples:\n
      crisisctl list\n
      crisisctl list --format json
    """
    desk = runner.open_desk()
    views: list[IncidentView] = []
    for name in desk.store.incidents():
        try:
            views.append(desk.view(name))
        except StoreFailed as problem:
            typer.echo(f"crisisctl: {here(problem.message)} ({here(problem.hint)})", err=True)
    views.sort(key=_order, reverse=True)
    if output is Format.json:
        _acting.show_json({"incidents": [shapes.incident(view) for view in views]})
        return
    zone = next((zone_of(each.incident.organisation) for each in views if each.incident.status != FORGOTTEN), UTC)
    for view in views:
        _show(view, zone)
    if not views:
        typer.echo(here("no incident yet; open one by: crisisctl start outage"), err=True)


def _order(view: IncidentView) -> tuple[bool, bool, datetime]:
    """Drills below everything that was real."""
    return view.incident.mode != "drill", not view.incident.ended, view.incident.opened_at


def _show(view: IncidentView, ours: tzinfo) -> None:
    """``ours`` is the zone of a forgotten one, which tells none: that of the incident on top."""
    incident = view.incident
    language = _acting.language_of(None, incident.organisation)
    forgotten = incident.status == FORGOTTEN
    local = incident.opened_at.astimezone(ours if forgotten else zone_of(incident.organisation))
    lasted = "–" if forgotten else format_duration(view.elapsed.total_seconds(), language)
    severity = "–" if incident.severity == "unset" else incident.severity
    mode = "" if incident.mode == "live" else f" [{say(MODES[incident.mode], language)}]"
    status = say(STATUSES[incident.status], language)
    typer.echo(
        f"{one_line(incident.id)}  {severity:<5}  {status:<16}  {local:%Y-%m-%d %H:%M %Z}  "
        f"{lasted:>9}  {one_line(incident.title)}{mode}"
    )
