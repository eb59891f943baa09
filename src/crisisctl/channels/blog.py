"""Blog article or web page. No limit.

The page carries a schema.org ``SpecialAnnouncement``, which search engines show; its dates are written only when the
settings give them, as a layout knows no clock.
"""

from __future__ import annotations

from crisisctl.channels import Channel, Content, Count, Layout
from crisisctl.channels import _drafting as drafting
from crisisctl.channels._page import page
from crisisctl.markdown import html, plain
from crisisctl.text import one_line


def count(text: str) -> Count:
    return drafting.counted(len(text), None, "characters")


def lay_out(content: Content) -> Layout:
    """``html`` is the whole page. Settings: ``url``, ``date_posted`` and ``expires``, for its description."""
    title, source = drafting.subject(content), drafting.body(content)
    text = plain(source)
    whole = page(title, html(source), content.language, head=_description(content, text))
    return Layout(title, text, {"txt": text, "html": whole})


def _description(content: Content, text: str) -> str:
    announcement = {
        "@context": "https://schema.org",
        "@type": "SpecialAnnouncement",
        "name": drafting.subject(content),
        "text": text,
        "inLanguage": content.language,
        "datePosted": drafting.setting(content, "date_posted"),
        "expires": drafting.setting(content, "expires"),
        "url": drafting.setting(content, "url"),
        "publisher": {"@type": "Organization", "name": one_line(drafting.safe(content.sender))}
        if content.sender
        else "",
    }
    said = drafting.payload({key: value for key, value in announcement.items() if value})
    said = said.replace("<", "\\u003c")  # `</script>` in a text must not end the element
    return f'<script type="application/ld+json">{said}</script>\n'


CHANNEL = Channel(
    id="blog",
    title={"en": "Website article", "fr": "Article sur le site"},
    count=count,
    lay_out=lay_out,
    style="text",
    depends_on=("internet", "website"),
    source="schema.org, SpecialAnnouncement (no limit)",
)
