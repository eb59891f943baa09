"""The injects of a drill on the screen: what was just heard, and until when a reaction is hoped for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from crisisctl.injects import InjectView, injects
from crisisctl.queries import IncidentView
from crisisctl.screen.lines import Line, line, paragraph
from crisisctl.screen.times import clock
from crisisctl.screen.words import Tongue
from crisisctl.teller import flat
from crisisctl.text import say

_FRESH = timedelta(minutes=10)
"""How long what asks for no reaction stays on the screen."""


def heard(view: IncidentView, words: Tongue, width: int, most: int = 99) -> list[Line]:
    """The injects that wait for a reaction, or have just come in, the newest first, on at most ``most`` lines."""
    found = sorted(_fresh(view), key=lambda each: each.shown_at or each.due_at, reverse=True)
    lines: list[Line] = []
    for each in found:
        lines += paragraph(_told(each, view, words), width, "bold cyan", " ")
    if len(lines) > most:
        lines = [*lines[: most - 1], line((f" {words('more_heard', count=len(lines) - most + 1)}", "dim"))]
    return lines


def _fresh(view: IncidentView) -> Iterator[InjectView]:
    for each in injects(view.incident, view.now):
        if (
            each.shown_at
            and not view.incident.ended
            and (each.verdict in {"waits", "missed"} or (each.verdict == "told" and view.now - each.shown_at <= _FRESH))
        ):
            yield each


def _told(each: InjectView, view: IncidentView, words: Tongue) -> str:
    who = ", ".join(flat(say(text, words.language)) for text in (each.inject.sender, each.inject.via) if text)
    at = clock(each.shown_at or each.due_at, view, words.language)
    said = words("inject", at=at, who=f"{who} · " if who else "", text=flat(say(each.inject.text, words.language)))
    return f"{said} ({words('inject_missed')})" if each.verdict == "missed" else said
