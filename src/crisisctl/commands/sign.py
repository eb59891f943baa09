"""sign: the head digest, signed by whoever saw it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from crisisctl import chain, runner
from crisisctl.commands import _asking
from crisisctl.commands._options import Incident
from crisisctl.errors import Refused, Usage
from crisisctl.files import write_new
from crisisctl.safekeeping import signing
from crisisctl.text import one_line
from crisisctl.tongue import here


def command(
    key: Annotated[
        Path, typer.Option("--key", "-k", help="Your private Ed25519 key, as ssh-keygen writes it.", dir_okay=False)
    ],
    incident: Incident = None,
    passphrase_env: Annotated[
        str | None,
        typer.Option(
            "--passphrase-env", help="Where the key's passphrase is; else it is asked for.", metavar="VARIABLE"
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The file to write; else it is printed.", dir_okay=False)
    ] = None,
) -> None:
    """Sign the number of entries and the head digest of a log that verifies. Keep the signature somewhere else.

    Whoever rewrites the log afterwards, digests and all, cannot sign it anew. `crisisctl verify --signature` checks it,
    and so does `ssh-keygen -Y verify`. Needs pip install 'crisisctl[sign]'.

    Examples:\n
      crisisctl sign -i outage-20261122-1 --key ~/.ssh/id_ed25519 -o outage.sig\n
      crisisctl verify -i outage-20261122-1 --signature outage.sig --key ~/.ssh/id_ed25519.pub
    """
    desk = runner.open_desk()
    incident_id = incident or desk.choose(None)
    found = chain.verify(desk.lines(incident_id))
    if found.problems:
        raise Refused(f"{incident_id} is not intact, and is not signed", f"see why: crisisctl verify -i {incident_id}")

    def passphrase() -> str:
        if passphrase_env is None:
            return _asking.hidden("passphrase of the key: ", "--passphrase-env VARIABLE")
        if passphrase_env not in os.environ:
            raise Usage(f"there is no environment variable {one_line(passphrase_env)}", "export it first")
        return os.environ[passphrase_env]

    statement = signing.Statement(one_line(incident_id), found.entries, found.head)
    text = signing.sign(statement, key.expanduser(), passphrase)
    if output is None:
        typer.echo(text, nl=False)
    else:
        write_new(output, text)
        typer.echo(here(f"written: {output} ({one_line(incident_id)}, {found.entries} entries, head {found.head})"))
