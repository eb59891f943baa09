"""Press release. No limit."""

from __future__ import annotations

from crisisctl.channels import Channel, Content, Count, Layout
from crisisctl.channels import _drafting as drafting
from crisisctl.channels._page import page
from crisisctl.markdown import html, plain


def count(text: str) -> Count:
    return drafting.counted(len(text), None, "characters")


def lay_out(content: Content) -> Layout:
    """The subject is the headline; ``html`` is the release as a page, to print or attach."""
    headline, source = drafting.subject(content), drafting.body(content)
    text = plain(source)
    return Layout(headline, text, {"txt": text, "html": page(headline, html(source), content.language)})


CHANNEL = Channel(
    id="press",
    title={"en": "Press release", "fr": "Communiqué de presse"},
    count=count,
    lay_out=lay_out,
    style="text",
    depends_on=("internet", "mail-server"),
    source="no limit; it is sent by e-mail",
)
