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
_ASKED = (
    r"(?!(?:[\w']+ ){0,2}(?:pay|charged|billed|debited|ask|send|call|need|have to|request|email|text|phone|require)\b)"
)
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
_FOR_EVER = {
    "fr": Pattern(
        r"\b(?:ne|n') ?(?:le |la |les |l'|se |s'|vous |nous |en |y )?(?!demand|appel|envo|ecri|sollicit|contact|reclam|exig|telephon|passer|factur|debit|oubli)"
        r"[a-z]{3,14}(?:ra|ront|rons|(?<!ouv)(?<!ent)(?<!mont)(?<!liv)rez) jamais\b"
    ),
}
_NO_PROMISE = Pattern(
    r"\b(?:cannot|can't|can not|could not|couldn't|nobody can|no one can|don't|do not|won't|will not|unable to|not able to) (?:\w+ )?(?:promise|guarantee|swear"
    r"|say|rule out|exclude|be (?:sure|certain))\b|\b(?:ne|n'|n) ?(?:\w+ ){0,3}(?:promett\w+|promis|garanti\w*|jur\w+|exclu\w*|affirmer|assurer)\b"
)
_AIM = Pattern(
    r"\b(?:pour|afin|eviter|esper\w+|souhait\w+) qu[e']|\b(?:so that|to stop|to keep|in order that|hope\w*|promised|were told|was told)\b"
)
"""What we work for or hope, or what somebody once promised."""
_LESS = Pattern(r"\b(?:not|pas|less|moins|more) (?:impossible|likely|probable|difficult|difficile)\b|\bunlikely\b")
""" "Less likely, not impossible": no promise at all."""
_SO_FAR = Pattern(
    r"[^.;!?\n]{0,60}\b(?:reported|found|known|seen|so far|to date|at this stage|signale\w*|connue?s?|constate\w*|releve\w*"
    r"|a ce jour|a ce stade|a cette heure)\b"
)
""" "No danger to swimmers has been found so far": what is known, not what will be."""
_TAKE = Pattern(r"\b(?:take|takes|run|prenez|prendre|prenons|courez|courir) $")
_RUN_NO_RISK = ("ne courez aucun", "ne prenez aucun")
""" "Take no risk": advice."""
_FREE = Pattern(r"-free\b")
_RESERVED = Pattern(
    r"\b(?:seats?|places?|rooms?|tables?|beds?|tickets?|berths?|slots?|pitch|prices?|rates?|fares?|sieges?|chambres?|billets?|creneaux?|tarifs?|prix|emplacements?)\b"
)
_ASSURED = Pattern(
    r"(?:(?:rest|be|you|you can be|may be) )?assured?(?: that)?|(?:let us|we|we can|i can) (?:re)?assure(?: you)?|can reassure you"
    r"|(?:soyez|soyons|etre) (?:certaine?s?|assuree?s?|surs?|sure|persuadee?s?|convaincue?s?) (?:que?|de)|(?:vous )?assur(?:ons|er|e) (?:que?|de)"
)
_CLAIM = Pattern(
    r"\b(?:safe|secure|never|nothing|no (?:one|data|risk|danger|money|harm|customer|order)|nobody|protected|intact|untouched|unaffected|always"
    r"|won't|will not|in good hands|securite|securisee?s?|jamais|rien|personne|aucune?|nul|protegee?s?|intacte?s?|toujours|abri"
    r"|reproduira|bonnes mains|recommencera)\b"
)
"""What somebody is assured of: "rest assured that we are looking into it" is a phrase, and no promise."""
_COME_WHAT_MAY = ("whatever", "no matter", "quoi qu", "sous aucun", "en aucun", "under no")
_INSTRUCTION = Pattern(
    r"[,:]? ?(?:please )?(?:(?:never|do not|don't|always|stay|keep) [a-z]+|(?:ne )?(?:[a-z']+ )?[a-z]{3,}ez\b)"
)
""" "Whatever happens, never leave your card behind": a piece of advice."""
_WE_ASK = Pattern(
    r"\b(?:never|not|don't) (?:ask|request|share|give|send|open|use|leave|pay)\b|\bne (?:donn|communiqu|laiss|partag|ouvr|cliqu|repond|buv|utilis|touch|envoy|transmett|entr|pay)\w*ez\b|\b(?:demand|reclam|communiqu|donn|envoy)\w+ (?:jamais|pas|a personne)\b"
)
_SHARE = Pattern(r"\s?(?:%|pour cent|percent|per cent)?\s?(?:de|des|du|d|of)\b")


