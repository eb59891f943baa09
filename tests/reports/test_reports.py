"""What a report says, whatever the format."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from msgspec.structs import replace

from crisisctl import acts as act
from crisisctl import reports
from crisisctl.chain import verify
from crisisctl.events import NoteAdded
from crisisctl.queries import IncidentView
from making import PARIS, PLAYBOOK, At, lines_of, minutes, opening, view_of, with_events
from night import rich_lines


def told(view: IncidentView, name: str = "md", language: str = "en") -> str:
    report = reports.get(name).render(view, language, PARIS)
    return report.replace("\u00a0am", " am").replace("\u00a0min", " min")


def bare() -> IncidentView:
    return view_of(lines_of([At(0, "ana", opening())]))


def test_what_is_not_known_says_so() -> None:
    report = told(bare())
    assert "| Time to resolve | n/a (resolved and started not recorded) | – | resolved − started |" in report
    assert "Not recorded: “How many customers?”, “Any data lost?”" in report
    assert "Milestones: started not recorded, detected not recorded, mitigated not recorded." in report
    assert "- Impact: not recorded.\n- Cause: not recorded." in report
    assert "No message is recorded as sent." in report
    assert "No message to the outside is recorded." in report
    assert not re.search(r"\|[ \t]*\|", report), "no blank cell"


def test_what_is_not_known_says_so_in_french() -> None:
    report = told(bare(), language="fr")
    assert "non disponible (non renseigné\u00a0: résolution et début)" in report
    assert "Non renseigné\u00a0: «\u00a0Combien de clients ?\u00a0», «\u00a0Des données perdues ?\u00a0»" in report
    assert "- Conséquences\u00a0: non renseigné.\n- Cause\u00a0: non renseigné." in report


def test_the_summary_tells_impact_and_cause_as_far_as_they_are_known() -> None:
    facts = At(1, "ana", act.SetFacts({"affected": "1200", "cause": "a fault in our software"}))
    report = told(view_of(lines_of([At(0, "ana", opening()), facts])))
    assert "- Impact: How many customers? 1,200.\n- Cause: a fault in our software (not confirmed)." in report


def test_steps_that_never_applied_are_one_line() -> None:
    phases = tuple(
        replace(
            phase, steps=tuple(replace(each, when="lost") if each.id == "how-many" else each for each in phase.steps)
        )
        for phase in PLAYBOOK.phases
    )
    start = At(0, "ana", replace(opening(), playbook=replace(PLAYBOOK, phases=phases)))
    assert "Confirm, not applicable: “Impact”" in told(view_of(lines_of([start])))
    assert "| Impact |" not in told(view_of(lines_of([start])))


def test_what_is_asked_only_in_another_case_is_no_gap() -> None:
    step = next(step for _, step in PLAYBOOK.steps() if step.id == "how-many")
    asked = replace(step, when="lost")
    phases = tuple(
        replace(phase, steps=tuple(asked if each.id == step.id else each for each in phase.steps))
        for phase in PLAYBOOK.phases
    )
    start = At(0, "ana", replace(opening(), playbook=replace(PLAYBOOK, phases=phases)))
    assert "How many customers?" not in told(view_of(lines_of([start])))
    known = At(1, "ana", act.SetFacts({"lost": "yes"}))
    assert "Not recorded: “How many customers?”" in told(view_of(lines_of([start, known])))


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


@pytest.mark.parametrize(("language", "said"), [("en", "Severity not set, "), ("fr", "Gravité non fixée, ")])
def test_a_severity_that_nobody_has_set_is_said_in_words(language: str, said: str) -> None:
    script = [At(0, "Ana", opening(severity="unset")), At(5, "Ana", act.SetSeverity("SEV1", "all are hit"))]
    told = reports.get("html").render(view_of(lines_of(script), minutes(20)), language, PARIS)
    assert said in told
    assert "SEV\N{NO-BREAK SPACE}?</text>" in told
    assert ">unset<" not in told


def test_what_was_only_drafted_is_no_message() -> None:
    report = told(view_of(rich_lines(until=11)))
    rows = [line for line in report.splitlines() if line.startswith("|")]
    assert any("Internal alert" in row for row in rows)
    assert not any("| First word | Customers |" in row for row in rows)
    report = told(view_of(rich_lines(until=12)))  # somebody has approved it
    assert any("| First word | Customers |" in row for row in report.splitlines() if row.startswith("|"))


def test_the_drawing_says_which_severities_its_bars_are() -> None:
    report = told(view_of(rich_lines()), "html", "fr")
    assert "Gravité\N{NO-BREAK SPACE}: SEV2 → SEV1 → SEV2</text>" in report


def test_how_long_it_lasted_does_not_change_by_closing_it() -> None:
    resolved, closed = view_of(rich_lines(until=95), minutes(96)), view_of(rich_lines(), minutes(120))
    assert closed.incident.status == "closed"
    assert resolved.elapsed == closed.elapsed
