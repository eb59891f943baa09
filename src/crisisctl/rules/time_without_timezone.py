"""L25: a clock time that does not say in which zone."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._clock import names_zone_for_all
from crisisctl.rules._reading import Reading
from crisisctl.text import say

SHORT = frozenset({"sms", "x", "push"})
"""Channels where every character is paid for: a warning."""


_IN_OUR_ZONE = {
    "fr": "Ajoutez le fuseau : « 15 h 30 ({label}) », ou dites une fois que toutes les heures sont en {label}.",
    "en": 'Add the zone: "3:30 pm {label}", or say once "all times are {label}".',
}


def check(reading: Reading) -> Iterator[Hit]:
    if not reading.external:
        return
    bare = [clock for clock in reading.clocks if not clock.zone and not clock.opening]
    if not bare or names_zone_for_all(reading.text):
        return
    elsewhere = any(clock.zone for clock in reading.clocks)
    soft = elsewhere or reading.context.same_zone or reading.channel in SHORT
    label = reading.context.zone_label
    rewrite = say(_IN_OUR_ZONE, reading.language).format(label=label) if label else ""
    for clock in bare:
        yield reading.hit((clock.start, clock.end), "warning" if soft else "error", rewrite=rewrite)


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
        "fr": "Ajoutez votre fuseau après l’heure, ou dites une fois de quel fuseau sont toutes les heures.",
        "en": "Add your time zone after the time, or say once in which zone all times are.",
    },
    check=check,
)
