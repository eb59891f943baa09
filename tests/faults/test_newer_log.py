"""A log that a later release wrote: what is new in it is kept and shown, and whoever has this release goes on."""

from __future__ import annotations

import json
from contextlib import closing
from typing import Any

import pytest

from conftest import Crisis
from crisisctl import chain
from crisisctl.stores import Lines, open_store
from making import INCIDENT
from night import rich_lines


def _later(lines: Lines, kind: str, data: dict[str, Any], **envelope: Any) -> str:
    """An entry as a later release would write it: it follows from the last, and its digests are right."""
    last = json.loads(lines[-1])
    line = {"seq": len(lines) + 1, "at": last["at"], "actor": "Zoé", "type": kind, "data": data, "salt": "00ff"}
    line |= {"prev": last["digest"], "data_digest": chain._data_digest("00ff", data)}
    line["digest"] = chain._entry_digest(line)
    return json.dumps(line | envelope, separators=(",", ":"))


@pytest.fixture
def newer(crisis: Crisis) -> Crisis:
    lines = rich_lines(until=50)
    for kind, data, envelope in (
        ("weather.changed", {"to": {"rain": [1, 2, {"deep": None}]}, "when": "2026-11-22T03:00:00Z"}, {}),
        ("note.added", {"text": "from later", "mood": "calm", "seen_by": ["Ana"]}, {}),
        (
            "fact.set",
            {"name": "affected", "value": 77, "unit": "people"},
            {"signature": "abc", "machine": {"name": "m"}},
        ),
        ("step.done", {"step": "a-step-of-later", "answer": "yes"}, {}),
        ("message.sent", {"message": "of-later", "audience": "martians", "drafts": []}, {}),
        ("status.set", {"status": "half-solved"}, {}),
        ("channel.set", {"channel": "telepathy", "state": "down"}, {}),
    ):
        lines.append(_later(lines, kind, data, **envelope))
    crisis.home.mkdir(mode=0o700)
    with closing(open_store(f"sqlite://{crisis.home}/crisisctl.db")) as store:
        store.change(INCIDENT, lambda _: lines)
    return crisis


def test_it_verifies_is_shown_and_goes_on(newer: Crisis) -> None:
    before = newer.run("log", "--format", "jsonl").succeeds().stdout
    newer.run("verify").says("intact")
    newer.run("log").says("weather.changed", "from later", "77")
    newer.run("status").says(INCIDENT)
    assert newer.status()["incident"]["entries"] == len(before.splitlines())
    newer.run("note", "of now").succeeds()
    newer.run("set", "affected=78").succeeds()
    after = newer.run("log", "--format", "jsonl").succeeds().stdout
    assert after.startswith(before)  # what it does not know it keeps, to the letter
    assert len(after.splitlines()) == len(before.splitlines()) + 2
    newer.run("verify").says("intact")
    assert not [each for each in newer.run("doctor", "--format", "json").json["findings"] if each["check"] == "chains"]


@pytest.mark.parametrize("output", ["md", "html", "json", "csv"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_is_reported(newer: Crisis, output: str, language: str) -> None:
    newer.run("report", "-i", INCIDENT, "--format", output, "--lang", language).says("from later")
