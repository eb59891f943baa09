"""Nodes to values, as a grammar says. It knows the kinds of value, and nothing of playbooks.

Nothing stops at the first problem: what cannot be read is complained of and left out, and the rest is read. References,
expressions and texts are kept with their places for the checks of the whole file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from crisisctl.reader.kinds import Flag, Key, Kind, ListOf, MapOf, OneOf, Plain, Record, Ref, Text
from crisisctl.reader.nodes import Mapping, Node, Scalar, Sequence
from crisisctl.reader.problems import Problems, near, shown
from crisisctl.text import listed

NOTHING: Final = object()
"""What could not be read."""


@dataclass(frozen=True, slots=True)
class Use:
    """A word of the file that the checks of the whole file look up: a reference, an expression."""

    noun: str
    text: str
    node: Scalar


@dataclass(slots=True)
class Reading:
    """One pass over a file: the problems it meets, and what it notes on its way."""

    problems: Problems
    lines: dict[str, list[str]] = field(default_factory=dict)
    """The files as they were written: the one that is read by the name "", those it includes by theirs."""
    uses: list[Use] = field(default_factory=list)
    words: list[Node] = field(default_factory=list)
    """Every text but those of messages."""
    records: list[tuple[object, Mapping]] = field(default_factory=list)

    def of(self, kind: type[Any]) -> list[tuple[Any, Mapping]]:
        """The values of one class that were read, with their nodes."""
        return [(value, node) for value, node in self.records if isinstance(value, kind)]

    def read(self, kind: Kind, node: Node, label: str) -> Any:
        """The value of a node, or ``NOTHING``. ``label`` names it in complaints."""
        if isinstance(node, Scalar) and (node.broken or node.empty):
            if not node.broken:
                hint = "write a value, or remove the key"
                self.problems.error("empty-value", node, f"{shown(label)} has no value", hint)
            return NOTHING
        match kind:
            case Plain() | OneOf() | Ref() | Flag():
                return self._scalar(kind, node, label)
            case Text():
                return self._text(kind, node, label)
            case ListOf():
                return self._list(kind, node, label)
            case MapOf():
                return self._map(kind, node, label)
            case Record():
                return self.record(kind, node, label)

    def _wrong(self, node: Node, label: str, wanted: str, hint: str = "") -> Any:
        have = {Scalar: "a text", Sequence: "a list", Mapping: "a map"}[type(node)]
        self.problems.error("wrong-kind", node, f"{shown(label)} is {have}, not {wanted}", hint)
        return NOTHING

    def _scalar(self, kind: Plain | OneOf | Ref | Flag, node: Node, label: str) -> Any:
        if not isinstance(node, Scalar):
            return self._wrong(node, label, "a single value")
        match kind:
            case Plain():
                return self._plain(kind, node, label)
            case Flag():
                if node.style or node.text not in {"true", "false"}:
                    hint = "write true or false, without quotes"
                    self.problems.error("wrong-kind", node, f"{shown(label)} is {shown(node.text)}", hint)
                    return NOTHING
                return node.text == "true"
            case OneOf(noun, values):
                if node.text not in values:
                    text = f"unknown {noun} {shown(node.text)}{near(node.text, values)}"
                    hint = f"one of {listed(values)}"
                    self.problems.error(f"unknown-{noun.split()[-1]}", node, text, hint)
                    return NOTHING
                return node.text
            case Ref(noun):
                self.uses.append(Use(noun, node.text, node))
                return node.text

    def _plain(self, kind: Plain, node: Scalar, label: str) -> Any:
        try:
            value = kind.read(node.text)
        except ValueError as reason:
            said = str(reason)
            if said.startswith("`"):
                self.problems.error(kind.code, node, said)
            elif kind.code == "bad-id":
                self.problems.error(kind.code, node, f"{shown(node.text)} cannot be used as {kind.says}", said)
            else:
                self.problems.error(kind.code, node, f"{shown(label)} is {shown(node.text)}", said)
            return NOTHING
        if kind.noun:
            self.uses.append(Use(kind.noun, node.text, node))
        return value

    def _text(self, kind: Text, node: Node, label: str) -> Any:
        if isinstance(node, Scalar):
            words = {"": node.text}
        elif isinstance(node, Mapping) and node.items:
            words = {}
            for key, item in node.items:
                if _after_comma(item, node):
                    self.problems.error("unknown-language", key, f"{shown(key.text)} is not a language", _COMMA)
                    continue
                self.uses.append(Use("language", key.text, key))
                if not isinstance(item, Scalar):
                    self._wrong(item, key.text, "a text")
                elif (text := self.read(_ANY, item, key.text)) is not NOTHING:
                    words[key.text] = text
        else:
            return self._wrong(node, label, "a text", "write a text, or `{en: …, fr: …}`")
        if not kind.template:
            self.words.append(node)
        return words

    def _list(self, kind: ListOf, node: Node, label: str) -> Any:
        if not isinstance(node, Sequence):
            hint = f"write [{node.text[:30]}]" if isinstance(node, Scalar) else "each item begins with `- `"
            return self._wrong(node, label, "a list", hint)
        if not node.items:
            self.problems.error("empty-value", node, f"{shown(label)} is empty", "fill it, or remove the key")
        seen: set[str] = set()
        for item in node.items:
            if isinstance(item, Scalar) and not item.broken:
                if item.text in seen:
                    self.problems.warn("duplicate-id", item, f"{shown(item.text)} is twice in {shown(label)}")
                seen.add(item.text)
        values = (self.read(kind.item, item, f"{label}[{at}]") for at, item in enumerate(node.items, 1))
        return tuple(value for value in values if value is not NOTHING)

    def _map(self, kind: MapOf, node: Node, label: str) -> Any:
        if isinstance(node, Sequence) and kind.short:
            of = kind.value
            found = self._list(ListOf(kind.key), node, label)
            return {key: of.make(**{of.id: key}) if isinstance(of, Record) else {} for key in found}
        if not isinstance(node, Mapping):
            hint = "write `{}` when there is nothing" if isinstance(node, Scalar) else "write `id: value`"
            return self._wrong(node, label, "a map", hint)
        read: dict[str, Any] = {}
        for key, item in node.items:
            name = self._scalar(kind.key, key, f"{label}: {key.text}" if label else key.text)
            if isinstance(kind.value, Record):
                value = self.record(kind.value, item, key.text, name=key.text)
            else:
                value = self.read(kind.value, item, key.text)
            if name is not NOTHING and value is not NOTHING:
                read[name] = value
        return read

    def record(self, kind: Record, node: Node, label: str, name: str = "") -> Any:
        """The value of a map with known keys; ``name`` is the key under which it lies."""
        values: dict[str, Any] = {kind.id: name} if kind.id else {}
        if isinstance(node, Scalar) and kind.short:
            text = self.read(kind.keys[kind.short].kind, node, kind.short)
            return NOTHING if text is NOTHING else kind.make(**{kind.short: text})
        if isinstance(node, Scalar) and node.broken:
            return NOTHING
        if isinstance(node, Scalar) and node.empty and kind.id and not any(key.required for key in kind.keys.values()):
            return kind.make(**values)
        if not isinstance(node, Mapping):
            return self._wrong(node, label, "a map", f"a {kind.name} has {listed(kind.keys)}")
        for key, item in node.items:
            rule = kind.keys.get(key.text)
            if rule is None:
                self._unknown_key(kind, key, item, node)
                continue
            value = self.read(rule.kind, item, key.text)
            if value is not NOTHING and rule.into != "":
                values[rule.into or key.text] = value
        self._complete(kind, node, values)
        made = kind.make(**values)
        self.records.append((made, node))
        return made

    def _unknown_key(self, kind: Record, key: Scalar, item: Node, node: Mapping) -> None:
        text = f"unknown key {shown(key.text)}{near(key.text, kind.keys)}"
        known = "" if text.endswith("?") else f"known here: {listed(kind.keys)}"
        hint = _COMMA if _after_comma(item, node) else known
        self.problems.error("unknown-key", key, text, hint)

    def _complete(self, kind: Record, node: Mapping, values: dict[str, Any]) -> None:
        """Complain of keys that are missing or out of place, and fill in what the value cannot be made without."""
        step = values.get("kind", "")
        for name, rule in kind.keys.items():
            key = node.key(name)
            if key is None and rule.required and (not rule.steps or step in rule.steps):
                what = f"step of kind `{step}`" if rule.steps else kind.name
                self.problems.error("missing-key", node, f"`{name}` is missing from this {what}", rule.help)
            elif key is not None and rule.steps and step and step not in rule.steps:
                hint = f"it is for steps of kind {listed(rule.steps)}"
                self.problems.error("misplaced-key", key, f"`{name}` does not fit a step of kind `{step}`", hint)
            if rule.required and not rule.steps and rule.into != "":
                values.setdefault(rule.into or name, _blank(rule))


_ANY = Plain("text")
_COMMA = "a text with a comma inside { } goes in quotes"


def _after_comma(item: Node, node: Mapping) -> bool:
    """``{en: Payments, mostly}``: what follows the comma was taken for a key."""
    return node.flow and isinstance(item, Scalar) and item.empty and not item.style


def _blank(rule: Key) -> object:
    match rule.kind:
        case Text() | MapOf():
            return {}
        case ListOf():
            return ()
        case _:
            return ""
