"""The screens as lines: they fit, say in words what colour only repeats, and carry no escape sequence into a pipe."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from crisisctl.incident import Promise
from crisisctl.queries import IncidentView, StepView
from crisisctl.rules import Finding
from crisisctl.screen import Page, Paper, Tongue, line, page, paragraph, shortened, show_status
from crisisctl.screen.drafts import in_full
from crisisctl.screen.header import clocks, progress
from crisisctl.screen.leaving import void
from crisisctl.screen.status import fitted_to, status
from crisisctl.screen.times import clock, elapsed
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
        said = [[line("something was said")]] * 9
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


def test_what_was_said_keeps_its_beginning_on_a_full_screen() -> None:
    view = view_of(rich_lines(until=50), minutes(50))
    paper = Paper()
    paper.width, paper.height = 80, 10
    told = "Still marked down: whatsapp. Does it work again? First [o], or: crisisctl channel whatsapp=up (any place)"
    said = [paragraph(told, 40), [line("second")], [line("third")]]
    lines = [each.plain for each in page(Page(view, view.next, None, said, [], []), Tongue("en"), paper)]
    assert [each for each in lines if each in {"second", "third"}] == ["second", "third"]
    assert not any("any place" in each for each in lines)  # an end without its beginning tells nothing
    said = said[:1]
    lines = [each.plain for each in page(Page(view, view.next, None, said, [], []), Tongue("en"), paper)]
    at = next(index for index, each in enumerate(lines) if each.startswith("Still marked down:"))
    assert lines[at].endswith(" …")
    assert lines[at + 1] == "channel whatsapp=up (any place)"


def phases_shown(view: IncidentView, language: str, step: StepView | None, width: int = 80) -> str:
    return progress(view, Tongue(language), width, step).plain


def test_every_phase_is_named_whatever_the_width() -> None:
    view = view_of(rich_lines(until=50), minutes(50))
    long = [
        dataclasses.replace(each, title={"en": f"{each.id} and whatever else belongs to it"}) for each in view.phases
    ]
    view = dataclasses.replace(view, phases=tuple(long))
    for step in [*view.steps, None]:
        shown = phases_shown(view, "en", step, 100)
        assert [each.id for each in long if each.id not in shown.lower()] == []
        assert len(shown) <= 100


def test_promises_to_people_outside_come_first() -> None:
    view = view_of(rich_lines(until=50), minutes(50))
    staff = Promise("employees", view.now + timedelta(minutes=5), view.now)
    customers = Promise("customers", view.now + timedelta(minutes=20), view.now)
    incident = replace(view.incident, promises={"staff": staff, "customers": customers})
    told = [each.plain for each in clocks(dataclasses.replace(view, incident=incident), Tongue("en"))]
    assert ["Customers" in each for each in told][:2] == [True, False]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_void_approval_names_what_changed_at_any_width(language: str) -> None:
    view, words = view_of(rich_lines(until=12.5), minutes(13)), Tongue(language)
    wide = next(iter(void(view, words, 200))).plain
    assert "sms fr" in wide
    changed = wide.rpartition("CADUQUE" if language == "fr" else "VOID")[2].rpartition(")")[2]
    for width in (70, 60):
        assert next(iter(void(view, words, width))).plain.endswith(changed)


def test_a_day_within_a_french_sentence_has_its_article() -> None:
    view = view_of(rich_lines(until=50), minutes(50))
    later = datetime(2026, 12, 1, 7, 24, tzinfo=UTC)
    told = clock(later, view, "fr").replace("\N{NO-BREAK SPACE}", " ")
    assert told == "le 1er décembre à 8 h 24"
    line = Tongue("fr")("due", clock=told).replace("\N{NO-BREAK SPACE}", " ")
    assert line == "avant le 1er décembre à 8 h 24"
    assert clock(later, view, "en").replace("\N{NO-BREAK SPACE}", " ") == "1 December 8:24 am"


def test_french_findings_stand_in_french_quotes() -> None:
    found = Finding("jargon", "warning", 1, 1, "DNS", "mot technique", "dites ce que le client voit")
    told = in_full(found, Tongue("fr"))[0].replace("\N{NO-BREAK SPACE}", " ")
    assert told == "! avertissement jargon « DNS » : mot technique (1:1)"
