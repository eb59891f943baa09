"""Addresses, numbers and links in a text: found once, compared in one form."""

# No `from __future__ import annotations` here: a NamedTuple compiles every annotation that is a string, at each start.

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from crisisctl.rules._lazy import Pattern

_EMAIL = Pattern(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_TLD_WORDS = (
    "com fr org net io eu example uk co app info be ch ca ly gg me st dev de es it pt lu us ie au nz gov edu biz "
    "xyz link site online page shop cloud tech news paris bzh re nc pf gp mq gl gd im to cc tk ru cn top click "
    "support help health bank store goo new is at nl se no dk pl in jp sg za ma tn sn ci cm int test invalid "
    "local internal corp lan intra interne "
)
_TLDS = frozenset(_TLD_WORDS.split())
_LINK = Pattern(
    r"(?<![\w@.])(?:(?P<scheme>https?|ftp)://|(?=www\.))?(?:[\w-]{1,64}(?::[^\s@/]{0,64})?@)?"
    r"(?P<host>(?:[\w-]{1,63}\.){1,8}(?P<tld>[a-z]{2,8})|\d{1,3}(?:\.\d{1,3}){3})(?![\w-])(?!\.\w)(?::\d{1,5})?(?P<path>[/?#][^\s<>\"'\])}|]{0,500})?"
)
_SCHEME = Pattern(
    r"(?P<scheme>https?|ftp)://(?:[^\s@/]{1,64}@)?(?P<host>[^\s/:?#<>\"')\]}"
    r"|]{1,253})(?::\d{1,5})?(?P<path>[/?#][^\s<>\"'\])}|]{0,500})?"
)
_PHONE = Pattern(
    r"(?<![\w/.,@+-])(?:(?:(?:\+33|0033)[\s.]?(?:\(0\))?[\s.]?|0)[1-9](?:[\s.-]?\d\d){4}"
    r"|(?:\+44\s?(?:\(0\))?\s?|0)(?:2\d\s\d{4}\s\d{4}|1\d\d\s\d{3}\s\d{4}|\d{4}\s\d{3}\s?\d{3})"
    r"|(?:\+|00|\(|0|(?=[1-9]\d{2}[ .-]\d{3}[ .-]\d{4}(?!\d))|(?=1[ -][2-9]\d{2}))(?:(?:\.|[ \-()/]{0,2})\d){8,14})(?![\w@])"
)
"""Numbers of a known length first: "01 99 00 12 34" and a "2." that begins the next sentence are two things. These may
run over the end of a line, where a mail has broken it."""


_KINDS = (
    ("link", _SCHEME, Pattern("://")),
    ("email", _EMAIL, Pattern("@")),
    ("link", _LINK, Pattern(r"\.(?<=[\w-]\.)\w")),
    ("phone", _PHONE, Pattern(r"\d(?:\D{0,2}\d){8}")),
)
"""Each shape with something cheaper that must be there."""


class Contact(NamedTuple):
    """An address, a number or a link, with its place in the folded text. ``key`` is the form to compare."""

    kind: str
    start: int
    end: int
    key: str
    host: str = ""
    scheme: str = ""


def contacts(text: str) -> tuple[Contact, ...]:
    """All of them in a folded text, in order. What is found is blanked out before the next kind is looked for."""
    found: list[Contact] = []
    left = text
    for kind, pattern, hint in _KINDS:
        if hint.search(left):
            some = list(_some(kind, pattern, left, text))
            left = blanked(left, some)
            found += some
    return tuple(sorted(found, key=lambda contact: contact.start))


def _some(kind: str, pattern: Pattern, left: str, text: str) -> Iterator[Contact]:
    for match in _links(left) if pattern is _LINK else pattern.finditer(left):
        if kind == "link":
            end = match.end() - len(match[0]) + len(match[0].rstrip(".,;:!?'*_"))
            key = text[match.start() : end].rpartition("://")[2].removeprefix("www.").rstrip("/")
            scheme = match.groupdict().get("scheme") or ""
            yield Contact(kind, match.start(), end, key, match["host"].rstrip(".,;:!?"), scheme)
        elif kind == "email":
            yield Contact(kind, *match.span(), match[0])
        elif "\n\n" not in match[0] and 9 <= sum(map(str.isdigit, match[0])) <= 15:
            yield Contact(kind, *match.span(), "".join(filter(str.isdigit, match[0]))[-9:])


def _links(text: str) -> Iterator[re.Match[str]]:
    """Links without a scheme: what ends in a top-level domain. A hundred of those are a set sooner than a pattern."""
    place = 0
    while match := _LINK.search(text, place):
        place = match.start() + 1
        known: re.Match[str] | None = match
        while known and known["tld"] is not None and known["tld"] not in _TLDS:
            dash = known["host"].rfind(".-")  # a label that begins with a dash may be no part of it
            known = _LINK.match(text, match.start(), known.start("host") + dash) if dash >= 0 else None
        if known:
            place = known.end()
            yield known


def blanked(text: str, places: Iterable[Contact | tuple[int, int]]) -> str:
    """The text with some of it replaced by characters that no word and no number is made of."""
    chars: list[str] | None = None
    for place in places:
        start, end = (place.start, place.end) if isinstance(place, Contact) else place
        chars = chars or list(text)
        chars[start:end] = "\x00" * (end - start)
    return "".join(chars) if chars else text


def key_of(written: str) -> str:
    """The form in which a published contact is compared: the last nine digits of a number, else lower case."""
    digits = "".join(filter(str.isdigit, written))
    if "@" not in written and "." not in written.strip().rstrip(".") and len(digits) >= 9:
        return digits[-9:]
    if "@" not in written and len(digits) >= 9 and not any(char.isalpha() for char in written):
        return digits[-9:]
    return written.strip().lower().split("://")[-1].removeprefix("mailto:").removeprefix("www.").rstrip("/")
