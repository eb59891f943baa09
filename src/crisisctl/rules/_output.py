"""Findings for machines: plain JSON, and SARIF 2.1.0 as code hosts and editors read it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crisisctl.rules import Finding, get, rules

_LINK = re.compile(r"\[(?=[^\[\]]*\]\()")
"""SARIF 2.1.0 §3.11.6 knows links in plain messages; a text that is quoted may not make one."""
_SARIF_LEVEL = {"error": "error", "warning": "warning", "info": "note"}


def as_json(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """One mapping a finding: rule, level, line, column, match (never a secret), why, rewrite."""
    return [finding._asdict() for finding in findings]


def sarif(findings: Iterable[tuple[str, Finding]], version: str) -> dict[str, object]:
    """A SARIF log of findings, each with the name of the file it stands in."""
    results = [_result(place, finding) for place, finding in findings]
    driver = {
        "name": "crisisctl",
        "version": version,
        "rules": [_rule(rule_id) for rule_id in (rule.id for rule in rules())],
    }
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }


def _rule(rule_id: str) -> dict[str, object]:
    rule = get(rule_id)
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.checks["en"]},
        "fullDescription": {"text": rule.why["en"]},
        "help": {"text": rule.rewrite["en"]},
        "defaultConfiguration": {"level": _SARIF_LEVEL[rule.level]},
    }


def _result(place: str, finding: Finding) -> dict[str, object]:
    from urllib.parse import quote  # a file may be called `javascript:…`, and a viewer makes a link of it

    region = {"startLine": finding.line, "startColumn": finding.column}
    return {
        "ruleId": finding.rule,
        "level": _SARIF_LEVEL.get(finding.level, "none"),
        "message": {"text": _LINK.sub(r"\\[", f"{finding.why} {finding.rewrite}".strip())},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": quote(place)}, "region": region}}],
    }
