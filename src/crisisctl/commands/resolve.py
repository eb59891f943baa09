"""resolve: it is over for those who were affected."""

from __future__ import annotations

from crisisctl.acts import Resolve
from crisisctl.commands import _acting
from crisisctl.commands._options import At, Format, Incident, Output


def command(
    at: At = None,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """The incident is over for those who were affected. The review and the closing come after.

    Examples:\n
      crisisctl resolve\n
      crisisctl resolve --at 05:40
    """
    _acting.act(lambda when: Resolve(when=when), incident, output, at=at)
