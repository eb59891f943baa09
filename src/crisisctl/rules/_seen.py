"""Causes that everybody sees, and guesses at what the reader saw: no speculation."""

from __future__ import annotations

from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading, Span

_SEEN = Pattern(
    r"\b(?:fog|strikes?|weather|snow|ice|icy|smell|smoke|(?:lack of |no |short of )staff|staff shortage|heatwave|high winds|(?:pipe|main) has burst"
    r"|burst (?:pipe|main)|fire broke|brouillard|greve|meteo\w*|neige|verglas|odeur|fumee|(?:manque|faute) de personnel|vigilance|canicule"
    r"|(?:conduite|canalisation) a (?:rompu|cede|eclate)|incendie s'est)\b"
)
_THIS = Pattern(r"(?:(?:this|that) (?:led|caused|left|meant)|(?<=cela )a entraine|(?<=ceci )a entraine)")
_ITSELF = Pattern(
    r"(?:boiler|lift|escalator|heater|till|fridge|oven|ferry|chaudiere|ascenseur|radiateur|caisse|four|bac)\b[^.;,!?\n]{0,40}$"
)
""" "The boiler in block C failed": what stands still is told, not why."""
_OBJECT = Pattern(r"\s?(?:the|your|our|all|every|everything|us|it|them|trains|payments|traffic)\b")
"""A thing that stopped tells what stands still, a thing that "stopped the trains" why."""
_YOU = Pattern(r"\b(?:you(?: have|'ve)?|vous(?: avez| etes)?) $")


def by_all(reading: Reading, span: Span) -> bool:
    """Fog, a strike, a burst pipe in the road: what everybody sees may be told, unless it is guessed at."""
    if reading.near(("hedge",), span):
        return False
    told = reading.words[slice(*span)].rstrip()
    if _ITSELF.match(told) or (told.endswith("stopped") and not _OBJECT.match(reading.words, span[1])):
        return True
    end = min(reading.sentence(span[0])[1], span[1] + 30)
    return bool(_SEEN.search(reading.words, span[0], end) or _THIS.match(reading.words, span[0]))


def by_reader(reading: Reading, span: Span) -> bool:
    """ "You probably saw an error page": a guess at what the reader went through."""
    return bool(_YOU.search(reading.words, max(0, span[0] - 12), span[0]))
