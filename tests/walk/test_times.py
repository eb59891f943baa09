"""Times that are typed into the walk: what is asked back before it counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from crisisctl.times import format_date
from walk.terminal import ORGANISATION, Place, Terminal

ERASE = "\x15"
"""Of a line: Ctrl-U."""


def morning(place: Place) -> ZoneInfo:
    """A company where it is between ten and eleven in the morning, whenever the test runs."""
    east = (10 - datetime.now(UTC).hour + 12) % 24 - 12
    zone = f"Etc/GMT{-east:+d}"
    (place.path / "crisis.yaml").write_text(ORGANISATION.replace("Europe/Paris", zone), encoding="utf-8")
    return ZoneInfo(zone)


def sitting(place: Place, language: str, *more: str) -> Terminal:
    place.run(
        "start", "outage", "--no-walk", "--title", "Down", "--set", "service=WhatsApp", "--role", "lead=Ana", *more
    )
    return place.terminal("walk", CRISISCTL_LANG=language)


def test_a_milestone_that_stands_is_left_by_enter_and_moved_for_a_reason(place: Place) -> None:
    morning(place)
    terminal = sitting(place, "en", "--set", "started_at=06:50")
    place.run("mark", "mitigated", "--at", "09:05")
    terminal.press("NOW", "m")
    terminal.answer("started 6:50 am", "1")
    terminal.answer("When was that?", "")
    terminal.press("nothing was changed", "m")
    terminal.answer("started 6:50 am", "1")
    terminal.answer("When was that?", f"{ERASE}09:30")
    terminal.until("! It would be out of order with: mitigated (9:05 am).", "“started” stands at 6:50 am.")
    terminal.answer("Why move it to 9:30 am?", "")
    terminal.press("nothing was changed", "m")
    terminal.answer("started 6:50 am", "1")
    terminal.answer("When was that?", f"{ERASE}08:30")
    terminal.answer("Why move it to 8:30 am?", "an older alert")
    terminal.until("Milestone: started", "8:30 am: an older alert")


def test_a_milestone_of_another_day_shows_its_day(place: Place) -> None:
    zone = morning(place)
    terminal = sitting(place, "fr", "--set", "started_at=hier 23:59")
    terminal.press("À FAIRE", "m")
    day = format_date(datetime.now(UTC) - timedelta(days=1), zone, "fr").replace("\N{NO-BREAK SPACE}", " ")
    terminal.until(f"début le {day} à 23 h 59")


def test_a_time_that_only_its_hour_makes_yesterdays_is_asked_back(place: Place) -> None:
    morning(place)
    terminal = sitting(place, "en")
    terminal.press("NOW", "f")
    terminal.answer("Which information?", "started_at")
    terminal.answer("Since when?", "14:40")
    terminal.press("2:40 pm?", "\r")
    terminal.until("[y] yes   [any other key] type it anew")
    terminal.send("08:10\r")
    terminal.press("Milestone: started, 8:10 am", "f")
    terminal.answer("Which information?", "started_at")
    terminal.answer("> 08:10", f"{ERASE}14:40")
    terminal.press("Yesterday, ", "y")
    terminal.press("Milestone: started, ", "f")
    terminal.answer("Which information?", "started_at")
    terminal.until("Since when?", " 14:40")
    assert "> 14:40" not in terminal.shown, "a time of yesterday stands with its day"


def test_a_late_promise_names_its_readers_and_the_message_that_keeps_it(place: Place) -> None:
    more = ("--no-walk", "--title", "Down", "--set", "service=WhatsApp", "--role", "lead=Ana", "--severity", "SEV1")
    place.run("start", str(place.playbook), *more, "--at", "3 h ago")
    place.run("set", "affected=12", "--at", "2 h ago")
    place.run("sent", "notice", "--at", "2 h ago", "--force", "--reason", "by phone")
    terminal = place.terminal("walk", CRISISCTL_LANG="en")
    terminal.until("NOW  Keep them posted")
    assert "! Promised to" not in terminal.shown, "the step on the screen keeps it"
    terminal.send("k")
    terminal.answer("Why skip “Keep them posted”?", "nobody at hand")
    terminal.until("! Promised to Customers by ", " late: “Update” keeps", "[b] then again", "NOW  Look at it")
    french = place.terminal("walk", CRISISCTL_LANG="fr")
    french.until("! Promis pour ", "à : Clients", "« Point » y répond", "[b] puis again", "À FAIRE  Le voir")


def test_once_no_step_is_left_the_walk_tells_what_nobody_could_answer(place: Place) -> None:
    book = place.path / "asks.yaml"
    book.write_text(
        "schema: crisisctl/v1\nid: asks\ntitle: Asks\nlanguages: [en]\nphases:\n"
        "  - {id: one, title: One, steps: [{id: told, kind: decision, title: 'Must somebody be told?', options: "
        "[{id: 'no', title: 'No'}, {id: unknown, title: Not known yet}]}]}\n",
        encoding="utf-8",
    )
    place.run("start", str(book), "--no-walk", "--title", "Down")
    place.run("done", "told", "unknown")
    place.terminal("walk", CRISISCTL_LANG="en").until(
        "! Still to be answered, [b] opens it again: Must somebody be told?"
    )
    french = place.terminal("walk", CRISISCTL_LANG="fr")
    french.until("! Encore à trancher, rouvrir par [b] : Must somebody be told?", "[d]")
