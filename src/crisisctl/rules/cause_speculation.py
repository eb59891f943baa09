"""L12: a cause stated or guessed before it is confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule, _claims, _seen
from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading, Span

_AND = Pattern(r"\band $")
_OF = Pattern(r"\s(?:de|du|des|d')")
_PASSIVE = Pattern(r"\b(?:been|being|is|are|was|were|be)\s(?:(?:now|also|still|all|both|partly|completely)\s)?$")
"""A line that "has been cut off" is the effect."""
_SOMEBODY = {
    "en": Pattern(
        r"\b(?:someone|somebody|some \w+|whoever|thie(?:f|ves)|vandals|kids|youths|pranksters|burglars|a (?:lad|driver|contractor|worker|builder"
        r"|farmer|colleague|technician|passer-by|neighbour|trainee|lorry|digger)|(?:the |our )?(?:cleaners?|builders|night shift|contractors?))\b"
        r"(?:[\w' ]{0,30}?) (?:(?:has|have|had|'s|must have|may have|might have) )?(?:\w{2,12}ed|let|left|cut|hit|put|set|shut|stole|stolen|broke|broken"
        r"|forgot|forgotten|took|taken|ran|run|drove|driven|pulled|got into|made|dug|fell|fallen|threw|thrown)\b(?! (?:by |you\b|your\b|to you\b))"
    ),
    "fr": Pattern(
        r"\b(?:quelqu'un|(?:un|une|des|les?|la|deux|plusieurs) (?:ouvriers?|voleurs?|vandales?|engins?|collegues?|stagiaires?|voisins?|gamins|jeunes|plaisantins?"
        r"|riverains?|camions?|chauffeurs?|agriculteurs?|entreprises?|equipe de nuit|femme de menage)|certains)\b"
        r"[\w' ]{0,30}? (?:a|ont|aurait|auraient|avait|avaient|se serait|se seraient|serait|seraient|s'est|se sont) (?:\w+ )?(?:\w+(?:e|es|i|is|u|us|t|ts))\b"
        r"(?! (?:par |vous\b))"
    ),
}
"""A culprit without a name, and a deed in the past: beside hearsay that is a guess at the cause, whatever was done."""
_POWER_CUT = Pattern(r"power cuts?$")
_HEARSAY = Pattern(
    r"word (?:is|has)|the (?:word|story|talk)|rumou?r|gossip|(?:so )?they say|people say|locals say|we (?:hear|gather|are told|have heard)|we're told|i (?:hear|gather)"
    r"|by the looks?|from (?:the looks?|what)|(?:my|our) (?:guess|hunch)|going by|judging|a little bird|the betting|no doubt|doubtless"
    r"|il parait|on dit|on raconte|le bruit|on nous (?:dit|souffle|rapporte)|a ce qu|parait-il|d'apres|selon|a en croire|visiblement|sans doute"
)
_PERSON = {
    "en": Pattern(r"\b(?:we|i|you|your|please|bring|take)\b"),
    "fr": Pattern(r"\b(?:nous|on|je|j'|vous|votre|vos)\b"),
}
_OTHER = ("next-update", "eta-none", "eta-future", "others-say", "impact-now", "minimising")
_QUIET_KINDS = frozenset({"data-breach", "false-alarm", "appeal"})
"""Kinds in which guesses are about what criminals may do next, not about the cause."""


def check(reading: Reading) -> Iterator[Hit]:
    if reading.context.cause_confirmed:
        return
    told: set[int] = set()
    culprits = dict(_culprits(reading))
    sure = sorted((*_causal(reading), *_guesses(reading), *(span for span, plain in culprits.items() if plain)))
    maybe = sorted((*_soft(reading), *_mere_hedges(reading), *(span for span, plain in culprits.items() if not plain)))
    for span in (*sure, *maybe):
        sentence, end = reading.sentence(span[0])
        if not reading.external and reading.words[sentence:end].rstrip(' *_"').endswith("?"):
            continue  # what people may ask, on a card of answers
        if (
            sentence in told
            or _claims.left_open(reading, span)
            or _claims.withdrawn(reading, span)
            or _claims.only_told(reading, span)
        ):
            continue
        told.add(sentence)
        soft = (
            span not in sure
            or _seen.by_reader(reading, span)
            or _seen.by_all(reading, span)
            or _claims.mere_reason(reading, span)
            or reading.kind == "false-alarm"
        )
        yield reading.hit(span, "warning" if soft else None)


def _causal(reading: Reading) -> Iterator[Span]:
    for span in reading.find("cause"):
        if not _claims.innocent(reading, span):
            yield span
    for span in reading.find("cause-weak"):
        start = reading.sentence(span[0])[0]
        word = _claims.within(reading, "cause-word", span[0], span[1] + 30) or _claims.within(
            reading, "cause-word", max(start, span[0] - 30), span[0]
        )
        if reading.kind not in _QUIET_KINDS and word and (word[0] >= span[0] or _adjoin(reading, word, span)):
            yield min(span[0], word[0]), max(span[1], word[1])
    for span in reading.find("cause-effect"):
        if not reading.near_before(("we", "cause-known-object"), span) and not _is_because(reading, span):
            yield span
    for span in reading.find("cause-verb"):
        if _PASSIVE.search(reading.words, max(0, span[0] - 20), span[0]):
            continue
        start = reading.sentence(span[0])[0]
        word = _claims.within(reading, "cause-word", max(start, span[0] - 60), span[0])
        if word and _AND.search(reading.words, max(0, span[0] - 4), span[0]) and reading.near_before(("we",), word):
            continue  # "we have told the supplier and put the cash desk at window 3"
        if word and not _POWER_CUT.search(reading.words[word[0] : span[1]]):
            yield word[0], span[1]


def _is_because(reading: Reading, span: Span) -> bool:
    """ "À cause de", which without its accent reads like "a causé"."""
    return reading.words[slice(*span)].endswith("a cause") and bool(_OF.match(reading.words, span[1]))


def _soft(reading: Reading) -> Iterator[Span]:
    """Wording that claims a cause only beside a word for one ("after the storm"), and may tell mere order in time."""
    if reading.kind in _QUIET_KINDS:
        return
    yield from reading.find("cause-maybe")
    for span in reading.find("cause-soft"):
        start, end = reading.sentence(span[0])
        word = _claims.within(reading, "cause-word", start, end)
        if _PASSIVE.search(reading.words, max(0, span[0] - 20), span[0]):
            continue
        if word and not any(start <= us[0] < span[0] for us in reading.find("we")):
            yield min(span[0], word[0]), max(span[1], word[1])


def _mere_hedges(reading: Reading) -> Iterator[Span]:
    """A guess about the world, whatever its words: not about what comes, what works, what we or the reader do."""
    person = _PERSON.get(reading.language)
    if reading.kind in _QUIET_KINDS or not person or "regulator" in {reading.kind, reading.audience}:
        return  # a regulator asks what is suspected, and what is likely to follow
    harmless = reading.find("hedge-harmless")
    for span in reading.find("hedge"):
        if _touch(span, harmless):
            continue
        start, end = reading.sentence(span[0])
        start = max(start, *(reading.words.rfind(sign, start, span[0]) + 1 for sign in ":;—,"))
        others = (other for other in reading.find(*_OTHER) if start <= other[0] < end)
        if end <= reading.subject_end or next(others, None) or person.search(reading.words, start, end):
            continue
        empty = reading.find("denial-empty")
        if all(_touch(denial, empty) for denial in reading.find("denial") if start <= denial[0] < end):
            yield span


def _touch(span: Span, others: list[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def _culprits(reading: Reading) -> Iterator[tuple[Span, bool]]:
    """Somebody is said to have done it; the second part tells whether that is plain hearsay."""
    pattern = _SOMEBODY.get(reading.language)
    if reading.kind in _QUIET_KINDS or not pattern:
        return
    for hedge in reading.find("hedge"):
        start, end = reading.sentence(hedge[0])
        if culprit := pattern.search(reading.words, start, end):
            span = (min(hedge[0], culprit.start()), max(hedge[1], culprit.end()))
            yield span, bool(_HEARSAY.match(reading.words, hedge[0]))


def _guesses(reading: Reading) -> Iterator[Span]:
    if reading.kind in _QUIET_KINDS:
        return
    for span in reading.find("hedge"):
        end = min(reading.sentence(span[0])[1], span[1] + 45)
        if word := _claims.within(reading, "cause-word", span[1], end):
            yield span[0], word[1]
        elif (
            word := _claims.within(reading, "cause-word", max(reading.sentence(span[0])[0], span[0] - 30), span[0])
        ) and _adjoin(reading, word, span):
            yield word[0], span[1]


def _adjoin(reading: Reading, word: Span, hedge: Span) -> bool:
    """ "Lightning seems …": nothing but small words between the two."""
    between = reading.words[word[1] : hedge[0]]
    return len(between) <= 16 and not set(between) & set(",;:()")


RULE = Rule(
    id="cause-speculation",
    number="L12",
    level="error",
    priority=1,
    checks={
        "fr": "toute cause affirmée ou supposée tant qu’elle n’est pas confirmée",
        "en": "any cause stated or guessed while it is not confirmed",
    },
    why={
        "fr": "La cause n’est pas confirmée : une hypothèse publiée devient une vérité, et se dément mal.",
        "en": "The cause is not confirmed: a guess once published becomes the truth and is hard to take back.",
    },
    rewrite={
        "fr": "Nous ne connaissons pas encore la cause. Nous la partagerons quand elle sera confirmée.",
        "en": "We do not know the cause yet. We will share it once it is confirmed.",
    },
    check=check,
)
