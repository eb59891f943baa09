"""What a report says, whatever the format."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from crisisctl import reports
from crisisctl.chain import verify
from crisisctl.events import NoteAdded
from crisisctl.queries import IncidentView
from making import PARIS, At, lines_of, minutes, opening, view_of, with_events
from night import rich_lines


def told(view: IncidentView, name: str = "md", language: str = "en") -> str:
    report = reports.get(name).render(view, language, PARIS)
    return report.replace("\u00a0am", " am").replace("\u00a0min", " min")


def bare() -> IncidentView:
    return view_of(lines_of([At(0, "ana", opening())]))


def test_what_is_not_known_says_so() -> None:
    report = told(bare())
    assert "| Time to resolve | n/a (resolved and started not recorded) | – | resolved − started |" in report
    assert "How many customers? not recorded" in report
    assert "No message is recorded as sent." in report
    assert "No message to the outside is recorded." in report
    assert not re.search(r"\|[ \t]*\|", report), "no blank cell"


def test_what_is_not_known_says_so_in_french() -> None:
    report = told(bare(), language="fr")
    assert "non disponible (non renseigné\u00a0: résolution et début)" in report
    assert "Combien de clients ? non renseigné" in report


def test_an_entry_written_late_says_when() -> None:
    assert "| 3:35 am | Sent:" in told(view_of(rich_lines()))
    assert "(recorded 4:12 am)" in told(view_of(rich_lines()))
    assert "(consigné\u00a0: 4\u00a0h\u00a012)" in told(view_of(rich_lines()), language="fr")


def test_a_corrected_note_shows_its_correction_only() -> None:
    report = told(view_of(rich_lines()))
    assert "rolled out at 04:25 (corrected)" in report
    assert "04:20" not in report


def test_promises_are_kept_or_broken() -> None:
    report = told(view_of(rich_lines()))
    assert "broken, 6 min late" in report
    assert "4:30 am (kept)" in report


def test_a_promise_that_runs_is_neither() -> None:
    assert "4:00 am (not due yet)" in told(view_of(rich_lines(until=30)))


@pytest.mark.parametrize("name", ["md", "html"])
@pytest.mark.parametrize(("language", "banner"), [("en", "DRILL"), ("fr", "EXERCICE")])
def test_a_drill_says_so_at_the_top(name: str, language: str, banner: str) -> None:
    assert banner in told(view_of(rich_lines("drill")), name, language)
    assert banner not in told(view_of(rich_lines()), name, language)


def test_the_digest_printed_is_the_one_to_verify_with() -> None:
    lines = rich_lines()
    head = verify(lines).head
    report = told(view_of(lines))
    assert f"crisisctl verify -i outage-20261122-1 --head {head}" in report
    assert verify(lines[:-1], head).problems


def test_french_has_its_spaces() -> None:
    report = re.sub(r"```.*?```", "", told(view_of(rich_lines()), language="fr"), flags=re.DOTALL)
    ours = [line for line in report.splitlines() if "Qu’est-ce" not in line and " ?" not in line]
    assert not [line for line in ours if re.search(r" [:;!»]|« ", line)]


def test_html_stands_alone() -> None:
    page = told(view_of(rich_lines()), "html")
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=\"(?!#)|@import|url\(|<script|<link", page)
    assert page.count("<h1") == 1
    assert '<html lang="en">' in page
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for part in ('scope="col"', 'scope="row"', "<title id=", "<desc id="):
        assert part in page


def test_ten_thousand_entries() -> None:
    lines = with_events(
        lines_of([At(0, "ana", opening())]), [NoteAdded(f"note {n}") for n in range(10_000)], minutes(1)
    )
    view = view_of(lines)
    for name in reports.formats():
        assert "note 9999" in told(view, name)
