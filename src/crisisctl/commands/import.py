"""import: an incident that was exported comes in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from crisisctl import chain, runner
from crisisctl.commands import _acting
from crisisctl.commands._options import Format, Output
from crisisctl.errors import NotFound, Refused
from crisisctl.events import Forgotten, Opened
from crisisctl.safekeeping import transfer
from crisisctl.text import one_line
from crisisctl.tongue import here


def command(
    file: Annotated[str, typer.Argument(help="What `log --format jsonl` printed; - reads standard input.")],
    output: Output = Format.text,
) -> None:
    """Bring in an incident from a file of `log --format jsonl`: the chain is checked first, the digests stay.

    A file that was edited, cut in the middle or put together is refused, with every problem. Where the store has the
    same incident up to a point, the rest is added; where it has another under that name, nothing is written.

    Examples:\n
      crisisctl import outage.jsonl\n
      crisisctl log -i outage-20261122-1 --format jsonl | ssh backup.example crisisctl import -
    """
    lines = _lines(file)
    problems = chain.verify(lines).problems
    for seq, text in problems:
        typer.echo(here(f"{one_line(file)}: entry {seq} {text}"), err=True)
    if problems:
        raise Refused(
            f"{one_line(file)} is not an intact log, and was not imported", "export it again where it is kept"
        )
    incident = _incident(file, lines)
    desk = runner.open_desk()
    written = transfer.bring(desk.store, desk.where, incident, lines)
    head = chain.parse(lines[-1]).digest
    if output is Format.json:
        _acting.show_json({"incident": incident, "entries": len(lines), "written": written, "head": head})
        return
    state = f"{written} of {len(lines)} entries imported" if written else f"{len(lines)} entries, all there already"
    typer.echo(here(f"{one_line(incident)}: {state}, head {head}"))


def _lines(file: str) -> list[str]:
    try:
        found = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except FileNotFoundError:
        raise NotFound(
            f"there is no file {one_line(file)}", "write one by: crisisctl log --format jsonl > FILE"
        ) from None
    try:
        lines = found.decode().split("\n")
    except UnicodeDecodeError:
        lines = []
    if lines and not lines[-1]:
        lines.pop()
    if not any(lines):
        raise Refused(f"{one_line(file)} holds no log", "write one by: crisisctl log --format jsonl > FILE")
    return lines


def _incident(file: str, lines: list[str]) -> str:
    """The name under which it was opened, which its first entry holds."""
    first = chain.parse(lines[0]).event
    if not isinstance(first, Opened | Forgotten) or not first.incident:
        raise Refused(
            f"{one_line(file)} does not begin with the opening of an incident", "export it again where it is kept"
        )
    return first.incident
