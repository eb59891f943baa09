"""walk: go on where the incident stopped."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from crisisctl import runner
from crisisctl.commands import _acting, _complete
from crisisctl.commands._options import Language
from crisisctl.errors import Usage


def command(
    incident: Annotated[
        str | None,
        typer.Argument(
            help="Which incident; not needed while only one is open.",
            envvar="CRISISCTL_INCIDENT",
            autocompletion=_complete.incidents,
        ),
    ] = None,
    lang: Language = None,
) -> None:
    """Walk the team through the playbook, one step at a time. Leaving is saving: it goes on at the same step.

    Examples:\n
      crisisctl walk\n
      crisisctl resume outage-20261122-1
    """
    desk = runner.open_desk()
    incident_id = desk.choose(incident)
    view = desk.view(incident_id)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Usage("the walk needs a terminal", "a script uses: crisisctl status, done, skip, set, note, draft, sent")
    from crisisctl.walk import walk

    walk(desk, incident_id, _acting.language_of(lang, view.incident.organisation))
