"""What the commands that look at playbooks share: which ones, and what counts as an error."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

from crisisctl.commands import _complete

Chosen: TypeAlias = Annotated[
    str, typer.Argument(help="A playbook's name, or a file.", autocompletion=_complete.playbooks)
]
Playbooks: TypeAlias = Annotated[
    list[str] | None,
    typer.Argument(
        help="Names of playbooks, or files; without any, all there are.", autocompletion=_complete.playbooks
    ),
]
Strict: TypeAlias = Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")]


def is_error(level: str, strict: bool) -> bool:
    return level == "error" or (strict and level == "warning")
