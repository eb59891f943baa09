"""Instagram: the caption of an image.

Limits: caption 2200 and 5 hashtags since December 2025 (third-party documents); no post without an image, and no
link in a caption can be clicked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crisisctl.channels import Channel, Content, Count, Layout
from crisisctl.channels import _drafting as drafting
from crisisctl.channels._addresses import url_list
from crisisctl.markdown import plain

_HASHTAGS = 5
_HASHTAG = re.compile(r"(?<![\w&])#\w*[^\W\d]\w*")


def count(text: str) -> Count:
    return drafting.counted(len(text), 2200, "characters")


def lay_out(content: Content) -> Layout:
    """Settings: ``image`` (where it is) and ``image_alt`` (what it shows, for those who do not see it)."""
    text = plain(drafting.body(content))
    image, alt = drafting.setting(content, "image"), drafting.setting(content, "image_alt")
    post = drafting.payload({"image_url": image, "alt_text": alt, "caption": text})
    problems = [*drafting.too_long(count(text)), *_problems(text, image, alt)]
    return Layout("", text, {"txt": text, "json": post}, tuple(problems))


def _problems(text: str, image: str, alt: str) -> Iterator[str]:
    if not image:
        yield "needs an image: name one in the setting `image`"
    if not alt:
        yield "the image needs a description for those who do not see it: the setting `image_alt`"
    for url in url_list(text):
        yield f"{url} cannot be clicked in a caption: say where else to find it"
    hashtags = len(_HASHTAG.findall(text))
    if hashtags > _HASHTAGS:
        yield f"{hashtags} hashtags: Instagram takes {_HASHTAGS}"


CHANNEL = Channel(
    id="instagram",
    title={"en": "Instagram", "fr": "Instagram"},
    count=count,
    lay_out=lay_out,
    style="text",
    depends_on=("internet", "meta"),
    source="third-party documents (2200 characters; 5 hashtags since 2025-12)",
)
