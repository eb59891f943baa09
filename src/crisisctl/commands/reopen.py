"""reopen: a step, or the whole incident, is open again."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from crisisctl.acts import Act, Reopen, ReopenStep
from crisisctl.commands import _acting, _complete
from crisisctl.commands._options import At, Format, Incident, Output, Reason


def command(
    step: Annotated[
        str | None, typer.Argument(help="The step; without one, the incident.", autocompletion=_complete.steps)
    ] = None,
    reason: Reason = "",
    at: At = None,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """Open a step again, or the whole incident when no step is named.

    Examples:\n
      crisisctl reopen two-sources --reason "the second source was wrong"\n
      crisisctl reopen -i outage-20261122-1 --reason "it came back at 06:10"
    """

    def make(when: datetime | None) -> Act:
        return ReopenStep(step, reason, when=when) if step else Reopen(reason, when=when)

    _acting.act(make, incident, output, at=at)
