"""Channels: one file each. A channel counts a text against its hard limit, and lays a draft out in its own markup.

``get("sms")`` gives one, ``ids()`` all of them. A module's name is the id with ``_`` for ``-``; it ends in
``CHANNEL = Channel(…)``.
"""

# No `from __future__ import annotations` here: a NamedTuple compiles every annotation that is a string, at each start.

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from crisisctl import registry
from crisisctl.text import Words

Style = Literal["text", "short"]


class Count(NamedTuple):
    """How long a text is for one channel.

    ``length`` and ``limit`` are in ``unit`` (``septets``, ``utf-16 units``, ``characters``, ``weighted characters``,
    ``bytes``, ``words``); ``limit`` is None where the channel has none. ``parts`` is how many messages will be sent and
    paid for. ``forced_by`` lists the characters that force the costlier ``encoding``, in order, each once.
    """

    length: int
    limit: int | None
    unit: str
    parts: int = 1
    fits: bool = True
    encoding: str | None = None
    forced_by: tuple[str, ...] = ()


class Content(NamedTuple):
    """What a channel lays out: light Markdown and plain facts, already rendered from the playbook.

    ``variant`` says which text it is: the ``body``, the ``short`` one, or the one written for this ``channel``.
    ``mark`` is ``EXERCISE``/``EXERCICE`` in a drill, else empty; the channel puts it where it is seen.
    """

    subject: str
    body: str
    language: str
    sender: str
    mark: str = ""
    variant: Literal["body", "short", "channel"] = "body"
    settings: Mapping[str, str] = MappingProxyType({})


class Layout(NamedTuple):
    """A laid-out draft: the exact ``text`` that leaves, its subject where the channel has one, and its files.

    ``files`` maps an extension (``txt``, ``html``, ``eml``, ``json``) to the content of that file. ``problems`` are
    sentences for the person on call (English), about this text on this channel.
    """

    subject: str
    text: str
    files: Mapping[str, str]
    problems: tuple[str, ...] = ()


class Channel(NamedTuple):
    """One way to reach people."""

    id: str
    title: Words
    count: Callable[[str], Count]  # type: ignore[assignment]  # it hides the one of tuples, which nobody asks
    lay_out: Callable[[Content], Layout]
    style: Style
    """How clock times are written: ``text`` (15 h 30) or ``short`` (15h30)."""
    depends_on: tuple[str, ...]
    """What must work for it to work: ``internet``, a provider such as ``meta``, ``phone-network`` …

    Two channels that share one may fail together."""
    source: str
    """The document the limit comes from."""
    payload: Callable[[str], Mapping[str, object]] | None = None
    """What is posted to the channel's API for a final text, where it has one of its own: its ``json`` file."""


def ids() -> tuple[str, ...]:
    return tuple(name.replace("_", "-") for name in registry.names(__name__))


def get(channel_id: str) -> Channel:
    """The channel of that id; ``KeyError`` when there is none."""
    if channel_id not in ids():
        raise KeyError(channel_id)
    return registry.get(__name__, channel_id.replace("-", "_"), "CHANNEL", Channel)
