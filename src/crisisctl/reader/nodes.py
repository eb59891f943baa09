"""YAML text to a tree of our own nodes, each with its line and column.

Nodes keep what the author wrote: ``yes``, ``1.10`` and ``15:00`` stay text. What makes YAML surprising or dangerous is
refused: aliases and merge keys, tags, duplicate keys, several documents, great depth and size. The parser's events are
taken one by one, so a hostile file is put down at the first event over a limit and never becomes a tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from crisisctl.reader.problems import Place, Problems, TooMany, shown
from crisisctl.reader.syntax import MAX_DEPTH, TOO_DEEP, UNQUOTED, explain

MAX_NODES = 50_000
_COMMENT = re.compile(r"\s+(#\S.{,60})")
"""What looks like a text that was meant: people put a space after the mark of a comment."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as it was written. ``style`` is YAML's: empty for plain, a quote, ``|`` or ``>``."""

    line: int
    column: int
    text: str
    style: str = ""
    end_line: int = 0
    broken: bool = False
    """It was complained of already: nothing more is said about it."""
    file: str = ""
    """Where it was written; empty: in the file that is read, not in one it includes."""

    @property
    def empty(self) -> bool:
        return not self.text.strip() or (self.style == "" and self.text in {"~", "null"})


@dataclass(frozen=True, slots=True)
class Sequence:
    """The items of a list."""

    line: int
    column: int
    items: tuple[Node, ...]
    file: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order of the file; a key that was written twice is there once."""

    line: int
    column: int
    items: tuple[tuple[Scalar, Node], ...]
    flow: bool = False
    file: str = ""

    def get(self, name: str) -> Node | None:
        return next((value for key, value in self.items if key.text == name), None)

    def key(self, name: str) -> Scalar | None:
        return next((key for key, _ in self.items if key.text == name), None)


Node: TypeAlias = Scalar | Sequence | Mapping


def compose(text: str, problems: Problems, file: str = "") -> Node | None:
    """The tree of ``text``, or None when it has none that can be read. What is wrong is added to ``problems``.

    ``file`` is set for a file that another one includes, so that its problems are told as its own.
    """
    from crisisctl.pyyaml import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    lines = text.split("\n")
    try:
        return _Composer(yaml.parse(text, Loader=loader), lines, problems, file).document()
    except yaml.YAMLError as error:
        code, at, text_of_it, hint = explain(error, lines)
        if not problems.has(code, at.line):
            problems.error(code, at, text_of_it, hint)
    except TooMany:
        pass
    return None


class _Composer:
    """Builds nodes from the parser's events."""

    def __init__(self, events: Iterator[Any], lines: list[str], problems: Problems, file: str) -> None:
        self._file = file
        self._events = events
        self._lines = lines
        self._problems = problems
        self._count = 0

    def document(self) -> Node | None:
        from crisisctl.pyyaml import yaml

        root = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    hint = "one file, one document: remove `---`"
                    self._problems.error("several-documents", self._at(event), "a second document begins here", hint)
                    return None
                root = self._node(next(self._events), 1)
        if root is None or (isinstance(root, Scalar) and root.empty and not root.broken):
            self._problems.error(
                "empty-file",
                Place(1, 1, self._file),
                "the file is empty",
                "it begins with a line such as `schema: crisisctl/v1`",
            )
            return None
        return root

    def _node(self, event: Any, depth: int) -> Node:
        from crisisctl.pyyaml import yaml

        self._limit(event, depth)
        if isinstance(event, yaml.AliasEvent):
            hint = "write it out; put a text that begins with * in quotes"
            self._problems.error("alias", self._at(event), f"`*{event.anchor}` is an alias", hint)
            return self._broken(event)
        self._plain_only(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(inner := next(self._events), yaml.SequenceEndEvent):
                items.append(self._node(inner, depth + 1))
            at = self._at(event)
            return Sequence(at.line, at.column, tuple(items), self._file)
        return self._scalar(event)

    def _limit(self, event: Any, depth: int) -> None:
        self._count += 1
        if depth > MAX_DEPTH:
            self._problems.error("too-deep", self._at(event), *TOO_DEEP)
            raise TooMany
        if self._count > MAX_NODES:
            self._problems.error("too-big", self._at(event), f"more than {MAX_NODES} keys and values")
            raise TooMany

    def _plain_only(self, event: Any) -> None:
        """Anchors and tags are features of YAML that a playbook does without."""
        if event.anchor is not None:
            hint = "remove it; put a text that begins with & in quotes"
            self._problems.error("alias", self._at(event), f"`&{event.anchor}` is an anchor", hint)
        if event.tag is not None:
            hint = "remove it; put a text that begins with ! in quotes"
            self._problems.error("tag", self._at(event), f"{shown(event.tag)} is a tag", hint)

    def _scalar(self, event: Any) -> Scalar:
        end = event.end_mark
        broken = not event.value and (event.tag is not None or event.anchor is not None)  # all of it was refused
        if not event.style:
            line_of_end = self._lines[end.line] if end.line < len(self._lines) else ""
            if swallowed := _COMMENT.match(line_of_end, end.column):
                hint = "` #` begins a comment: put the whole text in quotes"
                what = f"{shown(swallowed[1])} is taken for a comment"
                broken = not event.value
                if broken:
                    self._problems.error("swallowed-text", self._at(event), f"{what}, so there is no value", hint)
                else:
                    self._problems.warn("swallowed-text", self._at(event), f"{what}, so the text ends before it", hint)
        at = self._at(event)
        return Scalar(at.line, at.column, event.value, event.style or "", end.line + 1, broken, self._file)

    def _mapping(self, event: Any, depth: int) -> Mapping | Scalar:
        from crisisctl.pyyaml import yaml

        items: dict[str, tuple[Scalar, Node]] = {}
        broken = False
        while not isinstance(inner := next(self._events), yaml.MappingEndEvent):
            key = self._node(inner, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, Scalar) or key.empty:
                broken = self._bad_key(key) or broken
            elif key.broken:
                continue
            elif key.text == "<<" and not key.style:
                self._problems.error("alias", key, "`<<` merges another map into this one", "write the keys out")
            elif key.text in items:
                first = items[key.text][0].line
                hint = "keep one of the two"
                self._problems.error(
                    "duplicate-key", key, f"{shown(key.text)} is written twice, first on line {first}", hint
                )
            else:
                items[key.text] = (key, value)
        if broken:
            return self._broken(event)
        at = self._at(event)
        return Mapping(at.line, at.column, tuple(items.values()), bool(event.flow_style), self._file)

    def _bad_key(self, key: Node) -> bool:
        """Complain of a key; True when the map around it is no map at all but a placeholder without quotes."""
        if isinstance(key, Mapping) and self._lines[key.line - 1][key.column - 2 :].startswith("{{"):
            self._problems.error("unquoted-placeholder", Place(key.line, key.column - 1, self._file), *UNQUOTED)
            return True
        if not (isinstance(key, Scalar) and key.broken):
            self._problems.error("bad-key", key, "a key must be a word", "write `key: value`")
        return False

    def _broken(self, event: Any) -> Scalar:
        at = self._at(event)
        return Scalar(at.line, at.column, "", broken=True, file=self._file)

    def _at(self, event: Any) -> Place:
        return Place(event.start_mark.line + 1, event.start_mark.column + 1, self._file)
