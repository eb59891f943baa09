"""clock waive: a clock does not apply."""

from __future__ import annotations

from typing import Annotated

import typer

from crisisctl.acts import WaiveClock
from crisisctl.commands import _acting, _complete
from crisisctl.commands._options import At, Format, Incident, Output, Reason


def command(
    clock: Annotated[str, typer.Argument(help="The clock's id.", autocompletion=_complete.running_clocks)],
    reason: Reason = "",
    at: At = None,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """The clock does not apply, or not any more; the reason goes into the report. `clock start` takes it back.

    Examples:\n
      crisisctl clock waive gdpr-authority --reason "Only encrypted data, the key is safe: no risk to people (I. Roy)"
    """
    _acting.act(lambda when: WaiveClock(clock, reason, when=when), incident, output, at=at)
