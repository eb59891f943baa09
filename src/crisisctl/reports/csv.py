"""The timeline as CSV (RFC 4180): for a spreadsheet. Times are ISO 8601, ``when`` in the organisation's zone."""

from __future__ import annotations

import csv
import io
from datetime import tzinfo

from crisisctl.queries import IncidentView
from crisisctl.reports import Report
from crisisctl.reports._page import Page, printable
from crisisctl.times import to_iso

_HEAD = ("seq", "when", "recorded_at", "late", "actor", "type", "text", "corrected")

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_SPACES = ("\t", "\r", "\n")


def cell(text: str) -> str:
    """A spreadsheet computes what begins like a formula, in some countries a wide one; an apostrophe makes it text."""
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or text[:1] in _SPACES else text


def _render(view: IncidentView, language: str, zone: tzinfo) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_HEAD)
    for item in Page(view, language, zone).items:
        when = item.when.astimezone(zone).isoformat()
        late, corrected = (str(flag).lower() for flag in (item.late, item.corrected))
        texts = (cell(item.actor), cell(item.type), cell(item.text))
        writer.writerow((item.seq, when, to_iso(item.at), late, *texts, corrected))
    return printable(out.getvalue())


REPORT = Report("csv", "csv", _render)
