"""Trees laid over one another: a playbook over the parts it shares with others.

One rule: what has the same id is one thing, and the keys that are written above replace those below, key by key. The
``body`` of a message takes the other texts with it, since a new body beside an old short text would say two things; a
step with a ``kind`` is written out whole and takes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias

from crisisctl.reader.grammar import SHARED
from crisisctl.reader.kinds import MapOf
from crisisctl.reader.nodes import Mapping, Node, Scalar, Sequence
from crisisctl.reader.problems import Problems, near, shown

Entry: TypeAlias = tuple[Scalar, Node]

SECTIONS = tuple(name for name, key in SHARED.keys.items() if isinstance(key.kind, MapOf))
"""The keys below which things lie by id."""
_LISTS = tuple(name for name, key in SHARED.keys.items() if isinstance(key.kind, MapOf) and key.kind.short)
"""Those where a plain list of ids will do."""
_WITH_BODY = frozenset({"subject", "short", "channels", "only", "preapproved", "provider_templates"})
_TWINS = (("inputs", "facts"), ("facts", "inputs"))


def lay(over: Mapping, under: Mapping) -> Mapping:
    """One tree from two: what ``over`` says, and what only ``under`` has."""
    under = _asked_as(over, under)
    items = {key.text: (key, node) for key, node in under.items}
    for key, node in over.items:
        below = under.get(key.text)
        made: Node = node
        if key.text in SECTIONS and (isinstance(node, Mapping) or key.text in _LISTS) and below is not None:
            made = _section(node, below, whole="kind" if key.text == "steps" else "")
        elif key.text == "phases" and isinstance(node, Sequence) and isinstance(below, Sequence):
            made = replace(node, items=tuple(phase for _, phase in _by_id(_named(node), _named(below))))
        items[key.text] = (key, made)
    return replace(over, items=tuple(items.values()))


def place(root: Mapping, shared: Mapping, problems: Problems) -> Mapping:
    """A playbook with the shared phases and steps standing where it names them."""
    phases = {key.text: node for key, node in _named(shared.get("phases"))}
    steps = {key.text: node for key, node in _entries(shared.get("steps"))}

    def step(node: Node) -> Node:
        return _taken(node, "step", steps, problems)

    def phase(node: Node) -> Node:
        taken = _taken(node, "phase", phases, problems)
        return _each(taken, "steps", step) if isinstance(taken, Mapping) else taken

    return _each(root, "phases", phase)


def _section(over: Node, under: Node, whole: str = "") -> Node:
    """Two sections laid over one another; a list stands for its ids with nothing behind them."""
    if isinstance(over, Scalar):
        return over
    return Mapping(over.line, over.column, _by_id(_entries(over), _entries(under), whole), file=over.file)


def _each(node: Mapping, name: str, change: Callable[[Node], Node]) -> Mapping:
    """The map with every item of one of its lists changed."""
    return replace(node, items=tuple(
        (key, replace(found, items=tuple(change(item) for item in found.items)))
        if key.text == name and isinstance(found, Sequence) else (key, found)
        for key, found in node.items
    ))  # fmt: skip


def _taken(node: Node, noun: str, shared: dict[str, Node], problems: Problems) -> Node:
    """A step or phase with what the shared one of its id says; a bare id stands for the shared one as it is."""
    if isinstance(node, Scalar) and not node.broken and not node.empty:
        if node.text not in shared:
            text = f"there is no shared {noun} {shown(node.text)}{near(node.text, shared)}"
            problems.error(f"unknown-{noun}", node, text, f"write the {noun} out, or `include` the file it is in")
            return replace(node, broken=True)
        node = Mapping(node.line, node.column, ((replace(node, text="id"), node),), file=node.file)
    if isinstance(node, Mapping) and isinstance(name := node.get("id"), Scalar) and name.text in shared:
        return _merged(node, shared[name.text], whole="kind" if noun == "step" else "")
    return node


def _by_id(over: Iterable[Entry], under: Iterable[Entry], whole: str = "") -> tuple[Entry, ...]:
    entries = {key.text: (key, node) for key, node in under}
    for key, node in over:
        entries[key.text] = (key, _merged(node, entries[key.text][1], whole) if key.text in entries else node)
    return tuple(entries.values())


def _merged(over: Node, under: Node, whole: str = "") -> Node:
    """One thing from two of the same id; the one above stands alone where it has the key ``whole``."""
    if isinstance(over, Scalar) and over.empty and not over.broken and isinstance(under, Mapping):
        return replace(under, line=over.line, column=over.column, file=over.file)
    if not isinstance(over, Mapping) or not isinstance(under, Mapping) or over.get(whole):
        return over
    written = {key.text for key, _ in over.items}
    gone = written | (_WITH_BODY if "body" in written else frozenset())
    return replace(over, items=(*(item for item in under.items if item[0].text not in gone), *over.items))


def _asked_as(over: Mapping, under: Mapping) -> Mapping:
    """A shared fact lies among the inputs where the file above has it there, and the other way round."""
    sections = {name: tuple(_entries(under.get(name))) for name, _ in _TWINS}
    for name, twin in _TWINS:
        wanted = {key.text for key, _ in _entries(over.get(name))}
        sections[name] += tuple(entry for entry in sections[twin] if entry[0].text in wanted)
        sections[twin] = tuple(entry for entry in sections[twin] if entry[0].text not in wanted)
    kept = [(key, node) for key, node in under.items if key.text not in sections]
    for name, entries in sections.items():
        if entries:
            first = entries[0][0]
            kept.append((replace(first, text=name), Mapping(first.line, first.column, entries, file=first.file)))
    return replace(under, items=tuple(kept))


def _entries(node: Node | None) -> tuple[Entry, ...]:
    if isinstance(node, Sequence):
        return tuple((item, replace(item, text="", style="")) for item in node.items if isinstance(item, Scalar))
    return node.items if isinstance(node, Mapping) else ()


def _named(node: Node | None) -> Iterator[Entry]:
    """The items of a list by their ``id``; those that have none stay by themselves."""
    for at, item in enumerate(node.items if isinstance(node, Sequence) else ()):
        name = item.get("id") if isinstance(item, Mapping) else item
        yield (name if isinstance(name, Scalar) else Scalar(item.line, item.column, f"{at}", file=item.file)), item
