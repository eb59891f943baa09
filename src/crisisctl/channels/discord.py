"""Discord: the ``content`` of a webhook message.

Limit: discord-api-docs, ``resources/message.mdx`` and ``webhook.mdx``: 2000 characters. The unit is not stated:
UTF-16 units, the stricter count.
"""

from __future__ import annotations

from crisisctl.channels import Channel, Content, Count, Layout
from crisisctl.channels import _drafting as drafting
from crisisctl.markdown import discord


def count(text: str) -> Count:
    return drafting.counted(drafting.utf16_units(text), 2000, "utf-16 units")


def lay_out(content: Content) -> Layout:
    """``@everyone`` is left as typed; the payload allows no mention, so it calls nobody unless pasted by hand."""
    text = discord(drafting.body(content))
    problems = [*drafting.too_long(count(text)), *drafting.mentions(text, ("@everyone", "@here"))]
    return Layout("", text, {"txt": text, "json": drafting.payload(payload(text))}, tuple(problems))


def payload(text: str) -> dict[str, object]:
    """The message for a webhook, with leave to call nobody."""
    return {"content": text, "allowed_mentions": {"parse": []}}


CHANNEL = Channel(
    id="discord",
    title={"en": "Discord", "fr": "Discord"},
    count=count,
    lay_out=lay_out,
    style="text",
    depends_on=("internet", "discord"),
    source="discord-api-docs, resources/message.mdx and resources/webhook.mdx (2026-08-06)",
    payload=payload,
)
