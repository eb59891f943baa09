"""WhatsApp Business: the body of an approved template, as it reads once filled in.

Limits: Meta, "Template components" (2025-11-21): body 1024, text header 60 without markup.
"""

from __future__ import annotations

from crisisctl.channels import Channel, Content, Count, Layout
from crisisctl.channels import _drafting as drafting
from crisisctl.markdown import whatsapp

_HEADER = 60


def count(text: str) -> Count:
    return drafting.counted(len(text), 1024, "characters")


def lay_out(content: Content) -> Layout:
    """The subject is the template's text header; the text is its body."""
    header = drafting.subject(content)
    text = whatsapp(drafting.body(content))
    problems = drafting.too_long(count(text))
    if len(header) > _HEADER:
        problems.append(f"the header has {len(header)} characters: a template's header holds {_HEADER}")
    return Layout(header, text, {"txt": text}, tuple(problems))


CHANNEL = Channel(
    id="whatsapp",
    title={"en": "WhatsApp", "fr": "WhatsApp"},
    count=count,
    lay_out=lay_out,
    style="text",
    depends_on=("internet", "meta"),
    source="Meta, WhatsApp Business Platform, Template components (2025-11-21)",
)
