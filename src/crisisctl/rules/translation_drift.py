"""L35: other times, numbers or addresses than the version in the other language."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._reading import Reading


def check(reading: Reading) -> Iterator[Hit]:
    if not reading.context.other_language_text:
        return
    from crisisctl.rules import _drift

    for drift in _drift.compare(reading):
        only = {
            "fr": f"L’autre langue ne dit pas {drift.shown}."
            if drift.here
            else f"L’autre langue dit {drift.shown}, pas celle-ci.",
            "en": f"The other language does not say {drift.shown}."
            if drift.here
            else f"The other language says {drift.shown}, this one does not.",
        }
        yield reading.hit(drift.span, None if drift.sure else "warning", only)


RULE = Rule(
    id="translation-drift",
    number="L35",
    level="error",
    priority=1,
    checks={
        "fr": "des heures, nombres, liens ou adresses qui diffèrent entre le français et l’anglais",
        "en": "times, numbers, links or addresses that differ between French and English",
    },
    why={
        "fr": "Les deux versions ne disent pas la même chose.",
        "en": "The two versions do not say the same.",
    },
    rewrite={
        "fr": "Mettez la même heure, le même nombre et le même lien dans les deux langues.",
        "en": "Put the same time, number and link in both languages.",
    },
    check=check,
)
