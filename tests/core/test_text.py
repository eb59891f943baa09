"""Texts in several languages, and texts made safe to show."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisisctl.text import clean, did_you_mean, listed, one_line, say

ANY = st.text(st.characters(exclude_categories=()), max_size=60)
STEERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)


@pytest.mark.parametrize(
    ("words", "language", "said"),
    [
        ({"fr": "panne", "en": "outage"}, "en", "outage"),
        ({"fr": "panne", "": "both"}, "en", "both"),
        ({"fr": "panne", "de": "Ausfall"}, "en", "panne"),
        ({"en": ""}, "en", ""),
        ({}, "en", ""),
    ],
)
def test_the_text_in_a_language(words: dict[str, str], language: str, said: str) -> None:
    assert say(words, language) == said


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain [b]text[/b]\tand\nlines", "plain [b]text[/b]\tand\nlines"),
        ("\x1b[31mred\x1b[0m \x1b[2Jcleared", "red cleared"),
        ("\x1b]0;title\x07after", "after"),
        ("\x1b]8;;https://evil.example\x1b\\here\x1b]8;;\x1b\\", "here"),
        ("\x9b31mred", "\ufffd31mred"),
        ("a\rb\r\nc", "a\ufffdb\nc"),
        ("\u202egnp.exe", "\ufffdgnp.exe"),
        ("a\u2028b\u200bc\ufeff", "a\ufffdb\ufffdc\ufffd"),
        ("caf\udce9", "caf\ufffd"),
        ("👩\u200d👧 é e\u0301", "👩\u200d👧 é e\u0301"),
    ],
)
def test_what_could_steer_a_terminal_is_gone(text: str, shown: str) -> None:
    assert clean(text) == shown


@given(ANY)
def test_nothing_that_steers_is_left_and_cleaning_again_changes_nothing(text: str) -> None:
    assert not STEERS.search(clean(text))
    assert clean(clean(text)) == clean(text)


@given(ANY)
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert line == line.strip(" ")
    assert one_line(line) == line


def test_complaints_end_in_what_would_do() -> None:
    assert did_you_mean("rol", ["role", "lead"]) == ", did you mean `role`?"
    assert did_you_mean("xyz", ["role", "lead"]) == ""
    assert listed(iter("ab")) == "a, b"
    assert listed([]) == "none"
