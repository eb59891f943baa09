"""playbook schema: what editors need to complete and check a file while it is written."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from crisisctl.reader import schema


class Kind(StrEnum):
    """What a person writes in YAML."""

    playbook = "playbook"
    scenario = "scenario"
    shared = "shared"
    organisation = "organisation"
    clocks = "clocks"


def command(
    kind: Annotated[
        Kind,
        typer.Option(
            "--for", help="A playbook, a scenario of drills, a file that playbooks include, crisis.yaml, clocks.yaml."
        ),
    ] = Kind.playbook,
) -> None:
    """Print the JSON Schema of playbooks, or of another file. Editors find it by the first line of the YAML file.

    That line is: # yaml-language-server: $schema=./playbook.schema.json

    Examples:\n
      crisisctl playbook schema > playbooks/playbook.schema.json\n
      crisisctl playbook schema --for scenario > playbooks/scenarios/scenario.schema.json\n
      crisisctl playbook schema --for organisation > crisis.schema.json
    """
    typer.echo(json.dumps(schema.schema(schema.ROOTS[kind.value]), ensure_ascii=False, indent=2))
