"""What is wrong with the order of the walk: decisions that decide nothing, steps that nothing leads to."""

from __future__ import annotations

from collections.abc import Iterable

from crisisctl.playbook import Input, Step
from crisisctl.reader.nodes import Mapping, Scalar, Sequence
from crisisctl.reader.problems import near, shown
from crisisctl.reader.reading import Reading


def check_steps(reading: Reading) -> None:
    """Check every step by itself."""
    for step, node in reading.of(Step):
        _needs(node, reading)
        if step.kind == "decision":
            _decision(step, node, reading)


def check_triggers(reading: Reading) -> None:
    """Keys of a fact that say when it starts and meets clocks, without naming any."""
    for _, node in reading.of(Input):
        _paired(node, (("starts_when", "starts"), ("meets_when", "meets")), reading)


def _needs(node: Mapping, reading: Reading) -> None:
    """Keys that say something about another key."""
    _paired(node, (("from", "due"), ("until", "every")), reading)


def _paired(node: Mapping, pairs: Iterable[tuple[str, str]], reading: Reading) -> None:
    for key, wanted in pairs:
        if (place := node.key(key)) and node.get(wanted) is None:
            reading.problems.error(
                "misplaced-key", place, f"`{key}` without `{wanted}` says nothing", f"add `{wanted}`"
            )


def _decision(step: Step, node: Mapping, reading: Reading) -> None:
    options = node.get("options")
    if not isinstance(options, Sequence):
        return
    if len(options.items) == 1:
        hint = "add the other answers, or make it a `task`"
        reading.problems.error("one-option", options, f"{shown(step.id)} has one answer only", hint)
    for item in options.items:
        goto = item.get("goto") if isinstance(item, Mapping) else None
        if goto is not None and isinstance(item, Mapping) and (place := item.key("playbook")):
            hint = "an answer goes on at a step, or with another playbook"
            reading.problems.error("misplaced-key", place, "`playbook` beside `goto`", hint)
        if isinstance(goto, Scalar) and goto.text == step.id:
            hint = "leave `goto` out to go on with the next step"
            reading.problems.error("goto-self", goto, f"`goto` leads back to {shown(step.id)} itself", hint)


def check_answers(reading: Reading, choices: dict[str, tuple[str, ...]]) -> None:
    """A decision that ``sets`` a choice offers nothing else than that choice."""
    for step, node in reading.of(Step):
        options = node.get("options")
        if step.sets not in choices or not isinstance(options, Sequence):
            continue
        for option, place in zip(step.options, options.items, strict=False):
            if option.id not in choices[step.sets]:
                text = f"{shown(option.id)} is not a choice of `{step.sets}`{near(option.id, choices[step.sets])}"
                reading.problems.error("bad-value", place, text, "a decision sets the fact to the id of its answer")


def check_walk(reading: Reading) -> None:
    """Each run of steps that no way through the file comes by; linear in steps and answers."""
    found = reading.of(Step)
    place = {step.id: at for at, (step, _) in reversed(list(enumerate(found)))}
    reached, ahead = set[int](), [0] if found else []
    while ahead:
        at = ahead.pop()
        if at in reached or at >= len(found):
            continue
        reached.add(at)
        step, node = found[at]
        gotos = [option.goto for option in step.options if not option.playbook]
        ahead += [place[goto] for goto in gotos if goto in place]
        if step.kind != "decision" or not step.options or None in gotos or step.when or step.optional:
            ahead.append(at + 1)
    for at, (step, node) in enumerate(found):
        if at not in reached and (at == 0 or at - 1 in reached):
            hint = "let a `goto` lead here, or leave one out above"
            text = f"no way leads to step {shown(step.id)}: the decision above always goes elsewhere"
            reading.problems.error("unreachable", node, text, hint)
