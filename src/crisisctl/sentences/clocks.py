"""What happens to a legal or contractual clock in one sentence, in French and English: started, met, waived."""

from __future__ import annotations

from datetime import datetime

from crisisctl import events as ev
from crisisctl.teller import Teller


def started(event: ev.ClockStarted, t: Teller, when: datetime) -> str:
    sentence = t(
        "Clock runs: {clock}, since {start}, {due}",
        "Horloge en marche : {clock}, depuis {start}, {due}",
        clock=t.quote(t.countdown(event.clock)),
        start=t.clock(event.start, when),
        due=_due(event, t, when),
    )
    if event.chained:
        other = t.quote(t.countdown(event.chained))
        return t("{s}; follows {other}", "{s} ; à la suite de {other}", s=sentence, other=other)
    if event.by:
        sentence = t("{s}, declared by {who}", "{s}, déclarée par {who}", s=sentence, who=event.by)
    return t.detail(sentence, event.reason)


def _due(event: ev.ClockStarted, t: Teller, when: datetime) -> str:
    if event.due is None:
        return t("without a fixed time", "sans délai chiffré")
    return t("due {at}", "échéance {at}", at=t.clock(event.due, when))


def met(event: ev.ClockMet, t: Teller) -> str:
    sentence = t("Clock met: {clock}", "Horloge tenue : {clock}", clock=t.quote(t.countdown(event.clock)))
    if event.reference:
        sentence = t("{s}, reference {ref}", "{s}, référence {ref}", s=sentence, ref=event.reference)
    return t.detail(sentence, event.reason)


def waived(event: ev.ClockWaived, t: Teller) -> str:
    clock = t.quote(t.countdown(event.clock))
    return t.detail(t("Clock waived: {clock}", "Horloge écartée : {clock}", clock=clock), event.reason)
