"""close: the work is finished."""

from __future__ import annotations

from typing import Annotated

import typer

from crisisctl.acts import Close
from crisisctl.commands import _acting
from crisisctl.commands._options import At, Format, Incident, Output, Reason


def command(
    reason: Reason = "",
    force: Annotated[bool, typer.Option("--force", help="Close although steps are open; that is recorded.")] = False,
    at: At = None,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """The work is finished, post-mortem and all. Refused, with the list, while steps are open.

    Examples:\n
      crisisctl close --reason "post-mortem held, actions assigned"
    """
    _acting.act(lambda when: Close(reason, force, when=when), incident, output, at=at)
