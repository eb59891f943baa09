"""Microsoft Teams: an Adaptive Card posted to a Workflows webhook.

Limits: Microsoft Learn, "Create an Incoming Webhook": 28 KB a message. A client has measured refusals from 21 KB
(msteams_hermes), so a problem is named from 20.
"""

from __future__ import annotations

from crisisctl.channels import Channel, Content, Count, Layout
from crisisctl.channels import _drafting as drafting
from crisisctl.markdown import escape, plain, teams

_WARN = 20 * 1024


def count(text: str) -> Count:
    """The bytes of the whole payload that carries ``text``."""
    return drafting.counted(drafting.octets(drafting.payload(payload(text))), 28 * 1024, "bytes")


def lay_out(content: Content) -> Layout:
    """The subject opens the text in bold: a card shows nothing else, and so the text counts as it is sent."""
    source = drafting.body(content)
    headline = drafting.subject(content) if content.variant == "body" else ""
    text = teams(f"**{escape(headline)}**\n\n{source}" if headline else source)
    counted = count(text)
    problems = drafting.too_long(counted)
    if counted.fits and counted.length > _WARN:
        problems.append(f"{counted.length} bytes: Teams has refused messages from 21 KB, although it says 28 KB")
    return Layout(headline, text, {"txt": plain(source), "json": drafting.payload(payload(text))}, tuple(problems))


def payload(text: str) -> dict[str, object]:
    """The envelope of an Adaptive Card, as a Workflows webhook takes it."""
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [{"type": "TextBlock", "text": text, "wrap": True}],
    }
    kind = "application/vnd.microsoft.card.adaptive"
    attachment = {"contentType": kind, "contentUrl": None, "content": card}
    return {"type": "message", "attachments": [attachment]}


CHANNEL = Channel(
    id="teams",
    title={"en": "Microsoft Teams", "fr": "Microsoft Teams"},
    count=count,
    lay_out=lay_out,
    style="text",
    depends_on=("internet", "microsoft"),
    source="Microsoft Learn, Create an Incoming Webhook (28 KB); Format cards in Teams (Markdown subset)",
    payload=payload,
)
