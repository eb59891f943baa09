"""Reading a log on from where one has read it before is the same as reading it from its beginning."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crisisctl import events as ev
from crisisctl.errors import StoreFailed
from crisisctl.history import has_ended, replayed
from crisisctl.incident import Incident
from making import minutes, with_events

(LOG,) = (Path(__file__).parents[1] / "golden" / "logs").glob("0.1.0-*.jsonl")
LINES = [line for line in LOG.read_text(encoding="utf-8").split("\n") if line]
NAME = json.loads(LINES[0])["data"]["incident"]


@pytest.mark.parametrize("known", range(0, len(LINES) + 1, 5))
def test_read_on_from_anywhere(known: int) -> None:
    before = replayed(NAME, LINES[:known])
    assert replayed(NAME, LINES, before) == replayed(NAME, LINES)


def test_a_redaction_changes_what_was_read_before() -> None:
    noted = with_events(LINES, [ev.NoteAdded("a password")], minutes(600))
    redacted = with_events(noted, [ev.EntryRedacted(len(noted), "a password")], minutes(601))
    found = replayed(NAME, redacted, replayed(NAME, noted))
    assert found == replayed(NAME, redacted)
    assert "a password" not in str(found.entries[len(noted) - 1])


@pytest.mark.parametrize("other", [Incident(), replayed(NAME, with_events(LINES[:3], [ev.NoteAdded("x")], minutes(1)))])
def test_what_was_read_of_another_log_is_not_gone_on_from(other: Incident) -> None:
    assert replayed(NAME, LINES, other) == replayed(NAME, LINES)
    assert replayed(NAME, LINES[:2], replayed(NAME, LINES)) == replayed(NAME, LINES[:2])


def test_a_line_that_cannot_be_read_is_named_wherever_one_begins() -> None:
    for known in (None, replayed(NAME, LINES)):
        with pytest.raises(StoreFailed, match=f"entry {len(LINES) + 1} of {NAME} cannot be read"):
            replayed(NAME, [*LINES, "{"], known)


def test_when_it_has_ended() -> None:
    closed = with_events(LINES, [ev.Closed("over")], minutes(600))
    assert has_ended(closed)
    assert not has_ended(with_events(closed, [ev.Reopened("again")], minutes(601)))
