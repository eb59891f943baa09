"""Slack: mrkdwn as sent to a webhook or to ``chat.postMessage``.

Limits: ``text`` is cut at 40,000 characters (Slack changelog, 2018-04); a section holds 3000 and a message 50 blocks
(slack_sdk ``models/blocks``); all blocks together have been refused above about 13,200 (slackapi/bolt-js issue 2509).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crisisctl.channels import Channel, Content, Count, Layout
from crisisctl.channels import _drafting as drafting
from crisisctl.markdown import plain, slack

_SECTION = 3000
_ALL_BLOCKS = 13_000
_MENTION = re.compile(r"<(?=[!@#])")
"""``<!channel>``, ``<@U1>``, ``<#C1>``. Words laid out here never hold one; a text edited by hand may."""


def count(text: str) -> Count:
    return drafting.counted(len(text), 40_000, "characters")


def lay_out(content: Content) -> Layout:
    """The text is mrkdwn, escaped; ``txt`` is the same for a person to paste, ``json`` the payload with its blocks."""
    source = drafting.body(content)
    text, pasted = slack(source), plain(source)
    problems = drafting.too_long(count(text))
    if len(text) > _SECTION:
        problems.append(f"{len(text)} characters: more than one section of {_SECTION}, few will read it to its end")
    problems += drafting.mentions(pasted, ("@channel", "@here", "@everyone"))
    return Layout("", text, {"txt": pasted, "json": drafting.payload(payload(text))}, tuple(problems))


def payload(text: str) -> dict[str, object]:
    """The message for a webhook. It calls nobody: what would be a mention is left as the words it is made of."""
    text = _MENTION.sub("&lt;", text)
    if not text.strip() or len(text) > _ALL_BLOCKS:
        return {"text": text}  # an empty section is refused, and so are too many: then the text alone
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": piece}} for piece in sections(text)]
    return {"text": text, "blocks": blocks}


def sections(text: str) -> Iterator[str]:
    """``text`` in pieces a section can hold, cut between paragraphs, lines or words; not in a link or an entity."""
    while len(text) > _SECTION:
        at = _cut(text)
        if text[:at].strip():
            yield text[:at].rstrip()
        text = text[at:].lstrip()
    if text:
        yield text


def _cut(text: str) -> int:
    for between in ("\n\n", "\n", " "):
        at = text.rfind(between, 1, _SECTION)
        if at > 0 and _whole(text[:at]):
            return at
    opened = max(text.rfind("<", 0, _SECTION), text.rfind("&", 0, _SECTION))
    return opened if opened > 0 and not _whole(text[:_SECTION]) else _SECTION


def _whole(piece: str) -> bool:
    """No link and no entity is open at its end. Every `<` and `&` is markup: those the author typed are escaped."""
    return piece.rfind("<") <= piece.rfind(">") and piece.rfind("&") <= piece.rfind(";")


CHANNEL = Channel(
    id="slack",
    title={"en": "Slack", "fr": "Slack"},
    count=count,
    lay_out=lay_out,
    style="text",
    depends_on=("internet", "slack"),
    source="Slack changelog 2018-04 (text truncated at 40,000), slack_sdk models/blocks (section 3000, 50 blocks)",
    payload=payload,
)
