"""Addresses, numbers and links in a text: found once, compared in one form."""

from __future__ import annotations

from dataclasses import dataclass

from crisisctl.rules._lazy import Pattern

_EMAIL = Pattern(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_TLDS = (
    "com|fr|org|net|io|eu|example|uk|co|app|info|be|ch|ca|ly|gg|me|st|dev|de|es|it|pt|lu|us|ie|au|nz|gov|edu|biz"
    "|xyz|link|site|"
    "online|page|shop|cloud|tech|news|paris|bzh|re|nc|pf|gp|mq|gl|gd|im|to|cc|tk|ru|cn|top|click|support|help"
    "|health|bank|store|"
    "goo|new|is|at|nl|se|no|dk|pl|in|jp|sg|za|ma|tn|sn|ci|cm|int|test|invalid|local|internal|corp|lan|intra|interne"
)
_LINK = Pattern(
    r"(?<![\w@.])(?:(?P<scheme>https?|ftp)://|(?=www\.))?(?:[\w-]+(?::[^\s@/]{0,64})?@)?"
    r"(?P<host>(?:[\w-]{1,63}\.){1,8}(?:"
    + _TLDS
    + r")|\d{1,3}(?:\.\d{1,3}){3})(?![\w-])(?!\.\w)(?::\d{1,5})?(?P<path>[/?#][^\s<>\"'\])}|]{0,500})?"
)
_SCHEME = Pattern(
    r"(?P<scheme>https?|ftp)://(?:[^\s@/]{1,64}@)?(?P<host>[^\s/:?#<>\"')\]}"
    r"|]{1,253})(?::\d{1,5})?(?P<path>[/?#][^\s<>\"'\])}|]{0,500})?"
)
_PHONE = Pattern(
    r"(?<![\w/.,@+-])(?:\+|00|\(|0|(?=[1-9]\d{2}[ .-]\d{3}[ .-]\d{4}(?!\d))"
    r"|(?=1[ -][2-9]\d{2}))(?:[\s.\-()/]{0,2}\d){8,14}(?![\w@])"
)


@dataclass(frozen=True, slots=True)
class Contact:
    """An address, a number or a link, with its place in the folded text. ``key`` is the form to compare."""

    kind: str
    start: int
    end: int
    key: str
    host: str = ""
    scheme: str = ""


def contacts(text: str) -> tuple[Contact, ...]:
    """All of them in a folded text, in order."""
    found: list[Contact] = []
    if "@" in text:
        found += [Contact("email", *match.span(), match[0]) for match in _EMAIL.finditer(text)]
    if "." in text or "://" in text:
        found += _links(text, found)
    found += _phones(text, found)
    return tuple(sorted(found, key=lambda contact: contact.start))


def _links(text: str, taken: list[Contact]) -> list[Contact]:
    found: list[Contact] = []
    for regex in (_SCHEME, _LINK) if "://" in text else (_LINK,):
        for match in regex.finditer(text):
            end = match.end() - len(match[0]) + len(match[0].rstrip(".,;:!?'*_"))
            if not _free(match.start(), end, (*taken, *found)):
                continue
            key = text[match.start() : end].rsplit("://", maxsplit=1)[-1].removeprefix("www.").rstrip("/")
            found.append(Contact("link", match.start(), end, key, match["host"].rstrip("."), match["scheme"] or ""))
    return found


def _phones(text: str, taken: list[Contact]) -> list[Contact]:
    found = []
    for match in _PHONE.finditer(text):
        digits = "".join(filter(str.isdigit, match[0]))
        if "\n\n" not in match[0] and 9 <= len(digits) <= 15 and _free(*match.span(), taken):
            found.append(Contact("phone", *match.span(), digits[-9:]))
    return found


def _free(start: int, end: int, taken: tuple[Contact, ...] | list[Contact]) -> bool:
    return all(end <= one.start or start >= one.end for one in taken)


def key_of(written: str) -> str:
    """The form in which a published contact is compared: the last nine digits of a number, else lower case."""
    digits = "".join(filter(str.isdigit, written))
    if "@" not in written and "." not in written.strip().rstrip(".") and len(digits) >= 9:
        return digits[-9:]
    if "@" not in written and len(digits) >= 9 and not any(char.isalpha() for char in written):
        return digits[-9:]
    return written.strip().lower().split("://")[-1].removeprefix("mailto:").removeprefix("www.").rstrip("/")
