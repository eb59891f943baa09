"""How a step is come to: the answers that lead there, and facts under which it applies."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import datetime

from crisisctl import channels, expressions
from crisisctl.incident import STATUSES
from crisisctl.playbook import SEVERITIES, Input, Organisation, Playbook, Step
from crisisctl.zones import zone_of

SAMPLES = {"text": "test", "integer": "12", "number": "1.5", "boolean": "yes", "datetime": "14:05", "duration": "2h"}
_TRIES = 4096
"""How many combinations of facts are tried for one ``when``."""


def evening(organisation: Organisation) -> datetime:
    """A Monday evening where the organisation is: most times of the day that examples give are past by then."""
    return datetime(2026, 11, 23, 20, 30, tzinfo=zone_of(organisation))


def sample(spec: Input, wanted: Mapping[str, str]) -> str:
    """What a person might type: what is ``wanted``, the example of the playbook, else something of its type."""
    if spec.type == "choice" and spec.choices:
        made = next(iter(spec.choices))
    elif spec.type in {"integer", "number"} and spec.min is not None and spec.min > 12:
        made = str(spec.min)
    else:
        made = SAMPLES.get(spec.type, "test")
    return wanted.get(spec.name) or spec.example or spec.default or made


def ways(playbook: Playbook) -> dict[str, dict[str, str]]:
    """For each step, the answers that lead there by the shortest way; linear in steps and answers."""
    steps = [step for _, step in playbook.steps()]
    place = {step.id: at for at, step in enumerate(steps)}
    found: dict[int, dict[str, str]] = {0: {}} if steps else {}
    ahead = [0] if steps else []
    for at in ahead:
        step = steps[at]
        following = [
            (place.get(option.goto or "", at + 1), {step.id: option.id})
            for option in step.options
            if not option.playbook
        ]
        if step.kind != "decision" or step.when or step.optional:
            following.append((at + 1, {}))
        for there, answer in following:
            if there < len(steps) and there not in found:
                found[there] = {**found[at], **answer}
                ahead.append(there)
    return {steps[at].id: way for at, way in found.items()}


def wish(playbook: Playbook, step: Step, way: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The answers and facts with which a walk comes by a step: also those that let the decisions before it apply."""
    steps = {each.id: each for _, each in playbook.steps()}
    answers, facts = dict(way), dict[str, str]()
    for each in (*(steps[name] for name in way), step):
        if each.when:
            facts |= _under(playbook, each.when, facts)
    for other in steps.values():
        if other.sets in facts and any(option.id == facts[other.sets] for option in other.options):
            answers[other.id] = facts[other.sets]
    return answers, facts


def _under(playbook: Playbook, expression: str, given: Mapping[str, str]) -> dict[str, str]:
    """Facts under which an expression holds; those ``given`` stay. Empty where none were found."""
    known = playbook.known()
    names = sorted(expressions.names(expression))
    literals = [word.strip("'\"") for word in expression.replace("(", " ").replace(")", " ").split()]
    numbers = [int(word) for word in literals if word.lstrip("-").isdigit()]
    values: list[list[tuple[str, object]]] = []
    for name in names:
        spec = known.get(name)
        if name == "severity":
            values.append([(level, level) for level in SEVERITIES])
        elif name == "down":
            values.append([("", ()), *((word, (word,)) for word in literals if word in channels.ids())])
        elif name == "status":
            values.append([("", status) for status in STATUSES])
        elif spec is None:
            values.append([("", None)])
        elif spec.type == "boolean":
            values.append([("yes", True), ("no", False)])
        elif spec.type == "choice":
            values.append([(each, each) for each in spec.choices])
        elif spec.type in {"integer", "number"}:
            around = sorted({number + by for number in numbers for by in (-1, 0, 1)} | {12})
            values.append([(str(number), number) for number in around if number >= (spec.min or 0)])
        else:
            example = spec.example or SAMPLES.get(spec.type, "test")
            values.append([(example, example), *((word, word) for word in literals if word not in names)])
    for combination in itertools.islice(itertools.product(*values), _TRIES):
        raw = {name: text for name, (text, _) in zip(names, combination, strict=True) if text}
        if any(given.get(name, text) != text for name, text in raw.items()):
            continue
        if expressions.holds(expression, {name: value for name, (_, value) in zip(names, combination, strict=True)}):
            return raw
    return {}
