"""Each rule against its cases: what it must find, and what it must leave alone, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from crisisctl.rules import ids, lint
from crisisctl.rules._corpus import cases

FOLDER = Path(__file__).parents[1] / "cases" / "rules"


def _case(rule: str, shared: Mapping[str, Any], language: str, item: str | Mapping[str, Any]) -> dict[str, Any]:
    """A case of a corpus from a line of a file. ``++`` parts what only together looks like a secret."""
    own: dict[str, Any] = {"text": item} if isinstance(item, str) else dict(item)
    context = {**shared.get("context", {}), **own.pop("context", {})}
    whole = {**shared.get("message", {}), **own, "id": rule, "lang": language, "context": context}
    return {**whole, "text": whole["text"].replace("++", "")}


def _all() -> Iterator[Any]:
    for rule in ids():
        shared = yaml.safe_load((FOLDER / f"{rule}.yaml").read_text("utf-8"))
        for side in ("finds", "fine"):
            for language, items in shared[side].items():
                for at, item in enumerate(items, 1):
                    case = _case(rule, shared, language, item)
                    yield pytest.param(rule, side, case, id=f"{rule}-{side}-{language}-{at}")


@pytest.mark.parametrize(("rule", "side", "case"), list(_all()))
def test_a_rule_finds_what_it_should_and_nothing_else(rule: str, side: str, case: dict[str, Any]) -> None:
    (read,) = cases([case])
    found = [finding for finding in lint(read.message, read.context) if finding.rule == rule]
    assert bool(found) == (side == "finds"), (case["text"], found)


@pytest.mark.parametrize("rule", ids())
def test_each_rule_has_four_cases_a_side_and_language(rule: str) -> None:
    shared = yaml.safe_load((FOLDER / f"{rule}.yaml").read_text("utf-8"))
    for side in ("finds", "fine"):
        assert sorted(shared[side]) == ["en", "fr"]
        assert all(len(items) >= 4 for items in shared[side].values())


def test_there_are_no_cases_without_a_rule() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == sorted(ids())
