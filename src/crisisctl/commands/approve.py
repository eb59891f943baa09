"""approve: these exact words may leave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from crisisctl import checking, outbound, runner
from crisisctl.acts import Approve
from crisisctl.commands import _acting, _complete
from crisisctl.commands._options import At, Force, Format, Incident, Output, Reason
from crisisctl.decisions.messages import not_theirs
from crisisctl.errors import Refused
from crisisctl.persons import meant
from crisisctl.queries import IncidentView
from crisisctl.text import one_line
from crisisctl.tongue import here


def command(
    message: Annotated[str, typer.Argument(help="The message.", autocompletion=_complete.messages)],
    by: Annotated[str, typer.Option("--by", help="Who approves; else you.")] = "",
    channel: Annotated[
        list[str] | None,
        typer.Option("--channel", "-c", help="Only this channel, repeatable.", autocompletion=_complete.channels),
    ] = None,
    lang: Annotated[list[str] | None, typer.Option("--lang", "-l", help="Only this language, repeatable.")] = None,
    force: Force = False,
    reason: Reason = "",
    at: At = None,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """Approve the drafts of a message, to the letter. Void as soon as a text, or a fact it was written from, changes.

    The role that the message names approves it, or that role's deputy. The author may; the report will show it.

    Examples:\n
      crisisctl approve first-notice --by Ana\n
      crisisctl approve first-notice --by Dov --force --reason "Ana cannot be reached"
    """
    desk = runner.open_desk()
    incident_id = desk.choose(incident)
    view = desk.view(incident_id)
    override = _gate(view, message, by or desk.actor, channel or (), lang or (), force=force, reason=reason)
    act = Approve(
        message,
        by or desk.actor,
        tuple(channel or ()),
        tuple(lang or ()),
        force,
        override or reason,
        bool(override),
        when=_acting.instant(at, desk, view.incident),
    )
    done = desk.do(incident_id, act)
    _acting.say_done(done, output)
    if late := outbound.passed(done.view.incident, message, done.view.now):
        typer.echo(f"crisisctl: {here(late)} ({here(f'write it anew: crisisctl draft {one_line(message)}')})", err=True)


def _gate(
    view: IncidentView, message: str, by: str, channels: Sequence[str], languages: Sequence[str], *, force: bool,
    reason: str,
) -> str:  # fmt: skip
    """As the lint's; where it refuses, what else --force would go over is named too: nobody does that unawares."""
    try:
        return checking.gate(view, message, channels, languages, force=force, reason=reason)
    except Refused as problem:
        also = not_theirs(view.incident, message, meant(by, view.incident)) if not force else []
        raise Refused("; ".join((problem.message, *also)), problem.hint) from None
