"""L25: a clock time that does not say in which zone."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._clock import names_zone_for_all
from crisisctl.rules._reading import Reading

SHORT = frozenset({"sms", "x", "push"})
"""Channels where every character is paid for: a warning."""


def check(reading: Reading) -> Iterator[Hit]:
    if not reading.external:
        return
    bare = [clock for clock in reading.clocks if not clock.zone and not clock.opening]
    if not bare or names_zone_for_all(reading.text):
        return
    elsewhere = any(clock.zone for clock in reading.clocks)
    soft = elsewhere or reading.context.same_zone or reading.channel in SHORT
    for clock in bare:
        yield reading.hit((clock.start, clock.end), "warning" if soft else "error")


RULE = Rule(
    id="time-without-timezone",
    number="L25",
    level="error",
    priority=1,
    checks={
        "fr": "une heure sans son fuseau (horaires d’ouverture et durées mis à part)",
        "en": "a clock time without its zone (opening hours and durations aside)",
    },
    why={
        "fr": "Un message voyage : ailleurs, cette heure en est une autre.",
        "en": "Messages travel: elsewhere this is another hour.",
    },
    rewrite={
        "fr": (
            "Ajoutez le fuseau : « 15 h 30 (heure de Paris) », ou une fois « toutes les heures sont à l’heure de "
            "Paris »."
        ),
        "en": 'Add the zone: "3:30 pm Paris time", or say once "all times are Paris time".',
    },
    check=check,
)
