"""What is shown of destinations: names, channels, and of an address the scheme and the host."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import typer

from crisisctl import transports
from crisisctl.commands import _acting
from crisisctl.commands._options import Format
from crisisctl.destinations import Destination
from crisisctl.text import listed, one_line
from crisisctl.tongue import colon, counted, here


def show(known: Mapping[str, Destination], output: Format) -> None:
    """Names, channels, and of an address the scheme and the host."""
    if output is Format.json:
        _acting.show_json({"destinations": [_shape(each) for each in known.values()]})
        return
    for each in known.values():
        if each.problem:
            typer.echo(f"{one_line(each.name)}{colon()}{here('CANNOT BE USED')}{colon()}{each.problem}")
            continue
        parts = [
            each.name,
            each.channel,
            each.where,
            here("drill" if each.drill else "live"),
            here(f"for: {listed(each.audiences)}" if each.audiences else "only by --to"),
            *([listed(each.languages)] if each.languages else []),
            *([recipients(each)] if each.to else []),
        ]
        typer.echo(" · ".join(parts))


def _shape(each: Destination) -> dict[str, Any]:
    return {
        "name": each.name,
        "channel": each.channel,
        "kind": "" if each.problem else transports.of(each).kind(each),
        "where": "" if each.problem else each.where,
        "drill": each.drill,
        "audience": list(each.audiences),
        "languages": list(each.languages),
        "recipients": len(each.to),
        "problem": each.problem,
    }


def recipients(place: Destination) -> str:
    return counted(len(place.to), "recipient")
