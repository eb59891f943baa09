"""The files a playbook includes, found and read, and the playbook with all that it takes from them in its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache, reduce

from crisisctl import paths
from crisisctl.reader.grammar import SHARED, SHARED_SCHEMA
from crisisctl.reader.kinds import Record
from crisisctl.reader.merging import SECTIONS, lay, place
from crisisctl.reader.nodes import Mapping, Node, Scalar, Sequence, compose
from crisisctl.reader.problems import Problem, Problems, near, shown
from crisisctl.reader.reading import Reading
from crisisctl.reader.syntax import read_text
from crisisctl.reader.trimming import trimmed
from crisisctl.text import listed

_HEAD = frozenset(SHARED.keys) - {*SECTIONS, "phases"}
"""What a shared file says of itself, and not of those that include it."""
_LONGEST_CHAIN = 16


def with_shared(root: Mapping, grammar: Record, name: str, reading: Reading) -> Mapping:
    """The tree of a playbook, or of a shared file, with what it includes. ``name`` is the id of the file."""
    found = _Found(reading, {})
    found.follow(root.get("include"), (name,) if grammar is SHARED else ())
    nothing = Mapping(root.line, root.column, ())
    shared = reduce(lambda under, over: lay(over, under), found.trees.values(), nothing)
    if grammar is SHARED:
        return lay(root, shared)
    offered = replace(shared, items=tuple(item for item in shared.items if item[0].text not in {"steps", "phases"}))
    return trimmed(lay(place(root, shared, reading.problems), offered), grammar)


@lru_cache(maxsize=16)
def _composed(source: str, file: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """The tree of a shared file: composed once where every playbook is read, as each includes the same ones."""
    own = Problems(file)
    return compose(source, own, file), own.all()


@dataclass(slots=True)
class _Found:
    """The shared files that were met, each once, those included by another before it."""

    reading: Reading
    trees: dict[str, Mapping] = field(default_factory=dict)

    def follow(self, include: Node | None, chain: tuple[str, ...]) -> None:
        for name in include.items if isinstance(include, Sequence) else ():
            if isinstance(name, Scalar) and re.fullmatch("[a-z][a-z0-9-]*", name.text):  # else the reading complains
                self._take(name, chain)

    def _take(self, name: Scalar, chain: tuple[str, ...]) -> None:
        problems = self.reading.problems
        if name.text in chain:
            text = f"{shown(name.text)} includes itself: {' -> '.join((*chain, name.text))}"
            problems.error("include-cycle", name, text, "take one of these `include` out")
        elif name.text not in self.trees:
            path = paths.find("playbooks", f"{name.text}.yaml", paths.SHARED)
            if path is None or len(chain) >= _LONGEST_CHAIN:
                known = paths.shared_names()
                text = f"there is no shared file {shown(name.text)}{near(name.text, known)}"
                hint = f"there are: {listed(known)}" if known else "shared files lie in playbooks/shared"
                problems.error("unknown-include", name, text, hint)
                return
            file = str(path)
            own = Problems(file)
            source = read_text(path, own)
            root, found = (None, ()) if source is None else _composed(source, file)
            problems.take((*own.all(), *found))
            self.reading.lines[file] = (source or "").split("\n")
            if isinstance(root, Mapping):
                self._is_shared(root)
                self.follow(root.get("include"), (*chain, name.text))
                self.trees[name.text] = replace(root, items=tuple(i for i in root.items if i[0].text not in _HEAD))

    def _is_shared(self, root: Mapping) -> None:
        schema = root.get("schema")
        if not (isinstance(schema, Scalar) and schema.text == SHARED_SCHEMA):
            hint = f"it begins with `schema: {SHARED_SCHEMA}`"
            self.reading.problems.error("bad-schema", schema or root, "this is not a shared file", hint)
