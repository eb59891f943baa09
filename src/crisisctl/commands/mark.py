"""mark: a milestone was reached."""

from __future__ import annotations

from typing import Annotated

import typer

from crisisctl.acts import Mark
from crisisctl.commands import _acting, _complete
from crisisctl.commands._options import At, Format, Incident, Output


def command(
    milestone: Annotated[str, typer.Argument(help="Which milestone.", autocompletion=_complete.milestones)],
    at: At = None,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """Mark a milestone at the time it was reached: started, detected, confirmed, mitigated …

    Examples:\n
      crisisctl mark started --at "yesterday 23:50"\n
      crisisctl mark mitigated
    """
    _acting.act(lambda when: Mark(milestone, when=when), incident, output, at=at)
