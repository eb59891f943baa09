"""What is wrong with the expressions of a playbook: how they are written, what they name, what can never be true."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from crisisctl import channels, expressions
from crisisctl.incident import STATUSES
from crisisctl.playbook import SEVERITIES, Playbook
from crisisctl.reader.problems import near, shown
from crisisctl.reader.reading import Reading, Use
from crisisctl.text import listed

MODES = ("live", "drill", "retrospective")


def check_expressions(playbook: Playbook, facts: set[str], reading: Reading) -> None:
    """Check every ``when`` and ``until``."""
    values = _values(playbook)
    numbers = {
        name for name, spec in playbook.known().items() if spec.type in {"integer", "number", "boolean", "duration"}
    }
    for use in reading.uses:
        if use.noun != "expression":
            continue
        if problem := expressions.check(use.text):
            hint = "write for instance severity == 'SEV1' and affected > 100"
            reading.problems.error("bad-expression", use.node, problem[:300], "" if hint in problem else hint)
            continue
        for name in sorted(expressions.names(use.text) - facts - set(expressions.BUILT_IN)):
            text = f"unknown fact {shown(name)}{near(name, facts | set(expressions.BUILT_IN))}"
            reading.problems.error("unknown-fact", use.node, text, "declare it under `facts`; a text goes in quotes")
        _never(use, values, numbers, reading)


def _values(playbook: Playbook) -> dict[str, Collection[str]]:
    """The words that some names can take."""
    choices = {name: tuple(spec.choices) for name, spec in playbook.known().items() if spec.choices}
    return {
        **choices,
        "status": STATUSES,
        "severity": (*SEVERITIES, "unset"),
        "mode": MODES,
        "down": channels.ids(),
    }


def _never(use: Use, values: dict[str, Collection[str]], numbers: set[str], reading: Reading) -> None:
    for name, word in _compared(use.text):
        if name in values and word not in values[name]:
            text = f"`{name}` is never {shown(word)}{near(word, values[name])}"
            reading.problems.error("never-true", use.node, text, f"one of {listed(values[name])}")
        elif name in numbers:
            text = f"`{name}` is not a text, so it is never '{word[:60]}'"
            reading.problems.error("never-true", use.node, text, "write a number without quotes, or true or false")


def _compared(text: str) -> Iterator[tuple[str, str]]:
    """Each name of an expression with each word it is compared to."""
    for node in ast.walk(ast.parse(text.strip(), mode="eval")):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            for name in (side.id for side in sides if isinstance(side, ast.Name)):
                for side in sides:
                    parts = side.elts if isinstance(side, ast.List | ast.Tuple) else [side]
                    yield from (
                        (name, part.value)
                        for part in parts
                        if isinstance(part, ast.Constant) and isinstance(part.value, str)
                    )
