"""Where a screen has room, nothing is cut; where it has none, it says what is left out and how to see it."""

from __future__ import annotations

import dataclasses

import pytest
from msgspec.structs import replace

from crisisctl.messages.drafts import write
from crisisctl.screen import Page, Paper, Tongue, line, page, paragraph
from crisisctl.screen.lines import hanging
from crisisctl.walk.asking import listed
from making import PARIS, minutes, view_of
from night import rich_lines

_LONG = "SEV1 a vital service, or the only way to reach us, is down for most customers; or people are in danger"
_CHOICES = [("SEV1", f"{_LONG}; or the press calls"), ("SEV2", f"{_LONG}; but another way works")]


def test_choices_are_told_in_full_where_they_have_room() -> None:
    told = " ".join(" ".join(each.plain for each in listed(_CHOICES, 50, room=12)).split())
    assert "or the press calls" in told
    assert "but another way works" in told
    rows = listed(_CHOICES, 50, room=4)
    assert len(rows) == 4
    assert rows[1].plain.endswith("…")
    assert max(each.cells for each in rows) <= 50


@pytest.mark.parametrize("most", [2, 3, 5])
def test_a_choice_takes_no_more_lines_than_it_may(most: int) -> None:
    rows = hanging(line("word " * 60), 40, most)
    assert len(rows) == most
    assert rows[-1].plain.endswith("…")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_left_at_the_end_names_its_command(language: str) -> None:
    view = view_of(rich_lines(until=99), minutes(99))
    paper = Paper()
    paper.width, paper.height = 60, 24
    told = " ".join(each.plain for each in page(Page(view, None, None, [], [], []), Tongue(language), paper))
    assert "crisisctl action list" in " ".join(told.split())


def test_a_refusal_is_told_in_full_where_the_step_leaves_room() -> None:
    view = view_of(rich_lines(until=50), minutes(50))
    paper = Paper()
    paper.width, paper.height = 80, 40
    told = f"first-notice has errors: {', '.join(f'rule-{number} (email fr, email en)' for number in range(20))} [r]"
    said = [paragraph(told, 80)]
    assert len(said[0]) > 6  # more than a small screen would give it
    shown = " ".join(each.plain for each in page(Page(view, view.next, None, said, [], []), Tongue("en"), paper))
    assert all(f"rule-{number} (email" in " ".join(shown.split()) for number in range(20))
    assert "[r]" in shown


@pytest.mark.parametrize("height", [18, 20, 24])
def test_guidance_that_has_no_room_is_said_to_be_there(height: int) -> None:
    view = view_of(rich_lines(until=50), minutes(50))
    step = next(each for each in view.steps if each.step.message == "first-notice")
    told = {"en": "\n".join(f"Line {number} of how it is done." for number in range(9))}
    step = dataclasses.replace(step, step=replace(step.step, instructions=told))
    written = write(view.incident, "first-notice", view.now, PARIS)
    paper = Paper()
    paper.width, paper.height = 80, height
    lines = [each.plain for each in page(Page(view, step, written, [], [], []), Tongue("en"), paper)]
    assert len(lines) < height
    shown = sum("of how it is done" in each for each in lines)
    assert f" … {9 - shown} more lines: [v]" in lines
    assert any(each.lstrip("┌- ").startswith("[") for each in lines)  # and a text, or its name
