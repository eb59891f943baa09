"""The screens as lines: they fit, say in words what colour only repeats, and carry no escape sequence into a pipe."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crisisctl.screen import Page, Paper, Tongue, line, page, paragraph, shortened, show_status
from crisisctl.screen.status import fitted_to, status
from crisisctl.screen.times import elapsed
from crisisctl.screen.words import _TABLE
from crisisctl.text import folded
from crisisctl.walk.asking import match
from crisisctl.walk.words import TABLE
from making import minutes, view_of
from night import rich_lines


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_line_of_the_status_is_wider_than_the_screen(width: int, language: str) -> None:
    view = view_of(rich_lines(), minutes(50))
    lines = status(view, Tongue(language), width)
    assert max(text.cells for text in lines) <= width
    assert view.incident.id in "\n".join(text.plain for text in lines)


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40), (60, 20)])
def test_each_step_fits_the_screen(width: int, height: int) -> None:
    view = view_of(rich_lines(), minutes(50))
    paper = Paper()
    paper.width, paper.height = width, height
    for step in [*view.steps, None]:
        said = [line("something was said")] * 9
        shown = Page(view, step, None, said, [("d", "done")], [(letter, "something") for letter in "nfoxptkbgq"])
        lines = page(shown, Tongue("fr"), paper)
        assert max(text.cells for text in lines) <= width
        assert len(lines) < height
        assert "[q] something" in lines[-1].plain


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_pipe_gets_plain_lines(capsys: pytest.CaptureFixture[str], language: str) -> None:
    show_status(view_of(rich_lines(), minutes(50)), language)
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert max(len(text) for text in printed.splitlines()) <= 100


def test_user_text_is_neither_markup_nor_escape() -> None:
    made = line("[red]a[/] \x1b[31mb \u202ec\nd")
    assert made.plain == "[red]a[/] b \N{REPLACEMENT CHARACTER}c d"
    assert made.pieces == [(made.plain, "")]
    assert [text.plain for text in paragraph("[bold]x[/]\n\ny", 20)] == ["[bold]x[/]", "", "y"]


def test_french_marks_never_begin_a_line() -> None:
    text = paragraph("Qui prend le rôle de responsable\N{NO-BREAK SPACE}?", 33)
    assert [each.plain for each in text] == ["Qui prend le rôle de", "responsable\N{NO-BREAK SPACE}?"]


@pytest.mark.parametrize("table", [_TABLE, TABLE], ids=["screen", "walk"])
def test_every_word_takes_the_same_parts_in_both_languages(table: dict[str, tuple[str, str]]) -> None:
    from string import Formatter

    for key, (en, fr) in table.items():
        parts = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (en, fr)]
        assert parts[0] == parts[1], key


def test_elapsed_time_never_loses_days() -> None:
    spans = [timedelta(minutes=13), timedelta(hours=47), timedelta(days=3, hours=4)]
    assert [elapsed(each.total_seconds(), "en") for each in spans] == ["T+00:13", "T+47:00", "T+3d 04:00"]
    assert elapsed(spans[-1].total_seconds(), "fr") == "T+3j 04:00"


@pytest.mark.parametrize(
    ("typed", "found"),
    [("2", "some"), ("SOME", "some"), ("certains", "some"), ("tous", "all"), ("to", "all"), ("x", None), ("9", None)],
)
def test_a_choice_by_number_name_or_beginning(typed: str, found: str | None) -> None:
    assert match(typed, [("all", "Tous"), ("some", "Certains")]) == found


def test_accents_are_not_hunted_for() -> None:
    assert folded("Dégradé ") == "degrade"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_status_longer_than_the_terminal_keeps_what_nobody_may_miss(language: str) -> None:
    view, words = view_of(rich_lines("drill", until=54), minutes(85)), Tongue(language)
    whole = status(view, words, 80)
    shown = [text.plain for text in fitted_to(16, whole, view, words, 80, ())]
    assert len(shown) <= 16 < len(whole)
    printed = "\n".join(shown)
    for wanted in (words("drill"), "WhatsApp down", "SEV1", "T+01:25", words("late", span="15 min"), "keep-telling"):
        assert wanted in printed
    assert "crisisctl status --full -i outage-20261122-1" in shown[-2]
    assert fitted_to(len(whole), whole, view, words, 80, ()) == whole


def test_what_is_shortened_keeps_its_end() -> None:
    lines = shortened(paragraph("recorded for all who wait for it, at the seat of Lyon", 12), 3)
    assert [each.plain for each in lines] == ["recorded for", "all who …", "Lyon"]
    assert max(each.cells for each in lines) <= 12
