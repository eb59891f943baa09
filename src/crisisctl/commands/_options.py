"""Options that several commands share, said once: the same word means the same everywhere."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, TypeAlias

import typer

from crisisctl.commands import _complete


class Format(StrEnum):
    """How a result is printed."""

    text = "text"
    json = "json"


Incident: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--incident",
        "-i",
        envvar="CRISISCTL_INCIDENT",
        help="Which incident; not needed while only one is open.",
        autocompletion=_complete.incidents,
    ),
]
Output: TypeAlias = Annotated[Format, typer.Option("--format", "-f", help="How to print the result.")]
At: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--at", help='When it really happened: 14:05, "10 min ago", "yesterday 23:50", ISO 8601.', metavar="TIME"
    ),
]
Reason: TypeAlias = Annotated[str, typer.Option("--reason", "-r", help="Why; it goes into the log and the report.")]
Force: TypeAlias = Annotated[bool, typer.Option("--force", help="Go on although something is missing; needs --reason.")]
Language: TypeAlias = Annotated[
    str | None, typer.Option("--lang", "-l", help="Language of what is shown: fr, en.", envvar="CRISISCTL_LANG")
]
Step: TypeAlias = Annotated[str, typer.Argument(help="The step's id.", autocompletion=_complete.steps)]
