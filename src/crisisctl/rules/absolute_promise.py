"""L13: a promise nobody can keep."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading, Span

_REFUSED = Pattern(
    r"\b(?:ne|n|pas|sans|not|no|never|cannot|can't|couldn't|don't|won't|unable|aucune|neither|nor|cannot yet)\b"
)
_DENIAL = Pattern(
    r"(?:aucune?|zero|no|nul|sans|pas|plus|rien|ne|n|never|nothing|not|won't|will|jamais|without|absolutely)\b"
)
"""A promise that is itself a denial is not undone by one before it ("il n'y a aucun risque")."""
_WORD_GIVEN = Pattern(
    r"\s(?:you |all of you |de (?:vous )?)?(?:a |an |to |une? |l[ae] |cet|ce )?(?:\w+ )?(?:message|update|word|news|answer|call|write|ring"
    r"|post|reply|report|point|reponse|appel|nouvelle|ecrire|rappeler|repondre|compte|information|mise|loan|seat|place|room|wages?|pay|salar\w+|refund|pret|siege|chambre|remboursement|salaires?)"
)
"""A promise to write is one that can be kept."""
_PROMISED = (
    "guarantee",
    "guarantee the",
    "guarantee a",
    "guarantee you",
    "garantissons",
    "promise",
    "promise you",
    "promettons",
    "promets",
    "engageons",
    "engage",
    "pledge",
    "commit",
)
_ASKED = r"(?!(?:[\w']+ ){0,2}(?:ask|send|call|need|have to|request|email|text|phone|require)\b)"
_NEVER_AGAIN = {
    "en": Pattern(
        r"\b(?:will|'ll|shall|going to) (?:\w+ )?never "
        + _ASKED
        + r"[^.;!?\n]{0,70}?\b(?:again|a second time|any ?more|twice)\b"
    ),
    "fr": Pattern(
        r"\b(?:ne|n'|n) ?(?:\w+ ){0,2}?(?:re)?[a-z]{2,14}(?:rez|ra|ront|rons) (?:plus jamais|jamais plus|jamais [^.;!?\n]{0,50}?\b(?:a|de) nouveau\b)"
        r"|\bne (?:se |vous )?(?:rever|reviv|reprodui|repete|retombe|recommence|recasse|replante|refe)r?(?:rez|ra|ront|rons) (?:plus|jamais)\b"
    ),
}
"""Whatever its verb: what will never be again."""
_NOT_AGAIN = {
    "en": Pattern(
        r"\b(?:won't|will not|shan't|shall not) "
        r"(?!(?:\w+ )?(?:be (?:charged|billed|asked|debited|taken|able)|need|have to|ask|charge|bill|take|debit|pay|log|sign|call|write|open|run|reopen|work|start)\b)"
        r"[^.;!?,\n]{2,50}?\bagain\b(?! (?:until|before|till|today|tonight|this|at|on))"
    ),
}
"""The same, more softly: perhaps only what one need not do twice."""
_NO_PROMISE = Pattern(
    r"\b(?:cannot|can't|can not|could not|couldn't|nobody can|no one can|don't|do not|won't|will not|unable to|not able to) (?:\w+ )?(?:promise|guarantee|swear"
    r"|say|rule out|exclude|be (?:sure|certain))\b|\b(?:ne|n'|n) ?(?:\w+ ){0,3}(?:promett\w+|promis|garanti\w*|jur\w+|exclu\w*|affirmer|assurer)\b"
)
_RESERVED = Pattern(r"\b(?:seats?|places?|rooms?|tables?|beds?|tickets?|berths?|slots?|pitch|prices?|rates?|fares?)\b")
_ATTENTION = Pattern(
    r",? (?:that )?(?:this|it|the \w+|your \w+|we|our \w+|everyone)(?: \w+)?(?: (?:is|are|has|have)|'(?:re|s|ve)) (?!safe|secure|never|not|protected|fine)"
)
""" "Rest assured this has our full attention": a phrase, and no promise."""
_SHARE = Pattern(r"\s?(?:%|pour cent|percent|per cent)?\s?(?:de|des|du|d|of)\b")


def check(reading: Reading) -> Iterator[Hit]:
    outright = set(_matches(reading, _NEVER_AGAIN))
    for span in sorted({*reading.find("absolute"), *outright}):
        if span not in outright and any(start <= span[0] < end for start, end in outright):
            continue
        begin = max(reading.sentence(span[0])[0], span[0] - 16)
        words = reading.words[slice(*span)]
        if not _DENIAL.match(words) and _REFUSED.search(reading.words, begin, span[0]):
            continue
        if words.endswith(_PROMISED) and _WORD_GIVEN.match(reading.words, span[1]):
            continue
        if words.startswith(("100", "a 100", "cent")) and _SHARE.match(reading.words, span[1]):
            continue
        if _NO_PROMISE.search(reading.words, reading.sentence(span[0])[0], span[0]):
            continue
        filler = words.endswith("assured") and _ATTENTION.match(reading.words, span[1])
        yield reading.hit(span, "warning" if filler or _seat(reading, span) else reading.error_outside)
    sure = {reading.sentence(span[0]) for span in (*outright, *reading.find("absolute"))}
    for span in (*reading.find("absolute-maybe"), *_matches(reading, _NOT_AGAIN)):
        if reading.sentence(span[0]) not in sure:
            yield reading.hit(span, "warning")
    for span in reading.find("absolute-soft"):
        yield reading.hit(span, "warning" if reading.over or reading.kind == "resolved" else reading.error_outside)


def _seat(reading: Reading, span: Span) -> bool:
    """ "Your seat is guaranteed": a thing that is reserved, perhaps."""
    before = reading.words[max(0, span[0] - 30) : span[0]]
    return "guaranteed" in reading.words[slice(*span)] and bool(_RESERVED.search(before))


def _matches(reading: Reading, patterns: dict[str, Pattern]) -> list[Span]:
    pattern = patterns.get(reading.language)
    return [match.span() for match in pattern.finditer(reading.words)] if pattern else []


RULE = Rule(
    id="absolute-promise",
    number="L13",
    level="error",
    priority=1,
    checks={
        "fr": (
            "les promesses absolues : « plus jamais », « garanti », « aucun risque », « vos données sont en sécurité »"
        ),
        "en": 'absolute promises: "never again", "guaranteed", "no risk", "your data is safe"',
    },
    why={
        "fr": "Personne ne peut tenir cette promesse ; le prochain incident en fera un mensonge.",
        "en": "Nobody can keep this promise; the next incident turns it into a lie.",
    },
    rewrite={
        "fr": "Nous publierons les mesures prises pour réduire le risque.",
        "en": "We will publish what we change to reduce the risk.",
    },
    check=check,
)
