"""Clocks in the header, on small screens and large ones, and called out in time."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from core.test_clocks import BREACH, OPEN, at, started
from crisisctl import acts as act
from crisisctl.playbook import Countdown
from crisisctl.queries import view
from crisisctl.reminders import Reminders
from crisisctl.screen.clocks import card, shelf
from crisisctl.screen.header import NOTICES, header
from crisisctl.screen.words import Tongue
from making import incident_of, minutes

INCIDENT = incident_of(OPEN, BREACH, started("early", 10))


def shown(width: int, hours: float, language: str = "en") -> list[str]:
    lines = header(view(INCIDENT, minutes(60 * hours)), Tongue(language), width, most=NOTICES)
    return [line.plain.replace("\N{NO-BREAK SPACE}", " ").strip() for line in lines]


def test_the_time_left_stands_in_the_header_in_our_zone_and_in_utc() -> None:
    lines = shown(120, 1)
    assert "Early warning: in 23 h 10 (23 November 3:30 am CET = 2:30 am UTC)" in lines
    assert "Tell the authority: in 71 h 10 (25 November 3:30 am CET = 2:30 am UTC)" in " ".join(lines)
    assert "timers, not legal advice" in " ".join(lines)


def test_what_is_late_says_so_first_in_words_and_at_80_columns() -> None:
    lines = shown(80, 30)
    assert "Early warning: LATE 5 h 50 (3:30 am CET = 2:30 am UTC)" in lines[2]
    assert "and 2 more" in lines[2] + lines[3]
    assert "Early warning : EN RETARD de 5 h 50 (3 h 30 CET = 2 h 30 UTC)" in " ".join(shown(80, 30, "fr"))
    late = header(view(INCIDENT, minutes(60 * 30)), Tongue("en"), 120)
    assert any(style == "bold red" and "LATE" in words for line in late for words, style in line.pieces)


def test_it_is_called_out_with_a_quarter_left_at_the_end_and_once_it_is_over() -> None:
    reminders = Reminders("en")
    said = [
        text.replace("\N{NO-BREAK SPACE}", " ")
        for hour in range(26)
        for minute in (0, 7)
        for text in reminders.due(view(INCIDENT, minutes(60 * hour + minute)))
    ]
    assert [text for text in said if "Early" in text] == [
        "Early warning: due 23 November 3:30 am, 5 h 10 left",
        "Early warning: due 3:30 am, do it now",
        "Early warning: due 3:30 am, LATE",
    ]


def test_it_is_called_out_after_the_incident_has_ended_until_it_is_met() -> None:
    closed = (OPEN, BREACH, at(20, act.Close("over", force=True)))
    now = minutes(10) + timedelta(hours=73)
    assert [*Reminders("fr").due(view(incident_of(*closed), now))] != []
    met = at(30, act.MeetClock("authority"))
    assert [*Reminders("fr").due(view(incident_of(*closed, met), now))] == []


def test_a_clock_that_nobody_could_verify_names_no_day_on_which_it_was() -> None:
    unsure = Countdown("own", {"fr": "Une horloge"}, "72h", checked="2026-11-22", confidence="unverified")
    words = Tongue("fr")
    told = " ".join([shelf(unsure, words), *card(unsure, words)])
    assert "NON VÉRIFIÉ" in told
    assert "2026-11-22" not in told
    assert "vérifié le 2026-11-22" in shelf(replace(unsure, confidence="high"), words)
