"""L28: more than the channel takes, or more than a hurried reader does."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Level, Rule
from crisisctl.rules._reading import Reading

SOFT: dict[str, tuple[int, str]] = {
    "status-page": (1000, "characters"),
    "push": (178, "characters"),
    "phone": (75, "words"),
    "voice": (75, "words"),
    "voicemail": (75, "words"),
    "answerphone": (75, "words"),
    "ivr": (75, "words"),
}
"""Beyond these a reader (or listener) is lost, although the channel takes it."""
SUBJECT = 70


def check(reading: Reading) -> Iterator[Hit]:
    counted = reading.count
    if counted is not None:
        level: Level | None = None
        if not counted.fits or counted.parts > 2:
            level = "error"
        elif counted.parts > 1:
            level = "warning"
        if level:
            yield Hit(
                level=level,
                shown=f"{counted.length} {counted.unit}",
                why=_why(counted.length, counted.limit, counted.parts),
            )
            return
    limit, unit = SOFT.get(reading.channel, (0, ""))
    length = len(reading.message.text.split()) if unit == "words" else len(reading.message.text)
    if limit and length > limit:
        yield Hit(level="warning", shown=f"{length} {unit}", why=_why(length, limit, 1))
    if reading.channel == "email" and len(reading.subject) > SUBJECT:
        yield Hit(
            level="warning",
            shown=f"{len(reading.subject)} characters",
            why={
                "fr": f"L’objet fait {len(reading.subject)} caractères ; au-delà de {SUBJECT} il est coupé.",
                "en": f"The subject has {len(reading.subject)} characters; beyond {SUBJECT} it is cut.",
            },
        )


def _why(length: int, limit: int | None, parts: int) -> dict[str, str]:
    if parts > 1:
        return {
            "fr": f"Ce texte part en {parts} SMS, payés et parfois reçus séparément.",
            "en": f"This text leaves as {parts} SMS, paid for and sometimes received apart.",
        }
    return {"fr": f"{length} pour une limite de {limit}.", "en": f"{length}, and the limit is {limit}."}


RULE = Rule(
    id="too-long",
    number="L28",
    level="warning",
    priority=1,
    checks={
        "fr": "la limite du canal, et le nombre de SMS (avertissement au-delà de 1, erreur au-delà de 2)",
        "en": "the channel's limit, and the number of SMS parts (warning beyond 1, error beyond 2)",
    },
    why={
        "fr": "Ce qui dépasse est coupé, refusé, ou n’est pas lu.",
        "en": "What goes beyond is cut, refused or not read.",
    },
    rewrite={
        "fr": "Gardez l’effet, quoi faire, et l’heure du prochain point ; le reste va sur la page d’état.",
        "en": "Keep the effect, what to do and the next update time; the rest goes on the status page.",
    },
    check=check,
)
