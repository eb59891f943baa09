"""fail: a step did not work."""

from __future__ import annotations

from crisisctl.acts import Fail
from crisisctl.commands import _acting
from crisisctl.commands._options import At, Format, Incident, Output, Reason, Step


def command(
    step: Step,
    reason: Reason = "",
    at: At = None,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """A step was tried and did not work. Open it again to try once more.

    Examples:\n
      crisisctl fail send-sms --reason "the SMS provider refuses our login"
    """
    _acting.act(lambda when: Fail(step, reason, when=when), incident, output, at=at)
