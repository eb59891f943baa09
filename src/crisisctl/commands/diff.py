"""diff: what changed against the last words this audience received."""

from __future__ import annotations

from typing import Annotated

import typer

from crisisctl import runner
from crisisctl.commands import _acting, _complete
from crisisctl.commands._options import Format, Incident, Output
from crisisctl.commands.edit import diff_lines
from crisisctl.events import DraftText
from crisisctl.messages.drafts import at_hand, message_of
from crisisctl.screen.changes import last_words
from crisisctl.text import one_line
from crisisctl.tongue import here


def command(
    message: Annotated[str, typer.Argument(help="The message.", autocompletion=_complete.messages)],
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """Compare the drafts of a message with the last text its audience received, channel by channel.

    The drafts are those at hand; nothing is written. Where a channel has carried nothing yet, it is compared with the
    last text on any channel of that language.

    Examples:\n
      crisisctl diff update
    """
    desk = runner.open_desk()
    incident_id = desk.choose(incident)
    view = desk.view(incident_id)
    drafts = at_hand(view.incident, message, desk.time(view.incident), runner.zone_of(view.incident.organisation))
    audience = message_of(view.incident, message).audience
    rows = []
    for draft in drafts:
        found = last_words(view, audience, draft.channel, draft.language)
        last = found.text if found else None
        rows.append((draft, last, diff_lines(_words(last), _words(draft))))
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
        typer.echo(one_line(f"--- {message} · {draft.channel} · {draft.language} · {here(against)}"))
        for line in lines or [here("(the same)")]:
            typer.echo(line)
        typer.echo()


def _words(draft: DraftText | None) -> str:
    """Subject and text, as far as there are any."""
    return "\n\n".join(filter(None, (draft.subject, draft.text))) if draft else ""
