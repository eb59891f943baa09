"""Gates change nothing: a pattern finds with its gate what it finds without, and whatever matches passes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crisisctl.rules import _corpus, _drift, _facts, _lazy, lint, rules
from crisisctl.rules._gating import gate_of
from crisisctl.rules._lazy import Pattern

CORPORA = sorted((Path(__file__).parents[1] / "corpus").glob("*.yaml"))
ALL_RULES, MORE = rules(), (_facts, _drift)
GATED = [each for each in Pattern.made if (each.gate[0] or each.gate[2]) and "(?=" not in each.source[0]]
"""Those with something to hold against them, of which texts can be made in a reasonable time."""


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place of our own for gates, with none yet."""
    monkeypatch.setattr(_lazy, "PLACE", tmp_path / "patterns.index")
    _lazy.known_gates.cache_clear()
    yield tmp_path / "patterns.index"
    _lazy.known_gates.cache_clear()


@pytest.mark.parametrize("pattern", GATED, ids=lambda each: each.source[0][:40])
@settings(max_examples=10, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_what_matches_passes(pattern: Pattern, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(pattern.compiled))
    found = pattern.compiled.search(text)
    assert found is not None
    assert pattern.may_match(text)
    assert pattern.may_match(text, *found.span())
    assert found.end() - found.start() <= pattern.gate[1] or pattern.gate[1] == _lazy.WIDEST


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda path: path.stem)
def test_rules_find_the_same_with_gates_and_without(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One case in five: without gates every pattern there is runs over every text."""
    cases = _corpus.cases(yaml.load(corpus.read_text("utf-8"), Loader=yaml.CSafeLoader))[::5]
    gated = [lint(case.message, case.context) for case in cases]
    monkeypatch.setattr(Pattern, "may_match", lambda *_: True)
    assert [lint(case.message, case.context) for case in cases] == gated


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (r"(?:will|shall) .{0,20}again", (("again",), ("shall ", "will "))),
        (r"\bre(?:tour|prise)s?\b", (("reprise", "retour"),)),
        (r"https?://\w+", (("http://", "https://"),)),
        (r"(?:not )?us", (("us",),)),
        (r"[a-z]+|panne", ()),
        (r"(?i)panne", ()),
        (r"(?<=panne )x*", ()),
        (r"(?:panne)?", ()),
    ],
)
def test_what_a_pattern_needs(pattern: str, needs: tuple[tuple[str, ...], ...]) -> None:
    assert {frozenset(need) for need in gate_of(pattern, 0)[2]} == {frozenset(need) for need in needs}


@pytest.mark.parametrize(
    ("pattern", "figures"), [(r"\d{4}(?:[ -]?\d{4}){3}", 16), (r"\d|[0-9]{2}", 1), (r"\d?", 0), (r"[\d.]{3}", 0)]
)
def test_how_many_figures_a_pattern_needs(pattern: str, figures: int) -> None:
    assert gate_of(pattern, 0)[0] == figures


def test_gates_are_stored_and_made_anew_for_a_pattern_that_is_new(store: Path) -> None:
    assert not Pattern("une panne").may_match("tout va bien")
    first = store.read_bytes()
    _lazy.known_gates.cache_clear()
    assert Pattern("une panne").may_match("une panne")
    assert store.read_bytes() == first
    assert not Pattern("deux pannes").may_match("une panne")
    assert store.read_bytes() != first


@pytest.mark.parametrize("damage", [b"", b"no gates"])
def test_damaged_gates_are_made_anew(store: Path, damage: bytes) -> None:
    store.write_bytes(damage)
    assert not Pattern("une panne").may_match("tout va bien")


def test_patterns_look_where_nothing_can_be_written(store: Path) -> None:
    store.mkdir()
    assert Pattern("une panne").search("une panne")
    assert not Pattern("une panne").search("tout va bien")


def test_what_is_stored_is_what_the_patterns_say() -> None:
    """Fails when the gate of the same pattern has changed: then `_FORMAT` needs another number."""
    stored = _lazy.known_gates()
    assert {source: gate_of(*source) for source in stored} == stored
