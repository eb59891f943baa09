"""Times that people type: what a command takes them for, and which of them it doubts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from conftest import Crisis

ORGANISATION = """\
schema: crisisctl/organisation/v1
name: Exemplia
languages: [en, fr]
timezone: {zone}
contacts: {{phone: "01 99 00 12 34"}}
"""


def morning(crisis: Crisis) -> ZoneInfo:
    """A company where it is between ten and eleven in the morning, whenever the test runs."""
    east = (10 - datetime.now(UTC).hour + 12) % 24 - 12
    zone = f"Etc/GMT{-east:+d}"
    (crisis.work / "crisis.yaml").write_text(ORGANISATION.format(zone=zone), encoding="utf-8")
    return ZoneInfo(zone)


def explicit(minutes_ago: int) -> str:
    return (datetime.now(UTC) - timedelta(minutes=minutes_ago)).isoformat()


def test_a_milestone_that_stands_is_moved_only_with_a_reason_and_the_fact_goes_along(crisis: Crisis) -> None:
    crisis.start("outage", "--set", "service=WhatsApp")
    crisis.run("set", f"started_at={explicit(40)}").succeeds()
    before = crisis.status()["facts"]["started_at"]["value"]
    refused = crisis.run("mark", "started")
    refused.fails(1, refused.stderr)
    assert "crisisctl: started stands at " in refused.stderr
    assert "; it would be moved to " in refused.stderr
    assert '(to move it all the same: --force --reason "…")' in refused.stderr
    assert crisis.status()["facts"]["started_at"]["value"] == before
    moved = explicit(20)
    crisis.run("mark", "started", "--at", moved, "--force", "--reason", "first alert overlooked").says(
        "Milestone: started", "first alert overlooked"
    )
    assert crisis.status()["facts"]["started_at"]["value"][:16] == moved[:16]


def test_milestones_out_of_order_are_told_at_once_and_before_the_close(crisis: Crisis) -> None:
    crisis.start()
    crisis.run("mark", "mitigated", "--at", "30 min ago").succeeds()
    late = crisis.run("mark", "started", "--at", "10 min ago").succeeds()
    assert "mitigated (" in late.stderr
    assert "is before started (" in late.stderr
    assert "crisisctl mark started --at …" in late.stderr
    crisis.run("resolve").succeeds()
    close = crisis.run("close", "--reason", "over")
    assert "milestones are out of order: mitigated < started" in close.stderr
    crisis.environment["CRISISCTL_LANG"] = "fr"
    assert (
        "jalons dans le désordre\N{NO-BREAK SPACE}: mitigated < started"
        in crisis.run("close", "--reason", "fini").stderr
    )
    again = crisis.run("mark", "started", "--at", "5 min ago")
    assert "started est à " in again.stderr
    assert "il ne serait plus dans l’ordre avec mitigated" in again.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("set", "started_at={}"),
        ("done", "impact", "started_at={}", "--force", "--reason", "the rest is unknown"),
        ("note", "x", "--at", "{}"),
    ],
)
def test_a_time_that_only_its_hour_makes_yesterdays_is_told(crisis: Crisis, words: tuple[str, ...]) -> None:
    zone = morning(crisis)
    crisis.start("outage", "--set", "service=WhatsApp")
    yesterday = (datetime.now(zone) - timedelta(days=1)).date()
    name = "--at" if "--at" in words else "started_at"
    told = f"crisisctl: {name}: 14:40 is taken as yesterday's, {yesterday} 14:40 "
    done = crisis.run(*(word.format("14:40") for word in words))
    assert told in done.stderr
    assert "; if it is not, write it with its day" in done.stderr
    for plain in ("yesterday 14:40", "08:10"):
        assert "is taken as" not in crisis.run(*(word.format(plain) for word in words)).stderr
    crisis.environment["CRISISCTL_LANG"] = "fr"
    assert "14:40 est pris comme hier, " in crisis.run("set", "started_at=14:40").stderr
