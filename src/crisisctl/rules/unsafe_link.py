"""L24: a link a careful reader should not follow, or a request for credentials."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._contacts import Contact
from crisisctl.rules._reading import Reading
from crisisctl.rules.internal_leak import is_internal

_WHY = {
    "short": {
        "fr": "Un lien raccourci cache sa destination : c’est ainsi que font les arnaqueurs.",
        "en": "A shortened link hides where it goes: that is what scammers do.",
    },
    "http": {
        "fr": "Ce lien n’est pas chiffré (http).",
        "en": "This link is not encrypted (http).",
    },
    "foreign": {
        "fr": "Ce domaine n’est pas le vôtre : on vous apprend à vos clients à s’en méfier.",
        "en": "This domain is not yours: customers are taught to beware of such links.",
    },
    "ask": {
        "fr": "Un message qui demande des identifiants ressemble à un hameçonnage.",
        "en": "A message that asks for credentials looks like phishing.",
    },
}


def check(reading: Reading) -> Iterator[Hit]:
    if not reading.external:
        return
    for link in reading.contacts:
        if link.kind == "link" and (trouble := _trouble(reading, link)):
            yield reading.hit((link.start, link.end), why=_WHY[trouble])
    for span in reading.find("credential-ask"):
        if not reading.negated(span, 40):
            yield reading.hit(span, why=_WHY["ask"])


def _trouble(reading: Reading, link: Contact) -> str:
    host = link.host.removeprefix("www.")
    if is_internal(host):
        return ""
    own = [domain.strip().lower().removeprefix("www.") for domain in reading.context.own_domains]
    if link.scheme in {"http", "ftp"}:
        return "http"
    if _ends(host, own):
        return ""
    if _ends(host, reading.settings.entries(reading.language, "shorteners")):
        return "short"
    published = {
        one.lower().split("://")[-1].split("/")[0].removeprefix("www.")
        for one in reading.context.published_contacts or ()
    }
    if not own or host in published or _ends(host, reading.settings.entries(reading.language, "domains")):
        return ""
    return "foreign" if link.scheme or "/" in link.key or not host[0].isdigit() else ""


def _ends(host: str, domains: list[str] | frozenset[str]) -> bool:
    return any(host == domain or host.endswith("." + domain) for domain in domains)


RULE = Rule(
    id="unsafe-link",
    number="L24",
    level="error",
    priority=1,
    checks={
        "fr": "un lien raccourci, en http, vers un domaine qui n’est pas à vous ; une demande d’identifiants",
        "en": "a shortened link, http, a domain that is not yours; a request for credentials",
    },
    why={
        "fr": "Ce lien ressemble à une arnaque.",
        "en": "This link looks like a scam.",
    },
    rewrite={
        "fr": "Donnez l’adresse complète en https sur votre propre domaine.",
        "en": "Give the full https address on your own domain.",
    },
    check=check,
)
