"""sent: a message has left, by whatever hand."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Annotated

import typer

from crisisctl import checking, drafting, runner
from crisisctl.acts import Send
from crisisctl.commands import _acting, _complete
from crisisctl.commands._options import At, Force, Format, Incident, Output, Reason
from crisisctl.errors import NotFound, Refused
from crisisctl.incident import Incident as State
from crisisctl.messages.drafts import message_of, refuse_strange, write
from crisisctl.runner import Desk, zone_of
from crisisctl.text import listed
from crisisctl.times import format_clock
from crisisctl.tongue import here


def command(
    message: Annotated[str, typer.Argument(help="The message.", autocompletion=_complete.messages)],
    channel: Annotated[
        list[str] | None,
        typer.Option("--channel", "-c", help="Only on this channel, repeatable.", autocompletion=_complete.channels),
    ] = None,
    lang: Annotated[list[str] | None, typer.Option("--lang", "-l", help="Only in this language, repeatable.")] = None,
    to: Annotated[str, typer.Option("--to", help="Who, or which list.")] = "",
    step: Annotated[
        str, typer.Option("--step", help="The step it belongs to; found by itself.", autocompletion=_complete.steps)
    ] = "",
    force: Force = False,
    reason: Reason = "",
    at: At = None,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """Record that the drafts of a message have left, with their exact texts. It sends nothing: `crisisctl send` does.

    What has left without approval is recorded as that, and the report shows it.

    What is recorded are the drafts as they were last written; without any they are written now. The time they promise
    becomes a promise. Once every draft is recorded, the step is done.

    Examples:\n
      crisisctl sent first-notice\n
      crisisctl sent first-notice --channel sms --channel email --at 03:29
    """
    desk = runner.open_desk()
    incident_id = desk.choose(incident)
    state = desk.view(incident_id).incident
    when = _acting.instant(at, desk, state)
    message_of(state, message)
    if not force:
        refuse_strange(state, message, channel or (), 'it left that way all the same? --force --reason "…"')
    lacking = _lacks(state, message, channel or (), lang or ())
    if message not in state.drafted:
        _write_all(desk, state, message, channel or (), lang or (), when)
    if lacking and _lacks(desk.view(incident_id).incident, message, channel or (), lang or ()):
        drafting.draft(desk, incident_id, message, channels=channel or (), languages=lang or (), at=when)
    view = desk.view(incident_id)
    override = checking.gate(view, message, channel or (), lang or (), force=force, reason=reason)
    act = Send(
        message, tuple(channel or ()), tuple(lang or ()), step, to, force, override or reason, bool(override), when=when
    )
    done = desk.do(incident_id, act)
    if not lacking and stale(desk, state, message):
        language = _acting.language_of(None, state.organisation)
        drafted = format_clock(state.drafted[message].at, zone_of(state.organisation), language, "short")
        told = f"the facts changed since the draft of {drafted}; recorded as it was drafted"
        typer.echo(f"crisisctl: {here(told)}", err=True)
    _acting.say_done(done, output)
    if left := waiting(done.view.incident, message):
        typer.echo(here(f"still to be sent of {message}: {listed(left)}"), err=True)


def waiting(state: State, message: str) -> list[str]:
    """The drafts of a message that have not left, on channels that work."""
    drafted = state.drafted[message]
    return [
        f"{draft.channel} {draft.language}"
        for draft in drafted.drafts
        if (draft.channel, draft.language) not in drafted.left and draft.channel not in state.down
    ]


def _write_all(
    desk: Desk,
    state: State,
    message: str,
    channels: list[str] | tuple[()],
    languages: list[str] | tuple[()],
    when: datetime | None,
) -> None:
    """Draft all of a message, so that its step knows what is still to leave. Raises where what is meant cannot be.

    What cannot be written of the rest (every other channel is down) does not stand against recording what has left.
    """
    zone = zone_of(state.organisation)
    write(state, message, when or desk.time(state), zone, only_channels=channels, only_languages=languages)
    with suppress(Refused):
        drafting.draft(desk, state.id, message, at=when)


def _lacks(state: State, message: str, channels: list[str] | tuple[()], languages: list[str] | tuple[()]) -> bool:
    """Whether a draft that is to be recorded has not been written yet."""
    drafted = state.drafted.get(message)
    if drafted is None:
        return True
    have = {(draft.channel, draft.language) for draft in drafted.drafts}
    known = {language for _, language in have}
    if unknown := set(languages) - set(state.playbook.languages):
        raise NotFound(
            f"the playbook has no texts in {listed(sorted(unknown))}", f"it has {listed(state.playbook.languages)}"
        )
    return any((channel, language) not in have for channel in channels for language in languages or known)


def stale(desk: Desk, state: State, message: str) -> bool:
    """Whether the same message would read otherwise now."""
    drafted = state.drafted[message]
    channels = tuple(dict.fromkeys(draft.channel for draft in drafted.drafts))
    languages = tuple(dict.fromkeys(draft.language for draft in drafted.drafts))
    try:
        written = write(
            state,
            message,
            desk.time(state),
            zone_of(state.organisation),
            only_channels=channels,
            only_languages=languages,
            next_update=drafted.next_update,
        )
    except Refused:
        return True
    now = {(draft.channel, draft.language): draft.kept().digest for draft in written.drafts}
    return any(now.get((draft.channel, draft.language), draft.digest) != draft.digest for draft in drafted.drafts)
