"""The stored word lists: what they find is what the lists say, whatever state their file is in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from crisisctl.rules import Message, _words, lint
from crisisctl.rules._settings import DEFAULT, read
from crisisctl.rules._words import Lists

FRENCH = "Un petit souci : bascule à froid, nous patinons depuis ce matin."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Word lists of our own, with no index yet."""
    for path in _words.FOLDER.glob("*.txt"):
        shutil.copy(path, tmp_path)
    monkeypatch.setattr(_words, "FOLDER", tmp_path)
    _words.shipped_index.cache_clear()
    yield tmp_path
    _words.shipped_index.cache_clear()


def found(folder: Path) -> dict[str, list[tuple[int, int]]]:
    _words.shipped_index.cache_clear()
    return Lists({}, "fr").search("un petit souci ce matin")


@pytest.mark.parametrize("language", _words.languages())
def test_what_is_stored_is_what_the_lists_say(folder: Path, language: str) -> None:
    """Fails when the index of the same lists has changed: then `_FORMAT` needs another number."""
    stored = _words.FOLDER / f"{language}.index"
    _words.write_indexes()
    assert stored.read_bytes() == (Path(_words.__file__).with_name("words") / stored.name).read_bytes()


def test_an_index_is_made_when_there_is_none_and_again_when_a_list_changes(folder: Path) -> None:
    assert "minimising" in found(folder)
    first = (folder / "fr.index").read_bytes()
    with (folder / "fr.txt").open("a", encoding="utf-8") as lists:
        lists.write("\n[mine]\nce matin\n")
    assert found(folder)["mine"] == [(15, 23)]
    assert (folder / "fr.index").read_bytes() != first


@pytest.mark.parametrize("damage", [b"", b"not an index", None])
def test_a_damaged_index_is_made_anew(folder: Path, damage: bytes | None) -> None:
    whole = found(folder)
    index = folder / "fr.index"
    index.write_bytes(index.read_bytes()[:-100] + b"?" * 100 if damage is None else damage)
    assert found(folder) == whole


def test_lists_are_searched_where_nothing_can_be_written(folder: Path) -> None:
    (folder / "fr.index").mkdir()
    assert "minimising" in found(folder)
    assert not list(folder.glob("*.index.*"))


def test_phrases_of_a_team_are_laid_over_those_that_are_shipped() -> None:
    own = read('[words.fr]\njargon = ["bascule à froid => arrêt", "(nous|on) (patinons|ramons)"]')
    assert own.lists("fr").plain["acronyms"] == DEFAULT.lists("fr").plain["acronyms"]
    matches = {one.match: one.rewrite for one in lint(Message(FRENCH, "fr"), None, own) if one.rule == "jargon"}
    assert set(matches) == {"bascule à froid", "nous patinons"}
    assert matches["bascule à froid"] == "arrêt"
    assert "petit souci" in {one.match for one in lint(Message(FRENCH, "fr"), None, own)}


def test_the_longer_of_two_phrases_counts_whoever_wrote_them() -> None:
    own = read('[words.fr]\nminimising = ["petit souci ce matin", "souci"]')
    assert own.lists("fr").search("un petit souci ce matin")["minimising"] == [(3, 23)]


def test_a_list_that_shipped_phrases_call_for_can_be_added_to() -> None:
    own = read('[words.fr]\n_incident = ["embrouille"]')
    text = "une petite embrouille"
    assert "minimising" not in DEFAULT.lists("fr").search(text)
    assert own.lists("fr").search(text)["minimising"] == [(4, 21)]
