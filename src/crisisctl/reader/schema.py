"""The table of keys in other forms: a JSON Schema, by which editors complete and check, and tables for the reference.

The schema is of draft 7, the one that the YAML plug-ins of editors know best. It is somewhat more lenient than the
reader: it cannot know what refers to what.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crisisctl import channels, steps
from crisisctl.messages import placeholders
from crisisctl.reader.grammar import CLOCKS, DRILL, ORGANISATION, PLAYBOOK, SHARED
from crisisctl.reader.kinds import LANGUAGE, TEXT, Flag, Key, Kind, ListOf, MapOf, OneOf, Plain, Record, Ref, Text

Json = dict[str, Any]
ROOTS = {"playbook": PLAYBOOK, "scenario": DRILL, "shared": SHARED, "organisation": ORGANISATION, "clocks": CLOCKS}
"""What people write in YAML, by the name of its schema."""


def schema(root: Record = PLAYBOOK) -> Json:
    """The JSON Schema of a playbook, or of another grammar."""
    definitions = {record.name: _record(record) for record in records(root) if record is not root}
    definitions["words"] = _words()
    made = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"crisisctl {root.name}",
        **_record(root),
    }
    if "include" in root.keys:
        made |= {"if": {"not": {"required": ["include"]}}, "then": _whole(root)}
    return {**made, "definitions": dict(sorted(definitions.items()))}


def _whole(kind: Kind) -> Json:
    """What must be there where nothing is included: every required key, and no bare ids."""
    match kind:
        case ListOf(item):
            return {"items": inner} if (inner := _whole(item)) else {}
        case MapOf(_, value, _):
            return {"additionalProperties": inner} if (inner := _whole(value)) else {}
        case Record():
            inside = {name: found for name, key in kind.keys.items() if (found := _whole(key.kind))}
            needed = [name for name, key in kind.keys.items() if key.required and not key.steps]
            made: Json = {"properties": inside} if inside else {}
            return {**made, "type": "object", "required": needed} if kind.shared and needed else made
        case _:
            return {}


def records(root: Record) -> list[Record]:
    """A record and all those within it, each once, in the order of their first use."""
    found: list[Record] = []
    ahead: list[Kind] = [root]
    while ahead:
        match ahead.pop(0):
            case Record() as record if record not in found:
                found.append(record)
                ahead += [key.kind for key in record.keys.values()]
            case ListOf(item):
                ahead.append(item)
            case MapOf(_, value, _):
                ahead.append(value)
            case _:
                pass
    return found


def _words() -> Json:
    by_language = {
        "type": "object",
        "propertyNames": dict(LANGUAGE.schema),
        "additionalProperties": dict(TEXT.schema),
        "minProperties": 1,
    }
    return {"anyOf": [dict(TEXT.schema), by_language]}


def _kind(kind: Kind) -> Json:
    match kind:
        case Plain():
            return dict(kind.schema)
        case Flag():
            return {"type": "boolean"}
        case OneOf(_, values):
            return {"enum": list(values)}
        case Ref("channel"):
            return {"enum": list(channels.ids())}
        case Ref():
            return {"type": "string"}
        case Text():
            return {"$ref": "#/definitions/words"}
        case ListOf(item):
            return {"type": "array", "items": _kind(item), "minItems": 1}
        case MapOf(key, value, short):
            made = {"type": "object", "propertyNames": _kind(key), "additionalProperties": _or_nothing(value)}
            return {"anyOf": [{"type": "array", "items": _kind(key), "minItems": 1}, made]} if short else made
        case Record():
            reference = {"$ref": f"#/definitions/{kind.name}"}
            bare = kind.short or ("id" if kind.shared and "id" in kind.keys else "")
            return {"anyOf": [_kind(kind.keys[bare].kind), reference]} if bare else reference


def _or_nothing(kind: Kind) -> Json:
    """``tech:`` with nothing behind it is a role without title, where no key of it is required."""
    if isinstance(kind, Record) and not any(key.required for key in kind.keys.values()):
        return {"anyOf": [_kind(kind), {"type": "null"}]}
    return _kind(kind)


def _record(record: Record) -> Json:
    made: Json = {
        "type": "object",
        "properties": {name: _described(key) for name, key in record.keys.items()},
        "additionalProperties": False,
    }
    if required := [
        name
        for name, key in record.keys.items()
        if key.required and not key.steps and (name == "id" or not record.shared)
    ]:
        made["required"] = required
    if any(key.steps for key in record.keys.values()):
        made["allOf"] = [_step_kind(record, kind) for kind in steps.names()]
    return made


def _described(key: Key) -> Json:
    made = _kind(key.kind)
    return {"allOf": [made], "description": key.help} if "$ref" in made else {**made, "description": key.help}


def _step_kind(record: Record, kind: str) -> Json:
    required = [name for name, key in record.keys.items() if key.required and kind in key.steps]
    foreign = [name for name, key in record.keys.items() if key.steps and kind not in key.steps]
    then: Json = {"properties": dict.fromkeys(foreign, False)}
    if required:
        then["required"] = required
    return {"if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]}, "then": then}


def tables() -> dict[str, str]:
    """The generated parts of ``docs/playbook-format.md``: Markdown tables by the name of their place."""
    made = {record.name: "\n".join(_table(record)) for record in (*records(ORGANISATION), *records(PLAYBOOK))}
    names = [f"| `{name}` | {says} |" for name, says in placeholders.BUILT_IN.items()]
    filters = [f"| `{name}` | {says} |" for name, says in placeholders.FILTERS.items()]
    made["shared"] = "\n".join(_table(SHARED))
    made["placeholders"] = "\n".join(["| placeholder | stands for |", "|---|---|", *names])
    made["filters"] = "\n".join(["| filter | prints |", "|---|---|", *filters])
    made["channels"] = ", ".join(f"`{each}`" for each in channels.ids())
    return made


def _table(record: Record) -> Iterator[str]:
    yield "| key | value | |"
    yield "|---|---|---|"
    for name, key in record.keys.items():
        only = f"*{', '.join(key.steps)}*: " if key.steps else ""
        needed = " **Required.**" if key.required else ""
        yield f"| `{name}` | {_says(key.kind)} | {only}{key.help}{needed} |"


def _says(kind: Kind) -> str:
    match kind:
        case Plain() | Flag():
            return kind.says
        case OneOf(_, values):
            return ", ".join(f"`{value}`" for value in values)
        case Ref(noun):
            return "fact name" if noun.startswith("fact") else f"{noun} id"
        case Text(template):
            return "text with placeholders ¹" if template else "text ¹"
        case ListOf(item):
            bare = ", or the id of a shared one" if isinstance(item, Record) and item.shared and not item.id else ""
            return f"list: {_says(item)}{bare}"
        case MapOf(key, value, short):
            return f"{'list of ids, or ' if short else ''}map {_says(key)} → {_says(value)}"
        case Record():
            return f"[{kind.name}](#{kind.name})"
