"""The report in Markdown: to read in a terminal, to paste into a wiki, to keep beside the code."""

from __future__ import annotations

from datetime import tzinfo

from crisisctl.queries import IncidentView
from crisisctl.reports import Report
from crisisctl.reports._markdown import Ours, fenced, finish
from crisisctl.reports._page import Page, printable
from crisisctl.reports._sheet import sheet
from crisisctl.templating import render_template


def _render(view: IncidentView, language: str, zone: tzinfo) -> str:
    page = Page(view, language, zone)
    values = {"sheet": sheet(page), "fenced": fenced, "ours": Ours}
    text = render_template("report.md.j2", values, finish)
    return printable(text.rstrip("\n") + "\n")


REPORT = Report("md", "md", _render)
