"""The steps of a playbook as rows from top to bottom, and the ways between them: what a drawing of it needs.

Pure: no markup. The order of the file is the order of the rows; a way that leads on to the next row is not a jump.
"""

from __future__ import annotations

from dataclasses import dataclass

from crisisctl.playbook import Phase, Playbook, Step
from crisisctl.teller import due_of
from crisisctl.text import one_line, say


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the head of a phase, a step, or an answer of the decision above it."""

    kind: str
    id: str
    title: str
    detail: str = ""
    goto: str = ""
    playbook: str = ""


@dataclass(frozen=True, slots=True)
class Jump:
    """A way from the row of an answer to the row of a step, in a lane of its own; lane 0 is next to the rows."""

    start: int
    end: int
    lane: int

    @property
    def back(self) -> bool:
        return self.end < self.start


def rows(playbook: Playbook, language: str) -> tuple[Row, ...]:
    found: list[Row] = []
    for phase in playbook.phases:
        found.append(_head(phase, language))
        for step in phase.steps:
            found.append(_step(step, language))
            found += [
                Row(
                    "answer",
                    option.id,
                    one_line(say(option.title, language)) or option.id,
                    "",
                    option.goto or "",
                    option.playbook or "",
                )
                for option in step.options
            ]
    return tuple(found)


def jumps(drawn: tuple[Row, ...]) -> tuple[Jump, ...]:
    """The ways that do not lead to the next row; the short ones are next to the rows, none lies on another."""
    place = {row.id: at for at, row in enumerate(drawn) if row.kind not in {"phase", "answer"}}
    wanted = [(at, place[row.goto]) for at, row in enumerate(drawn) if row.goto in place]
    lanes: list[list[tuple[int, int]]] = []
    made = []
    for start, end in sorted(wanted, key=lambda each: (abs(each[1] - each[0]), each)):
        low, high = min(start, end), max(start, end)
        free = (n for n, lane in enumerate(lanes) if all(high < begin or low > last for begin, last in lane))
        number = next(free, len(lanes))
        if number == len(lanes):
            lanes.append([])
        lanes[number].append((low, high))
        made.append(Jump(start, end, number))
    return tuple(sorted(made, key=lambda each: each.start))


def _head(phase: Phase, language: str) -> Row:
    return Row("phase", phase.id, one_line(say(phase.title, language)) or phase.id)


def _step(step: Step, language: str) -> Row:
    """A step with who does it and until when, and under which condition."""
    due = due_of(step, language)
    again = "↻" if step.repeats else ""
    condition = ("si " if language == "fr" else "if ") + one_line(step.when) if step.when else ""
    detail = " · ".join(part for part in (step.role or "", due, again, condition) if part)
    return Row(step.kind, step.id, one_line(say(step.title, language)) or step.id, detail)
