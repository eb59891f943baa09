"""L32: the text says it is over while the incident is open."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading, Span

_COMMAS = ",;:—"
"""Of folded text, which knows one long dash."""
_GOES_ON = Pattern(
    r"[\s,]*(?:up to|late\b|slow|delayed|every\b|at (?:a )?(?:reduced|half|lower)|on a (?:reduced|limited)|in the morning|tomorrow|tonight|from (?:\d|mon|tue|wed|thu|fri|sat|sun|to)|with delays|but\b"
    r"|except|only\b|not (?:the|all|every|yet|at|for|in)\b|pas (?:les?|la|l'|tou|encore|partout|a|au|chez|pour)\b|au ralenti|demain|ce soir|des (?:demain|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|avec (?:du|un|des) retard|sauf|mais\b|en mode|une? (?:fois )?sur|(?:at|by|from) \d)"
)
"""How the sentence goes on when it is not over: "trains are running up to 90 minutes late"."""
_BUT = Pattern(r"\b(?:but|except|though|while|whereas|mais|sauf|tandis|alors que|pas (?:les|la|le))\b|,")
"""What parts what works from what does not, in one sentence."""
_BACK = {
    "en": Pattern(
        r"\b(?:is|are|'s|can|has|have|works?|appl(?:y|ies)|runs?|[a-z]{3,12}ing)\b[^.;!?\n]{0,50}?\b(?:again|once more|as (?:normal|usual|before|scheduled|planned)"
        r"|to (?:the )?timetable|on time|smoothly)\b"
        r"|\b(?:the|your|our|all|every|both|each|it|they) (?!engineer|technician|team|fitter|driver|staff)[^.;!?\n]{3,50}?\b(?:again|once more|to (?:its|their) (?:normal|usual) \w+)(?![^.;!?\n]{0,40} (?:at|on|by|from|tomorrow|until))"
        r"|\b(?:is|are|'s|'re|came|have come|has come) (?:all |now |fully |both |finally )?back (?:in|on|for|at|to|with|across|everywhere|today)\b"
        r"|\b(?:power|water|gas|heating|lights?|supply|signal|internet|phones)(?:'s| is| are) (?:back )?on\b(?! (?:hold|their|its|a|the way))"
        r"|\b(?:site|app|website|system|page|line|network|service)(?:'s| is) (?:back |now )?(?:up|live|online)\b"
    ),
    "fr": Pattern(
        r"\b(?:est|sont|a|ont|peut|peuvent|pouvez|[a-z]{3,14}(?:e|ent|t))\b[^.;!?\n]{0,40}?\b(?:(?:de|a) nouveau|comme (?:d'habitude|avant|prevu"
        r"|a l'accoutumee)|a l'heure|a l'horaire|a nouveau|sans encombre)\b"
        r"|\b(?:est|sont) (?:bien |enfin |deja |toutes? |tous )?(?:de retour|revenue?s?|la pour tou\w+)\b"
        r"|\b(?:site|appli\w*|page|systeme|ligne|reseau|service) est (?:bien |enfin |de nouveau )?(?:en ligne|en service|actif|operationnel)\b"
        r"|\b(?:annoncer|fetons|celebrons|marque) (?:la |le )?(?:reouverture|reprise|retour|retablissement)\b"
    ),
}
_AGAINST = {
    "en": Pattern(
        r"\b(?:will|'ll|would|should|could|may|might|when|until|till|if|not|n't|never|no|nor|cannot|can't|expect\w*|hop\w+|soon|try|tried"
        r"|please|coming|comes|check\w*|test\w*|look\w*|happen\w*|go(?:es)? wrong|broke\w*|stopp\w*|crash\w*|please|fail\w*|declin\w*|down|refus\w*|delay\w*|late|slow\w*|some|only|half|part|partly|limited|once (?!again|more)|before"
        r"|after|unable|failing|(?:we|i)(?!(?:'re| are) (?:back|open|online|live)|['\\w ]{0,12}:)|again and again|call|calling|ring|write|check|queue\w*|out of|(?:is|are|went|goes) out(?! \w+ing)|off|meeting|growing|rising|instead|replace\w*|bus|buses|coach\w*|next|tomorrow)\b"
    ),
    "fr": Pattern(
        r"\b(?:ne|n|pas|plus|jamais|aucune?|si|quand|lorsque|une fois|des que|jusqu|tant que|avant|apres|devrait|devraient|va|vont|sera|seront"
        r"|serait|[a-z]{3,14}(?:ra|ront|rez)|nous(?! sommes)|on(?! y est)|je|refus\w*|bloqu\w*|coup\w*|panne|ferm\w*|annul\w*|retard\w*|lent\w*|certain\w*|seule?s?"
        r"|moitie|partie|demain|appel\w*|ecri\w*|rappel\w*|bus|car|cars|navette\w*|rembours\w*|prochain\w*)\b"
    ),
}
"""What a recovery is not said beside: a denial, a future, a condition, a fault, ourselves."""
_GOES = {
    "en": Pattern(
        r"\b(?:again|no longer|past|ended|finished|normal\w*|usual|works?|working|runs?|running|flow\w*|carr(?:y|ies|ying)|tak(?:es?|ing)|arriv\w+|open)\b"
    ),
    "fr": Pattern(
        r"\b(?:nouveau|desormais|n'a plus|n'ont plus|fini\w*|termine\w*|normal\w*|habitude|fonctionn\w*|marche\w*|passent?|roule\w*|coule\w*"
        r"|achemine\w*|arrivent?|part(?:ent)?)\b"
    ),
}
_WRONG = ("denial", "impact-now", "impact", "impact-weak", "incident-vague", "exercise", "deceit")
_STILL = Pattern(
    r"\b(?:is|are) (?:still )?(?:not|missing|dry|down|off|out)\b|\b(?:isn't|aren't|cannot|can't)\b|\b(?:n'est|ne sont|ne fonctionne\w*|ne peu\w+"
    r"|ne pouvez|ne marche\w*) (?:pas|plus)\b|\bmanque(?:nt)?\b|\ba sec\b"
)
"""What still does not work, in the words of now."""
_ANOTHER = Pattern(r"\b(?:another|then|un autre|une autre|puis|ensuite|pas encore)\b")
_THING = Pattern(
    r"\b(?:search|evacuation|count|analysis|letters?|prices?|lists?|figures?|copy|recherches|decompte|analyses?|courriers?|prix|liste|chiffres?|copie)\b"
)
"""What may be over, finished or corrected while the incident goes on."""
_TROUBLE = Pattern(
    r"\b(?:fault|problem|error|bug|outage|leak|smell|noise|message|alarm|delay|queue|trouble|issue|virus|smoke"
    r"|panne|probleme|defaut|erreur|fuite|odeur|bruit|souci|retard|coupure|fumee|alarme|file)s? $"
)
"""What is no good news when it is back."""
_FUTURE = Pattern(r"[a-z]+(?:ra|rai|rez|rons|ront)\b")
_OBJECT = Pattern(r"\s(?:l'|la |le |les |contact)")
_FROM = Pattern(
    r"\s(?:from (?:holiday|leave|hospital)|(?:with|at) (?:its|his|her|their) |(?:de (?:conge|vacances|voyage)|chez (?:elle|lui|eux|sa|son|ses|leur)))\b"
)
""" "The vet is back from holiday": somebody, no service."""
_MORE_THAN = Pattern(r"\s(?:\d|a (?:hundred|thousand|dozen)|half)")
_FINISHED = Pattern(
    r"\b(?:over|ended|closed|finished|concluded|resolved|behind us|all clear|fini\w*|termine\w*|clos\w*|resolue?s?|derriere nous)\b"
)
""" "It is over": more than that something works."""
_USUAL = Pattern(r"\b(?:normal|normally|normalement|usual|d'habitude|comme)\b")
_OURS = Pattern(r"\b(?:we|i|nous|on|je)\b")
OPEN = frozenset({"investigating", "identified", "monitoring", "open", "declared", "detected"})


def check(reading: Reading) -> Iterator[Hit]:
    if (
        reading.status not in OPEN
        or reading.kind in {"false-alarm", "appeal", "data-breach", "regulator"}
        or reading.audience == "regulator"
    ):
        return
    said = next((span for span in reading.find("recovered") if _holds(reading, span)), None)
    if said:
        still = any(
            not _same_sentence(reading, said, other) or _BUT.search(reading.words, said[1], other[1])
            for other in reading.find("impact-now")
        )
        still = still or bool(_STILL.search(reading.words, 0, said[0]) or _STILL.search(reading.words, said[1]))
        still = (
            still
            or bool(_ANOTHER.search(reading.words, said[1], reading.sentence(said[0])[1]))
            or _other_thing(reading, said)
        )
        if reading.status == "monitoring" and _is_watched(reading, said):
            return
        soft = still or reading.status == "monitoring" or not reading.external
        yield reading.hit(said, "warning" if soft else "error")
    elif reading.status != "monitoring" and reading.kind != "correction":  # which says what is right of one thing
        maybe = (*reading.find("recovered-maybe"), *_back(reading))
        found = [span for span in maybe if _alone(reading, span)] or list(_nothing_wrong(reading))
        yield from [reading.hit(span, "warning") for span in found[:1]]


def _is_watched(reading: Reading, span: Span) -> bool:
    """While it is watched the log too says that it works: a text may say so, with the hour or that we watch."""
    end = reading.sentence(span[0])[1]
    since = any(span[0] <= clock.start < end for clock in reading.clocks)
    return (since or reading.has("watching")) and not _FINISHED.search(reading.words, *span)


def _back(reading: Reading) -> Iterator[Span]:
    """Whatever its words: something is or works "again", "as usual", and the sentence holds nothing against it."""
    pattern, against = _BACK.get(reading.language), _AGAINST.get(reading.language)
    if pattern and against:
        for match in pattern.finditer(reading.words):
            start, end = reading.sentence(match.start())
            if match.end() <= end and not against.search(reading.words, start, end):
                yield match.span()


def _nothing_wrong(reading: Reading) -> Iterator[Span]:
    """A text that tells of nothing that is wrong, and of something that goes: "the network is carrying calls"."""
    goes, against = _GOES.get(reading.language), _AGAINST.get(reading.language)
    if not goes or not against or not reading.external or reading.has(*_WRONG):
        return
    for start, end in reading.sentences:
        if end <= reading.subject_end or reading.near(("eta-future", "next-update", "eta-none"), (start, start)):
            continue
        if (match := goes.search(reading.words, start, end)) and not against.search(reading.words, start, end):
            yield match.span()


def _other_thing(reading: Reading, span: Span) -> bool:
    """ "The search is over", "we corrected the letter": no service that runs again."""
    around = max(reading.sentence(span[0])[0], span[0] - 24), span[1] + 24
    return bool(_THING.search(reading.words, *around))


def _holds(reading: Reading, span: Span) -> bool:
    return not (
        _denied(reading, span)
        or (reading.words[: span[1]].endswith("over") and _MORE_THAN.match(reading.words, span[1]))
        or (
            reading.words[: span[1]].endswith(("back", "de retour"))
            and _TROUBLE.search(reading.words, max(0, span[0] - 20), span[0])
        )
        or _FROM.match(reading.words, span[1])
        or _in_part(reading, span)
        or _GOES_ON.match(reading.words, span[1])
        or _FUTURE.match(reading.words, span[0])
        or (reading.words[: span[1]].endswith("repris") and _OBJECT.match(reading.words, span[1]))
    )


def _alone(reading: Reading, span: Span) -> bool:
    """What works as usual may stand beside what does not ("you cannot pay by card, cash works as usual")."""
    lists = ("impact-now", "denial") if _USUAL.search(reading.words, *span) else ("impact-now",)
    return (
        _holds(reading, span)
        and not reading.has(*lists)
        and not reading.near(("denial",), span)
        and not _OURS.search(reading.words, max(0, span[0] - 12), span[0])
    )


def _in_part(reading: Reading, span: Span) -> bool:
    """ "For some of you": said between the same commas."""
    start, end = reading.sentence(span[0])
    begin = max(start, *(reading.words.rfind(comma, start, span[0]) + 1 for comma in _COMMAS))
    end = min((at for comma in _COMMAS if (at := reading.words.find(comma, span[1], end)) >= 0), default=end)
    return any(begin <= found[0] < end for found in reading.find("partial"))


def _denied(reading: Reading, span: Span) -> bool:
    """ "Not yet", "will be", "once", "until" before it in the same sentence."""
    begin = max(reading.sentence(span[0])[0], span[0] - 34)
    return any(begin <= start < span[1] for start, _ in reading.find("recovered-not"))


def _same_sentence(reading: Reading, one: Span, other: Span) -> bool:
    return reading.sentence(one[0]) == reading.sentence(other[0])


RULE = Rule(
    id="status-mismatch",
    number="L32",
    level="error",
    priority=1,
    checks={
        "fr": "un texte qui dit « rétabli » alors que l’incident est ouvert",
        "en": 'a text that says "restored" while the incident is open',
    },
    why={
        "fr": "Le journal dit que l’incident est ouvert ; le texte dit qu’il est fini.",
        "en": "The log says the incident is open; the text says it is over.",
    },
    rewrite={
        "fr": "Marquez d’abord l’incident comme résolu, ou écrivez ce qui fonctionne et ce qui reste coupé.",
        "en": "Mark the incident resolved first, or write what works and what is still down.",
    },
    check=check,
)
