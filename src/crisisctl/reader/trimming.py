"""What a playbook takes from shared files: only what it uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from crisisctl import expressions
from crisisctl.messages import placeholders
from crisisctl.reader.kinds import Kind, ListOf, MapOf, Plain, Record, Ref, Text
from crisisctl.reader.nodes import Mapping, Node, Scalar, Sequence

_KEPT = ("inputs", "severities")
"""Sections that count as a whole: what is asked at the start, and the scale."""


def trimmed(root: Mapping, grammar: Record) -> Mapping:
    """The tree without the shared entries that no step of it leads to."""
    sections = {
        key.text: node
        for key, node in root.items
        if key.text in grammar.keys and isinstance(grammar.keys[key.text].kind, MapOf) and isinstance(node, Mapping)
    }
    kinds = {name: key.kind for name, key in grammar.keys.items()}
    wanted = {("lead", "roles")}
    ahead: list[tuple[Kind, Node]] = []
    for key, node in root.items:
        if key.text in sections and key.text not in _KEPT:
            ahead += [(_value(kinds[key.text]), entry) for name, entry in _entries(node) if not name.file]
        elif key.text in kinds:
            ahead.append((kinds[key.text], node))
    while ahead:
        for noun, name in _mentions(*ahead.pop()):
            section = f"{noun}s"
            if (name, section) not in wanted:
                wanted.add((name, section))
                if (there := sections.get(section)) and (entry := there.get(name)):
                    ahead.append((_value(kinds[section]), entry))
    return replace(root, items=tuple(
        (key, replace(node, items=tuple(e for e in node.items if not e[0].file or (e[0].text, key.text) in wanted)))
        if key.text in sections and key.text not in _KEPT and isinstance(node, Mapping) else (key, node)
        for key, node in root.items
    ))  # fmt: skip


def _value(kind: Kind) -> Kind:
    assert isinstance(kind, MapOf)  # noqa: S101 - only sections are asked for
    return kind.value


def _entries(node: Node) -> tuple[tuple[Scalar, Node], ...]:
    return node.items if isinstance(node, Mapping) else ()


def _mentions(kind: Kind, node: Node) -> Iterator[tuple[str, str]]:
    """The noun and the id of everything a node names."""
    match kind, node:
        case Ref(noun), Scalar():
            yield noun.split()[0], node.text
        case Plain(noun="expression"), Scalar() if not expressions.check(node.text):
            yield from (("fact", name) for name in expressions.names(node.text))
        case Text(template=True), Scalar() | Mapping():
            for each in [node] if isinstance(node, Scalar) else [item for _, item in node.items]:
                text = each.text if isinstance(each, Scalar) else ""
                yield from (("fact", name) for name in placeholders.used(text))
                yield from (("role", name) for name in placeholders.roles(text))
        case ListOf(item), Sequence():
            for each in node.items:
                yield from _mentions(item, each)
        case MapOf(key, value), Mapping():
            for name, each in node.items:
                yield from _mentions(key, name)
                yield from _mentions(value, each)
        case Record(), Mapping():
            for name, each in node.items:
                if rule := kind.keys.get(name.text):
                    yield from _mentions(rule.kind, each)
        case _:
            pass  # a word that names nothing, or a value of the wrong kind: the reading complains of it
