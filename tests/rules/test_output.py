"""Findings for machines."""

from __future__ import annotations

import json

from crisisctl.rules import Context, Message, lint, rules
from crisisctl.rules._output import as_json, sarif

SECRET = "ghp_" + "abcdefghijklmnopqrstuvwxyz0123456789"
TEXT = f"Un petit souci.\nVoir le ticket INC0045123, jeton {SECRET}."
FINDINGS = lint(Message(TEXT, "fr"), Context(status="investigating"))


def test_json_has_one_mapping_a_finding() -> None:
    listed = as_json(FINDINGS)
    assert [one["rule"] for one in listed] == [finding.rule for finding in FINDINGS]
    assert set(listed[0]) == {"rule", "level", "line", "column", "match", "why", "rewrite"}
    assert SECRET not in json.dumps(listed)


def test_sarif_names_every_rule_and_points_at_each_place() -> None:
    log = sarif((("message.txt", finding) for finding in FINDINGS), "1.0")
    read = json.loads(json.dumps(log))
    assert read == log
    (run,) = read["runs"]
    driver = run["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == [rule.id for rule in rules()]
    leak = next(result for result in run["results"] if result["ruleId"] == "internal-leak")
    (place,) = leak["locations"]
    assert place["physicalLocation"]["artifactLocation"] == {"uri": "message.txt"}
    assert place["physicalLocation"]["region"] == {"startLine": 2, "startColumn": 16}
    assert {result["level"] for result in run["results"]} <= {"error", "warning", "note", "none"}
    assert SECRET not in json.dumps(log)
