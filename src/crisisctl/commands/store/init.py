"""store init: a server is set up for a team."""

from __future__ import annotations

from typing import Annotated

import typer

from crisisctl.commands.store._server import Url, server
from crisisctl.paths import store_url
from crisisctl.text import listed
from crisisctl.tongue import here


def command(
    url: Url = None,
    apply: Annotated[bool, typer.Option("--apply", help="Run it on the server; else the SQL is printed.")] = False,
    user: Annotated[list[str] | None, typer.Option("--user", help="Who may read and append; repeatable.")] = None,
    keeper: Annotated[
        list[str] | None, typer.Option("--keeper", help="Who may also redact and forget; repeatable.")
    ] = None,
) -> None:
    """Print the SQL that sets a PostgreSQL database up for a team, or run it with --apply.

    It makes the table, the guards that keep it append-only, and two roles without a login: crisisctl_writer may read
    and append, crisisctl_keeper may also redact and forget. Doing it again changes nothing, or mends what is missing.

    Examples:\n
      crisisctl store init --user ana --user bo > crisisctl.sql\n
      crisisctl store init postgresql://postgres@db.example/crisis --user ana --keeper chloe --apply
    """
    found = server(url or store_url())
    members, keepers = tuple(user or ()), tuple(keeper or ())
    if not apply:
        typer.echo(found.script(members, keepers), nl=False)
        return
    found.apply(members, keepers)
    people = f"; read and append: {listed(members + keepers)}" if members or keepers else ""
    typer.echo(here(f"{found.where}: set up{people}"))
