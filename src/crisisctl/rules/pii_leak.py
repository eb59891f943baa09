"""L21: somebody's own address, number, account or name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from crisisctl.rules import Hit, Rule
from crisisctl.rules._contacts import Contact, key_of
from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading, find_words
from crisisctl.rules.internal_leak import is_private_address

_IBAN = Pattern(r"[A-Z](?<!\w.)[A-Z]\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?(?!\w)")
_IP = Pattern(r"(?<![\w.])(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}(?![\w.]\d|\w)")
_DOTTED = Pattern(r"\d\.\d{1,3}\.\d")
"""And no address of a machine without this."""
_IP6 = Pattern(r"(?<![\w:])(?:[0-9a-fA-F]{1,4}:){5,7}[0-9a-fA-F]{1,4}(?![\w:])")
_CARD = Pattern(r"(?<![\d-])\d{4}(?:[ -]?\d{4}){3}(?![\d-])")
_NATIONAL = Pattern(
    r"(?<!\d)[12]\s?\d{2}\s?(?:0[1-9]|1[0-2])\s?(?:\d{2}|2[AB])\s?\d{3}\s?\d{3}(?:\s?\d{2})?(?!\d)"
    r"|\b[A-CEGHJ-PR-TW-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b|(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])"
)
_DIGITS = Pattern(r"\d(?:(?:\D{0,2}\d){11}|\d-\d\d-\d|\s?[A-D]\b)")
"""No card and no national number is without one of these."""
_PRIVATE_MAIL = Pattern(
    r"@(?:gmail|googlemail|hotmail|outlook|live|yahoo|ymail|icloud|me|orange|wanadoo|free|sfr|laposte|neuf|bbox"
    r"|gmx|aol|protonmail|proton|btinternet|talktalk|sky|virginmedia|msn)\."
)


def check(reading: Reading) -> Iterator[Hit]:
    if not reading.external:
        return
    published = reading.context.published_contacts
    known = (
        _keys((*(published or ()), *reading.settings.plain(reading.language, "contacts")))
        if reading.contacts
        else frozenset()
    )
    if reading.contacts and reading.context.facts:
        known |= _keys(tuple(value for value in reading.context.facts.values() if isinstance(value, str)))
    text = reading.message.text
    shapes = [
        _IBAN,
        *([_CARD, _NATIONAL] if _DIGITS.search(text) else []),
        *([_IP] if text.count(".") > 2 and _DOTTED.search(text) else []),
        *([_IP6] if text.count(":") > 4 else []),
    ]
    spans = [match.span() for regex in shapes for match in regex.finditer(text) if _counts(regex, match)]
    spans = [span for span in spans if not is_private_address(text[slice(*span)])]
    shaped = tuple(spans)
    for contact in reading.contacts:
        span = reading.folded.span(contact.start, contact.end)
        if (
            contact.kind != "link"
            and contact.key not in known
            and _is_private(contact, published)
            and not any(a < span[1] and span[0] < b for a, b in shaped)
        ):
            spans.append(span)
    spans += [
        reading.folded.span(*found) for name in reading.context.staff if (found := find_words(name, reading.words))
    ]
    last = -1
    for start, end in sorted(set(spans)):
        if start >= last:
            last = end
            yield Hit(start, end)


@lru_cache(64)
def _keys(written: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(key_of, written))


def _is_private(contact: Contact, published: tuple[str, ...] | None) -> bool:
    """Without a list of what is published, only an address at a private provider is sure to be somebody's own."""
    if published is None:
        return contact.kind == "email" and bool(_PRIVATE_MAIL.search(contact.key))
    return contact.kind == "phone" or not contact.key.endswith((".gouv.fr", ".gov.uk"))


def _counts(regex: Pattern, match: re.Match[str]) -> bool:
    if regex is not _CARD:
        return True
    digits = [int(char) for char in match[0] if char.isdigit()]
    doubled = [digit if at % 2 else (digit * 2 if digit < 5 else digit * 2 - 9) for at, digit in enumerate(digits)]
    return sum(doubled) % 10 == 0


RULE = Rule(
    id="pii-leak",
    number="L21",
    level="error",
    priority=1,
    checks={
        "fr": "une adresse, un numéro, un compte ou un nom qui n’est pas publié",
        "en": "an address, a number, an account or a name that is not published",
    },
    why={
        "fr": "C’est une donnée personnelle, ou un contact qui n’est pas sur la liste publiée.",
        "en": "This is personal data, or a contact that is not on the published list.",
    },
    rewrite={
        "fr": "Mettez un contact de la liste publiée, ou retirez-le.",
        "en": "Use a contact of the published list, or take it out.",
    },
    check=check,
)
