"""``crisisctl ready``: what is missing, the score, the exit code; a drill in the log counts."""

from __future__ import annotations

import json

from conftest import Crisis


def test_it_names_what_is_missing_and_exits_1(crisis: Crisis) -> None:
    found = crisis.run("ready", "--lang", "en")
    assert found.code == 1
    assert "    small: never drilled" in found.stdout
    assert "      → crisisctl start small --drill" in found.stdout
    assert found.stdout.splitlines()[-1].startswith("Ready: ")


def test_a_drill_counts_from_the_moment_it_is_in_the_log(crisis: Crisis) -> None:
    before = _check(crisis, "drills")
    crisis.run("start", "small", "--no-walk").succeeds()
    assert _check(crisis, "drills") == before
    crisis.run("start", "small", "--drill", "--no-walk").succeeds()
    assert _check(crisis, "drills") == before - {"small"}


def _check(crisis: Crisis, name: str) -> set[str]:
    told = json.loads(crisis.run("ready", "--format", "json").stdout)
    assert told["score"]["good"] == sum(each["good"] for each in told["checks"])
    assert told["score"]["of"] == sum(each["of"] for each in told["checks"])
    (found,) = (each for each in told["checks"] if each["check"] == name)
    return {item["subject"] for item in found["items"] if not item["good"]}


def test_the_sheet_is_one_file_that_loads_nothing_and_escapes_what_people_wrote(crisis: Crisis) -> None:
    crisis.run("ready", "--sheet", "ready.html", "--playbook", "small", "--lang", "fr").succeeds()
    page = (crisis.work / "ready.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert "T+5\N{NO-BREAK SPACE}min" in page or "T+5 min" in page
    assert "Regarder" in page
    assert "whatsapp → sms → email" in page
    assert "<script" not in page
    assert not any(word in page for word in ("src=", "href=", "url(", "@import"))
