"""E-mail: plain text and HTML in one message, and the ``.eml`` file that a mail program opens as a draft.

Limits: RFC 5322 §2.1.1 (a line must not exceed 998 octets and should not exceed 78); Gmail hides what is beyond
102 KB of HTML. The body as a whole has no limit.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from crisisctl.channels import Channel, Content, Count, Layout
from crisisctl.channels import _drafting as drafting
from crisisctl.channels._page import page
from crisisctl.markdown import html, plain
from crisisctl.text import header as header_text
from crisisctl.text import one_line

_WIDTH = 78
_LONGEST_LINE = 998
_CLIPPED = 102 * 1024
_LONG_SUBJECT = 70
_BOUNDARY = "=_crisisctl_alternative"
"""Fixed, so the same draft gives the same bytes; quoted-printable never contains ``=_``."""
_HANGING = re.compile(r"\s*(?:- |\d+[.)] |(?:> )+)?")
_SPEC = r"[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*"
_NAMED = re.compile(rf"\"?(?P<name>[^<>@\"]*)\"?\s*<(?P<within>{_SPEC})>|(?P<alone>{_SPEC})")


def count(text: str) -> Count:
    return drafting.counted(len(text), None, "characters")


def lay_out(content: Content) -> Layout:
    """Settings: ``from`` and ``to``. Neither Date nor Message-ID is set: the program that sends it does."""
    subject, source = drafting.subject(content), drafting.body(content)
    text, whole = wrapped(plain(source)), page(subject, html(source), content.language)
    message = _message(subject, text, whole, content.language)
    problems = [*_problems(subject, text, whole), *_address(message, content)]
    eml = message.as_bytes(policy=SMTP).decode("ascii")
    return Layout(subject, text, {"txt": text, "html": whole, "eml": eml}, tuple(problems))


def wrapped(text: str) -> str:
    """Lines of at most 78 characters where words allow it; a URL or a number is never broken."""
    return "\n".join(_wrapped_line(line) for line in text.split("\n"))


class _Lines(textwrap.TextWrapper):
    """Words between spaces, where "01 99 00 12 34" is one word."""

    wordsep_simple_re = re.compile(r"((?<!\d)[\t\n\v\f\r ]+|[\t\n\v\f\r ]+(?!\d))")


def _wrapped_line(line: str) -> str:
    if len(line) <= _WIDTH:
        return line
    start = _HANGING.match(line)
    opening = start[0] if start else ""
    hanging = opening if ">" in opening else " " * len(opening)
    lines = _Lines(_WIDTH, opening, hanging, break_long_words=False, break_on_hyphens=False)
    return lines.fill(line[len(opening) :])


def _message(subject: str, text: str, whole: str, language: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no vacation replies
    message["X-Unsent"] = "1"  # Outlook then opens the file as a draft
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(whole, subtype="html", cte="quoted-printable")
    message.set_boundary(_BOUNDARY)
    message["Content-Language"] = re.sub(r"[^A-Za-z-]", "", language) or "en"  # last: the parts would take it along
    return message


def _address(message: EmailMessage, content: Content) -> list[str]:
    """Writes From and To as far as the settings give addresses that can be written; the rest are problems."""
    problems = []
    for header, default in (("From", one_line(drafting.safe(content.sender))), ("To", "")):
        setting = header.lower()
        addresses = []
        for one in filter(None, map(str.strip, drafting.setting(content, setting).split(","))):
            if found := _NAMED.fullmatch(one):
                addresses.append(
                    Address(
                        header_text((found["name"] or default).strip()), addr_spec=found["within"] or found["alone"]
                    )
                )
            else:
                problems.append(f"`{one}` in the setting `{setting}` is not an e-mail address: left out")
        if addresses:
            message[header] = addresses
    return problems


def _problems(subject: str, text: str, whole: str) -> Iterator[str]:
    if len(subject) > _LONG_SUBJECT:
        yield f"the subject has {len(subject)} characters: a phone shows fewer than {_LONG_SUBJECT}"
    if any(drafting.octets(line) > _LONGEST_LINE for line in text.split("\n")):
        yield f"a line is longer than {_LONGEST_LINE} octets and cannot be wrapped"
    if drafting.octets(whole) > _CLIPPED:
        yield "the HTML part is over 102 KB: Gmail hides the end"


CHANNEL = Channel(
    id="email",
    title={"en": "E-mail", "fr": "E-mail"},
    count=count,
    lay_out=lay_out,
    style="text",
    depends_on=("internet", "mail-server"),
    source="RFC 5322 §2.1.1 (998 octets a line); Gmail clips HTML at 102 KB",
)