def check(reading: Reading) -> Iterator[Hit]:
    outright = set(_matches(reading, _NEVER_AGAIN))
    for span in sorted({*reading.find("absolute"), *outright}):
        if span not in outright and any(start <= span[0] < end for start, end in outright):
            continue
        if not (_refused(reading, span) or _kept(reading, span) or _is_advice(reading, span)):
            yield reading.hit(span, "warning" if _may_be_kept(reading, span) else reading.error_outside)
    sure = {reading.sentence(span[0]) for span in (*outright, *reading.find("absolute"))}
    for span in (*reading.find("absolute-maybe"), *_matches(reading, _NOT_AGAIN), *_matches(reading, _FOR_EVER)):
        if reading.sentence(span[0]) not in sure:
            yield reading.hit(span, "warning")
    for span in reading.find("absolute-soft"):
        yield reading.hit(span, "warning" if reading.over or reading.kind == "resolved" else reading.error_outside)


def _refused(reading: Reading, span: Span) -> bool:
    """ "We cannot promise", "is my money safe?", "less likely, not impossible": no promise."""
    start, end = reading.sentence(span[0])
    begin = max(start, span[0] - 16, reading.words.rfind(",", 0, span[0]))
    if not _DENIAL.match(reading.words[slice(*span)]) and _REFUSED.search(reading.words, begin, span[0]):
        return True
    if "?" in reading.words[end - 3 : end] or _LESS.search(reading.words, *span):
        return True
    return bool(_NO_PROMISE.search(reading.words, start, span[0]))


def _kept(reading: Reading, span: Span) -> bool:
    """A promise to write, or a share ("100 % of the orders")."""
    words = reading.words[slice(*span)]
    if words.endswith(_PROMISED) and _WORD_GIVEN.match(reading.words, span[1]):
        return True
    return words.startswith(("100", "a 100", "cent")) and bool(_SHARE.match(reading.words, span[1]))


def _may_be_kept(reading: Reading, span: Span) -> bool:
    """What is known so far, aimed at, reserved, or only a phrase."""
    words = reading.words[slice(*span)]
    return bool(
        (words.startswith(("no ", "aucun", "pas de")) and _SO_FAR.match(reading.words, span[1]))
        or _AIM.search(reading.words, reading.sentence(span[0])[0], span[0])
        or (_ASSURED.fullmatch(words) and not _claims(reading, span))
        or _seat(reading, span)
    )


def _claims(reading: Reading, span: Span) -> bool:
    return bool(_CLAIM.search(reading.words, span[1], reading.sentence(span[0])[1]))


def _is_advice(reading: Reading, span: Span) -> bool:
    """ "Take no risk"; "there is no risk-free way"; "whatever happens, never leave your card behind"."""
    if reading.words.startswith(_COME_WHAT_MAY, span[0]) and (
        _INSTRUCTION.match(reading.words, span[1])
        or reading.near(("credential-ask",), span)
        or _WE_ASK.search(reading.words, *reading.sentence(span[0]))
    ):
        return True
    before = _TAKE.search(reading.words, max(0, span[0] - 9), span[0])
    imperative = reading.words.startswith(_RUN_NO_RISK, span[0]) and "vous" not in reading.words[span[0] - 8 : span[0]]
    return bool(before or imperative or _FREE.match(reading.words, span[1]))


def _seat(reading: Reading, span: Span) -> bool:
    """ "Your seat is guaranteed": a thing that is reserved, perhaps."""
    before = reading.words[max(0, span[0] - 30) : span[0]]
    promised = reading.words[slice(*span)]
    return ("guaranteed" in promised or "garanti" in promised) and bool(_RESERVED.search(before))


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
