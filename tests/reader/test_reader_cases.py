"""Small playbooks, each with the problems that must be found in its first lines: ``# error 12:7 unknown-role``."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from crisisctl import reader
from crisisctl.reader.problems import Problem

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").glob("*.yaml"))


@pytest.fixture(autouse=True)
def shared_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the cases include lies in ``home/playbooks/shared``."""
    monkeypatch.setenv("CRISISCTL_HOME", str(HERE / "home"))


def told(problem: Problem, path: Path) -> str:
    """``error 12:7 unknown-role``; with its file where that is an included one."""
    file = "" if problem.file == str(path) else f"{Path(problem.file).name}:"
    return f"{problem.level} {file}{problem.line}:{problem.column} {problem.code}"


def expected(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").split("\n")
    heads = [line.removeprefix("# ") for line in lines if line.startswith(("# error", "# warning"))]
    assert heads or lines[0] == "# fine"
    return heads


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_finds_exactly_this(path: Path) -> None:
    playbook, problems = reader.check(path)
    assert [told(found, path) for found in problems] == expected(path)
    assert (playbook is None) == any(found.level == "error" for found in problems)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_finds_the_same_without_the_fast_parser(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    _, problems = reader.check(path)
    wanted = expected(path)
    found = [told(problem, path) for problem in problems]
    if any(line.endswith(("syntax", "unquoted-placeholder")) for line in wanted):
        wanted, found = ([line.split()[-1] for line in lines][:1] for lines in (wanted, found))  # the columns differ
    assert found == wanted


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_says_what_to_do(path: Path) -> None:
    for problem in reader.check(path)[1]:
        line = str(problem)
        assert "\n" not in line
        assert line.startswith(f"{problem.file}:{problem.line}:{problem.column}: {problem.level} {problem.code}: ")
        assert problem.hint or "did you mean" in line or "`" in line or problem.code.startswith("too-")


HEAD = "schema: crisisctl/v1\nid: case\ntitle: A case\nroles:\n  lead:\n"
SYNTAX = {
    "owner: %x": "put a text that begins with %, @ or ` in quotes",
    "owner: @x": "put a text that begins with %, @ or ` in quotes",
    "owner: *bold*": "put a text that begins with * in quotes",
    "owner: !important": "put a text that begins with ! in quotes",
    'owner: "C:\\data"': "a backslash is written",
    'owner: "open': "a quote is opened and not closed",
    "owner: 'd'un'": "a quote that ends too soon",
    "owner: {a: b": "a bracket is not closed",
    "owner:x": "a key is followed by a colon and a space",
    "owner: - a": "a list begins on the line after its key",
    "description: {en: a: b}": "in quotes",
    "description: {{x}}": "put the whole text in quotes",
    "phases:\n  - id: a\n   steps: []": "indentation",
}


@pytest.mark.parametrize("line", SYNTAX)
def test_a_mistake_in_yaml_is_told_with_its_cure(line: str, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(f"{HEAD}{line}\n", encoding="utf-8")
    _, problems = reader.check(path)
    first = next(found for found in problems if found.line >= 6)
    assert SYNTAX[line] in str(first)
    assert not any(english in first.said("fr") for english in (first.text, first.hint))
