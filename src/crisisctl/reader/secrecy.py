"""Where a playbook would let a secret out: only a command that names it may see it, and nothing else."""

from __future__ import annotations

from crisisctl import expressions
from crisisctl.playbook import Input, Playbook, Step
from crisisctl.reader.nodes import Mapping, Scalar, Sequence
from crisisctl.reader.problems import shown
from crisisctl.reader.reading import Reading


def check_secrets(playbook: Playbook, reading: Reading) -> None:
    """Check the secret facts, the expressions that look at them and the steps that use them."""
    secrets = playbook.secrets()
    for spec, node in reading.of(Input):
        if spec.secret:
            _secret(spec, node, reading)
    for use in reading.uses:
        if use.noun != "expression" or expressions.check(use.text):
            continue
        for name in sorted(expressions.names(use.text) & secrets):
            text = f"{shown(name)} is secret, and an expression would tell something of it"
            reading.problems.error("secret-shown", use.node, text, "ask for a fact beside it, which is not secret")
    for step, node in reading.of(Step):
        _step(step, node, secrets, reading)


def _secret(spec: Input, node: Mapping, reading: Reading) -> None:
    if spec.type != "text" and (place := node.key("type") or node.key("secret")):
        text = f"`secret` does not fit the type `{spec.type}`"
        reading.problems.error("misplaced-key", place, text, "a secret is a text: leave `type` out")
    if place := node.key("default"):
        text = "a secret has no default: whoever reads this file would know it"
        reading.problems.error("misplaced-key", place, text, "remove the default")


def _step(step: Step, node: Mapping, secrets: frozenset[str], reading: Reading) -> None:
    sets = node.get("sets")
    if step.sets in secrets and sets:
        text = f"{shown(step.sets)} is secret, and the answers of a decision stand in this file"
        reading.problems.error("secret-shown", sets, text, "let it set another fact")
    named = node.get("secrets")
    for item in named.items if isinstance(named, Sequence) else ():
        if isinstance(item, Scalar) and item.text in step.secrets and item.text not in secrets:
            text = f"{shown(item.text)} is not secret, and every command sees it already"
            reading.problems.error("not-secret", item, text, "remove it here, or add `secret: true` to the fact")
