"""What all channels share: the author's text made safe and marked as a drill, sizes, payloads, the usual problem."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from crisisctl import late
from crisisctl.channels import Content, Count, Layout
from crisisctl.markdown import mended
from crisisctl.text import clean, header, one_line

_BLOCK = late.pattern(
    r" {0,3}(?:[*+-][ \t]|#{1,6}[ \t]|>|```|~~~|\||\d+[.)][ \t]|(?:[*_-][ \t]*){3,}$)| {4}|\t", re.MULTILINE
)
"""A first line that is no paragraph: a word put before it would break the list, the heading or the code."""


def safe(text: str) -> str:
    """``text`` in NFC, without control or bidi characters: what any channel may be given."""
    return unicodedata.normalize("NFC", clean(mended(text))).strip("\n")


def body(content: Content, *, both_ends: bool = True) -> str:
    """The light Markdown to lay out; in a drill ``[EXERCISE]`` opens it and, where there is room, ends it."""
    text = safe(content.body)
    if not content.mark:
        return text
    mark = f"[{content.mark}]"
    if not text.startswith(mark):  # the author may have put it there
        text = f"{mark}\n\n{text}" if _BLOCK.match(text) else f"{mark} {text}"
    return f"{text}\n\n{mark}" if both_ends else text


def subject(content: Content) -> str:
    """The subject on one line, marked in a drill. No CR or LF is left for a header to be split at."""
    line = header(safe(content.subject))
    mark = f"[{content.mark}]"
    return line if not content.mark or line.startswith(mark) else f"{mark} {line}".strip()


def setting(content: Content, name: str) -> str:
    return one_line(safe(content.settings.get(name, "")))


def counted(length: int, limit: int | None, unit: str) -> Count:
    return Count(length, limit, unit, fits=limit is None or length <= limit)


def utf16_units(text: str) -> int:
    """What most services count although they say "characters": an emoji beyond the BMP is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def payload(value: object) -> str:
    """JSON as it is sent: compact, in UTF-8, so its bytes are those that count."""
    import json

    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def octets(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def too_long(count: Count) -> list[str]:
    """The usual problem, or none."""
    if count.fits or count.limit is None:
        return []
    return [f"{count.length} {count.unit}: {count.length - count.limit} over the limit of {count.limit}"]


def mentions(text: str, names: Sequence[str]) -> list[str]:
    """A problem when a person who pastes the text would call everybody."""
    found = [name for name in names if re.search(rf"{re.escape(name)}\b", text)]
    return [f"{name} calls everybody when this text is pasted by hand" for name in found]


def post(
    content: Content, render: Callable[[str], str], count: Callable[[str], Count], *, both_ends: bool = True
) -> Layout:
    """The layout of a channel that has a text and nothing else."""
    text = render(body(content, both_ends=both_ends))
    return Layout("", text, {"txt": text}, tuple(too_long(count(text))))
