"""What somebody else said, made fit for the log: one short line in which nothing of an address is left."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

from crisisctl.destinations import Destination
from crisisctl.text import one_line

_LONGEST = 160
_SHORTEST_SECRET = 4
_PUBLIC = frozenset({
    "bot", "hook", "hooks", "http", "https", "invoke", "json", "manual", "message", "messages", "notify", "paths",
    "post", "send", "sendmessage", "services", "slack", "teams", "telegram", "triggers", "true", "false", "webhook",
    "webhooks", "workflows",
})  # fmt: skip
"""Words of paths and queries that everybody may read; a reason would be hard to read without them."""


def scrubbed(said: str, destination: Destination) -> str:
    """``said`` on one line of at most 160 characters, with every secret part of the address taken out."""
    line = one_line(said)
    for secret in sorted(set(_secrets(destination.url)), key=len, reverse=True):
        line = re.sub(re.escape(secret), "…", line, flags=re.IGNORECASE)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _secrets(url: str) -> Iterator[str]:
    """Everything after the host, and what stands before it; as written, and as it is read."""
    parts = urlsplit(url)
    yield url
    if parts.password:
        user = unquote(parts.username or "")
        password = unquote(parts.password)
        yield from (parts.password, password)
        yield b64encode(f"{user}:{password}".encode()).decode()
        yield b64encode(f"\0{user}\0{password}".encode()).decode()
        yield b64encode(password.encode()).decode()
    elif parts.username:
        yield from (parts.username, unquote(parts.username))
    if parts.scheme in {"smtp", "smtps"}:
        return
    yield parts.path if len(parts.path) > 1 else url
    yield parts.query or url
    found = re.split(r"[/:;,]", parts.path) + [part for pair in parse_qsl(parts.query) for part in pair]
    if parts.scheme.rpartition("+")[2] not in {"http", "https"}:
        found += re.split(r"[@:]", parts.netloc)  # of Apprise: a token stands where the host would
    for word in found:
        for form in {word, unquote(word), word.removeprefix("bot")}:
            if len(form) >= _SHORTEST_SECRET and form.lower() not in _PUBLIC:
                yield form
