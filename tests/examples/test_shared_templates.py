"""Three templates that people share: the lint finds what the file says, and nothing in the better ones."""

from __future__ import annotations

from pathlib import Path

from conftest import Crisis

SHARED = Path(__file__).parents[2] / "examples" / "shared-templates.yml"


def test_the_lint_finds_what_the_file_says_and_nothing_in_the_better_ones(crisis: Crisis) -> None:
    found = crisis.json("lint", "--cases", str(SHARED))
    assert (found["cases"], found["clean"]) == (6, 3)
    assert found["found"] == found["expected"] > 0
    assert (found["clean_with_false_error"], found["false_findings"]) == (0, 0)
