"""What is posted to each kind of webhook: a pure function of the exact text, so that what is approved is what leaves.

For a text as the channel laid it out this is the channel's own ``json`` file, byte for byte. No payload calls anybody:
what would be a mention is left as the words it is made of.
"""

# ruff: noqa: ARG001 - every shape is asked in the same way
from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from crisisctl.channels import discord, get, slack, teams, telegram
from crisisctl.destinations import Destination
from crisisctl.transports import Letter
from crisisctl.transports._http import Request

_JSON = {"Content-Type": "application/json; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Kind:
    """One shape of webhook. ``channel`` is the only one whose markup it reads; empty: any."""

    channel: str
    request: Callable[[str, Letter, Destination], Request]
    one_to: bool = False
    """``to`` names one place, and must."""


def request(kind: str, letter: Letter, destination: Destination) -> Request:
    return KINDS[kind].request(address(destination), letter, destination)


def address(destination: Destination) -> str:
    """The URL to post to, without the kind before its scheme."""
    parts = destination.parts
    return urlunsplit(parts._replace(scheme=parts.scheme.lower().rpartition("+")[2], fragment=""))


def _posted(url: str, value: object) -> Request:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Request(url, text.encode("utf-8", "replace"), _JSON)


def _slack(url: str, letter: Letter, destination: Destination) -> Request:
    return _posted(url, slack.payload(letter.text))


def _teams(url: str, letter: Letter, destination: Destination) -> Request:
    return _posted(url, teams.payload(letter.text))


def _discord(url: str, letter: Letter, destination: Destination) -> Request:
    return _posted(url, discord.payload(letter.text))


def _telegram(url: str, letter: Letter, destination: Destination) -> Request:
    base = url if url.endswith("/sendMessage") else f"{url.rstrip('/')}/sendMessage"
    return _posted(base, {"chat_id": destination.to[0], **telegram.payload(letter.text)})


def _ntfy(url: str, letter: Letter, destination: Destination) -> Request:
    """Published as JSON at the root of the server: a title in a header could not hold an accent."""
    parts = urlsplit(url)
    before, _, topic = parts.path.rstrip("/").rpartition("/")
    root = urlunsplit(parts._replace(path=f"{before}/"))
    value = {"topic": topic, "message": letter.text}
    return _posted(root, {**value, "title": letter.subject} if letter.subject else value)


def _json(url: str, letter: Letter, destination: Destination) -> Request:
    """Our own shape, for a script of yours. ``Idempotency-Key`` is the attempt."""
    made = _posted(
        url,
        {
            "id": letter.id,
            "message": letter.message,
            "channel": letter.channel,
            "language": letter.language,
            "subject": letter.subject,
            "text": letter.text,
            "drill": letter.drill,
            "to": list(destination.to),
        },
    )
    return Request(made.url, made.body, {**_JSON, "Idempotency-Key": letter.id})


KINDS: dict[str, Kind] = {
    "slack": Kind("slack", _slack),
    "teams": Kind("teams", _teams),
    "discord": Kind("discord", _discord),
    "telegram": Kind("telegram", _telegram, one_to=True),
    "ntfy": Kind("", _ntfy),
    "json": Kind("", _json),
}


def kind_of(destination: Destination) -> str:
    """As the destination says, or its scheme (``slack+https``), else that of its channel, else our own shape."""
    prefix = destination.scheme.rpartition("+")[0]
    own = destination.channel if destination.channel in KINDS else "json"
    return destination.kind or prefix or own


def check(destination: Destination) -> str:
    kind = KINDS.get(kind_of(destination))
    if kind is None:
        return f"there is no kind `{kind_of(destination)}` of webhook: one of {', '.join(KINDS)}"
    if kind.channel and kind.channel != destination.channel:
        named = get(kind.channel).title["en"]
        return f"{named} reads the drafts of the channel {kind.channel}, not those of {destination.channel}"
    if kind.one_to and len(destination.to) != 1:
        return f'a {kind_of(destination)} destination is one chat: to = ["…"]'
    if kind_of(destination) == "ntfy" and not destination.parts.path.strip("/"):
        return "an ntfy address ends in its topic: https://HOST/TOPIC"
    return ""
