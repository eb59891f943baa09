"""How long one audience outside waited for word. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from crisisctl.queries import IncidentView, SentMessage

_SAYS_ALL = {"resolved", "false-alarm", "appeal", "data-breach", "regulator"}
"""Kinds of messages after which nobody waits for the next one."""


@dataclass(frozen=True, slots=True)
class Silence:
    """From a message to one audience to the next one."""

    audience: str
    start: datetime
    end: datetime


def longest_silence(view: IncidentView) -> Silence | None:
    """The longest that an audience outside waited for word, up to ``resolved`` (to ``now`` while it is not).

    Each audience by itself: what the press heard tells no customer anything.
    """
    end = view.incident.milestones.get("resolved") or view.incident.milestones.get("closed") or view.now
    spoken: dict[str, list[SentMessage]] = {}
    for sent in sorted(view.messages, key=lambda sent: sent.at):
        if sent.external and sent.at <= end:
            spoken.setdefault(sent.audience, []).append(sent)
    gaps = (gap for audience, told in spoken.items() for gap in _gaps(view, audience, told, end))
    return max(gaps, key=lambda gap: gap.end - gap.start, default=None)


def _gaps(view: IncidentView, audience: str, told: list[SentMessage], end: datetime) -> Iterator[Silence]:
    """Nobody waits after a message that says all there is to say."""
    messages = view.incident.playbook.messages
    for sent, until in zip(told, [*(each.at for each in told[1:]), end], strict=True):
        if sent.message not in messages or messages[sent.message].kind not in _SAYS_ALL:
            yield Silence(audience, sent.at, until)
