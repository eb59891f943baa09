"""stage: how far the work is."""

from __future__ import annotations

from typing import Annotated

import typer

from crisisctl.acts import SetStatus
from crisisctl.commands import _acting
from crisisctl.commands._options import At, Format, Incident, Output


def command(
    status: Annotated[str, typer.Argument(help="investigating, identified, monitoring or resolved.")],
    at: At = None,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """Set the stage of the work: investigating, identified, monitoring, resolved.

    Examples:\n
      crisisctl stage identified\n
      crisisctl stage monitoring --at 14:05
    """
    _acting.act(lambda when: SetStatus(status, when=when), incident, output, at=at)
