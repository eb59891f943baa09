"""store spool: acts that wait on this machine, and those that were refused."""

from __future__ import annotations

import re
from typing import Annotated

import typer
from msgspec.structs import asdict

from crisisctl.commands import _acting
from crisisctl.commands._options import Format, Output
from crisisctl.errors import NotFound
from crisisctl.paths import spool_path, store_url
from crisisctl.sharing.spool import Kept, Spool, cannot_be_read
from crisisctl.stores import place_of
from crisisctl.text import one_line
from crisisctl.times import to_iso
from crisisctl.tongue import here

_LONGEST = 60


def command(
    drop: Annotated[int | None, typer.Option("--drop", help="Let go of the act with this number.")] = None,
    output: Output = Format.text,
) -> None:
    """List the acts that were kept on this machine while the server was away, and what became of those refused.

    Acts that wait are put in by the next command that reaches the server, in the order they were typed. One that is
    refused then (somebody else was there first) stays listed with its reason until it is dropped.

    Examples:\n
      crisisctl store spool\n
      crisisctl store spool --drop 3
    """
    spool = Spool(spool_path(place_of(store_url())))
    if drop is not None:
        if not spool.drop(drop):
            raise NotFound(f"no act {drop} is kept here", "crisisctl store spool lists them")
        typer.echo(here(f"act {drop} dropped"))
        return
    kept, unread = spool.kept(), spool.unread()
    if output is Format.json:
        left = [{"number": each.number, "problem": each.why} for each in unread]
        _acting.show_json({"acts": [_shape(each) for each in kept], "unread": left})
        return
    for each in kept:
        typer.echo(
            f"{each.number:>4}  {one_line(each.incident)}  {each.at.astimezone():%Y-%m-%d %H:%M:%S %Z}  "
            f"{one_line(each.actor)}  {_told(each)}  {here(f'REFUSED: {each.refused}' if each.refused else 'waits')}"
        )
    for torn in unread:
        problem, hint = cannot_be_read(torn)
        typer.echo(f"{torn.number:>4}  {here(problem)} ({here(hint)})")
    if not kept and not unread:
        typer.echo(here("nothing waits"), err=True)


def _told(kept: Kept) -> str:
    """``note · Restarted the gateway``: which act, and the words in it."""
    name = re.sub(r"(?<!^)(?=[A-Z])", " ", type(kept.act).__name__).lower()
    words = []
    for value in asdict(kept.act).values():
        match value:
            case str() if value and value != name:
                words.append(one_line(value))
            case dict():
                words += map(one_line, value)  # the names of facts: a value may be a secret
            case tuple() if all(isinstance(each, str) for each in value):
                words += map(one_line, value)
    return " · ".join([name, *words])[:_LONGEST]


def _shape(kept: Kept) -> dict[str, object]:
    return {
        "number": kept.number,
        "incident": kept.incident,
        "at": to_iso(kept.at),
        "actor": kept.actor,
        "act": _told(kept),
        "refused": kept.refused or None,
    }
