"""Problems of playbooks as SARIF 2.1.0, as code hosts and editors read it."""

from __future__ import annotations

from collections.abc import Sequence

from crisisctl.reader.problems import Problem
from crisisctl.soundness import checks

_LEVEL = {"error": "error", "warning": "warning", "info": "note"}


def sarif(problems: Sequence[Problem], version: str) -> dict[str, object]:
    """A SARIF log; the codes of the reader are rules without a description."""
    described: list[dict[str, object]] = [
        {
            "id": check.id,
            "shortDescription": {"text": check.checks["en"]},
            "fullDescription": {"text": check.why["en"]},
            "help": {"text": check.rewrite["en"]},
            "defaultConfiguration": {"level": _LEVEL[check.level]},
        }
        for check in checks()
    ]
    known = {check.id for check in checks()}
    described += [{"id": code} for code in sorted({each.code for each in problems} - known)]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "crisisctl", "version": version, "rules": described}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(each) for each in problems],
            }
        ],
    }


def _result(problem: Problem) -> dict[str, object]:
    hint = f" ({problem.hint})" if problem.hint else ""
    place = {
        "artifactLocation": {"uri": problem.file},
        "region": {"startLine": problem.line, "startColumn": problem.column},
    }
    return {
        "ruleId": problem.code,
        "level": _LEVEL[problem.level],
        "message": {"text": f"{problem.text}{hint}"},
        "locations": [{"physicalLocation": place}],
    }
