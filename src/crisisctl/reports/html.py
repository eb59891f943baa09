"""The report as one HTML file: nothing is loaded from anywhere, and it reads on a phone, on paper, by ear."""

from __future__ import annotations

from datetime import tzinfo

from crisisctl.queries import IncidentView
from crisisctl.reports import Report
from crisisctl.reports._figure import figure
from crisisctl.reports._page import Page, printable
from crisisctl.reports._sheet import sheet
from crisisctl.templating import render_template
from crisisctl.text import clean


def _render(view: IncidentView, language: str, zone: tzinfo) -> str:
    page = Page(view, language, zone)
    values = {"sheet": sheet(page), "figure": figure(page), "clean": clean, "t": page}
    return printable(render_template("report.html.j2", values, _finish))


def _finish(value: object) -> object:
    """Whatever the layout prints is free of control characters, but what it made itself."""
    return clean(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


REPORT = Report("html", "html", _render)
