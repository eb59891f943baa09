"""channel: what carries our words, and what does not."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from crisisctl import channels
from crisisctl.acts import Act, SetChannel
from crisisctl.commands import _acting, _complete
from crisisctl.commands._options import At, Format, Incident, Output
from crisisctl.errors import NotFound
from crisisctl.text import did_you_mean, listed


def command(
    channel: Annotated[
        str, typer.Argument(help="CHANNEL=down, CHANNEL=degraded or CHANNEL=up.", autocompletion=_complete.channels)
    ],
    reason: Annotated[str, typer.Option("--reason", "-r", help="How it is known.")] = "",
    at: At = None,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """Mark a channel as down, degraded or up. Drafts leave out a channel that is down.

    Examples:\n
      crisisctl channel whatsapp=down --reason "two phones, two networks"\n
      crisisctl channel whatsapp=up
    """
    ((name, state),) = _acting.pairs([channel], "").items()
    if name not in channels.ids():
        raise NotFound(
            f"there is no channel `{name}`{did_you_mean(name, channels.ids())}", f"one of {listed(channels.ids())}"
        )

    def make(when: datetime | None) -> Act:
        return SetChannel(name, state.strip(), reason, when=when)

    _acting.act(make, incident, output, at=at)
