"""Legal and contractual clocks on the screen: how much time is left, here and in UTC, or how they ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from crisisctl import deadlines
from crisisctl.playbook import Countdown
from crisisctl.queries import IncidentView
from crisisctl.runner import zone_of
from crisisctl.screen.lines import Line, cut, line
from crisisctl.screen.times import clock, span
from crisisctl.screen.words import Tongue
from crisisctl.teller import flat
from crisisctl.text import say, typeset
from crisisctl.ticking import ClockView, running
from crisisctl.times import format_clock, format_date, format_duration, zone_label

NOTICE = {
    "en": "Timers, not legal advice: whether a duty applies, and since when, is for your lawyer or DPO to say.",
    "fr": typeset(
        "Des minuteurs, pas un conseil juridique : votre juriste ou DPO dit si l’obligation existe, et depuis quand."
    ),
}
_SHORTEST = 12
_SIGNS = {"running": "◷", "late": "✗", "met": "✓", "met late": "✗", "waived": "–", "carried": "→"}
_STYLES = {"late": "bold red", "met late": "red", "met": "green", "waived": "dim", "carried": "dim"}
_UNITS = {
    "days": ("day", "days", "jour", "jours"),
    "months": ("month", "months", "mois", "mois"),
    "business days": ("business day", "business days", "jour ouvré", "jours ouvrés"),
}


def ticking(view: IncidentView, words: Tongue, width: int) -> Iterator[tuple[bool, Line]]:
    """The clocks with a deadline that run, most urgent first, and whether each is late; the title has the rest."""
    for each in running(view.incident, view.now):
        if each.state.due:
            how_far, style = span(each.state.due, view, words)
            at = both(each.state.due, view, words)
            told = line((words("clock_line", title="", how=how_far), style), (f" ({at})", style))
            name = cut(line((title(each, words), style)), max(width - told.cells - 2, _SHORTEST))
            yield each.late, name + told


def title(each: ClockView, words: Tongue) -> str:
    return flat(say(each.definition.title, words.language)) or each.state.clock


def both(instant: datetime, view: IncidentView, words: Tongue) -> str:
    """An instant in the zone of the team and in UTC."""
    zone = zone_of(view.incident.organisation)
    here = f"{clock(instant, view, words.language)} {zone_label(instant, zone)}"
    local, utc = instant.astimezone(zone), instant.astimezone(UTC)
    if local.utcoffset() == utc.utcoffset():
        return here
    there = format_clock(utc, UTC, words.language)
    if local.date() != utc.date():
        there = f"{format_date(utc, UTC, words.language)} {there}"
    return f"{here} = {there} UTC"


def listed_clock(each: ClockView, view: IncidentView, words: Tongue) -> Line:
    """One clock on one line: its id, its title, how it stands, who declared it."""
    style = _STYLES.get(each.verdict, "")
    since = words("clock_since", at=clock(each.state.start, view, words.language), who=flat(each.state.by))
    told = words("clock_line", title=title(each, words), how=_stands(each, view, words))
    head = f"{_SIGNS[each.verdict]} {each.state.clock}"
    return line((head, style or "bold"), "  ", (told, style), (f" ({since})", "dim"))


def _stands(each: ClockView, view: IncidentView, words: Tongue) -> str:
    state = each.state
    if each.running and state.due is None:
        return words("clock_open")
    if each.running and state.due:
        due = words("clock_due", at=both(state.due, view, words))
        return f"{span(state.due, view, words)[0]}, {due}"
    if state.state == "carried":
        return words("clock_carried", clock=state.carried_by)
    if state.state == "waived":
        return words("clock_waived", who=flat(state.ended_by), why=flat(state.ended_why))
    at = clock(state.ended_at or state.start, view, words.language)
    by = format_duration(abs(each.margin.total_seconds()), words.language) if each.margin is not None else ""
    met = words("clock_met", at=at)
    if by:
        met = words("clock_met_late" if each.verdict == "met late" else "clock_met_early", met=met, span=by)
    return f"{met} ({flat(state.reference)})" if state.reference else met


def how_long(definition: Countdown, words: Tongue) -> str:
    """``72 h``, ``1 month``, ``4 jours ouvrés``."""
    parsed = deadlines.parse(definition.deadline)
    if parsed is None:
        return words("clock_open")
    if parsed.unit == "seconds":
        hours = parsed.amount / 3600
        return f"{hours:.0f} h" if hours.is_integer() else format_duration(parsed.amount, words.language)
    end = words(f"until_{parsed.until.replace(' ', '_')}") if parsed.until and parsed.unit != "business days" else ""
    if not parsed.amount:
        return end
    singular, plural, unit, units = _UNITS[parsed.unit]
    names = (unit, units) if words.language == "fr" else (singular, plural)
    counted = f"{parsed.amount} {names[parsed.amount != 1]}"
    return f"{counted}, {end}" if end else counted


def unstarted(definition: Countdown, words: Tongue) -> str:
    """A clock that an incident could start, on one line."""
    parts = (how_long(definition, words), flat(say(definition.title, words.language)), words("clock_not_started"))
    return f"· {definition.id:<20}  {' · '.join(parts)}"


def shelf(definition: Countdown, words: Tongue) -> str:
    """A clock of the catalogue on one line."""
    parts = [
        how_long(definition, words),
        say(definition.title, words.language),
        say(definition.reference, words.language),
    ]
    parts += [definition.source, _checked(definition) and words("clock_checked", day=_checked(definition))]
    if definition.confidence not in {"", "high"}:
        parts.append(words(f"sure_{definition.confidence}"))
    return f"{definition.id:<20}  {' · '.join(flat(part) for part in parts if part)}"


def _checked(definition: Countdown) -> str:
    """When its source was read; of one that could not be verified no such day is told."""
    return "" if definition.confidence == "unverified" else definition.checked


def card(definition: Countdown, words: Tongue) -> Iterator[str]:
    """A clock in full, one line a field."""
    rows = (
        ("card_id", definition.id),
        ("card_title", say(definition.title, words.language)),
        ("card_who", say(definition.applies_to, words.language)),
        ("card_trigger", say(definition.trigger, words.language)),
        ("card_deadline", how_long(definition, words)),
        ("card_duty", say(definition.duty, words.language)),
        ("card_with", definition.beside or ""),
        ("card_after", definition.after or ""),
        ("card_within", definition.within or ""),
        ("card_from", definition.since or ""),
        ("card_reference", say(definition.reference, words.language)),
        ("card_source", definition.source),
        ("card_checked", _checked(definition)),
        (
            "card_valid",
            " – ".join((definition.valid_from, definition.valid_to)).strip()
            if definition.valid_from or definition.valid_to
            else "",
        ),
        ("card_sure", words(f"sure_{definition.confidence}") if definition.confidence else ""),
        ("card_caveat", say(definition.caveat, words.language)),
    )
    for key, value in rows:
        if value:
            yield f"{words(key):<14} {flat(value)}"
