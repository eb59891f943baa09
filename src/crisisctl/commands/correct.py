"""correct: a note said something wrong."""

from __future__ import annotations

from typing import Annotated

import typer

from crisisctl.acts import Correct
from crisisctl.commands import _acting
from crisisctl.commands._options import At, Format, Incident, Output


def command(
    seq: Annotated[int, typer.Argument(help="The number of the note, as `crisisctl log` shows it.")],
    text: Annotated[str, typer.Argument(help="What it should say.")],
    at: At = None,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """Correct a note. The first text stays in the log; the timeline shows the corrected one.

    Examples:\n
      crisisctl correct 14 "The first call came at 02:50, not 03:50"
    """
    _acting.act(lambda when: Correct(seq, text, when=when), incident, output, at=at)
