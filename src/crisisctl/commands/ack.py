"""ack: somebody has read the internal alert."""

from __future__ import annotations

from typing import Annotated

import typer

from crisisctl import runner
from crisisctl.acts import Acknowledge
from crisisctl.commands import _acting
from crisisctl.commands._options import At, Format, Incident, Output
from crisisctl.queries import acknowledgements
from crisisctl.text import listed, one_line
from crisisctl.tongue import here


def command(
    people: Annotated[
        list[str] | None, typer.Argument(help="Who has read it, one or more; nobody: who has not.")
    ] = None,
    at: At = None,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """Record who has acknowledged the internal alert; and show who has not, and the share within 5 minutes.

    Examples:\n
      crisisctl ack Bo Chloé\n
      crisisctl ack Dov --at 03:24\n
      crisisctl ack
    """
    desk = runner.open_desk()
    incident_id = desk.choose(incident)
    state = desk.view(incident_id).incident
    when = _acting.instant(at, desk, state)
    if people and "first_internal_alert" not in state.milestones:
        typer.echo(here("no internal alert is recorded as sent yet"), err=True)
    for person in people or ():
        done = desk.do(incident_id, Acknowledge(one_line(person), when=when))
        if output is Format.text:
            _acting.say_done(done, output)
        else:
            _acting.doubt(done)
    found = acknowledgements(desk.view(incident_id).incident)
    if output is Format.json:
        _acting.show_json(
            {
                "acknowledged": list(found.done),
                "missing": list(found.missing),
                "within_five_minutes": found.in_time,
                "alerted": found.alerted,
                "share": found.share,
            }
        )
        return
    missing = listed(map(one_line, found.missing))
    share = "n/a (no internal alert is recorded as sent)" if found.share is None else f"{found.share:.0%}"
    typer.echo(here(f"within 5 minutes: {found.in_time} of {found.alerted}, {share}; not yet: {missing}"))
