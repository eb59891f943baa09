"""Whole messages by several hands: what has to be found is found, and a clean message is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from crisisctl.errors import BadInputFile
from crisisctl.rules import ids
from crisisctl.rules._corpus import Outcome, cases, measure, run
from crisisctl.rules._reading import Reading

FOLDER = Path(__file__).parents[1] / "corpus"
CORPORA = sorted(FOLDER.glob("*.yaml"))


def _outcomes(path: Path) -> tuple[Outcome, ...]:
    return run(cases(yaml.safe_load(path.read_text("utf-8"))))


@pytest.mark.parametrize("path", CORPORA, ids=lambda path: path.stem)
def test_recall_and_precision(path: Path) -> None:
    outcomes = _outcomes(path)
    figures = measure(outcomes)
    missed = [(outcome.case.id, sorted(outcome.missed)) for outcome in outcomes if outcome.missed]
    assert figures["recall"] is None or float(str(figures["recall"])) >= 0.95, missed
    wrong = [(one.case.id, one.false) for one in outcomes if one.false and not one.case.expect]
    assert len(wrong) <= 0.03 * max(1, int(str(figures["clean"]))), wrong


@pytest.mark.parametrize("path", CORPORA, ids=lambda path: path.stem)
def test_lists_that_are_spared_would_have_changed_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spared = [outcome.findings for outcome in _outcomes(path)]
    monkeypatch.setattr(Reading, "_not_needed", frozenset())
    assert [outcome.findings for outcome in _outcomes(path)] == spared


def test_figures_of_a_small_corpus() -> None:
    document = {
        "defaults": {"lang": "en", "context": {"status": "investigating"}},
        "cases": [
            {
                "id": "hit",
                "text": "A minor glitch. Next update at 3 pm UK time.",
                "expect": ["minimising-words"],
                "allow": ["impact-missing"],
            },
            {"id": "miss", "text": "You cannot pay.", "expect": ["jargon"], "allow": ["next-update-missing"]},
            {"id": "clean", "text": "You cannot pay. We are sorry, we are checking. Next update at 3 pm UK time."},
            {"id": "wrong", "text": "You cannot pay. It is a minor fault.", "allow": ["next-update-missing"]},
        ],
    }
    figures = measure(run(cases(document)))
    by_rule = figures.pop("by_rule")
    whole = {"cases": 4, "expected": 2, "found": 1, "recall": 0.5}
    assert figures == {**whole, "clean": 2, "clean_with_false_error": 1, "false_findings": 1}
    assert isinstance(by_rule, dict)
    assert set(by_rule) == set(ids())
    assert by_rule["jargon"] == {"expected": 1, "found": 0, "recall": 0.0, "false": 0}
    assert by_rule["minimising-words"] == {"expected": 1, "found": 1, "recall": 1.0, "false": 1}


@pytest.mark.parametrize(
    ("document", "complaint"),
    [
        ("text", "a corpus is a list of cases, or a mapping with `cases`"),
        ([{"id": "a"}], "a: a case is a mapping with a `text`"),
        (["x"], "case 1: a case is a mapping with a `text`"),
        ([{"id": "a", "text": "x", "expect": ["no-such-rule"]}], "a: there is no rule `no-such-rule`"),
        ([{"id": "a", "text": "x", "expect": 3}], "a: `expect` and `allow` are lists of rules"),
        (
            [{"id": "a", "text": "x", "context": {"statu": "x"}}],
            "a: the context has no `statu`, did you mean `status`?",
        ),
        ([{"id": "a", "text": "x", "context": {"facts": 3}}], "a: `facts` is a mapping"),
        ([{"id": "a", "text": "x", "context": 3}], "a: `context` is a mapping"),
    ],
)
def test_a_corpus_that_cannot_be_read_says_why(document: object, complaint: str) -> None:
    with pytest.raises(BadInputFile) as refused:
        cases(document)
    assert refused.value.findings == (complaint,)


def test_a_corpus_may_carry_notes_of_its_own() -> None:
    (case,) = cases([{"id": "a", "text": "x", "note": "why", "context": {"reviewed_by": "Bo"}}])
    assert case.message.text == "x"
