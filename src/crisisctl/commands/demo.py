"""demo: a whole outage plays by itself, command by command, as a script would do it."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from crisisctl.errors import Refused
from crisisctl.files import make_folder
from crisisctl.text import listed
from crisisctl.tongue import here, speaks

_OUTAGE = [
    'start outage --no-walk --mode retrospective --title "WhatsApp down" --severity SEV2 --role lead=Ana'
    ' --role comms=Bo --set service=WhatsApp --set detected_at="58 min ago" --at "57 min ago"',
    'done first-signs "Three shops: customers\' messages stay on one tick" --at "56 min ago"',
    'done two-sources "own phone on 4G" "the provider\'s status page" --at "54 min ago"',
    'done verdict real --at "53 min ago"',
    'done impact started_at="70 min ago" blocked=messages scope=everyone still_works=orders queued=unknown'
    ' doing=rerouting --at "52 min ago"',
    'channel whatsapp=down --reason "two phones, two networks" --at "52 min ago"',
    'done origin provider --at "51 min ago"',
    'done severity SEV2 --at "50 min ago"',
    'done data-at-stake no --at "49 min ago"',
    'done roles "Ana leads, Bo writes, Dov repairs" --at "48 min ago"',
    'draft internal-alert --at "47 min ago" -o drafts',
    'approve internal-alert --by Ana --at "46 min ago"',
    'sent internal-alert --at "46 min ago"',
    'ack Ana Bo Chloé Dov Eva Farid Gaëlle --at "45 min ago"',
    'done acknowledgements "all seven answered" --at "45 min ago"',
    'draft staff-card --at "45 min ago"',
    'approve staff-card --by Ana --at "45 min ago"',
    'sent staff-card --at "45 min ago"',
    'note "The weekly newsletter was due at noon: stopped" --at "44 min ago"',
    'done pause-campaigns --at "43 min ago"',
    'draft first-notice --at "42 min ago" -o drafts',
    'approve first-notice --by Ana --at "41 min ago"',
    'sent first-notice --to "all customers with a mobile number" --at "40 min ago"',
    'done which-channels "sms and email tested" --at "41 min ago"',
    'skip press-line --reason "no journalist has asked"',
    'set affected=1200 --source "open conversations" --at "35 min ago"',
    'stage monitoring --at "15 min ago"',
    'set restored=yes restored_at="12 min ago" loss=late --source "test messages both ways" --at "11 min ago"',
    'draft resolved --at "10 min ago" -o drafts',
    'approve resolved --by Ana --at "9 min ago"',
    'sent resolved --at "9 min ago"',
    'action add "A test message every five minutes" --owner Dov --due 2026-12-15 --kind detect',
    "report --format html -o report.html",
    "report --format md -o report.md",
    "verify",
]


def command(
    folder: Annotated[Path, typer.Option("-o", "--output", help="Where it plays; it must be empty or new.")] = Path(
        "crisis-demo"
    ),
) -> None:
    """Play a whole outage by itself: every command is shown and run, drafts and a report are left in the folder.

    It has a log of its own in that folder, and touches nothing else.

    Examples:\n
      crisisctl demo\n
      crisisctl demo -o /tmp/an-outage
    """
    if folder.is_dir() and (there := sorted(path.name for path in folder.iterdir())):
        raise Refused(f"{folder} is not empty: {listed(there[:5])}", "name another folder: crisisctl demo -o FOLDER")
    make_folder(folder)
    for line in _OUTAGE:
        _play(line, folder)
    typer.echo("\n" + here(f"The drafts are in {folder / 'drafts'}, the report is {folder / 'report.html'}."))
    typer.echo(here('Now walk one by hand: crisisctl start outage --drill --title "WhatsApp down"'))


def _play(line: str, folder: Path) -> None:
    typer.secho(f"\n$ crisisctl {line}", bold=True)
    sys.stdout.flush()
    mine = {"CRISISCTL_HOME": str((folder / "home").absolute()), "CRISISCTL_INCIDENT": "", "CRISISCTL_STORE": ""}
    mine["CRISISCTL_LANG"] = speaks() or "en"  # one language from the first line to the last
    done = subprocess.run(
        [sys.executable, "-m", "crisisctl", *shlex.split(line)],
        cwd=folder,
        env={**os.environ, **mine},
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        raise typer.Exit(done.returncode)
