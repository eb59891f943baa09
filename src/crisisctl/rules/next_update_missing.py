"""L1: a message that does not say at what clock time the next one comes."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Level, Rule
from crisisctl.rules._clock import Clock
from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading, Span

LEVELS: dict[str, Level] = {
    "resolved": "off", "false-alarm": "off", "appeal": "off", "data-breach": "off", "regulator": "off",
    "internal": "warning", "press": "warning", "correction": "warning",
}  # fmt: skip
"""By kind of message; an error for all others."""
_REACH = 140
_NEXT = Pattern(r"\b(?:next|prochaine?|suivante?)\b")
"""In a subject, "update at 10 am" is the message itself."""
_SINCE = Pattern(r"\b(?:depuis|since|hier|yesterday)\b[^.;:!?\n]{0,22}$")


def check(reading: Reading) -> Iterator[Hit]:
    level = LEVELS.get(reading.kind, "error")
    if level == "off" or reading.over or reading.audience in {"regulator", "provider"}:
        return
    if (not reading.external and reading.has("come-now")) or (reading.kind == "press" and reading.has("told-where")):
        return  # the call they are called to is the next they hear; the press is told where to look
    ahead = [clock for clock in reading.clocks if not clock.opening and not _is_past(reading, clock)]
    if any(_announces(reading, span, clock) for span in reading.find("next-update") for clock in ahead):
        return
    yield Hit(
        level="warning" if not reading.external or any(_may_announce(reading, clock) for clock in ahead) else level
    )


def _announces(reading: Reading, span: Span, clock: Clock) -> bool:
    """The time stands in the sentence of the announcement, or begins the next line."""
    if span[0] < reading.subject_end and not _NEXT.search(reading.words, 0, reading.subject_end):
        return False
    start, end = reading.sentence(span[0])
    if start <= clock.start < end:
        return clock.start - span[1] <= _REACH
    return 0 <= clock.start - span[1] <= 16 and not any(char in ".!?;" for char in reading.words[span[1] : clock.start])


def _is_past(reading: Reading, clock: Clock) -> bool:
    if _SINCE.search(reading.words, max(0, clock.start - 30), clock.start):
        return True
    before = reading.words[max(0, clock.start - 14) : clock.start].split()
    return bool(before) and any(word in {"depuis", "since", "from", "de", "entre", "between"} for word in before[-2:])


def _may_announce(reading: Reading, clock: Clock) -> bool:
    """A time to come in words we do not know ("Watch the quay at 9 pm"), unless it is one of what runs or opens."""
    span = (clock.start, clock.end)
    return not reading.near(("eta-instead", "recovered", "eta-future"), span) or reading.near(("to-you",), span)


RULE = Rule(
    id="next-update-missing",
    number="L1",
    level="error",
    priority=1,
    checks={
        "fr": (
            "l’heure du prochain message (une heure d’horloge ; « dans 30 minutes » devient faux dès qu’on transfère)"
        ),
        "en": 'the clock time of the next message ("in 30 minutes" is wrong once it is forwarded)',
    },
    why={
        "fr": "Le lecteur ne sait pas à quelle heure il en saura plus : il appelle, ou il suppose le pire.",
        "en": "The reader does not know at what time there will be news, so they call, or fear the worst.",
    },
    rewrite={
        "fr": "Prochain point à 15 h 30 (heure de Paris), même sans élément nouveau.",
        "en": "Next update at 3:30 pm Paris time, even if nothing has changed.",
    },
    check=check,
)
