"""LinkedIn: the commentary of a post.

Limit: 3000 (third-party documents; the unit is not stated: UTF-16 units, the stricter count). Markup: Microsoft
Learn, "little Text Format": a reserved character that is not escaped cuts the post there, with a success answer.
"""

from __future__ import annotations

import re

from crisisctl.channels import Channel, Content, Count, Layout
from crisisctl.channels import _drafting as drafting
from crisisctl.markdown import plain

_RESERVED = re.compile(r"(?P<tag>(?<!\w)#(?P<word>[^\W_]+))|[\\|{}@\[\]()<>#*_~]")


def count(text: str) -> Count:
    return drafting.counted(drafting.utf16_units(text), 3000, "utf-16 units")


def lay_out(content: Content) -> Layout:
    """The text is for a person to paste; ``json`` carries it in the "little" format, for the API."""
    text = plain(drafting.body(content))
    post = drafting.payload({"commentary": little(text), "visibility": "PUBLIC", "lifecycleState": "PUBLISHED"})
    return Layout("", text, {"txt": text, "json": post}, tuple(drafting.too_long(count(text))))


def little(text: str) -> str:
    """``text`` in the "little" format: reserved characters escaped, hashtags as hashtags."""
    return _RESERVED.sub(lambda m: f"{{hashtag|\\#|{m['word']}}}" if m["tag"] else f"\\{m[0]}", text)


CHANNEL = Channel(
    id="linkedin",
    title={"en": "LinkedIn", "fr": "LinkedIn"},
    count=count,
    lay_out=lay_out,
    style="text",
    depends_on=("internet", "linkedin"),
    source="Microsoft Learn, little Text Format; third-party documents (3000)",
)
