"""note: words for the log."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from crisisctl.acts import Note
from crisisctl.commands import _acting
from crisisctl.commands._options import At, Format, Incident, Output
from crisisctl.errors import Refused

_LONGEST = 20_000


class Kind(StrEnum):
    """What a note is."""

    note = "note"
    signal = "signal"
    hypothesis = "hypothesis"
    lesson = "lesson"


def command(
    text: Annotated[str, typer.Argument(help="The note; - reads it from standard input.")],
    kind: Annotated[
        Kind,
        typer.Option(
            help="signal: something heard outside; hypothesis: a cause you think of; lesson: for the post-mortem."
        ),
    ] = Kind.note,
    at: At = None,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """Write a note into the log.

    Examples:\n
      crisisctl note "Restarted the gateway, no change" --at "10 min ago"\n
      crisisctl note --kind signal "Forty posts about us in ten minutes"\n
      crisisctl note --kind hypothesis "The certificate of the gateway has run out"
    """
    words = sys.stdin.read() if text == "-" else text
    if len(words) > _LONGEST:
        raise Refused(
            f"a note of {len(words)} characters; it may have {_LONGEST}", "keep the file elsewhere and note where"
        )
    _acting.act(lambda when: Note(words, kind.value, when=when), incident, output, at=at)
