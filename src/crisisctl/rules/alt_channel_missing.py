"""L2: a channel is down, and the message names no other way to reach us."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._contacts import Contact
from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading

_OTHERWISE = Pattern(
    r"\b(?:instead|otherwise|meanwhile|in the meantime|until then|en attendant|sinon|a la place|d'ici la|autrement)\b"
)
"""Perhaps a way to reach us in words we do not know."""
_TOLD = Pattern(r"\b(?:told|asked|warned|instructed|informed|prevenu|averti|demande a|informe)\s(?:\w+\s){0,2}$")
"""Whom we have told something is not where to reach us."""
_NONE = Pattern(
    r"\s*(?:hello,? |bonjour,? )?(?:no|none|nothing|nobody|neither|aucune?|rien|personne|plus (?:de|un|aucun))\b"
)
_CUT = Pattern(r"[,;:—–(]|\b(?:but|so|and|or|instead|please|just|mais|donc|alors|et|ou|sinon)\b")
_CONDITION = Pattern(
    r"\b(?:if|when|while|anyone|those|whoever|unless|since|as|si|quand|lorsque|ceux|comme|tant|faute)\b"
)
_DENIES = Pattern(
    r"\b(?:can't|cannot|can not|isn't|aren't|don't|doesn't|won't|not|never|no longer|pas|plus|jamais|aucune?)\b"
)
WAYS = ("phone", "sms", "email", "website", "counter", "social", "whatsapp", "radio", "here")
_CALLED = {
    "phone": "phone telephone voice hotline calls",
    "sms": "sms text",
    "email": "email e-mail mail",
    "website": "website web site portal app chat status-page blog",
    "counter": "counter branch store",
}
_NAMES = {name: way for way, names in _CALLED.items() for name in names.split()}
SOCIAL = ("messenger", "facebook", "instagram", "telegram", "linkedin", "discord", "slack", "teams", "signal", "x")


def check(reading: Reading) -> Iterator[Hit]:
    down = {name.strip().lower().replace("_", "-") for name in reading.context.channels_down}
    if (
        not down
        or not reading.external
        or reading.kind in {"appeal", "regulator"}
        or reading.audience in {"regulator", "provider"}
    ):
        return
    closed = {_NAMES.get(name, name) for name in down}
    if not _contact_that_works(reading, closed) and not _way_that_works(reading, closed):
        yield Hit(level="warning" if _OTHERWISE.search(reading.words) else None)


def _contact_that_works(reading: Reading, closed: set[str]) -> bool:
    return any(_way_of(contact) not in closed for contact in reading.contacts)


def _way_of(contact: Contact) -> str:
    if contact.kind == "phone":
        return "phone"
    if contact.kind == "email":
        return "email"
    if contact.host in {"wa.me", "api.whatsapp.com", "chat.whatsapp.com"}:
        return "whatsapp"
    for name in SOCIAL[:-1]:
        if name in contact.host or contact.host in {"t.me", "m.me"}:
            return {"t.me": "telegram", "m.me": "messenger"}.get(contact.host, name)
    return "website"


def _way_that_works(reading: Reading, closed: set[str]) -> bool:
    for way in WAYS:
        if way in closed or (way == "here" and reading.channel in {*closed, *reading.context.channels_down}):
            continue
        for span in reading.find(f"way-{way}"):
            begin, end = span[0], reading.sentence(span[0])[1]
            if (
                not any(name in reading.words[begin:end] for name in closed)
                and not reading.negated(span, 14)
                and not _denied(reading, begin)
                and not _TOLD.search(reading.words, max(0, begin - 30), begin)
            ):
                return True
    return False


def _denied(reading: Reading, place: int) -> bool:
    """What no longer goes that way: "no letter has left the town hall", "you can't send us parcels from our shops"."""
    start = reading.sentence(place)[0]
    clause = max((cut.end() for cut in _CUT.finditer(reading.words, start, place)), default=start)
    if _CONDITION.search(reading.words, clause, place):
        return False
    none = clause == start or not set(reading.words[start:clause]) & set(",;:")
    return bool(none and _NONE.match(reading.words, start)) or bool(_DENIES.search(reading.words, clause, place))


RULE = Rule(
    id="alt-channel-missing",
    number="L2",
    level="error",
    priority=1,
    checks={
        "fr": "un autre moyen de nous joindre, quand un canal est marqué coupé",
        "en": "another way to reach us, when a channel is marked down",
    },
    why={
        "fr": "Un canal est coupé et le message ne dit pas par où nous joindre.",
        "en": "A channel is down and the message does not say how else to reach us.",
    },
    rewrite={
        "fr": "En attendant, joignez-nous au 01 99 00 12 34 ou à aide@exemplia.example.",
        "en": "In the meantime, reach us on +33 1 99 00 12 34 or at help@exemplia.example.",
    },
    check=check,
)
