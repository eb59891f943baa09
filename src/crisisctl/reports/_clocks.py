"""The legal and contractual clocks: declared by whom and why, due when, met or missed by how much."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from crisisctl.plain import to_plain
from crisisctl.playbook import Countdown
from crisisctl.reports._blocks import Block, Bullets, Row, Section, Table, Text
from crisisctl.reports._page import Page
from crisisctl.teller import flat
from crisisctl.text import say
from crisisctl.ticking import ClockView
from crisisctl.ticking import clocks as ticking
from crisisctl.times import format_clock, format_date

_MARKS = {"met": "good", "met late": "bad", "late": "bad", "waived": "quiet", "carried": "quiet"}


def section(page: Page) -> tuple[Section, ...]:
    """Nothing where no clock was started."""
    if not page.incident.clocks:
        return ()
    return (Section("clocks", page("Clocks", "Horloges"), tuple(_blocks(page))),)


def _blocks(page: Page) -> Iterator[Block]:
    yield Text(
        page(
            "Legal and contractual deadlines as they were declared: timers, not legal advice.",
            "Échéances légales et contractuelles telles que déclarées : des minuteurs, pas un conseil juridique.",
        )
    )
    head = (
        page("Clock", "Horloge"), page("Started", "Départ"), page("Declared by", "Déclarée par"),
        page("Why", "Pourquoi"), page("Due", "Échéance"), page("Outcome", "Issue"), page("Reference", "Référence"),
    )  # fmt: skip
    found = ticking(page.incident, page.as_of)
    rows = tuple(Row(_cells(page, clock), _MARKS.get(clock.verdict, "")) for clock in found)
    yield Table(page("Clocks that ran", "Horloges lancées"), head, rows)
    yield Bullets(tuple(_law(page, clock.definition) for clock in found))


def _cells(page: Page, clock: ClockView) -> tuple[str, ...]:
    state = clock.state
    recorded = page.near(state.declared_at)
    by = page("{who}, {at}", "{who}, {at}", who=state.by, at=recorded)
    return (
        _title(page, clock.definition),
        page.near(state.start),
        by,
        _why(page, clock),
        _both(page, state.due) if state.due else page("without a fixed time", "sans délai chiffré"),
        outcome(page, clock),
        flat(state.reference) or "–",
    )


def _why(page: Page, clock: ClockView) -> str:
    state = clock.state
    if state.reason:
        return flat(state.reason)
    if state.step:
        return page("step {step}", "étape {step}", step=page.quote(page.step(state.step)))
    if state.fact:
        return page("fact {fact}", "fait {fact}", fact=page.quote(page.fact(state.fact)))
    if state.chained:
        return page("follows {clock}", "à la suite de {clock}", clock=page.quote(page.countdown(state.chained)))
    return page.unknown


def outcome(page: Page, clock: ClockView) -> str:
    """Met or missed, and by how much."""
    state, margin = clock.state, clock.margin
    at = page.near(state.ended_at) if state.ended_at else ""
    span = page.duration(abs(margin)) if margin is not None else ""
    match clock.verdict:
        case "met":
            told = page("met {at}", "tenue {at}", at=at)
            return page("{t}, {d} to spare", "{t}, {d} d’avance", t=told, d=span) if span else told
        case "met late":
            return page("MISSED: met {at}, {d} late", "MANQUÉE : tenue {at}, {d} de retard", at=at, d=span)
        case "late":
            return page("MISSED: not met, {d} over", "MANQUÉE : non tenue, dépassée de {d}", d=span)
        case "waived":
            return page.detail(page("waived by {who}", "écartée par {who}", who=state.ended_by), state.ended_why)
        case "carried":
            other = page.quote(page.countdown(state.carried_by))
            return page("carried on by {clock}", "poursuivie par {clock}", clock=other)
        case "running":
            return page("running", "en cours")


def _both(page: Page, instant: datetime) -> str:
    """In the team's zone and in UTC."""
    local, utc = instant.astimezone(page.zone), instant.astimezone(UTC)
    here = page.near(instant)
    if local.utcoffset() == utc.utcoffset():
        return here
    there = format_clock(utc, UTC, page.language)
    if local.date() != utc.date():
        there = f"{format_date(utc, UTC, page.language)} {there}"
    return page("{here} (UTC: {there})", "{here} (UTC : {there})", here=here, there=there)


def _law(page: Page, definition: Countdown) -> str:
    parts = [say(definition.reference, page.language), definition.source]
    if definition.checked:
        parts.append(page("checked on {day}", "vérifié le {day}", day=page.day(definition.checked)))
    if definition.confidence not in {"", "high"}:
        parts.append(page("confidence: {c}", "fiabilité : {c}", c=definition.confidence))
    parts.append(say(definition.caveat, page.language))
    return page.detail(_title(page, definition), ", ".join(flat(part) for part in parts if part))


def _title(page: Page, definition: Countdown) -> str:
    return flat(say(definition.title, page.language)) or definition.id


def plain(page: Page) -> list[dict[str, Any]]:
    """For machines."""
    return [
        {name: to_plain(getattr(clock.state, name)) for name in clock.state.__struct_fields__}
        | {
            "title": dict(clock.definition.title),
            "verdict": clock.verdict,
            "margin": clock.margin.total_seconds() if clock.margin is not None else None,
            "definition": to_plain(clock.definition),
        }
        for clock in ticking(page.incident, page.as_of)
    ]
