"""Telegram: a message in the Bot API's HTML parse mode.

Limit: Bot API, ``sendMessage``: 1-4096 characters *after* entities parsing. The unit is not stated; entity offsets
are UTF-16 units, the stricter count.
"""

from __future__ import annotations

import html
import re

from crisisctl.channels import Channel, Content, Count, Layout
from crisisctl.channels import _drafting as drafting
from crisisctl.markdown import plain, telegram

_TAG = re.compile(
    r"</?(?:b|strong|i|em|u|ins|s|strike|del|a|code|pre|blockquote|span|tg-spoiler|tg-emoji)(?:\s[^<>]*)?>"
)


def count(text: str) -> Count:
    """What is left of ``text`` when its tags and entities are read."""
    return drafting.counted(drafting.utf16_units(html.unescape(_TAG.sub("", text))), 4096, "utf-16 units")


def lay_out(content: Content) -> Layout:
    """The text has Telegram's tags; ``txt`` is the same for a person to paste."""
    source = drafting.body(content)
    text = telegram(source)
    files = {"txt": plain(source), "json": drafting.payload(payload(text))}
    return Layout("", text, files, tuple(drafting.too_long(count(text))))


def payload(text: str) -> dict[str, object]:
    """The body of ``sendMessage`` without its ``chat_id``."""
    return {"text": text, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}


CHANNEL = Channel(
    id="telegram",
    title={"en": "Telegram", "fr": "Telegram"},
    count=count,
    lay_out=lay_out,
    style="text",
    depends_on=("internet", "telegram"),
    source="Telegram Bot API 10.1, sendMessage and Formatting options",
    payload=payload,
)
