"""reload: what crisis.yaml says now goes into the open incident, and is told without anybody's number."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.outgoing import ORGANISATION, opened, standing
from conftest import Crisis

MOVED = ORGANISATION.replace("01 99 00 12 34", "01 99 00 77 77").replace("01 99 00 20 02", "01 99 00 88 88")
MOVED += "cadence: {SEV1: 20m}\n"


def written(crisis: Crisis, text: str = MOVED) -> None:
    (crisis.work / "crisis.yaml").write_text(text, encoding="utf-8")


def test_a_corrected_number_arrives_in_who_and_in_the_drafts(crisis: Crisis) -> None:
    name = opened(crisis)
    crisis.run("draft", "inside")
    crisis.run("approve", "inside", "--by", "Bo").succeeds()
    written(crisis)
    told = crisis.run("reload", "--reason", "a slip").succeeds()
    first, last = "contacts phone: 01 99 00 12 34 → 01 99 00 77 77\n", "cadence SEV1: – → 20 min\n"
    assert told.stdout.startswith(f"{first}people Bo: ways\n{last}{name}  #")
    assert "crisis.yaml taken over: contacts (phone), people (Bo), cadence (SEV1): a slip\n" in told.stdout
    assert told.stdout.endswith("inside is written anew: slack fr, sms fr\n")
    assert "no longer approved, the text changed: slack fr, sms fr; crisisctl approve inside\n" in told.stderr
    crisis.run("who").says("01 99 00 88 88")
    assert {state for state, _ in standing(crisis).values()} == {"void"}
    assert "77 77" in crisis.run("draft", "inside", "-c", "sms").succeeds().stdout
    report = crisis.run("report", "--format", "md", "--lang", "en").says("taken over: contacts (phone), people (Bo)")
    assert "88 88" not in report.stdout
    crisis.run("log", "-l", "fr").says("crisis.yaml repris\N{NO-BREAK SPACE}: contacts (phone), personnes (Bo), rythme")
    crisis.run("verify").succeeds()


def test_where_nothing_changed_nothing_is_recorded(crisis: Crisis) -> None:
    name = opened(crisis)
    before = len(crisis.log())
    crisis.run("reload").prints("", f"{name} knows what {crisis.work / 'crisis.yaml'} says: nothing to take over\n")
    written(crisis)
    assert crisis.json("reload", "--dry-run")["done"] is False
    assert len(crisis.log()) == before
    told = crisis.json("reload")
    assert [each["name"] for each in told["changes"]] == ["phone", "Bo", "SEV1"]
    assert (told["done"], [each["type"] for each in told["recorded"]]) == (True, ["organisation.changed"])
    assert "88 88" not in str(told)


def test_a_crisis_yaml_that_cannot_be_read_is_refused_with_what_is_wrong(crisis: Crisis) -> None:
    opened(crisis)
    written(crisis, ORGANISATION.replace("timezone: Europe/Paris", "timezone: Europe/Pariss"))
    before = len(crisis.log())
    told = crisis.run("reload")
    assert told.code == 4
    assert "crisis.yaml:4:" in told.stderr
    assert "Pariss" in told.stderr
    assert len(crisis.log()) == before


def test_the_example_is_never_taken_over(crisis: Crisis) -> None:
    opened(crisis)
    (crisis.work / "crisis.yaml").unlink()
    crisis.run("reload").fails_with(3, "there is no crisis.yaml of yours here", "crisisctl init")


def test_the_incident_is_exported_imported_and_copied_with_it(crisis: Crisis, tmp_path: Path) -> None:
    name = opened(crisis)
    written(crisis)
    crisis.run("reload").succeeds()
    head = crisis.json("verify")["head"]
    log = tmp_path / "log.jsonl"
    log.write_text(crisis.run("log", "--format", "jsonl").succeeds().stdout, encoding="utf-8")
    crisis.environment["CRISISCTL_STORE"] = f"sqlite:///{tmp_path / 'other.db'}"
    crisis.run("import", str(log)).succeeds()
    assert crisis.json("verify", "-i", name)["head"] == head
    crisis.run("who", "-i", name).says("01 99 00 88 88")


@pytest.mark.parametrize("person", ["Nora Vidal", "nora vidal"])
def test_forgetting_a_person_takes_out_what_was_taken_over(crisis: Crisis, person: str) -> None:
    name = opened(crisis)
    written(crisis, MOVED.replace("name: Bo", "name: Nora Vidal"))
    crisis.run("reload").succeeds()
    seq = len(crisis.log())
    crisis.run("cancel", "--reason", "duplicate").succeeds()
    told = crisis.run("forget", "--person", person, "--reason", "asked to be erased", "--yes").succeeds()
    assert f"{name}: entries that name {person} are redacted: {seq}\n" in told.stderr
    assert f"{name}: as if it had not been recorded: what was taken over from crisis.yaml\n" in told.stderr
    assert b"Nora Vidal" not in b"".join(file.read_bytes() for file in crisis.home.iterdir())
    crisis.run("verify", "-i", name).succeeds()
