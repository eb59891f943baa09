"""L34: a number or a time that is not the one in the log."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._reading import Reading


def check(reading: Reading) -> Iterator[Hit]:
    if not reading.context.facts:
        return
    from crisisctl.rules import _facts

    for change in _facts.mismatches(reading, reading.context.facts):
        why = {
            "fr": f"Le journal dit {change.before} ({change.name}) ; le texte dit {change.now}.",
            "en": f"The log says {change.before} ({change.name}); the text says {change.now}.",
        }
        yield reading.hit(change.span, change.level, why)


RULE = Rule(
    id="fact-mismatch",
    number="L34",
    level="error",
    priority=1,
    checks={
        "fr": "un nombre de personnes, une heure de début ou du prochain point autre que dans le journal",
        "en": "a number of people, a start time or a next update time other than in the log",
    },
    why={
        "fr": "Le texte et le journal ne disent pas la même chose.",
        "en": "The text and the log do not say the same.",
    },
    rewrite={
        "fr": "Reprenez la valeur du journal, ou corrigez d’abord le fait.",
        "en": "Take the value from the log, or correct the fact first.",
    },
    check=check,
)
