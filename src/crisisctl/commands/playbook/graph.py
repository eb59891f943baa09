"""playbook graph: the steps of a playbook and the ways between them, drawn."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from crisisctl import graphs, reader
from crisisctl.commands import _acting
from crisisctl.commands._options import Language
from crisisctl.commands.playbook._shared import Chosen
from crisisctl.errors import Usage
from crisisctl.files import write
from crisisctl.playbook import Organisation
from crisisctl.text import one_line
from crisisctl.tongue import here


class GraphFormat(StrEnum):
    """svg is a drawing for a browser or paper; mermaid is text that code hosts draw."""

    svg = "svg"
    mermaid = "mermaid"


_ENDINGS = ("", ".svg", ".mmd", ".mermaid", ".md", ".txt")


def command(
    playbook: Chosen,
    file: Annotated[Path | None, typer.Option("-o", "--output", help="The file to write.")] = None,
    lang: Language = None,
    output: Annotated[GraphFormat, typer.Option("--format", "-f", help="How it is drawn.")] = GraphFormat.svg,
) -> None:
    """Draw a playbook: its steps from top to bottom, the answers of each decision, and where they lead.

    Examples:\n
      crisisctl playbook graph outage -o outage.svg\n
      crisisctl playbook graph outage --lang fr --format mermaid
    """
    if file and file.suffix.lower() not in _ENDINGS:
        raise Usage(f"there is no drawing as `{one_line(file.suffix)}`", "name it .svg, or .mmd with --format mermaid")
    found = reader.read_playbook(reader.find_playbook(playbook))
    language = _acting.language_of(lang, Organisation("", languages=found.languages))
    drawing = graphs.get(output.value).draw(found, language)
    if file is None:
        typer.echo(drawing, nl=False)
        return
    write(file, drawing)
    typer.echo(here(f"written: {file}"), err=True)
