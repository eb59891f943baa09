"""clock met: what a clock asks for is done."""

from __future__ import annotations

from typing import Annotated

import typer

from crisisctl.acts import MeetClock
from crisisctl.commands import _acting, _complete
from crisisctl.commands._options import At, Format, Incident, Output, Reason


def command(
    clock: Annotated[str, typer.Argument(help="The clock's id.", autocompletion=_complete.running_clocks)],
    at: At = None,
    reference: Annotated[str, typer.Option("--reference", help="The number of the filing.")] = "",
    reason: Reason = "",
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """What the clock asks for is done. Clocks that count from here start by themselves.

    Examples:\n
      crisisctl clock met gdpr-authority --reference 2026-118734 --at 14:05
    """
    _acting.act(lambda when: MeetClock(clock, reference, reason, when=when), incident, output, at=at)
