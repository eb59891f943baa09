"""Words that claim a cause elsewhere and claim none here: a message, a sum, the incident itself, what was taken back."""

from __future__ import annotations

from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading, Span

_NEXT_WORD = Pattern(
    r"[\s'\"(]*(?:(?:le|la|les|l|un|une|cette|cet|ce|ces|des|de|d|notre|nos|votre|vos|the|a|an|this|these|our"
    r"|your|of|to"
    r"|tres|grave|forte?s?|nombreu\w+|recente?|actuelle?|present\w*|current|ongoing|recent|earlier|major|high"
    r"|very|present"
    r"|morning|night|today|yesterday|afternoon|s|matin|hier|nuit|generale?|totale?|partielle?|importante?s?"
    r"|technique|technical|widespread|general|wider)\b[\s']*)*"
)
_KNOWN = Pattern(r"\s?(?:this|that|these|those|ce|cet|cette|ces|cela|celle-ci|celui-ci)\b")
"""What the message has told before: "because of this double charge" claims nothing new."""
_IT = Pattern(r"\b(?:this|it|that|ceci|cela|ca|celle-ci|celui-ci) (?:all )?$")
"""What the message has told before, as the doer: "the worry this is causing" tells what follows, and of no cause."""
_DOES = Pattern(r"(?:is|was|has|have|may|might|caus\w+|trigger\w+|ont|a (?!cause))")
_STILL_LOOKED_INTO = Pattern(
    r"\b(?:but|though|while|and|mais|meme si|et) (?:we are |we're |we |our |the |nous |notre |l'|l )?(?:still |toujours |encore )?"
    r"(?:investigat\w*|enquet\w*|looking|cherch\w*)"
)
_TOLD = Pattern(
    r"\b(?:(?:we|i) (?:had |have )?(?:first |earlier |wrongly |already )?(?:told|said|wrote|written|announced|reported|stated|named|gave|given)"
    r"|(?:nous|on) (?:vous )?(?:avions|avons|avait|a) (?:d'abord |deja )?(?:dit|ecrit|annonce|indique|parle|donne))\b"
)
_WRONG = Pattern(
    r"\b(?:(?:that|this|it|which) (?:is|was) (?:wrong|not (?:right|true|so|the case)|untrue|incorrect|a mistake|an error|false)"
    r"|(?:we|i) (?:were|was) (?:wrong|mistaken)|(?:c'est|c'etait|cela est|cela etait) (?:faux|inexact|errone|une erreur)"
    r"|(?:ce n'etait|ce n'est|cela n'etait) pas (?:exact|vrai|juste|le cas)|nous nous (?:etions|sommes) trompes)"
)
_FATE = Pattern(
    r"\s?(?:un(?:foreseen|foreseeable|avoidable|expected)|exceptional|circonstances|des (?:circonstances|raisons|evenements))\b"
)
_COMES = Pattern(r"(?:comes?|came|vient|viennent) ")
"""Parts come from somewhere too: only what goes wrong has a cause."""
_SEQUEL = Pattern(r"\b(?:la|une)\s$")
_CLAUSE = Pattern(r"because|(?:parce|puis) ?qu[e']?")
_MONEY = Pattern(
    r"\b(?:frais|loyers?|montants?|sommes?|charges|solde|cotisations?|prime|argent|tva|impots?|taxes?|echeances?|acomptes?|factures?|remboursements?|pensions?|salaires?|credits?|rents?|fees?|amounts?|balance"
    r"|sums?|money|premiums?|payments?|refunds?)\s\w{0,12}\s?$"
)
_LOAD = Pattern(r"\b(?:affluence|trafic|traffic|demande?|volume|nombre|numbers?)\b")
_OUTAGE = Pattern(r"\b(?:panne|coupure|incident|interruption|plantage|outage|failure|crash|breakdown|cut)s?\b")
_DATE = Pattern(r"\s?\d{1,2}(?:\s?[h:]|er\b|\s?(?:janv|fevr|mars|avril|mai|juin|juil|aout|sept|oct|nov|dec)|[ .,;)]|$)")
"""What is due on the 24th; "more at 7:45"."""
_INFINITIVE = Pattern(r"\s?[a-z]{2,}(?:er|ir|re)\b")


