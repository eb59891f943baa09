"""Frozen values to plain JSON values and back: the form in which a playbook lies in the log.

Fields that hold their default are left out, so a log stays small and a field can be added later; unknown keys are
passed over on the way in, so an older program reads a newer log.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


def to_plain(value: object) -> Any:
    """``value`` as dicts, lists, strings, numbers, booleans and None; instants as ISO 8601 in UTC."""
    return msgspec.to_builtins(value)


def from_plain(kind: type[T], data: Mapping[str, Any]) -> T:
    """A ``kind`` from what ``to_plain`` made of it. Raises ``ValueError`` where a field is missing or does not fit."""
    return msgspec.convert(data, kind)
