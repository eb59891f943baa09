"""Patterns that come compiled are the patterns that compiling gives, and where they cannot be had they are compiled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from crisisctl.rules import _programs, rules
from crisisctl.rules._lazy import Pattern

ALL_RULES = rules()
SOURCE = (r"(?P<name>[a-z]+) (?P<number>\d{2,4})|(x)", int(re.IGNORECASE))


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place of our own for programs, with none yet."""
    monkeypatch.setattr(_programs, "PLACE", tmp_path / "programs.index")
    _programs.kept.cache_clear()
    yield tmp_path / "programs.index"
    _programs.kept.cache_clear()


def test_what_is_kept_is_what_compiling_gives() -> None:
    for source in {each.source for each in Pattern.made}:
        kept, made = _programs.compiled(source), re.compile(*source)
        assert kept == made  # of two patterns with the same program
        assert (kept.groups, dict(kept.groupindex), kept.flags) == (made.groups, dict(made.groupindex), made.flags)


def test_a_pattern_from_its_program_finds_and_names_groups(store: Path) -> None:
    _programs.write([SOURCE])
    assert SOURCE in _programs.kept()
    found = _programs.compiled(SOURCE).search("On LINE 204")
    assert found is not None
    assert (found["name"], found["number"], found[3], found.lastgroup) == ("LINE", "204", None, "number")


@pytest.mark.parametrize("damage", ["other engine", "cut short", "missing"])
def test_without_a_program_a_pattern_is_compiled(store: Path, damage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _programs.write([SOURCE])
    if damage == "other engine":
        monkeypatch.setattr(_programs, "_FORM", b"crisisctl programs 1 cpython-399 1 4\n")
    elif damage == "cut short":
        store.write_bytes(store.read_bytes()[:-1])
    else:
        store.unlink()
    assert not _programs.kept()
    assert _programs.compiled(SOURCE).fullmatch("line 204")
