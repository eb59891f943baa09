"""init: who we are, in a file of our own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crisisctl import tongue
from crisisctl.files import write_new
from crisisctl.paths import find, home


def command(
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="The file; else crisis.yaml in CRISISCTL_HOME.", dir_okay=False),
    ] = None,
    here: Annotated[bool, typer.Option("--here", help="Into this folder, as ./crisis.yaml.")] = False,
) -> None:
    """Write your own crisis.yaml: company, contacts, people, channels, cadence. It begins as the example, to be edited.

    crisisctl looks for it in CRISISCTL_CONFIG, ./crisis.yaml, CRISISCTL_HOME. An existing one is never overwritten.

    Examples:\n
      crisisctl init\n
      crisisctl init --here && $EDITOR crisis.yaml && crisisctl playbook lint crisis.yaml
    """
    example = find("templates", "crisis.yaml")
    assert example is not None  # noqa: S101 - it is shipped
    path = Path("crisis.yaml") if here else output or home() / "crisis.yaml"
    write_new(path, example.read_text(encoding="utf-8"), private=True)
    typer.echo(tongue.here(f"written: {path}"))
    typer.echo(tongue.here(f"edit it, then check it by: crisisctl playbook lint {path}"), err=True)
