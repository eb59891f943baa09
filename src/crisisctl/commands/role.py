"""role: who does what."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from crisisctl.acts import Act, TakeRole
from crisisctl.commands import _acting, _complete
from crisisctl.commands._options import At, Format, Incident, Output


def command(
    role: Annotated[
        list[str],
        typer.Argument(help="ROLE=PERSON, one or more; ROLE= leaves it open.", autocompletion=_complete.roles),
    ],
    deputy: Annotated[bool, typer.Option("--deputy", help="As the deputy.")] = False,
    at: At = None,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """Give a role to somebody. When the lead is taken for the first time, the incident counts as acknowledged.

    Examples:\n
      crisisctl role lead=Ana comms=Bo\n
      crisisctl role lead=Chloé --deputy
    """
    for name, person in _acting.pairs(role, "").items():

        def make(when: datetime | None, name: str = name, person: str = person.strip()) -> Act:
            return TakeRole(name, person, deputy, when=when)

        _acting.act(make, incident, output, at=at)
