"""report: what happened, for those who were not there."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from crisisctl import reports, runner
from crisisctl.commands import _acting
from crisisctl.commands._options import Incident
from crisisctl.errors import NotFound, Refused, Usage
from crisisctl.files import write
from crisisctl.incident import FORGOTTEN
from crisisctl.runner import zone_of
from crisisctl.text import did_you_mean, listed
from crisisctl.tongue import here


def command(
    incident: Incident = None,
    form: Annotated[
        str | None, typer.Option("--format", "-f", help="md, html, json or csv; else by the file's ending, else md.")
    ] = None,
    lang: Annotated[
        str | None, typer.Option("--lang", "-l", help="fr or en; else the organisation's language.")
    ] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The file to write.", dir_okay=False)] = None,
) -> None:
    """Export the report: metrics, steps, facts, every word that was sent, timeline, lessons, actions, head digest.

    The same log gives the same bytes. csv is the timeline alone.

    Examples:\n
      crisisctl report -o report.html\n
      crisisctl report -i outage-20261122-1 --lang fr --format md > rapport.md
    """
    desk = runner.open_desk()
    view = desk.view(_acting.looked_at(desk, incident))
    if view.incident.status == FORGOTTEN:
        raise Refused(
            f"{view.incident.id} was forgotten: there is nothing to report",
            f"what is left of it: crisisctl log -i {view.incident.id}",
        )
    known = reports.formats()
    chosen = form or (output.suffix.removeprefix(".") if output and output.suffix else "md")
    if chosen not in known:
        raise NotFound(f"there is no report format `{chosen}`{did_you_mean(chosen, known)}", f"one of {listed(known)}")
    language = lang or view.incident.organisation.language
    if language not in {"fr", "en"}:
        raise Usage(f"crisisctl does not write reports in `{language}`", "one of fr, en")
    text = reports.get(chosen).render(view, language, zone_of(view.incident.organisation))
    if output is None:
        sys.stdout.write(text)
        return
    write(output, text)
    typer.echo(here(f"written: {output}"), err=True)
