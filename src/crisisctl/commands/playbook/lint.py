"""playbook lint: every problem of a playbook at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crisisctl import organisation, reader
from crisisctl.commands import _acting, _complete
from crisisctl.commands._options import Format, Output
from crisisctl.reader.problems import Problem
from crisisctl.text import clean

_BAD = 4


def command(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files, or names of playbooks; without any, all playbooks and scenarios.",
            autocompletion=_complete.playbooks,
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    output: Output = Format.text,
) -> None:
    """Check playbooks: every problem at once, as file:line:column. Exits 4 when there are errors.

    A crisis.yaml is checked as well when it is named.

    Examples:\n
      crisisctl playbook lint playbooks/*.yaml\n
      crisisctl playbook lint outage --format json
    """
    paths = [reader.find_playbook(name) for name in files] if files else _all()
    problems = [problem for path in paths for problem in _check(path)]
    errors = [problem for problem in problems if problem.level == "error" or strict]
    if output is Format.json:
        _acting.show_json(
            {"files": [str(path) for path in paths], "problems": [_shape(problem) for problem in problems]}
        )
    else:
        for problem in problems:
            typer.echo(clean(str(problem)))
        warnings = len(problems) - len(errors)
        typer.echo(
            f"{_count(len(paths), 'file')}, {_count(len(errors), 'error')}, {_count(warnings, 'warning')}", err=True
        )
    if errors:
        raise typer.Exit(_BAD)


def _all() -> list[Path]:
    return [*(path for _, path in reader.playbooks()), *reader.scenarios().values()]


def _check(path: Path) -> tuple[Problem, ...]:
    return organisation.check(path)[1] if path.name == "crisis.yaml" else reader.check(path)[1]


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _shape(problem: Problem) -> dict[str, object]:
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "level": problem.level,
        "code": problem.code,
        "text": problem.text,
        "hint": problem.hint,
    }
