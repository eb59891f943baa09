"""What ``send`` gathers before it asks, and what it prints once it sends: progress, outcomes."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import typer

from crisisctl import destinations, drafting, outbound
from crisisctl.errors import Refused, Usage
from crisisctl.events import DraftText
from crisisctl.incident import Incident
from crisisctl.messages.draft import Draft
from crisisctl.messages.drafts import message_of, write
from crisisctl.outbound import Item, Leave, Plan
from crisisctl.runner import Desk, zone_of
from crisisctl.text import one_line
from crisisctl.tongue import colon, here
from crisisctl.transports import Limits

_LONGEST = 3600.0
_LOOK = "look whether it arrived before you send it again"
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What would leave, and the drafts as they would be written now, by channel and language."""

    desk: Desk
    state: Incident
    plan: Plan
    now: Mapping[Pair, Draft]
    limits: Limits

    def files(self, item: Item) -> Mapping[str, str]:
        """The files of the draft, where they carry the very text that leaves."""
        draft = item.draft
        found = self.now.get((draft.channel, draft.language))
        return found.files if found and found.kept().digest == draft.digest else {}

    def stale(self, draft: DraftText) -> bool:
        found = self.now.get((draft.channel, draft.language))
        return found is None or found.kept().digest != draft.digest


def prepare(
    desk: Desk,
    incident_id: str,
    message: str,
    channels: Sequence[str],
    languages: Sequence[str],
    to: Sequence[str],
    leave: Leave,
    *,
    dry: bool,
) -> Prepared:
    """Find the places, write drafts that are missing, plan. A dry run writes nothing into the log."""
    limits = limits_of_environment()
    state = desk.view(incident_id).incident
    message_of(state, message)
    known = outbound.known()
    wanted = tuple(channels) or tuple(dict.fromkeys(destinations.find(name, known).channel for name in to))
    state = _drafted(desk, state, message, wanted, tuple(languages), dry=dry)
    drafts = [each for each in state.drafted[message].drafts if _chosen(each, wanted, languages)]
    plan = outbound.plan(state, message, drafts, known, to, leave, desk.time(state))
    return Prepared(desk, state, plan, _written_now(desk, state, message, drafts), limits)


def limits_of_environment() -> Limits:
    """``CRISISCTL_SEND_TIMEOUT``: the seconds one sending may take in all; a minute without it."""
    asked = os.environ.get("CRISISCTL_SEND_TIMEOUT")
    if not asked:
        return Limits()
    try:
        seconds = float(asked)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= _LONGEST:
        raise Usage("CRISISCTL_SEND_TIMEOUT is a number of seconds, 3600 at most", "unset it for the usual 60")
    return Limits.within(seconds)


def _chosen(draft: DraftText, channels: Sequence[str], languages: Sequence[str]) -> bool:
    return draft.channel in (channels or (draft.channel,)) and draft.language in (languages or (draft.language,))


def _drafted(
    desk: Desk, state: Incident, message: str, channels: Sequence[str], languages: Sequence[str], *, dry: bool
) -> Incident:
    """The incident with the drafts that are asked for: those kept stay as they are, only missing ones are written."""
    drafted = state.drafted.get(message)
    if drafted is None:
        return _write(desk, state, message, channels, languages, dry=dry)
    have = {(draft.channel, draft.language) for draft in drafted.drafts}
    spoken = languages or tuple(dict.fromkeys(language for _, language in have))
    for channel in channels or tuple(dict.fromkeys(channel for channel, _ in have)):
        if missing := [language for language in spoken if (channel, language) not in have]:
            state = _write(desk, state, message, (channel,), missing, dry=dry)
    return state


def _write(
    desk: Desk, state: Incident, message: str, channels: Sequence[str], languages: Sequence[str], *, dry: bool
) -> Incident:
    if not dry:
        return drafting.draft(desk, state.id, message, channels=channels, languages=languages)[1].view.incident
    from msgspec.structs import replace

    from crisisctl.incident import Drafted

    written = write(
        state, message, desk.time(state), zone_of(state.organisation), only_channels=channels, only_languages=languages
    )
    before = state.drafted.get(message)
    texts = (*(before.drafts if before else ()), *(each.kept() for each in written.drafts))
    return replace(
        state, drafted={**state.drafted, message: Drafted(desk.time(state), desk.actor, texts, written.next_update)}
    )


def _written_now(desk: Desk, state: Incident, message: str, drafts: Sequence[DraftText]) -> dict[Pair, Draft]:
    """The same drafts as they would read now; none where something they say is not known any more."""
    try:
        written = write(
            state,
            message,
            desk.time(state),
            zone_of(state.organisation),
            only_channels=tuple(dict.fromkeys(draft.channel for draft in drafts)),
            only_languages=tuple(dict.fromkeys(draft.language for draft in drafts)),
            next_update=state.drafted[message].next_update,
        )
    except Refused:
        return {}
    return {(draft.channel, draft.language): draft for draft in written.drafts}


def tell(item: Item, *, err: bool) -> None:
    """One line an outcome, and one a recipient that was refused."""
    words = {"sent": "sent", "failed": "FAILED", "unknown": "UNKNOWN", "refused": "NOT SENT"}
    draft = item.draft
    reason = one_line(here(f"{item.reason}; {_LOOK}" if item.state == "unknown" else item.reason))
    place = f"{item.destination.name} · {here(f'attempt {item.attempt}')}" if item.attempt else item.destination.name
    line = f"{here(words[item.state])}  {item.message} · {draft.channel} · {draft.language} → {place}"
    typer.echo(f"{line}{colon()}{reason}" if reason else line, err=err)
    for recipient in item.refused:
        typer.echo(f"  {here('not taken')}{colon()}{one_line(recipient)}", err=err)


def by_hand(plan: Plan) -> list[dict[str, str]]:
    return [{"channel": draft.channel, "language": draft.language} for draft in plan.by_hand]


class Progress:
    """Says on stderr that something is under way: after a second, then on a terminal always, else every ten seconds."""

    def __init__(self, name: str, total: float) -> None:
        self._name, self._total = name, total
        self._live = sys.stderr.isatty()
        self._next = 1.0
        self._drawn = False

    def __call__(self, passed: float, tries: int) -> None:
        if passed < self._next:
            return
        self._next = passed + (1.0 if self._live else 10.0)
        again = f", try {tries}" if tries > 1 else ""
        line = here(f"still sending to {self._name}: {passed:.0f} s of {self._total:.0f} s at most{again}")
        typer.echo(f"\r{line}" if self._live else line, err=True, nl=not self._live)
        self._drawn = self._live

    def end(self) -> None:
        if self._drawn:
            typer.echo("\r\x1b[K", err=True, nl=False)
            self._drawn = False
