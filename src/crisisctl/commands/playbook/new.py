"""playbook new: a first file to write a playbook from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crisisctl.errors import Usage
from crisisctl.files import write_new
from crisisctl.paths import find

_ID = "[a-z][a-z0-9-]*"


def command(
    name: Annotated[str, typer.Argument(help="The id of the playbook: small letters, digits, -.")],
    folder: Annotated[Path, typer.Option("-o", "--output", help="The folder it goes into.")] = Path("playbooks"),
) -> None:
    """Write a new playbook, small and complete, with a comment beside each part. An existing file is never overwritten.

    Examples:\n
      crisisctl playbook new store-closed\n
      crisisctl playbook lint store-closed
    """
    import re

    if not re.fullmatch(_ID, name):
        raise Usage(f"`{name}` cannot be the id of a playbook", "small letters, digits and -: store-closed")
    skeleton = find("templates", "playbook.yaml")
    assert skeleton is not None  # noqa: S101 - it is shipped
    text = skeleton.read_text(encoding="utf-8").replace("my-playbook", name)
    path = folder / f"{name}.yaml"
    write_new(path, text)
    typer.echo(f"written: {path}")
    typer.echo(f"check it by: crisisctl playbook lint {path}", err=True)
