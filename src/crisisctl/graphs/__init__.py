"""Drawings of a playbook: one format a file. ``get("svg")`` gives one, ``formats()`` all of them.

A module's name is the format; it ends in ``GRAPH = Graph(…)``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from crisisctl import registry
from crisisctl.playbook import Playbook


@dataclass(frozen=True, slots=True)
class Graph:
    """One format. ``draw`` takes the playbook and the language of its titles."""

    format: str
    draw: Callable[[Playbook, str], str]


def formats() -> tuple[str, ...]:
    return registry.names(__name__)


def get(name: str) -> Graph:
    """The format of that name; ``KeyError`` when there is none."""
    if name not in formats():
        raise KeyError(name)
    found = registry.load(__name__, name, "GRAPH")
    assert isinstance(found, Graph)  # noqa: S101 - the folder's rule, held by a test
    return found
