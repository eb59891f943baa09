"""The reports of one rich incident, byte for byte. After a change that is meant: REGENERATE=1 pytest tests/reports"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from crisisctl import reports
from making import PARIS, minutes, view_of
from night import rich_lines

GOLDEN = Path(__file__).parent.parent / "golden" / "reports"


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", reports.formats())
def test_the_report_is_the_golden_one(name: str, language: str) -> None:
    report = reports.get(name)
    told = report.render(view_of(rich_lines("drill")), language, PARIS)
    golden = GOLDEN / f"outage.{language}.{report.extension}"
    if os.environ.get("REGENERATE"):
        golden.write_text(told, encoding="utf-8", newline="")
    assert told == golden.read_bytes().decode()


@pytest.mark.parametrize("name", reports.formats())
def test_the_same_log_gives_the_same_bytes_whenever_it_is_asked_for(name: str) -> None:
    lines = rich_lines(until=30)  # still open, with a promise that runs
    report = reports.get(name)
    soon, later = (report.render(view_of(lines, minutes(at)), "fr", PARIS) for at in (30, 30_000))
    assert soon == later


def test_the_folder_is_the_registry() -> None:
    assert reports.formats() == ("csv", "html", "json", "md")
    with pytest.raises(KeyError):
        reports.get("pdf")
