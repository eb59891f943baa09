"""severity: how bad it is."""

from __future__ import annotations

from typing import Annotated

import typer

from crisisctl.acts import SetSeverity
from crisisctl.commands import _acting, _complete
from crisisctl.commands._options import At, Format, Incident, Output, Reason


def command(
    level: Annotated[str, typer.Argument(help="SEV1, SEV2, SEV3 or SEV4.", autocompletion=_complete.severities)],
    reason: Reason = "",
    at: At = None,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """Set the severity: SEV1 (worst) to SEV4. A change needs a reason; when in doubt take the higher.

    Examples:\n
      crisisctl severity SEV1 --reason "the phone line is down as well"
    """
    _acting.act(lambda when: SetSeverity(level, reason, when=when), incident, output, at=at)
