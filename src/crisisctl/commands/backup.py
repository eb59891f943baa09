"""backup: everything that is kept here, in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crisisctl import runner
from crisisctl.commands import _acting
from crisisctl.commands._options import Format, Output
from crisisctl.commands._progress import watched
from crisisctl.files import new_private
from crisisctl.safekeeping import backups
from crisisctl.text import one_line
from crisisctl.tongue import counted, here


def command(
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="The file; else crisisctl-backup-TIME.zip in this folder.", dir_okay=False),
    ] = None,
    form: Output = Format.text,
) -> None:
    """Write the log of every incident, crisis.yaml and your own playbooks and templates into one zip file.

    Others may write meanwhile. Only you can read the file (mode 0600): it holds everything, secret facts too, but not
    destinations.toml with its passwords. An existing file is never overwritten. `crisisctl restore` puts it back.

    Examples:\n
      crisisctl backup\n
      crisisctl backup -o /media/stick/crisis.zip --format json
    """
    desk = runner.open_desk()
    path = output or Path(f"crisisctl-backup-{desk.now():%Y%m%dT%H%M%SZ}.zip")
    with new_private(path) as stream:
        written = backups.write(desk, stream, watched)
        stream.flush()
        entries = sum(len(kept.lines) for kept in backups.read(path, stream).logs)  # what cannot be read is none
    broken = [kept.incident for kept in written.logs if not kept.intact]
    for incident in broken:
        name = one_line(incident)
        told = f"crisisctl: {name} is not intact, and is kept as it is (crisisctl verify -i {name})"
        typer.echo(here(told), err=True)
    if form is Format.json:
        _acting.show_json(
            {
                "file": str(path),
                "incidents": [
                    {"incident": each.incident, "head": each.head, "ok": each.intact} for each in written.logs
                ],
                "entries": entries,
                "files": list(written.files),
            }
        )
    else:
        files = f", {', '.join(written.files)}" if written.files else ""
        tally = f"{counted(len(written.logs), 'incident')}, {counted(entries, 'entry')}{files}"
        typer.echo(f"{here(f'written: {path}')} ({tally})")
    if broken:
        raise typer.Exit(1)
