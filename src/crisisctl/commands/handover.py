"""handover: somebody else takes a role over."""

from __future__ import annotations

from typing import Annotated

import typer

from crisisctl.acts import HandOver
from crisisctl.commands import _acting, _complete
from crisisctl.commands._options import At, Format, Incident, Output


def command(
    role: Annotated[str, typer.Argument(help="ROLE=PERSON.", autocompletion=_complete.roles)],
    note: Annotated[str, typer.Option("--note", "-n", help="What the receiver must know.")] = "",
    at: At = None,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """Hand a role over to somebody else, and say so aloud: the new lead announces it.

    Examples:\n
      crisisctl handover lead=Chloé --note "next update to customers at 05:30, cause still unknown"
    """
    ((name, person),) = _acting.pairs([role], "").items()
    _acting.act(lambda when: HandOver(name, person.strip(), note, when=when), incident, output, at=at)
