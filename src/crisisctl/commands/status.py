"""status: where the incident stands."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from crisisctl import runner, shapes
from crisisctl.commands import _acting
from crisisctl.commands._options import Format, Incident, Language, Output
from crisisctl.errors import Usage
from crisisctl.runner import zone_of
from crisisctl.sharing import Sharing
from crisisctl.times import to_iso

_EVERY_SECONDS = 1.0


def command(
    incident: Incident = None,
    watch: Annotated[
        bool,
        typer.Option("--watch", "-w", help="Stay on the screen; the bell rings when an update is due. Ctrl-C leaves."),
    ] = False,
    full: Annotated[
        bool, typer.Option("--full", help="Everything, also where that is longer than the terminal.")
    ] = False,
    lang: Language = None,
    output: Output = Format.text,
) -> None:
    """Where the incident stands: next step, people, facts, promises and what is late. On a terminal it fits.

    Examples:\n
      crisisctl status\n
      crisisctl status --watch\n
      crisisctl status -i outage-20261122-1 --format json
    """
    desk = runner.open_desk()
    incident_id = _acting.looked_at(desk, incident)
    view = desk.look(incident_id)
    language = _acting.language_of(lang, view.incident.organisation)
    if watch and (output is Format.json or not sys.stdout.isatty()):
        raise Usage("--watch needs a terminal", "a script asks again by: crisisctl status --format json")
    if output is Format.json:
        shown = shapes.status(view, language, zone_of(view.incident.organisation), desk.others(incident_id))
        _acting.show_json(shown | _shared(desk.sharing))
        return
    from crisisctl.screen import show_status

    show_status(view, language, full=full, sharing=desk.sharing, others=desk.others(incident_id))
    if not watch:
        return
    from crisisctl.reminders import Reminders

    reminders = Reminders(language)
    desk.on_news(lambda _: None)  # the screen says it
    while True:
        reminders.call(view)
        desk.store.wait(incident_id, len(view.incident.entries), desk.pause(view, _EVERY_SECONDS))
        view = desk.look(incident_id)
        show_status(view, language, again=True, sharing=desk.sharing, others=desk.others(incident_id))


def _shared(found: Sharing | None) -> shapes.Json:
    if found is None:
        return {}
    away = to_iso(found.away_since) if found.away_since else None
    return {"sharing": {"away_since": away, "not_yet_shared": found.waiting, "refused": found.refused}}