def left_open(reading: Reading, span: Span) -> bool:
    """The sentence says that it is not known; "it looks like hackers, but our investigation goes on" has guessed."""
    start, end = reading.sentence(span[0])
    return any(
        start <= found[0] < end
        and not (found[0] > span[0] and _STILL_LOOKED_INTO.search(reading.words, span[1], found[1]))
        for found in reading.find("cause-unknown")
    )


def withdrawn(reading: Reading, span: Span) -> bool:
    """A correction repeats the cause that was told, to take it back: "we told you that … was the cause. That was wrong"."""
    start, end = reading.sentence(span[0])
    back = reading.words[start : reading.sentence(end)[1]] if end < len(reading.words) else reading.words[start:end]
    return bool(_TOLD.search(back) and _WRONG.search(back))


def only_told(reading: Reading, span: Span) -> bool:
    """What others think ("some of you ask whether it is an attack"), in a message that says we do not know."""
    return reading.has("cause-unknown") and reading.near_before(("others-say",), (span[1], span[1]))


def mere_reason(reading: Reading, span: Span) -> bool:
    """ "Closed because the water is too cold": a reason, in which nothing that causes incidents is named."""
    if _COMES.match(reading.words, span[0]):
        return not reading.near_before(("cause-known-object", "incident-vague", "impact", "denial"), span)
    if not _CLAUSE.fullmatch(reading.words[slice(*span)]):
        return False
    return not within(reading, "cause-word", span[1], reading.sentence(span[0])[1])


def innocent(reading: Reading, span: Span) -> bool:
    """The object is the incident itself, a message, the number of calls: no cause is claimed."""
    if _DATE.match(reading.words, span[1]) and reading.words[span[0] : span[1]].endswith((" a", " au", " to")):
        return True
    if _KNOWN.match(reading.words, span[1]) and not _CLAUSE.fullmatch(reading.words[slice(*span)]):
        return not within(reading, "cause-specific", span[1], span[1] + 40)
    if _SEQUEL.search(reading.words, max(0, span[0] - 5), span[0]) and reading.words.startswith("suite", span[0]):
        return True
    if _by_it(reading, span) or _FATE.match(reading.words, span[1]):
        return True
    after = _NEXT_WORD.match(reading.words, span[1])
    begin = after.end() if after else span[1]
    if reading.words[span[0] : span[1]].endswith((" la", " les", " l", " le")) and _INFINITIVE.match(
        reading.words, span[1]
    ):
        return True
    if _MONEY.search(reading.words, max(0, span[0] - 30), span[0]):
        return True
    if within(reading, "cause-harmless", begin - 12, begin + 14, begin=begin) and not _overload(reading, span, begin):
        return True
    if reading.words[span[0] : span[1]] in {"because", "parce que", "parce qu", "puisque", "puisqu"} and within(
        reading, "impact-now", span[1], span[1] + 60
    ):
        return True
    known = within(reading, "cause-known-object", begin - 2, begin + 3, begin=begin)
    return known is not None and not within(reading, "cause-specific", known[1], known[1] + 14)


def _by_it(reading: Reading, span: Span) -> bool:
    """ "The worry this is causing": what the message has told before leads to what is no outage."""
    return bool(
        _DOES.match(reading.words, span[0])
        and _IT.search(reading.words, max(0, span[0] - 16), span[0])
        and not _OUTAGE.search(reading.words, span[1], reading.sentence(span[0])[1])
    )


def _overload(reading: Reading, span: Span, begin: int) -> bool:
    """Calls may wait because of their number; an outage that is put down to it has a cause."""
    start = reading.sentence(span[0])[0]
    return bool(
        _LOAD.search(reading.words, max(0, begin - 16), begin + 30) and _OUTAGE.search(reading.words, start, span[0])
    )


def within(reading: Reading, name: str, start: int, end: int, begin: int | None = None) -> Span | None:
    """The first phrase of a list that begins between two places, with no sentence end between."""
    stop = reading.sentence(start if begin is None else begin)[1]
    return next((span for span in reading.find(name) if start <= span[0] < min(end, stop)), None)
