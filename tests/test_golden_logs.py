"""Logs of every release are read by every later one: the contract of docs/log-format.md.

Each ``tests/golden/logs/VERSION-NAME.jsonl`` is a log as that version wrote it. It is never written anew.
"""

from __future__ import annotations

import json
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from crisisctl import chain, reports, shapes, timeline
from crisisctl.events import Unknown
from crisisctl.evolve import replay
from crisisctl.queries import view

LOGS = sorted((Path(__file__).parent / "golden" / "logs").glob("*.jsonl"))


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").rstrip("\n").split("\n")


@pytest.mark.parametrize("path", LOGS, ids=lambda path: path.stem)
def test_a_released_log_holds_and_is_understood(path: Path) -> None:
    lines = lines_of(path)
    assert chain.verify(lines).problems == ()
    entries = [chain.parse(line) for line in lines]
    assert [entry.event for entry in entries if isinstance(entry.event, Unknown)] == []
    assert [entry.event.type for entry in entries] == [json.loads(line)["type"] for line in lines]


@pytest.mark.parametrize("path", LOGS, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_released_log_can_be_shown_in_every_way(path: Path, language: str) -> None:
    incident = replay(chain.parse(line) for line in lines_of(path))
    seen = view(incident, incident.entries[-1].at + timedelta(minutes=1))
    assert len(timeline.timeline(incident, language, UTC)) == len(incident.entries)
    assert shapes.status(seen, language, UTC)["incident"]["head"] == incident.entries[-1].digest
    for form in reports.formats():
        assert incident.title in reports.get(form).render(seen, language, UTC)


def test_the_outage_of_0_1_0_is_told_as_it_was() -> None:
    incident = replay(chain.parse(line) for line in lines_of(LOGS[0].with_name("0.1.0-outage.jsonl")))
    assert (incident.status, incident.severity, incident.title) == ("resolved", "SEV2", "WhatsApp down")
    assert incident.roles == {"lead": "Ana", "comms": "Bo"}
    assert incident.channels == {"whatsapp": "down"}
    assert incident.facts["affected"].value == 1200
    assert incident.state_of("press-line") == "skipped"
    assert {message for message, _, _ in incident.sent} == {"internal-alert", "staff-card", "first-notice", "resolved"}
    assert [action.title for action in incident.actions.values()] == ["A test message every five minutes"]
