"""action list: every action item of an incident."""

from __future__ import annotations

import typer

from crisisctl import runner, shapes
from crisisctl.commands import _acting
from crisisctl.commands._options import Format, Incident, Output
from crisisctl.text import one_line
from crisisctl.tongue import here


def command(incident: Incident = None, output: Output = Format.text) -> None:
    """All action items, with owner and date.

    Examples:\n
      crisisctl action list -i outage-20261122-1 --format json
    """
    desk = runner.open_desk()
    view = desk.view(_acting.looked_at(desk, incident))
    if output is Format.json:
        _acting.show_json({"actions": shapes.actions(view.incident)})
        return
    for action in view.incident.actions.values():
        state = here("done" if action.done_at else "open")
        about = " · ".join(one_line(word) for word in (action.owner, action.due, action.kind) if word)
        typer.echo(f"{action.number:>3}  {state}  {one_line(action.title)}{f'  ({about})' if about else ''}")
