"""L3: the message does not say what the reader cannot do.

An error where the text says no more than that something is wrong; a warning where we only fail to see the effect.
"""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._reading import Reading

WITHOUT = frozenset({"resolved", "false-alarm", "appeal", "regulator", "correction", "data-breach"})
"""Kinds of message that need not say it (a notice of a breach has a rule of its own)."""


def check(reading: Reading) -> Iterator[Hit]:
    if reading.kind in WITHOUT or reading.over or _has_effect(reading) or _denies_something(reading):
        return
    vague = reading.has("incident-vague") and not reading.has("impact-weak")
    sure = vague and reading.external and reading.kind not in {"internal", "press"}
    yield Hit(level="error" if sure else "warning")


def _has_effect(reading: Reading) -> bool:
    """An effect is told, beyond that there is one ("we are experiencing an outage")."""
    empty = reading.find("impact-empty")
    return any(not any(start < span[1] and span[0] < end for start, end in empty) for span in reading.find("impact"))


def _denies_something(reading: Reading) -> bool:
    """A clause with "not" that is about the reader's world: not about what we know, nor what was left untouched."""
    empty = reading.find("denial-empty", "cause-unknown", "eta-none", "credential-ask")
    return any(not any(start < span[1] and span[0] < end for start, end in empty) for span in reading.find("denial"))


RULE = Rule(
    id="impact-missing",
    number="L3",
    level="error",
    priority=1,
    checks={"fr": "ce que le lecteur ne peut plus faire", "en": "what the reader cannot do"},
    why={
        "fr": "Le lecteur cherche d'abord ce qui ne marche pas pour lui ; « un incident est en cours » ne le dit pas.",
        "en": 'The reader looks first for what does not work for them; "an incident is in progress" does not say it.',
    },
    rewrite={
        "fr": "Depuis 14 h 05 (heure de Paris), vos messages ne nous parviennent pas.",
        "en": "Since 2:05 pm Paris time, your messages do not reach us.",
    },
    check=check,
)
