"""verify: nothing that was recorded has been changed."""

from __future__ import annotations

from typing import Annotated

import typer

from crisisctl import chain, runner
from crisisctl.commands import _acting
from crisisctl.commands._options import Format, Incident, Output
from crisisctl.tongue import here


def command(
    incident: Incident = None,
    head: Annotated[
        str | None, typer.Option("--head", help="A head digest noted elsewhere: shows a cut end as well.")
    ] = None,
    output: Output = Format.text,
) -> None:
    """Recompute the chain of digests. Exits 1 on any edit, gap or reorder, and prints the head digest.

    Note the head digest elsewhere (a mail, a ticket): with --head, a log whose end was cut off shows too.

    Examples:\n
      crisisctl verify\n
      crisisctl verify -i outage-20261122-1 --head 5c0ffee…
    """
    desk = runner.open_desk()
    incident_id = incident or desk.choose(None)
    verdict = chain.verify(desk.lines(incident_id), head)
    if output is Format.json:
        problems = [{"seq": seq, "problem": text} for seq, text in verdict.problems]
        _acting.show_json(
            {
                "incident": incident_id,
                "entries": verdict.entries,
                "head": verdict.head,
                "ok": not problems and not verdict.unfinished,
                "problems": problems,
                "redacted": list(verdict.redacted),
                "unfinished": list(verdict.unfinished),
            }
        )
    else:
        for seq, text in verdict.problems:
            typer.echo(f"{incident_id}: entry {seq} {text}", err=True)
        for seq in verdict.unfinished:
            typer.echo(
                f"{incident_id}: redaction of entry {seq} not completed: its data is still there "
                f"(complete it by: crisisctl redact {seq} -i {incident_id} --reason again)",
                err=True,
            )
        state = "intact" if not verdict.problems else "NOT INTACT"
        redacted = f", {len(verdict.redacted)} redacted" if verdict.redacted else ""
        typer.echo(here(f"{incident_id}: {verdict.entries} entries, {state}{redacted}, head {verdict.head}"))
    if verdict.problems or verdict.unfinished:
        raise typer.Exit(1)
