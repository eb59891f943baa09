"""A folder of things of one kind is its own registry: adding a thing is adding one file.

Each module of the folder ends in one typed value (``KIND = …``, ``CHANNEL = …``, ``REPORT = …``); the order is
alphabetical by module name. Modules are imported when asked for, one by one or all.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TypeVar

T = TypeVar("T")


@cache
def names(package: str) -> tuple[str, ...]:
    """The module names of a package folder, alphabetical; those that begin with ``_`` are not things."""
    path = import_module(package).__path__
    return tuple(sorted(found.name for found in pkgutil.iter_modules(path) if not found.name.startswith("_")))


def load(package: str, name: str, attribute: str) -> object:
    """The value that module ``name`` of ``package`` ends in."""
    found: object = getattr(import_module(f"{package}.{name}"), attribute)
    return found


def get(package: str, name: str, attribute: str, kind: type[T]) -> T:
    """The thing of that name; ``KeyError`` where there is none."""
    if name not in names(package):
        raise KeyError(name)
    found = load(package, name, attribute)
    assert isinstance(found, kind)  # noqa: S101 - the folder's rule, held by a test
    return found
