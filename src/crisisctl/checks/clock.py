"""The clock of this machine against the last thing that was recorded, and the organisation's time zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from crisisctl import chain
from crisisctl.checks import Check, Finding, Place
from crisisctl.events import Opened
from crisisctl.times import format_stamp

_SLACK = timedelta(minutes=1)
"""Clocks of two machines differ; a minute matters to no deadline."""
_FAR = timedelta(days=3650)


def _here(instant: datetime) -> str:
    """In the zone of this machine, whose clock it is about."""
    return format_stamp(instant, instant.astimezone().tzinfo or UTC)


def _look(place: Place) -> Iterator[Finding]:
    steps = []
    last = None
    for name, lines in place.logs():
        before = None
        for line in lines:
            try:
                entry = chain.parse(line)
            except ValueError:
                continue
            if before and entry.at < before.at - _SLACK:
                steps.append(f"{name} #{entry.seq}")
            before = entry
            if isinstance(entry.event, Opened) and entry.event.speed != 1:
                break  # a drill whose clock runs ahead says nothing of this one
            if last is None or entry.at > last:
                last = entry.at
    if last and last > place.now + _SLACK:
        yield Finding(
            "warning",
            {
                "en": f"this machine's clock says {_here(place.now)}, and something was recorded at {_here(last)}",
                "fr": f"l’horloge de cette machine indique {_here(place.now)}, et un enregistrement date de {_here(last)}",
            },
            {
                "en": "the order of the log is right all the same; durations, deadlines and reminders are not",
                "fr": "l’ordre du journal reste juste ; durées, échéances et rappels ne le sont pas",
            },
            {"en": "set the clock: timedatectl", "fr": "réglez l’horloge : timedatectl"},
        )
    elif last and place.now - last > _FAR:
        yield Finding(
            "note",
            {"en": f"the last entry is of {_here(last)}", "fr": f"la dernière entrée date du {_here(last)}"},
            {"en": "that is ten years ago, or the clock is ahead", "fr": "cela fait dix ans, ou l’horloge avance"},
            {"en": "look at the clock: date", "fr": "vérifiez l’horloge : date"},
        )
    if steps:
        shown = ", ".join(steps[:5])
        yield Finding(
            "note",
            {"en": f"the clock stepped back before {shown}", "fr": f"l’horloge a reculé avant {shown}"},
            {
                "en": "the order of the log is right; durations across that place are too short",
                "fr": "l’ordre du journal est juste ; les durées qui passent par là sont trop courtes",
            },
            {"en": "say so in the report: crisisctl note", "fr": "signalez-le dans le compte rendu : crisisctl note"},
        )


CHECK = Check({"en": "clock", "fr": "horloge"}, _look)
