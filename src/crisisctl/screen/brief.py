"""The brief for whoever takes over, as lines for a terminal: one screen on most nights."""

from __future__ import annotations

from crisisctl import brief
from crisisctl.queries import IncidentView
from crisisctl.runner import zone_of
from crisisctl.screen.header import first_line
from crisisctl.screen.lines import Line, line, paragraph, wrapped

_MARGIN = 17


def brief_lines(view: IncidentView, language: str, width: int, waiting: brief.Waiting) -> list[Line]:
    zone = zone_of(view.incident.organisation)
    lines = [first_line(view, width, language)]
    lines += paragraph(f"{view.incident.id} · {brief.headline(view, language, zone)}", width, "", " ")
    lines.append(line(("─" * width, "dim")))
    for section in brief.brief(view, language, zone, waiting):
        head = line((f" {section.title:<{_MARGIN - 1}}", "bold red" if section.urgent else "bold"))
        for item in section.items:
            for number, part in enumerate(wrapped(line(item), width - _MARGIN - 2)):
                lines.append(head + line("· " if number == 0 else "  ") + part)
                head = line(" " * _MARGIN)
    return lines
