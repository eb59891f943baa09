"""What is wrong with a playbook as a whole: words that lead nowhere, steps nobody reaches."""

from __future__ import annotations

from crisisctl import channels, expressions
from crisisctl.nodes import Mapping
from crisisctl.playbook import Playbook, Step
from crisisctl.problems import shown
from crisisctl.reading import Reading
from crisisctl.text import did_you_mean, listed


def check_playbook(playbook: Playbook, root: Mapping, reading: Reading) -> None:
    """Every check of the whole file; problems are added to those of ``reading``."""
    _references(playbook, root, reading)


def _declared(root: Mapping, section: str) -> set[str]:
    """The ids of a section as they are written, so an entry that cannot be read is not called unknown as well."""
    node = root.get(section)
    return {key.text for key, _ in node.items} if isinstance(node, Mapping) else set()


def _references(playbook: Playbook, root: Mapping, reading: Reading) -> None:
    facts = _declared(root, "inputs") | _declared(root, "facts")
    known: dict[str, tuple[set[str], str]] = {
        "role": (_declared(root, "roles"), "declare it under `roles`"),
        "fact": (facts, "declare it under `facts`"),
        "message": (_declared(root, "messages"), "declare it under `messages`"),
        "audience": (_declared(root, "audiences"), "declare it under `audiences`"),
        "channel": (set(channels.ids()), f"one of {listed(channels.ids())}"),
        "step": ({step.id for step, _ in reading.of(Step)}, "name the id of a step"),
        "language": (set(playbook.languages), "add it to `languages`"),
    }
    for use in reading.uses:
        if use.noun == "expression":
            _expression(use.text, use.node, facts, reading)
        elif use.text not in known[use.noun][0]:
            among, hint = known[use.noun]
            text = f"unknown {use.noun} {shown(use.text)}{did_you_mean(use.text[:60], among)}"
            reading.problems.error(f"unknown-{use.noun}", use.node, text, hint)


def _expression(text: str, node: object, facts: set[str], reading: Reading) -> None:
    if problem := expressions.check(text):
        reading.problems.error("bad-expression", node, problem[:300])  # type: ignore[arg-type]
        return
    for name in sorted(expressions.names(text) - facts - set(expressions.BUILT_IN)):
        said = f"unknown fact {shown(name)}{did_you_mean(name, facts | set(expressions.BUILT_IN))}"
        reading.problems.error("unknown-fact", node, said, "declare it under `facts`")  # type: ignore[arg-type]
