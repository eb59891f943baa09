"""L3: the message does not say what the reader cannot do.

An error where the text says no more than that something is wrong; a warning where we only fail to see the effect.
"""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._deeds import deeds
from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading, Span

_KNOWN_PARTS = (
    "empathy", "action-stop", "next-update", "hollow", "eta-none", "cause-unknown", "vague", "cause", "eta-future", "to-you", "defensive",
    "minimising", "absolute", "blame",
)  # fmt: skip
"""What the other sentences of a message that says nothing are made of."""
_AND_SO = Pattern(r"\b(?:means?|so|il vous faut|vous devez|you(?:'ll| will)? have to|d'ou|donc)\b|:\s")
_WORD = Pattern(r"[a-z]{2,}")
_ENOUGH = 5
WITHOUT = frozenset({"resolved", "false-alarm", "appeal", "regulator", "correction", "data-breach"})
"""Kinds of message that need not say it (a notice of a breach has a rule of its own)."""


def check(reading: Reading) -> Iterator[Hit]:
    if reading.kind in WITHOUT or reading.over or _has_effect(reading) or _denies_something(reading):
        return
    if _is_known(reading):
        return
    vague = reading.has("incident-vague") and not reading.has("impact-weak")
    sure = (
        vague
        and not (reading.status and reading.has("recovered"))
        and reading.external
        and reading.kind not in {"internal", "press"}
        and not _says_more(reading)
    )
    yield Hit(level="error" if sure else "warning")


def _is_known(reading: Reading) -> bool:
    """A warning of fakes is the effect; a partner knows what they reported; what is watched may have none any more."""
    if reading.status == "monitoring" and reading.has("recovered"):
        return True
    if reading.kind == "partner" and reading.has("known-to-you"):
        return True
    return reading.has("deceit") and not reading.has("incident-vague")


def _says_more(reading: Reading) -> bool:
    """A sentence, or what follows a colon, that is about something else: perhaps the effect, in words we do not know."""
    busy = [*reading.find(*_KNOWN_PARTS), *deeds(reading)]
    for start, end in reading.sentences:
        inside = [span for span in busy if start <= span[0] < end]
        vague = [span for span in reading.find("incident-vague") if start <= span[0] < end]
        begin, enough = start, _ENOUGH
        if vague and (more := _AND_SO.search(reading.words, vague[0][1], end)):
            begin, enough = more.end(), 2
        elif vague or inside:
            continue
        if len(_WORD.findall(reading.words[begin:end])) >= enough and not any(span[0] >= begin for span in inside):
            return True
    return False


def _has_effect(reading: Reading) -> bool:
    """An effect is told, beyond that there is one ("we are experiencing an outage")."""
    return _beyond(reading.find("impact"), reading.find("impact-empty"))


def _denies_something(reading: Reading) -> bool:
    """A clause with "not" that is about the reader's world: not about what we know, nor what was left untouched."""
    empty = reading.find("denial-empty", "cause-unknown", "eta-none", "credential-ask")
    return _beyond(reading.find("denial"), empty)


def _beyond(spans: list[Span], empty: list[Span]) -> bool:
    """Whether one of the spans touches none of the empty ones; both are in order, and may be many."""
    at = reach = 0
    for start, end in spans:
        while at < len(empty) and empty[at][0] < end:
            reach = max(reach, empty[at][1])
            at += 1
        if reach <= start:
            return True
    return False


RULE = Rule(
    id="impact-missing",
    number="L3",
    level="error",
    priority=1,
    checks={"fr": "ce que le lecteur ne peut plus faire", "en": "what the reader cannot do"},
    why={
        "fr": "Le lecteur cherche d’abord ce qui ne marche pas pour lui ; « un incident est en cours » ne le dit pas.",
        "en": 'The reader looks first for what does not work for them; "an incident is in progress" does not say it.',
    },
    rewrite={
        "fr": "Depuis 14 h 05 (heure de Paris), vos messages ne nous parviennent pas.",
        "en": "Since 2:05 pm Paris time, your messages do not reach us.",
    },
    check=check,
)
