"""How many people a text speaks of."""

from __future__ import annotations

import re
from typing import NamedTuple

from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading, Span

NUMBER = Pattern(
    r"(?<![\w.,:/+-])\d{1,3}(?:[ .,']\d{3})+(?![\d]|[.,]\d)|(?<![\w.,:/+'-])\d{1,9}(?:[.,]\d{1,2})?(?![\w:/]|[.,]\d)"
)
_PLAIN = r"(?<![\w.,:/+'-])(?P<count>\d{1,3}(?:[ .,']\d{3})+|\d{1,9}) "
_THOUSANDS = Pattern(r"[ .,'](?=\d{3}(?:\D|$))")
_MULTIPLE = Pattern(r"\s?(k\b|mille\b|thousand\b|millions?\b|m\b)")
_NUMBERED = Pattern(
    r"\b(?:version|v|ios|android|windows|release|build|patch|update|mise a jour|lines?|lignes?|bus|tram|train|vol|flight|zone|terminal|gate"
    r"|porte|quai|bay|room|salle|chambre|lots?|batch|number|numero|no|phase|etape|step|option|niveau|level|floor|etage|lot) ?[.°]? ?$"
)
"""What is numbered, not counted: "iOS 17 users", "line 4 passengers"."""
_UNITS = (
    r"(?!(?:minutes?|heures?|jours?|semaines?|mois|ans|annees?|metres?|euros?|degres?|hours?|days?|weeks?|months?|years?|miles|metres|pounds|pence"
    r"|litres?|tonnes?|times|fois|points?|pages?|others|autres)\b)"
)
_SOME_CANNOT = {
    "fr": Pattern(
        rf"{_PLAIN}(?:d'entre |de nos |de vos )?{_UNITS}[a-z-]{{3,20}}[sx](?: [a-z]{{3,14}}s)? (?:ne |n'|n |sont (?:sans|prives?|privees?|bloques?|coinces?|touche)|restent |attendent |ont (?:perdu|recu))"
    ),
    "en": Pattern(
        rf"{_PLAIN}(?:of (?:our|your|the) )?(?:[a-z-]{{3,12}} )?{_UNITS}[a-z-]{{3,20}}s (?:(?:still|now) )?(?:cannot|can't|can not|could not|couldn't|are (?:without|stuck|stranded|affected|unable"
        r"|waiting|locked)|have (?:no\b|lost|had no|not)|do not|don't|did not|didn't|lost\b)"
    ),
}
"""Somebody in the plural who is the subject of what goes wrong, whatever they are called."""
_SOME = Pattern(_PLAIN + _UNITS + r"(?!(?:h|pm|am|percent|pour cent|km|kg|cl|cm|mm|places|fois)\b)[a-z-]{3,20}[sx]\b")


class Count(NamedTuple):
    """A number of people: ``about`` is how exact it claims to be (``=``, ``~``, ``>``, ``<``)."""

    value: float
    about: str
    span: Span


def number(text: str) -> float | None:
    """The value of a number as people write it: ``1 200``, ``1,200``, ``1.200``, ``3,5``."""
    plain = _THOUSANDS.sub("", text.strip()).replace(" ", "").replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return None


def people(reading: Reading) -> list[Count]:
    """The numbers of people in the text."""
    found: list[Count] = []
    nouns = {start for start, _ in reading.find("people")}
    for match in NUMBER.finditer(reading.words):
        value, end = number(match[0]), match.end()
        if _NUMBERED.search(reading.words, max(0, match.start() - 16), match.start()):
            continue
        if more := _MULTIPLE.match(reading.words, end):
            value = value and value * (1_000_000 if more[1].startswith("m") and more[1] != "mille" else 1_000)
            end = more.end()
        gap = reading.words[end : end + 26]
        near = next((place for place in range(end + 1, end + 27) if place in nouns), None)
        if value is not None and near is not None and not re.search(r"[%.;:!?\d,(]", gap[: near - end]):
            found.append(Count(value, _about(reading, match.start()), (match.start(), end)))
    return found


def _about(reading: Reading, place: int) -> str:
    for name, sign in (("approx-near", "~"), ("approx-under", ">"), ("approx-over", "<")):
        if any(place - 16 <= start < place and end <= place + 1 for start, end in reading.find(name)):
            return sign
    return "="


def agrees(count: Count, fact: float) -> bool:
    if count.about == "~":
        return abs(count.value - fact) <= max(fact, 1) * 0.1
    if count.about == ">":
        return count.value <= fact <= count.value * 1.5 + 1
    if count.about == "<":
        return fact <= count.value
    return count.value == fact


def unnamed(reading: Reading, fact: float) -> Count | None:
    """So many of somebody we have no word for, who cannot: near enough to the fact to be meant for it."""
    pattern = _SOME_CANNOT.get(reading.language)
    some = list(pattern.finditer(reading.words)) if pattern else []
    hit = (match for match in _SOME.finditer(reading.words) if reading.near(("impact", "denial"), match.span()))
    for match in (*some, *hit):
        value = number(match["count"])
        if value is not None and fact / 10 < value < fact * 10:
            return Count(value, _about(reading, match.start()), match.span("count"))
    return None
