"""draft: what to say, to the letter, on each channel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from crisisctl import checking, drafting, runner, shapes
from crisisctl.commands import _acting, _complete
from crisisctl.commands._options import At, Format, Incident, Output
from crisisctl.commands.count import told
from crisisctl.errors import Refused, Usage
from crisisctl.files import plain_name, write
from crisisctl.messages.draft import Draft
from crisisctl.messages.drafts import Drafts, refuse_strange
from crisisctl.messages.lettered import files_of, heading
from crisisctl.queries import IncidentView
from crisisctl.rules import Finding
from crisisctl.runner import Desk, zone_of
from crisisctl.screen import Tongue
from crisisctl.text import clean, listed, one_line
from crisisctl.times import format_stamp, parse_future, parse_promise
from crisisctl.tongue import here


def command(
    message: Annotated[
        str | None,
        typer.Argument(help="The message; without one, that of the next step.", autocompletion=_complete.messages),
    ] = None,
    channel: Annotated[
        list[str] | None,
        typer.Option("--channel", "-c", help="Only this channel, repeatable.", autocompletion=_complete.channels),
    ] = None,
    lang: Annotated[list[str] | None, typer.Option("--lang", "-l", help="Only this language, repeatable.")] = None,
    next_update: Annotated[
        str | None, typer.Option("--next-update", help='The time to promise: 15:30, "in 40m".', metavar="TIME")
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Forget texts edited by hand, and the time promised before.")
    ] = False,
    folder: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write each draft as files into this folder.", file_okay=False)
    ] = None,
    at: At = None,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """Write the drafts of a message: every channel of its audience, every language, counted against each limit.

    The drafts are kept in the log, so that what `crisisctl sent` records is what you read here.

    Examples:\n
      crisisctl draft first-notice\n
      crisisctl draft first-notice --channel sms --lang fr\n
      crisisctl draft -o drafts/
    """
    desk = runner.open_desk()
    incident_id = desk.choose(incident)
    view = desk.view(incident_id)
    wanted = message or _of_next_step(view)
    refuse_strange(view.incident, wanted, channel or ())
    promised, rounded = _future(next_update, desk, view)
    written, done = drafting.draft(
        desk,
        incident_id,
        wanted,
        channels=channel or (),
        languages=lang or (),
        next_update=promised,
        fresh=fresh,
        at=_acting.instant(at, desk, view.incident),
    )
    if next_update and promised and rounded:
        _tell_rounded(next_update, promised, view)
    files = _write(written, folder) if folder else []
    state = done.view.incident
    findings = [(each, checking.check(state, each)) for each in written.drafts]
    if output is Format.json:
        _acting.show_json(
            {
                "drafts": [shapes.draft(each, found) for each, found in findings],
                "left_out": list(written.left_out),
                "files": files,
            }
        )
        return
    words = Tongue(_acting.language_of(None, state.organisation))
    for each, found in findings:
        show(each, found, words)
    for name in written.left_out:
        typer.echo(here(f"left out: {name} is marked down"), err=True)
    for name in files:
        typer.echo(here(f"written: {name}"), err=True)


def _of_next_step(view: IncidentView) -> str:
    if view.next and view.next.step.message:
        return view.next.step.message
    raise Refused("the next step has no message", f"name one: {listed(view.incident.playbook.messages)}")


def _future(text: str | None, desk: Desk, view: IncidentView) -> tuple[datetime | None, bool]:
    """The time that is promised, and whether it was rounded."""
    if text is None:
        return None, False
    now, zone = desk.time(view.incident), zone_of(view.incident.organisation)
    try:
        found, exact = parse_promise(text, now, zone), parse_future(text, now, zone)
    except ValueError as problem:
        raise Usage(f"--next-update: {problem}") from None
    if found <= now:
        raise Usage("--next-update: that time has passed")
    return found, found != exact


def _tell_rounded(text: str, promised: datetime, view: IncidentView) -> None:
    stamp = format_stamp(promised, zone_of(view.incident.organisation))
    told = f"--next-update: {one_line(text)} is rounded up to the next five minutes, {stamp}"
    typer.echo(f"crisisctl: {here(told)}", err=True)


def show(draft: Draft, findings: Sequence[Finding], words: Tongue) -> None:
    """One draft on the screen: its exact text, its length, and what is wrong with it."""
    typer.echo(f"--- {draft.message} · {draft.channel} · {draft.language} · {told(draft.count, words)}")
    if subject := heading(draft):
        typer.echo(one_line(subject))
    typer.echo(clean(draft.text))
    for problem in draft.problems:
        typer.echo(f"  ! {one_line(here(problem))}")
    for finding in findings:
        level = words(f"level_{finding.level}")
        typer.echo(f"  {level} {finding.rule} {finding.line}:{finding.column}: {one_line(finding.why)}")
    typer.echo()


def _write(written: Drafts, folder: Path) -> list[str]:
    names = []
    for draft in written.drafts:
        for extension, content in files_of(draft).items():
            path = folder / plain_name(draft.message, draft.channel, draft.language, extension)
            write(path, content)
            names.append(str(path))
    return names
