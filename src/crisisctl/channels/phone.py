"""Phone: a script that a person reads out, or a recorded announcement.

Limit: own rule, 75 words: half a minute at 150 words a minute, after which callers hang up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crisisctl.channels import Channel, Content, Count, Layout
from crisisctl.channels import _drafting as drafting
from crisisctl.channels._addresses import emails, url_list
from crisisctl.markdown import plain

_WORD = re.compile(r"\S*\w\S*")
_ACRONYM = re.compile(r"\b[A-Z]{2,5}\b")
_SAID = frozenset({"UK", "US", "USA", "EU", "UE", "TV", "PIN", "AM", "PM", "OK"})
"""Said by everybody as they are written."""
_DIGITS = re.compile(r"(?<!\d)(?<!\d\s)\d{5,}(?!\s?\d)")
"""A run of figures that is not one group of a number ("01206 570 150")."""


def count(text: str) -> Count:
    """Words: runs without a space that hold a letter or a digit, so a French ``:`` on its own is none."""
    return drafting.counted(len(_WORD.findall(text)), 75, "words")


def lay_out(content: Content) -> Layout:
    text = plain(drafting.body(content))
    problems = [*drafting.too_long(count(text)), *_hard_to_say(text)]
    return Layout("", text, {"txt": text}, tuple(problems))


def _hard_to_say(text: str) -> Iterator[str]:
    for found in dict.fromkeys([*url_list(text), *emails(text)]):
        yield f"{found} cannot be understood when read out: say it in words, or where to find it"
        text = text.replace(found, " ")
    for acronym in dict.fromkeys(_ACRONYM.findall(text)):
        if acronym not in _SAID:
            yield f"{acronym}: write it as it is to be said"
    for number in dict.fromkeys(_DIGITS.findall(text)):
        yield f"{number}: write the digits in groups, as they are to be said"


CHANNEL = Channel(
    id="phone",
    title={"en": "Phone announcement", "fr": "Annonce téléphonique"},
    count=count,
    lay_out=lay_out,
    style="text",
    depends_on=("phone-network",),
    source="own rule: 75 words, 30 seconds at 150 words a minute",
)
