"""Reports: one format a file. ``get("html")`` gives one, ``formats()`` all of them.

A report tells an incident as of its last entry, so the same log gives the same bytes whenever it is asked for.
A module's name is the format; it ends in ``REPORT = Report(…)``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo

from crisisctl import registry
from crisisctl.queries import IncidentView


@dataclass(frozen=True, slots=True)
class Report:
    """One format. ``render`` takes the view, a language and the zone in which clock times are written."""

    format: str
    extension: str
    render: Callable[[IncidentView, str, tzinfo], str]


def formats() -> tuple[str, ...]:
    return registry.names(__name__)


def get(name: str) -> Report:
    """The report format of that name; ``KeyError`` when there is none."""
    return registry.get(__name__, name, "REPORT", Report)
