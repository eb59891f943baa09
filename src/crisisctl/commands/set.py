"""set: facts are learnt, or change."""

from __future__ import annotations

from typing import Annotated

import typer

from crisisctl.acts import SetFacts
from crisisctl.commands import _acting, _complete
from crisisctl.commands._options import At, Format, Incident, Output


def command(
    facts: Annotated[list[str], typer.Argument(help="NAME=VALUE, one or more.", autocompletion=_complete.facts)],
    source: Annotated[str, typer.Option("--source", "-s", help="Where it is known from.")] = "",
    confirmed_by: Annotated[
        str, typer.Option("--confirmed-by", help="Who confirmed it; some facts count only then.")
    ] = "",
    at: At = None,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """Set facts; messages and conditions use them at once. `crisisctl status` shows what is known.

    Examples:\n
      crisisctl set affected=1200 --source "support queue"\n
      crisisctl set cause="expired certificate" --confirmed-by Chloé
    """
    values = _acting.pairs(facts, "")
    _acting.act(lambda when: SetFacts(values, source, confirmed_by, when=when), incident, output, at=at)
