"""playbook schema: what editors need to complete and check a playbook while it is written."""

from __future__ import annotations

import json

import typer

from crisisctl.reader import schema


def command() -> None:
    """Print the JSON Schema of playbooks.

    Examples:\n
      crisisctl playbook schema > playbook.schema.json
    """
    typer.echo(json.dumps(schema.schema(), ensure_ascii=False, indent=2))
