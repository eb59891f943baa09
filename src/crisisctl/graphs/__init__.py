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
    return registry.get(__name__, name, "GRAPH", Graph)
