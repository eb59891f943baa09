"""What is wrong with a playbook as a whole: words that lead nowhere, ids used twice, values that do not fit."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import TypeAlias

from msgspec.structs import replace

from crisisctl import channels
from crisisctl.playbook import SEVERITIES, Input, Phase, Playbook, Step
from crisisctl.reader.expressions import check_expressions
from crisisctl.reader.nodes import Mapping, Node, Scalar, Sequence
from crisisctl.reader.problems import near, shown
from crisisctl.reader.reading import Reading
from crisisctl.reader.secrecy import check_secrets
from crisisctl.reader.steps import check_answers, check_steps, check_triggers, check_walk
from crisisctl.reader.texts import check_texts, check_unused
from crisisctl.text import listed
from crisisctl.values import parse_value

Known: TypeAlias = dict[str, tuple[Collection[str], str]]
"""What may be referred to, by noun, and what to do about a word that is not among it."""


def check_playbook(
    playbook: Playbook,
    root: Mapping,
    reading: Reading,
    clocks: Collection[str] = frozenset(),
    playbooks: Collection[str] = frozenset(),
    *,
    shared: bool = False,
) -> None:
    """Every check of the whole file; problems are added to those of ``reading``.

    ``clocks`` are the shipped ones, ``playbooks`` those that can be started. A ``shared`` file has no walk.
    """
    facts = declared(root, "inputs") | declared(root, "facts")
    known: Known = {
        "role": (declared(root, "roles"), "declare it under `roles`"),
        "fact": (facts, "declare it under `facts`"),
        "fact or severity": (facts | {"severity"}, "declare it under `facts`"),
        "message": (declared(root, "messages"), "declare it under `messages`"),
        "audience": (declared(root, "audiences"), "declare it under `audiences`"),
        "channel": (channels.ids(), f"one of {listed(channels.ids())}"),
        "playbook": (playbooks, "crisisctl playbook list names those there are"),
        "step": ({step.id for step, _ in reading.of(Step)}, "name the id of a step"),
        "language": (playbook.languages, "add it to `languages`"),
        "clock": (
            {*clocks, *declared(root, "clocks")},
            "name one of `crisisctl clock list --all`, or declare it under `clocks`",
        ),
    }
    references(reading, known)
    check_expressions(playbook, facts, reading)
    _twice(reading, root)
    for spec, node in reading.of(Input):
        _fact(spec, node, reading)
    check_triggers(reading)
    check_steps(reading)
    choices = {name: tuple(spec.choices) for name, spec in playbook.known().items() if spec.choices}
    check_answers(reading, choices | {"severity": SEVERITIES})
    check_secrets(playbook, reading)
    check_texts(playbook, root, facts, reading)
    if not shared:
        check_walk(reading)
        check_unused(playbook, root, reading)
        _lead(playbook, root, reading)


def references(reading: Reading, known: Known) -> None:
    """Each word that should name something declared elsewhere, does."""
    for use in reading.uses:
        if use.noun == "language" and use.node.file:
            continue  # a shared text may be in more languages than the playbook
        if use.noun in known and use.text not in known[use.noun][0]:
            among, hint = known[use.noun]
            text = f"unknown {use.noun} {shown(use.text)}{near(use.text, among)}"
            reading.problems.error(f"unknown-{use.noun.split()[0]}", use.node, text, hint)


def declared(root: Mapping, section: str) -> set[str]:
    """The ids of a section as they are written, so an entry that cannot be read is not called unknown as well."""
    node = root.get(section)
    if isinstance(node, Sequence):
        return {item.text for item in node.items if isinstance(item, Scalar)}
    return {key.text for key, _ in node.items} if isinstance(node, Mapping) else set()


def _twice(reading: Reading, root: Mapping) -> None:
    _unique("step", ((step.id, node.get("id") or node) for step, node in reading.of(Step)), reading)
    _unique("phase", ((phase.id, node.get("id") or node) for phase, node in reading.of(Phase)), reading)
    for step, node in reading.of(Step):
        options = node.get("options")
        items = options.items if isinstance(options, Sequence) else ()
        ids = [each for item in items if isinstance(item, Mapping) and isinstance(each := item.get("id"), Scalar)]
        _unique(f"answer of {shown(step.id)}", ((each.text, each) for each in ids), reading)
    sections = (root.get("inputs"), root.get("facts"))
    _unique(
        "fact", ((key.text, key) for node in sections if isinstance(node, Mapping) for key, _ in node.items), reading
    )


def _unique(what: str, ids: Iterable[tuple[str, Node]], reading: Reading) -> None:
    first: dict[str, Node] = {}
    for name, node in ids:
        if name and name in first:
            text = f"another {what} has the id {shown(name)}"
            reading.problems.error("duplicate-id", node, text, f"it is on line {first[name].line}")
        first.setdefault(name, node)


def _fact(spec: Input, node: Mapping, reading: Reading) -> None:
    problems = reading.problems
    if spec.type == "choice" and node.get("choices") is None:
        problems.error(
            "missing-key", node, f"{shown(spec.name)} is a choice without `choices`", "list them: [one, two]"
        )
    for key, kind in (("choices", "choice"), ("milestone", "datetime"), ("min", "integer")):
        fits = {"integer", "number"} if key == "min" else {kind}
        if spec.type not in fits and (place := node.key(key)):
            problems.error(
                "misplaced-key", place, f"`{key}` does not fit the type `{spec.type}`", f"it is for `type: {kind}`"
            )
    for key, text in (("default", spec.default), ("example", spec.example)):
        written = node.get(key)
        if text is None or written is None or (spec.type == "choice" and not spec.choices):
            continue
        try:
            # The pattern is left out: matching a hostile one could take for ever, and only people's answers need it.
            parse_value(replace(spec, pattern=None), text, _NOW, UTC)
        except (ValueError, OverflowError) as reason:
            problems.error("bad-value", written, f"`{key}` of {str(reason)[:200]}")


_NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
"""Any instant will do: it only has to be known whether a time can be read."""


def _lead(playbook: Playbook, root: Mapping, reading: Reading) -> None:
    if root.get("lead") is None and playbook.lead not in declared(root, "roles"):
        hint = "declare a role `lead`, or name the role: `lead: ROLE`"
        reading.problems.warn("no-lead", root, f"there is no role `{playbook.lead}`, so nobody can acknowledge", hint)
