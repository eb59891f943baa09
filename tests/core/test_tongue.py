"""The language of a terminal, and counts said as people say them in it."""

from __future__ import annotations

import pytest

from crisisctl.tongue import counted


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["0 errors", "1 entry", "2 entries", "1 other"]),
        ("fr", ["0 erreur", "1 entrée", "2 entrées", "1 autre remarque"]),
    ],
)
def test_one_is_one_and_in_french_nought_is_no_plural(
    monkeypatch: pytest.MonkeyPatch, language: str, said: list[str]
) -> None:
    monkeypatch.setenv("CRISISCTL_LANG", language)
    wanted = [(0, "error"), (1, "entry"), (2, "entry"), (1, "other")]
    assert [counted(number, noun) for number, noun in wanted] == said
