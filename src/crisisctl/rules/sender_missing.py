"""L6: a text that does not say who sends it, on channels where scams look just like that."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._fold import fold
from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading, same_words

CHANNELS = frozenset({"sms", "whatsapp", "push"})
_COMMON_WORDS = (
    "the and les des sarl sas inc ltd limited plc gmbh groupe group societe company compagnie banque bank mairie "
    "ville city council clinique clinic cabinet centre center hopital hospital hotel hotels transport transports "
    "ecole school lycee college boulangerie bakery pharmacie pharmacy energie energy services service logistique "
    "logistics france national regional assurance assurances insurance mutuelle garage restaurant librairie "
    "salon fournil atelier musee museum theatre theater cinema camping creche association syndicat cooperative coop "
    "caisse compte boutique shop store clinic bakery navettes parking universite university office bureau "
    "studio agence agency maison house fils sons saint sainte sur sous chez your notre "
)
_COMMON = frozenset(_COMMON_WORDS.split())
_CAPITAL = Pattern(r"\b[^\W\d_a-zà-ÿ][\w’'-]{2,40}")
"""A word that begins with a capital, in links and addresses too ("Séralys", "LARKFIELD")."""


def check(reading: Reading) -> Iterator[Hit]:
    company = reading.context.company
    if reading.channel not in CHANNELS or not reading.external or not company:
        return
    said = reading.signed + "\n" + fold(reading.message.subject)
    names = (company, *reading.context.senders)
    raw = f"{reading.message.subject} {reading.message.text}"
    if any(same_words(name, said) for name in names) or _signs_in_part(company, said, raw):
        return
    yield Hit()


def _signs_in_part(company: str, said: str, raw: str) -> bool:
    """The name of a long company is often cut: its own words count, its trade does not."""
    own = [
        word
        for word in fold(company).replace("'", " ").replace("-", " ").split()
        if len(word) > 3 and word not in _COMMON
    ]
    return any(same_words(word, said) and _as_a_name(word, company, raw) for word in own)


def _as_a_name(word: str, company: str, raw: str) -> bool:
    """ "Your locker refuses the code" does not sign for Larkfield Parcel Lockers: a name has its capital."""
    if company.islower():
        return True
    return any(fold(found).startswith(word[:4]) for found in _CAPITAL.findall(raw))


RULE = Rule(
    id="sender-missing",
    number="L6",
    level="error",
    priority=1,
    checks={
        "fr": "le nom de l’entreprise dans un SMS, un message WhatsApp ou une notification",
        "en": "the company's name in an SMS, a WhatsApp message or a push notification",
    },
    why={
        "fr": "Sans nom d’expéditeur, ce message ressemble à une arnaque.",
        "en": "Without a sender's name this looks like a scam.",
    },
    rewrite={"fr": "Commencez par le nom : « Exemplia : … ».", "en": 'Begin with the name: "Exemplia: …".'},
    check=check,
)
