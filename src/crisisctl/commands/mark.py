"""mark: a milestone was reached."""

from __future__ import annotations

from typing import Annotated

import typer

from crisisctl.acts import Mark
from crisisctl.commands import _acting, _complete
from crisisctl.commands._options import At, Format, Incident, Output, Reason


def command(
    milestone: Annotated[str, typer.Argument(help="Which milestone.", autocompletion=_complete.milestones)],
    at: At = None,
    force: Annotated[
        bool, typer.Option("--force", help="Move one that stands at another time; needs --reason.")
    ] = False,
    reason: Reason = "",
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """Mark a milestone at the time it was reached: started, detected, confirmed, mitigated …

    One that stands at another time is moved only by --force, with a reason. The fact that says when it was, where it
    is known, goes with it.

    Examples:\n
      crisisctl mark started --at "yesterday 23:50"\n
      crisisctl mark mitigated\n
      crisisctl mark started --at 06:50 --force --reason "the first alert was overlooked"
    """
    _acting.act(lambda when: Mark(milestone, force, reason, when=when), incident, output, at=at)
