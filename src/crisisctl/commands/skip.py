"""skip: leave a step out."""

from __future__ import annotations

from crisisctl.acts import Skip
from crisisctl.commands import _acting
from crisisctl.commands._options import At, Format, Incident, Output, Reason, Step


def command(
    step: Step,
    reason: Reason = "",
    at: At = None,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """Leave a step out, with a reason that the report will show.

    Examples:\n
      crisisctl skip press-line --reason "no journalist has asked"
    """
    _acting.act(lambda when: Skip(step, reason, when=when), incident, output, at=at)
