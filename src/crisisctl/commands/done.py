"""done: a step is done."""

from __future__ import annotations

from typing import Annotated

import typer

from crisisctl.acts import Do
from crisisctl.commands import _acting
from crisisctl.commands._options import At, Force, Format, Incident, Output, Reason, Step


def command(
    step: Step,
    answer: Annotated[list[str] | None, typer.Argument(help="The answer, where the step asks for one.")] = None,
    force: Force = False,
    reason: Reason = "",
    at: At = None,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """A step is done.

    A question takes name=value (or just the value where it asks for one fact), a decision the option, a check its
    sources, one argument each.

    Examples:\n
      crisisctl done two-sources "own phone on 4G" "the provider's status page"\n
      crisisctl done how-many affected=1200\n
      crisisctl done pause-campaigns --at "10 min ago"
    """
    act = _acting.act
    act(lambda when: Do(step, tuple(answer or ()), force, reason, when=when), incident, output, at=at)
