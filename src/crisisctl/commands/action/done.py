"""action done: an action item is done."""

from __future__ import annotations

from typing import Annotated

import typer

from crisisctl.acts import FinishAction
from crisisctl.commands import _acting
from crisisctl.commands._options import At, Format, Incident, Output


def command(
    number: Annotated[int, typer.Argument(help="Its number, as `crisisctl action list` shows it.")],
    note: Annotated[str, typer.Option("--note", "-n", help="What was done.")] = "",
    at: At = None,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """An action item is done.

    Examples:\n
      crisisctl action done 2 -i outage-20261122-1
    """
    _acting.act(lambda when: FinishAction(number, note, when=when), incident, output, at=at)
