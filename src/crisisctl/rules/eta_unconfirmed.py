"""L14: a time of restoration that nobody confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading, Span

_REACH = 45
_NEVER = Pattern(r"\s(?:pas|plus|not|no)\b")
_WORKING_DAY = Pattern(r"\bjours? $")
"""Without its accent "un jour ouvré" reads like something that opens."""
_CANNOT = Pattern(r"\bretours?\b[^.;!?\n]{0,60}\bimpossibles?\b")
""" "Le retour des articles est impossible ce soir": what cannot be done, and nothing that comes back."""
_SOON = {
    "fr": Pattern(
        r"\b(?:re(?!c(?:evr|ontact|ommand)|st[ae]|pond|mbours|mett|nd|nseign|ali|gard|lir|tard|port|gl|nouvel|mplac|prend|join"
        r"|quis|spect|viend\w+ vers|cueill|partiss|fus|dir|viend(?:rons|rai\b))[a-z]{3,14}(?:ra|ront))\b"
    ),
}
"""A verb of the future that begins with "re-": something starts once more (receiving and answering do not)."""
_FUTURE = {"fr": Pattern(r"\b[a-z]{3,16}(?:ra|ront|rez)\b")}
_NOT_THAT = ("eta-instead", "next-update", "action", "denial", "impact-now")
_AGAIN = {
    "fr": Pattern(r"\b[a-z]{3,20}(?:ra|ront|rez)\s(?:tous |toutes |normalement |tout |enfin )?(?:a|de) nouveau\b"),
    "en": Pattern(r"\b(?:will|should|'ll|ought to)\s(?:[a-z]{2,14}\s){1,4}again\b"),
}

_PAST = Pattern(r"\b(?:went|came|got|were|was|had|has been|have been) (?:[a-z]+ly )?$")
""" "Payments went back to normal at 1 pm": that was."""
_AHEAD = {
    "fr": Pattern(r"\b(?:[a-z]{3,16}(?:ra|ront|rez)|devrait|devraient|va|vont|allez)\b"),
    "en": Pattern(r"\b(?:will|should|ought to|going to|due to|set to|expected to)\b|'ll\b"),
}
_US = {
    "fr": Pattern(r"\b(?:nous|on|je|j'|notre equipe|nos)\b"),
    "en": Pattern(r"\b(?:we|i|our (?:team|staff|crew|agents|engineers?|advisers?|drivers?))\b"),
}
_ACCOUNTED = ("next-update", "eta-instead", "denial", "impact-now", "action", "eta-none", "credential-ask")
_NOT_BEFORE = Pattern(r"(?:\b(?:not|never|pas)|n't)\b[^.;!?\n]{0,40}\b(?:before|avant)\b")
""" "We will not reopen before Monday": what people should not hope for."""
_NEWS = Pattern(
    r"\b(?:nouvelles|news|reunion|meeting|by the hour|(?:hour|day|step) by (?:hour|day|step)|tentee?s?|essayee?s?|attempted|did not work|(?:de retour|back) (?:de|from) (?:conge|vacances|holiday|leave)|n'a pas tenu)\b"
)
""" "We expect news of the repair at 3 pm"."""
_NOT_AHEAD = frozenset({"resolved", "false-alarm", "appeal"})


def check(reading: Reading) -> Iterator[Hit]:
    if reading.context.eta_confirmed:
        return
    told: set[int] = set()
    lasting = set(_durations(reading))
    maybe = {
        span
        for span in reading.find("eta-maybe")
        if not (
            _NEVER.match(reading.words, span[1]) or _WORKING_DAY.search(reading.words, max(0, span[0] - 8), span[0])
        )
    }
    maybe |= {*_together(reading), *_unaccounted(reading)}
    if pattern := _SOON.get(reading.language):
        maybe |= {
            match.span() for match in pattern.finditer(reading.words) if not _NEVER.match(reading.words, match.end())
        }
    sure = {*reading.find("eta-future"), *lasting, *_again(reading)}
    for span in (*sorted(sure), *sorted(maybe - sure)):
        start, end = reading.sentence(span[0])
        if (
            start in told
            or reading.words[max(0, span[0] - 2) : span[0]].strip() == '"'
            or reading.near(("eta-none",), span)
            or _PAST.search(reading.words, max(start, span[0] - 16), span[0])
        ):
            continue
        time = span if span in lasting else _time_after(reading, span, end) or _time_before(reading, span, start)
        if time and not _is_next_update(reading, span, time):
            told.add(start)
            place = (min(span[0], time[0]), max(span[1], time[1]))
            if _CANNOT.search(reading.words, *place):
                continue
            soft = (span in maybe and span not in sure) or reading.over or reading.near(("eta-instead",), span)
            soft = soft or bool(
                _NOT_BEFORE.search(reading.words, max(start, place[0] - 12), place[1])
                or _NEWS.search(reading.words, start, end)
            )
            yield reading.hit(place, "warning" if soft else None)


def _together(reading: Reading) -> Iterator[Span]:
    """A sentence that looks ahead and has a time and something that comes back, whatever its words and their order."""
    future = _FUTURE.get(reading.language)
    for span in reading.find("eta-good"):
        start, end = reading.sentence(span[0])
        ahead = reading.near(("eta-sign",), span) or (
            future and (sign := future.search(reading.words, start)) and sign.start() < end
        )
        if ahead and not reading.near(_NOT_THAT, span):
            yield span


def _unaccounted(reading: Reading) -> Iterator[Span]:
    """What will be at a time, in words we do not know: not what we do, announce or refuse, and no stand-in either."""
    us, ahead = _US.get(reading.language), _AHEAD.get(reading.language)
    if reading.kind in _NOT_AHEAD or reading.over or not us or not ahead:
        return
    last = 0
    for time in _times(reading):
        start, end = reading.sentence(time[0])
        if start < last or end <= reading.subject_end or us.search(reading.words, start, end):
            continue
        last = end
        if (match := ahead.search(reading.words, start, end)) and not reading.near(_ACCOUNTED, time):
            yield match.span()


def _durations(reading: Reading) -> Iterator[Span]:
    """How long it will take: only when the sentence is about the repair."""
    for span in reading.find("eta-duration"):
        if reading.near(("eta-subject",), span):
            yield span
    for span in reading.find("eta-allow"):
        if reading.near(("eta-back",), span):
            yield span


def _again(reading: Reading) -> Iterator[Span]:
    """Any verb of the future with "again": "les trains rouleront à nouveau"."""
    pattern = _AGAIN.get(reading.language)
    if pattern and ("nouveau" in reading.words or "again" in reading.words):
        for match in pattern.finditer(reading.words):
            if not reading.near(("next-update",), match.span()):
                yield match.span()


def _times(reading: Reading) -> list[Span]:
    return sorted(
        [*reading.find("eta-time"), *((clock.start, clock.end) for clock in reading.clocks if not clock.opening)]
    )


def _time_after(reading: Reading, span: Span, end: int) -> Span | None:
    reach = min(end, span[1] + _REACH)
    return next(
        (
            time
            for time in _times(reading)
            if span[0] < time[0] < reach
            and time[1] >= span[1]
            and (time[0] <= span[1] + 1 or not _since(reading, time))
        ),
        None,
    )


def _time_before(reading: Reading, span: Span, start: int) -> Span | None:
    begin = max(start, span[0] - 60)
    return next((time for time in _times(reading) if begin <= time[0] < span[0] and not _since(reading, time)), None)


def _since(reading: Reading, time: Span) -> bool:
    before = reading.words[max(0, time[0] - 26) : time[0]].split()
    if before[-2:] in (["partir", "de"], ["compter", "de"], ["de", "nouveau"]):
        return False
    return any(word in {"depuis", "since", "until", "jusqu'a", "de", "updated"} for word in before[-2:])


def _is_next_update(reading: Reading, span: Span, time: Span) -> bool:
    """The time belongs to the next message, which is announced nearer to it than the recovery is."""
    start, end = reading.sentence(span[0])
    near = [found for found in reading.find("next-update") if start <= found[0] < end]
    return any(abs(found[0] - time[0]) <= abs(span[0] - time[0]) or span[0] >= found[0] for found in near)


RULE = Rule(
    id="eta-unconfirmed",
    number="L14",
    level="error",
    priority=1,
    checks={
        "fr": "une heure de rétablissement tant que le fait `eta` n’est pas confirmé",
        "en": "a time of restoration while the fact `eta` is not confirmed",
    },
    why={
        "fr": "Une heure de retour non confirmée et dépassée coûte plus de confiance que pas d’heure.",
        "en": "A time of return that is missed costs more trust than none.",
    },
    rewrite={
        "fr": "Nous n’avons pas encore d’heure de rétablissement. Prochain point à 15 h 30 (heure de Paris).",
        "en": "We do not have a restoration time yet. Next update at 3:30 pm Paris time.",
    },
    check=check,
)
