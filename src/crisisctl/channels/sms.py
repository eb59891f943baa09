"""SMS: septets or UTF-16 units, in parts that are each paid for.

Limits and alphabet: 3GPP TS 23.038 §6.2.1 and TS 23.040 (a concatenation header takes 7 septets of each part).
"""

from __future__ import annotations

import unicodedata

from crisisctl.channels import Channel, Content, Count, Layout
from crisisctl.channels import _drafting as drafting
from crisisctl.channels import _gsm7 as gsm7
from crisisctl.markdown import mended, plain

_MOST_PARTS = 2
"""Own rule: a third part costs as much again, arrives last or never, and is not read at 3 a.m."""
_GSM7 = ("septets", gsm7.septets, 160, 153)
_UCS2 = ("utf-16 units", drafting.utf16_units, 70, 67)
"""The unit, what a character costs, what a single message holds, what each of several holds."""


def count(text: str) -> Count:
    """``limit`` is what one part holds (160 or 70); the text fits while it takes at most two parts."""
    text = unicodedata.normalize("NFC", mended(text))
    forced = gsm7.outside_alphabet(text)
    unit, width, single, each = _UCS2 if forced else _GSM7
    widths = [width(character) for character in text]
    parts = gsm7.parts(widths, single, each)
    return Count(sum(widths), single, unit, parts, parts <= _MOST_PARTS, "UCS-2" if forced else "GSM-7", forced)


def lay_out(content: Content) -> Layout:
    """Plain text, written in GSM-7 when that can be done whole: half of a fold costs letters and saves nothing."""
    text = gsm7.plain_spaces(plain(drafting.body(content, both_ends=False)))
    cheaper = gsm7.folded(text)
    text = text if gsm7.outside_alphabet(cheaper) else cheaper
    return Layout("", text, {"txt": text}, tuple(_problems(count(text), cheaper)))


def _problems(counted: Count, cheaper: str) -> list[str]:
    problems = []
    if counted.forced_by:
        names = ", ".join(f"{character} (U+{ord(character):04X})" for character in gsm7.outside_alphabet(cheaper))
        problems.append(f"a part holds 70 characters instead of 160 because of {names}")
    if not counted.fits:
        problems.append(f"{counted.parts} parts: shorten it to {_MOST_PARTS} at most")
    return problems


CHANNEL = Channel(
    id="sms",
    title={"en": "SMS", "fr": "SMS"},
    count=count,
    lay_out=lay_out,
    style="short",
    depends_on=("phone-network",),
    source="3GPP TS 23.038 §6.2.1 (alphabet), TS 23.040 §9.2.3.24 (concatenation)",
)
