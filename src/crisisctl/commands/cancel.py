"""cancel: it was no incident."""

from __future__ import annotations

from typing import Annotated

import typer

from crisisctl.acts import Cancel
from crisisctl.commands import _acting
from crisisctl.commands._options import At, Format, Incident, Output


def command(
    reason: Annotated[
        str, typer.Option("--reason", "-r", help="false_positive, duplicate, superseded, external or cancelled.")
    ],
    note: Annotated[str, typer.Option(help="More words about it.")] = "",
    at: At = None,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """It was no incident of ours. REASON is one of false_positive, duplicate, superseded, external, cancelled.

    Examples:\n
      crisisctl cancel --reason false_positive --note "our own test, not a customer"
    """
    _acting.act(lambda when: Cancel(reason, note, when=when), incident, output, at=at)
