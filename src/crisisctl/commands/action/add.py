"""action add: something to do, with an owner and a date."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from crisisctl.acts import AddAction
from crisisctl.commands import _acting
from crisisctl.commands._options import At, Format, Incident, Output
from crisisctl.queries import past_day
from crisisctl.tongue import here


class Kind(StrEnum):
    """What an action item is for."""

    prevent = "prevent"
    detect = "detect"
    mitigate = "mitigate"
    process = "process"


def command(
    title: Annotated[str, typer.Argument(help="What is to be done.")],
    owner: Annotated[str, typer.Option("--owner", "-o", help="Who does it.")] = "",
    due: Annotated[str, typer.Option("--due", "-d", help="Until when: a date, as you write it.")] = "",
    kind: Annotated[Kind | None, typer.Option("--kind", help="What it is for.")] = None,
    at: At = None,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """Add an action item. It keeps its number for good.

    Examples:\n
      crisisctl action add "A second SMS provider" --owner Bo --due 2026-12-15 --kind prevent
    """
    done = _acting.act(
        lambda when: AddAction(title, owner, due, kind.value if kind else "", when=when), incident, output, at=at
    )
    if day := past_day(done.view):
        typer.echo(f"! {here(f'{day} is a day that is past')}", err=True)
