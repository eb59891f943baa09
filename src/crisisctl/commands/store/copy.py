"""store copy: incidents go from one store to another, as they are."""

from __future__ import annotations

from typing import Annotated

import typer

from crisisctl.errors import NotFound, Refused
from crisisctl.safekeeping import transfer
from crisisctl.stores import open_store, place_of
from crisisctl.text import listed, one_line
from crisisctl.tongue import here


def command(
    source: Annotated[str, typer.Argument(help="The URL of the store to copy from.", metavar="FROM")],
    target: Annotated[str, typer.Argument(help="The URL of the store to copy to.", metavar="TO")],
    incident: Annotated[
        list[str] | None, typer.Option("--incident", "-i", help="Only this incident; repeatable.")
    ] = None,
) -> None:
    """Copy incidents from one store to another: the lines as they are, their chain checked before and after.

    What is there already stays; where the beginning is there, the rest is added. Another log under the same name is
    never overwritten: it is refused, the others are copied, and the exit code is 1.

    Examples:\n
      crisisctl store copy sqlite:///home/ana/crisis.db postgresql://ana@db.example/crisis\n
      crisisctl store copy "$CRISISCTL_STORE" sqlite:///tmp/take-home.db --incident outage-20261122-1
    """
    there = open_store(source)
    known = there.incidents()
    for name in incident or ():
        if name not in known:
            raise NotFound(f"there is no incident `{one_line(name)}` at {place_of(source)}", f"known: {listed(known)}")
    refused = 0
    for name in incident or known:
        lines = there.read(name)
        try:
            head = transfer.checked(name, lines)
            written = transfer.bring(open_store(target), place_of(target), name, lines)
        except Refused as problem:
            refused += 1
            typer.echo(f"crisisctl: {here(problem.message)} ({here(problem.hint)})", err=True)
            continue
        state = f"{written} of {len(lines)} entries copied" if written else f"{len(lines)} entries, all there already"
        typer.echo(here(f"{one_line(name)}: {state}, head {head}"))
    if refused:
        raise typer.Exit(1)
