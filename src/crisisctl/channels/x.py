"""X (Twitter): 280 weighted characters.

Weights: twitter-text ``config/v3.json`` (100 of 200 in four ranges, an emoji sequence 200, a URL 23 characters) and
docs.x.com, "Counting characters".
"""

from __future__ import annotations

import unicodedata

from crisisctl import late
from crisisctl.channels import Channel, Content, Count, Layout
from crisisctl.channels import _drafting as drafting
from crisisctl.channels._addresses import urls
from crisisctl.markdown import mended, plain

_URL_LENGTH = 23
_HEAVY = late.pattern("[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
"""What weighs two."""
_FIRST_SYMBOL = "\u203c"
# Too wide for single symbols, which does no harm: outside the light ranges each weighs two in any case.
_SYMBOL = "[\u203c-\u3299\U0001f000-\U0001faff]"
_SEQUENCE = rf"{_SYMBOL}[\ufe0f\U0001f3fb-\U0001f3ff]?[\U000e0020-\U000e007f]*"
_EMOJI = late.pattern(
    rf"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|[©®]\ufe0f|{_SEQUENCE}(?:\u200d(?:{_SEQUENCE}))*"
)


def count(text: str) -> Count:
    return drafting.counted(_weight(unicodedata.normalize("NFC", mended(text))), 280, "weighted characters")


def _weight(text: str) -> int:
    text = _with_short_urls(text)
    if max(text, default="") >= _FIRST_SYMBOL:  # the pattern is a large one, and most texts hold no emoji
        text = _EMOJI.sub("xx", text)
    return len(text) + len(_HEAVY.findall(text))


def _with_short_urls(text: str) -> str:
    pieces, position = [], 0
    for start, end in urls(text):
        pieces += [text[position:start], "x" * _URL_LENGTH]
        position = end
    return "".join([*pieces, text[position:]])


def lay_out(content: Content) -> Layout:
    return drafting.post(content, plain, count, both_ends=False)


CHANNEL = Channel(
    id="x",
    title={"en": "X (Twitter)", "fr": "X (Twitter)"},
    count=count,
    lay_out=lay_out,
    style="short",
    depends_on=("internet", "x"),
    source="docs.x.com, Counting characters; twitter-text config/v3.json",
)
