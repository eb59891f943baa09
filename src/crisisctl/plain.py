"""Frozen dataclasses to plain JSON values and back: the form in which a playbook lies in the log.

Fields that hold their default are left out, so a log stays small and a field can be added later; unknown keys are
passed over on the way in, so an older program reads a newer log.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from crisisctl.times import from_iso, to_iso

T = TypeVar("T")


def to_plain(value: object) -> Any:
    """``value`` as dicts, lists, strings, numbers, booleans and None."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: to_plain(found)
            for field in fields(value)
            if (found := getattr(value, field.name)) != _default(field)
        }
    if isinstance(value, datetime):
        return to_iso(value)
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(item) for item in value]
    return value


def from_plain(kind: type[T], data: Mapping[str, Any]) -> T:
    """The dataclass ``kind`` from what ``to_plain`` made of it. Raises ``TypeError`` where a required field is missing."""
    readers = _readers(kind)
    return kind(**{name: read(data[name]) for name, read in readers.items() if name in data})


def _default(field: Field[Any]) -> object:
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else MISSING


@cache
def _readers(kind: type) -> dict[str, Callable[[Any], Any]]:
    hints = get_type_hints(kind)
    return {field.name: _reader(hints[field.name]) for field in fields(kind)}


def _reader(hint: Any) -> Callable[[Any], Any]:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        known = [arg for arg in inner if arg is not type(None)]
        if len(known) == 1:
            read = _reader(known[0])
            return lambda value: None if value is None else read(value)
    elif origin is tuple:
        item = _reader(inner[0])
        return lambda value: tuple(item(each) for each in value)
    elif isinstance(origin, type) and issubclass(origin, Mapping):
        item = _reader(inner[1])
        return lambda value: {key: item(each) for key, each in value.items()}
    elif hint is datetime:
        return from_iso
    elif is_dataclass(hint) and isinstance(hint, type):
        return lambda value: from_plain(hint, value)
    return lambda value: value
