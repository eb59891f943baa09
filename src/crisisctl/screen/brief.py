"""The brief for whoever takes over, as lines for a terminal: what nobody may miss on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crisisctl import brief
from crisisctl.brief import Section
from crisisctl.queries import IncidentView
from crisisctl.runner import zone_of
from crisisctl.screen.header import first_line
from crisisctl.screen.lines import Line, line, paragraph, shortened, wrapped
from crisisctl.screen.words import Tongue

_MARGIN = 17
_IN_A_ROW = frozenset({"impact", "channels", "people"})
"""Sections of many short items: where there is little room they stand one behind the other."""
_CUTS = (9, 6, 4, 3, 2, 1)
"""Lines of one section to try where there is little room, best first."""


def brief_lines(view: IncidentView, language: str, width: int, waiting: brief.Waiting, rows: int = 0) -> list[Line]:
    """All of it; or the vital part on so many ``rows``, with how to see the rest."""
    zone = zone_of(view.incident.organisation)
    top = [first_line(view, width, language)]
    top += paragraph(f"{view.incident.id} · {brief.headline(view, language, zone)}", width, "", " ")
    top.append(line(("─" * width, "dim")))
    sections = brief.brief(view, language, zone, waiting)
    whole = [row for section in sections for row in _rows(section, width)]
    if not rows or len(top) + len(whole) <= rows:
        return [*top, *whole]
    shown = _fitted(sections, width, rows - len(top) - 1)
    more = Tongue(language)("brief_more", incident=view.incident.id)
    return [*top, *shown, line((f" {more}", "dim"))]


def _fitted(sections: Iterable[Section], width: int, room: int) -> list[Line]:
    """The vital sections, each as long as lets all of them in; then of the others what has room."""
    parts = [list(_dense(each, width)) for each in sections if each.id in brief.VITAL]
    for most in _CUTS:
        shown = [row for part in parts for row in shortened(part, most)]
        if len(shown) <= room:
            break
    for section in sections:
        part = list(_rows(section, width)) if section.id not in brief.VITAL else []
        if len(shown) + len(part) <= room:
            shown += part
    return shown[:room]


def _rows(section: Section, width: int) -> Iterator[Line]:
    head = _head(section)
    for item in section.items:
        for number, part in enumerate(wrapped(line(item), width - _MARGIN - 2)):
            yield head + line("· " if number == 0 else "  ") + part
            head = line(" " * _MARGIN)


def _dense(section: Section, width: int) -> Iterator[Line]:
    """As short as it can be said."""
    if section.id not in _IN_A_ROW:
        yield from _rows(section, width)
        return
    head = _head(section)
    for part in wrapped(line(" · ".join(section.items)), width - _MARGIN):
        yield head + part
        head = line(" " * _MARGIN)


def _head(section: Section) -> Line:
    return line((f" {section.title:<{_MARGIN - 1}}", "bold red" if section.urgent else "bold"))
