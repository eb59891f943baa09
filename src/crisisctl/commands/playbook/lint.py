"""playbook lint: every problem of a playbook at once, and what would let people down."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from crisisctl import lint_settings, organisation, reader, soundness
from crisisctl.commands import _acting
from crisisctl.commands.lint import LintFormat
from crisisctl.commands.playbook._shared import Playbooks, Strict, is_error
from crisisctl.errors import NotFound
from crisisctl.reader.problems import Problem
from crisisctl.text import clean, did_you_mean, listed, one_line
from crisisctl.tongue import counted

_BAD = 4


def command(
    playbooks: Playbooks = None,
    strict: Strict = False,
    explain: Annotated[str | None, typer.Option(help="What a check looks for, and why; `all` for all of them.")] = None,
    output: Annotated[LintFormat, typer.Option("--format", "-f", help="How to print the result.")] = LintFormat.text,
) -> None:
    """Check playbooks and scenarios: every problem at once, as file:line:column. Exits 4 when there are errors.

    What the reader cannot understand, and twelve checks of what would let people down (--explain all). Some look at
    your crisis.yaml and at the drills in the log, where there are any. What a file is, its line `schema` says: your
    crisis.yaml, a scenario, shared parts and clocks are checked as such, whatever their names.

    Examples:\n
      crisisctl playbook lint playbooks/*.yaml\n
      crisisctl playbook lint outage --format json\n
      crisisctl playbook lint --explain playbook-stale
    """
    if explain is not None:
        typer.echo(_explain(explain))
        return
    paths = [reader.find_playbook(name) for name in playbooks] if playbooks else _all()
    problems = _problems(paths)
    errors = [problem for problem in problems if is_error(problem.level, strict)]
    if output is LintFormat.json:
        _acting.show_json(
            {"files": [str(path) for path in paths], "problems": [_shape(problem) for problem in problems]}
        )
    elif output is LintFormat.sarif:
        from crisisctl import __version__
        from crisisctl.soundness._output import sarif

        _acting.print_json(sarif(list(problems), __version__))
    else:
        language = _acting.language_of(None)
        files = {str(path) for path in paths}
        for problem, where in problems.items():
            shared = f" [{', '.join(where)}]" if where and problem.file not in files else ""
            typer.echo(clean(f"{problem.said(language)}{shared}"))
        warnings = sum(problem.level != "info" for problem in problems) - len(errors)
        tally = counted(len(paths), "file"), counted(len(errors), "error"), counted(warnings, "warning")
        typer.echo(", ".join(tally), err=True)
    if errors:
        raise typer.Exit(_BAD)


def _all() -> list[Path]:
    return [*(path for _, path in reader.playbooks()), *reader.scenarios().values()]


def _explain(wanted: str) -> str:
    language = _acting.language_of(None)
    if wanted == "all":
        return "\n".join(soundness.explain(each, language) for each in soundness.ids())
    aliases = {alias: check.id for check in soundness.checks() for alias in check.aliases}
    wanted = aliases.get(wanted, wanted)
    if wanted not in soundness.ids():
        near = did_you_mean(wanted, soundness.ids())
        raise NotFound(f"there is no check `{one_line(wanted)}`{near}", f"one of {listed(soundness.ids())}")
    return soundness.explain(wanted, language)


def _problems(paths: Sequence[Path]) -> dict[Problem, list[str]]:
    """Every problem once, and the playbooks that have it: several include the same shared file."""
    from crisisctl.soundness import _around

    levels = lint_settings.own_settings().levels
    around = _around.around()
    found: dict[Problem, list[str]] = {}
    for path in paths:
        kind = reader.kind_of(path)
        if kind == "organisation" or (not kind and path.name == organisation.FILE):
            found |= {problem: [] for problem in organisation.check(path, _roles())[1]}
            continue
        examined = reader.examine(path, kind)
        of_one = [soundness.renamed(problem) for problem in examined.problems]
        if examined.playbook:
            of_one += soundness.look(around.subject(examined))
            of_one.sort(key=lambda each: (each.file != str(path), each.file, each.line, each.column))
        for problem in dict.fromkeys(soundness.levelled(of_one, levels)):
            found.setdefault(problem, []).append(path.stem)
    return found


def _roles() -> set[str]:
    """The roles of every playbook there is; of one that cannot be read its own lint tells."""
    read = (reader.check(path)[0] for _, path in reader.playbooks())
    return {role for playbook in read if playbook for role in playbook.roles}


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
