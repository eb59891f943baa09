"""What a message says is being done: our own verbs, whatever they are, but for those that do nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading, Span

_NEXT = Pattern(
    r"\s(?:(?:is|are|will|has|have|been|now|already|y|en|les?|la|l'|vous|leur|se|s'|ont|a|vont"
    r"|va)\s?){0,3}([a-z]{3,20})\b"
)
_NO_VERB_WORDS = (
    "est sont ont sera seront etait etaient dont dans sur pour avec sans entre comme mobilise mobilisees restent "
    "reste font fait mettent met qui que ne pas et ou de du des the and who that with from for our your not at in "
    "on of or to is are was were can may all fully aware sorry mobilised "
    "today tonight tomorrow yesterday now here there again since until before after as if but so this that these "
    "those aujourd hier demain ici ce cette ces cet depuis jusque avant apres mais donc car si "
)
_NO_VERB = frozenset(_NO_VERB_WORDS.split())
_AHEAD = Pattern(
    r"(?:(?:we|i|nous|on|je)\b.{0,24}?\b(?:will|shall|[a-z]+(?:rons|rai|ra)\b)|(?:we|i)'ll\b|will\b|ll\b|nous revenons)"
)
_WE_DO = {
    "fr": Pattern(
        r"\b(?:nous|on)\s(?:(?:ne|en|y|les?|la|vous|leur|lui)\s|[nl]'\s?){0,3}(?:"
        r"(?:avons|a|sommes|est)\s(?:(?:deja|donc|aussi|tous|toutes|egalement|immediatement|aussitot"
        r"|tout de suite|[a-z]{2,16}ment|bien|ensuite|depuis|pu|fait)\s){0,2}"
        r"(?P<done>(?![a-z]*ment\b)[a-z]{2,20}(?:e|es|i|is|u|us|t|ts))\b|(?P<now>sommes en train)|(?P<verb>(?!avons"
        r"|sommes)[a-z]{2,20}ons)\b)"
    ),
    "en": Pattern(
        r"\b(?:we|i)(?:'(?:re|ve|ll|m))?\s(?:(?:are|am|have|has|will|had|were|was|been|now|already|also|just"
        r"|currently|then|therefore|immediately|both|all|so|been"
        r"|temporarily|still|at once|since|manually|personally|quickly|shall|be|going to"
        r"|to)\s){0,4}(?P<verb>[a-z]{2,20})\b"
    ),
}
"""What we do: our verb, whatever it is, unless it is one of those that do nothing."""


def deeds(reading: Reading) -> Iterator[Span]:
    """Where something is said to be done; "doing our best" is not."""
    yield from reading.find("taken-up")
    hollow = [*reading.find("action-stop"), *_announcements(reading)]
    for span in chain(reading.find("action"), _our_verbs(reading), _others(reading)):
        if not any(start < span[1] and span[0] < end for start, end in hollow):
            yield span


def _announcements(reading: Reading) -> Iterator[Span]:
    """ "We will message you at 11 am" is the next message, and nothing that is done until then."""
    for span in reading.find("next-update"):
        end = reading.sentence(span[0])[1]
        if _AHEAD.match(reading.words, span[0]) and any(span[1] <= clock.start < end for clock in reading.clocks):
            yield span


def _others(reading: Reading) -> Iterator[Span]:
    """Somebody who does something: "the caretaker opens", "deux agents portent"."""
    idle = reading.settings.entries(reading.language, "idle")
    for span in reading.find("actor"):
        verb = _NEXT.match(reading.words, span[1])
        if (
            verb
            and verb[1] not in _NO_VERB
            and verb[1] not in idle
            and (reading.language != "fr" or verb[1].endswith(("e", "nt", "t", "d")))
        ):
            yield span[0], verb.end()


def _our_verbs(reading: Reading) -> Iterator[Span]:
    pattern = _WE_DO.get(reading.language)
    if not pattern:
        return
    idle = reading.settings.entries(reading.language, "idle")
    for match in pattern.finditer(reading.words):
        if not any(word in idle for name, word in match.groupdict().items() if word and name != "now"):
            yield match.span()
