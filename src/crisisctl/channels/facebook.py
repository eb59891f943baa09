"""Facebook: a post on a page.

Limit: 63,206 characters, on which third-party documents agree; Meta publishes none. A reader sees about 477 of them
on a desktop and 125 on a phone before "See more".
"""

from __future__ import annotations

from crisisctl.channels import Channel, Content, Count, Layout
from crisisctl.channels import _drafting as drafting
from crisisctl.markdown import plain


def count(text: str) -> Count:
    return drafting.counted(len(text), 63_206, "characters")


def lay_out(content: Content) -> Layout:
    return drafting.post(content, plain, count)


CHANNEL = Channel(
    id="facebook",
    title={"en": "Facebook", "fr": "Facebook"},
    count=count,
    lay_out=lay_out,
    style="text",
    depends_on=("internet", "meta"),
    source="third-party documents (no official page states the 63,206 characters)",
)
