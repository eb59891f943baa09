"""Names on the command line: found whatever their case and accents; of a stranger one line says so."""

from __future__ import annotations

import pytest

from cli.outgoing import ORGANISATION, opened
from conftest import Crisis

FORCE = ("--force", "--reason", "for the test")


def test_the_lead_named_in_small_letters_approves_under_their_name(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run("role", "comms=chloe", "--force").succeeds()
    assert crisis.status()["roles"]["comms"] == "Chloé"
    crisis.run("who").says("Chloé")
    crisis.run("draft", "inside")
    crisis.run("approve", "inside", "--by", "CHLOE").succeeds()
    assert crisis.log()[-1]["data"]["by"] == "Chloé"


def test_who_has_read_the_alert_is_not_counted_twice(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run("draft", "inside")
    crisis.run("sent", "inside", *FORCE)
    found = crisis.json("ack", "chloe", "bo")
    assert (found["acknowledged"], found["missing"], found["alerted"]) == (["Chloé", "Bo"], ["Ana"], 3)


STRANGERS = [
    ("role", "lead=Chlo\u00e9e", "--force"),
    ("ack", "Chlo\u00e9e"),
    ("ack", "Chlo\u00e9e", "--format", "json"),
    ("set", "affected=3", "--confirmed-by", "Chlo\u00e9e"),
    ("action", "add", "A second provider", "--owner", "Chlo\u00e9e"),
    ("handover", "lead=Chlo\u00e9e"),
    ("handover", "lead=Chlo\u00e9e", "--format", "json"),
]


@pytest.mark.parametrize("command", STRANGERS)
def test_a_stranger_is_recorded_and_told_in_one_line(crisis: Crisis, command: tuple[str, ...]) -> None:
    opened(crisis)
    told = crisis.run(*command).succeeds()
    assert told.stderr.count("Chloée is not in crisis.yaml, did you mean `Chloé`?\n") == 1


@pytest.mark.parametrize("command", STRANGERS)
def test_a_company_that_names_nobody_hears_of_no_strangers(crisis: Crisis, command: tuple[str, ...]) -> None:
    opened(crisis, organisation=ORGANISATION.partition("people:")[0])
    assert "crisis.yaml" not in crisis.run(*command).succeeds().stderr


def test_an_answer_to_an_alert_that_nobody_sent_is_doubted(crisis: Crisis) -> None:
    opened(crisis)
    assert "no internal alert is recorded as sent yet\n" in crisis.run("ack", "Bo").succeeds().stderr
    crisis.run("draft", "inside")
    crisis.run("sent", "inside", *FORCE)
    assert "no internal alert" not in crisis.run("ack", "Ana").succeeds().stderr


def test_the_environment_says_who_acts_in_small_letters(crisis: Crisis) -> None:
    opened(crisis)
    crisis.environment["CRISISCTL_ACTOR"] = "chloe"
    crisis.run("note", "on it").succeeds()
    assert crisis.log()[-1]["actor"] == "Chloé"


def test_a_role_of_crisis_yaml_that_no_playbook_knows_is_a_warning(crisis: Crisis) -> None:
    text = ORGANISATION.partition("people:")[0] + "people:\n- {name: Ana, roles: [tec, host, spokesperson]}\n"
    (crisis.work / "crisis.yaml").write_text(text, encoding="utf-8")
    told = crisis.run("playbook", "lint", "crisis.yaml").succeeds().stdout.splitlines()
    assert len(told) == 1
    assert "warning unknown-role: no playbook has the role `tec`" in told[0]
    assert "did you mean `tech`?" in told[0]
