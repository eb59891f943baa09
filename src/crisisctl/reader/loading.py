"""A file read by a grammar: what a playbook and ``crisis.yaml`` have in common."""

from __future__ import annotations

from pathlib import Path

from crisisctl.errors import BadInputFile
from crisisctl.reader.including import with_shared
from crisisctl.reader.kinds import Record
from crisisctl.reader.nodes import Mapping, compose
from crisisctl.reader.problems import Problem, Problems
from crisisctl.reader.reading import Reading
from crisisctl.reader.syntax import read_text


def read_file(path: Path, grammar: Record, problems: Problems) -> tuple[Reading, object, Mapping | None]:
    """A file read by a grammar: what was noted on the way, the value if it could be made, and the root of the tree."""
    reading = Reading(problems)
    text = read_text(path, problems)
    reading.lines[""] = (text or "").split("\n")
    root = None if text is None else compose(text, problems)
    if root is None:
        return reading, None, None
    if isinstance(root, Mapping) and "include" in grammar.keys:
        root = with_shared(root, grammar, path.stem, reading)
    made = reading.record(grammar, root, grammar.name)
    return reading, made, root if isinstance(root, Mapping) else None


def bad_file(path: Path, problems: tuple[Problem, ...]) -> BadInputFile:
    """The error that tells all the problems of a file."""
    errors = sum(problem.level == "error" for problem in problems)
    said = f"{path}: {errors} error{'s' if errors != 1 else ''}"
    return BadInputFile(said, "mend the lines named", problems)
