"""diff: what changed against the last words this audience received."""

from __future__ import annotations

from typing import Annotated

import typer

from crisisctl import runner
from crisisctl.commands import _acting, _complete
from crisisctl.commands._options import Format, Incident, Output
from crisisctl.commands.edit import diff_lines
from crisisctl.events import DraftText
from crisisctl.messages import message_of
from crisisctl.queries import IncidentView
from crisisctl.text import one_line


def command(
    message: Annotated[str, typer.Argument(help="The message.", autocompletion=_complete.messages)],
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """Compare the drafts of a message with the last text its audience received, channel by channel.

    Where a channel has carried nothing yet, the comparison is with the last text on any channel of that language.

    Examples:\n
      crisisctl diff update
    """
    desk = runner.open_desk()
    incident_id = desk.choose(incident)
    written, done = runner.draft(desk, incident_id, message)
    audience = message_of(done.view.incident, message).audience
    rows = []
    for draft in written.drafts:
        last = last_words(done.view, audience, draft.channel, draft.language)
        rows.append((draft, last, diff_lines(last.text if last else "", draft.text)))
    if output is Format.json:
        _acting.show_json(
            {
                "diffs": [
                    {
                        "channel": draft.channel,
                        "language": draft.language,
                        "last": last.text if last else None,
                        "lines": lines,
                    }
                    for draft, last, lines in rows
                ]
            }
        )
        return
    for draft, last, lines in rows:
        against = f"against {last.channel}" if last else f"{one_line(audience)} has received nothing yet"
        typer.echo(f"--- {message} · {draft.channel} · {draft.language} · {against}")
        for line in lines or ["(the same)"]:
            typer.echo(line)
        typer.echo()


def last_words(view: IncidentView, audience: str, channel: str, language: str) -> DraftText | None:
    """The last text that this audience received: on this channel, else on any, in this language."""
    texts = [
        draft
        for sent in reversed(view.messages)
        if sent.audience == audience
        for draft in sent.drafts
        if draft.language == language
    ]
    return next((draft for draft in texts if draft.channel == channel), next(iter(texts), None))
