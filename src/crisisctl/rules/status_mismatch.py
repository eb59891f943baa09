"""L32: the text says it is over while the incident is open."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._reading import Reading, Span

OPEN = frozenset({"investigating", "identified", "monitoring", "open", "declared", "detected"})


def check(reading: Reading) -> Iterator[Hit]:
    if (
        reading.status not in OPEN
        or reading.kind in {"false-alarm", "appeal", "data-breach", "regulator"}
        or reading.audience == "regulator"
    ):
        return
    for span in reading.find("recovered"):
        if _denied(reading, span) or reading.near(("partial",), span):
            continue
        still = any(not _same_sentence(reading, span, other) for other in reading.find("impact-now"))
        yield reading.hit(
            span, "warning" if still or reading.status == "monitoring" or not reading.external else "error"
        )
        return


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
        "fr": "un texte qui dit « rétabli » alors que l'incident est ouvert",
        "en": 'a text that says "restored" while the incident is open',
    },
    why={
        "fr": "Le journal dit que l'incident est ouvert ; le texte dit qu'il est fini.",
        "en": "The log says the incident is open; the text says it is over.",
    },
    rewrite={
        "fr": "Marquez d'abord l'incident comme résolu, ou écrivez ce qui fonctionne et ce qui reste coupé.",
        "en": "Mark the incident resolved first, or write what works and what is still down.",
    },
    check=check,
)
