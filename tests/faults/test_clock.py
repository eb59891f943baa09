"""The clock steps back, forward, and the machine changes its time zone: the order of the log stays, nothing breaks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import chain as joined
from itertools import repeat

import pytest

from conftest import Crisis
from crisisctl import acts as act
from crisisctl import chain
from crisisctl.runner import Desk
from crisisctl.stores import Store, open_store
from making import INCIDENT, opening, view_of

START = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
"""Half an hour before the hour that comes twice, in Paris."""
STEPS: dict[str, Sequence[timedelta]] = {
    "back an hour": [timedelta(0), timedelta(minutes=5), timedelta(minutes=-55), timedelta(minutes=-50)],
    "back ten years": [timedelta(0), timedelta(days=-3650), timedelta(days=-3650, minutes=1)],
    "forward a year and back": [timedelta(0), timedelta(days=365), timedelta(minutes=2)],
    "standing still": [timedelta(0)] * 4,
    "through the hour that comes twice": [timedelta(minutes=20 * step) for step in range(8)],
}


def _ticking(steps: Sequence[timedelta]) -> Callable[[], datetime]:
    """A clock that shows these times, and stays at the last."""
    times: Iterator[timedelta] = joined(steps, repeat(steps[-1]))
    return lambda: START + next(times)


@pytest.fixture
def store(crisis: Crisis) -> Iterator[Store]:
    crisis.home.mkdir(mode=0o700)
    with closing(open_store(f"sqlite://{crisis.home}/crisisctl.db")) as opened:
        yield opened


def _night(store: Store, steps: Sequence[timedelta]) -> tuple[str, ...]:
    desk = Desk(store, "Ana", _ticking(steps))
    desk.do(INCIDENT, opening())
    for number in range(6):
        desk.do(INCIDENT, act.Note(f"note {number}"))
        desk.do(INCIDENT, act.SetFacts({"affected": str(number)}))
    desk.do(INCIDENT, act.SetSeverity("SEV1", "worse"))
    desk.do(INCIDENT, act.Mark("mitigated"))
    desk.do(INCIDENT, act.Resolve())
    return tuple(store.read(INCIDENT))


@pytest.mark.parametrize("steps", STEPS.values(), ids=STEPS)
def test_the_order_of_the_log_is_the_order_of_the_acts(
    crisis: Crisis, store: Store, steps: Sequence[timedelta]
) -> None:
    lines = _night(store, steps)
    assert not chain.verify(lines).problems
    entries = [json.loads(line) for line in lines]
    assert [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
    notes = [entry["data"]["text"] for entry in entries if entry["type"] == "note.added"]
    assert notes == [f"note {number}" for number in range(6)]
    incident = view_of(lines, START).incident
    assert (incident.facts["affected"].value, incident.status, incident.severity) == (5, "resolved", "SEV1")
    for now in (START, START - timedelta(days=4000), START + timedelta(days=4000)):
        assert view_of(lines, now).incident == incident
    for words in (["status"], ["log"], ["list"], ["report", "--format", "md"], ["report", "--format", "html"]):
        crisis.run(*words).succeeds()
    crisis.run("note", "of today").succeeds()
    crisis.run("verify").says("intact")


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Adak", "Nowhere/Atall", ":/etc/passwd", ""])
def test_the_zone_of_the_machine_changes_nothing_that_is_shown(crisis: Crisis, store: Store, zone: str) -> None:
    _night(store, STEPS["through the hour that comes twice"])
    store.close()
    shown = [crisis.spawn(*words).succeeds().stdout for words in (["log"], ["report", "--format", "csv"])]
    moved = [
        crisis.spawn(*words, environment={"TZ": zone}).succeeds().stdout
        for words in (["log"], ["report", "--format", "csv"])
    ]
    assert moved == shown
    crisis.spawn("note", "x", "--at", "10 min ago", environment={"TZ": zone}).succeeds()
    crisis.run("verify").says("intact")


def test_doctor_says_that_the_clock_stepped_back(crisis: Crisis, store: Store) -> None:
    _night(store, STEPS["back an hour"])
    found = crisis.run("doctor", "--format", "json").json["findings"]
    told = [each["problem"] for each in found if each["check"] == "clock"]
    assert len(told) == 1
    assert told[0].startswith(f"the clock stepped back before {INCIDENT} #")
