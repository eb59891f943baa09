"""The timeline as a drawing: where each mark lies, in percent of its width. The template draws it; tables repeat it.

Positions across are percentages and sizes are pixels, so that text and marks keep their size from a phone to paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from crisisctl.metrics import promise_state, severity_changes
from crisisctl.playbook import MILESTONES as ORDER
from crisisctl.reports import _phrases as phrases
from crisisctl.reports._page import Page
from crisisctl.teller import MILESTONES, flat

_MARGIN = 4.0
"""Percent left free at both ends, so that a mark never sticks out."""
_APART = 7.5
"""Percent below which two marks would overlap on a phone: the second one goes a row down."""
_ROWS = 12
"""So many rows at most: a drawing of a thousand messages should not be a poster."""
_HEIGHT = 24
_NAMED = 4
"""Severities one after the other that the title of their lane can hold."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something at an instant, or between two: ``x`` and ``width`` in percent, ``y`` in pixels within its lane."""

    x: float
    y: int
    width: float
    kind: str
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class Lane:
    title: str
    top: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    title: str
    desc: str
    height: int
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]


class _Scale:
    def __init__(self, instants: list[datetime]) -> None:
        self.first, self.last = min(instants), max(instants)
        self.span = max((self.last - self.first).total_seconds(), 1)

    def __call__(self, instant: datetime) -> float:
        share = (instant - self.first).total_seconds() / self.span
        return round(_MARGIN + min(max(share, 0.0), 1.0) * (100 - 2 * _MARGIN), 2)


def figure(page: Page) -> Figure:
    known = page.incident.milestones
    promises = page.view.promises
    dues = [
        instant for each in promises for instant in (each.made_at, each.due, *([each.met_at] if each.met_at else []))
    ]
    begun = [dispatch.begun for dispatch in page.dispatches if dispatch.begun]
    instants = [page.incident.opened_at, page.as_of, *known.values(), *begun, *dues]
    scale = _Scale(instants)
    lanes, top = [], 0
    messages = _messages(page, scale)
    severities = _severities(page, scale)
    for title, marks in (
        (_severity_lane(page, severities), severities),
        (page("Milestones", "Jalons"), _milestones(page, scale)),
        (page("Messages", "Messages"), messages),
        (page("Promised updates", "Points promis"), _promises(page, scale)),
    ):
        if marks:
            lanes.append(Lane(title, top, marks))
            top += 22 + max(mark.y for mark in marks) + _HEIGHT + 8
    desc = page(
        "From {first} to {last}. Milestones: {n}; messages: {m}; promised updates: {p}. The tables say the same.",
        "Du {first} au {last}. Jalons : {n} ; messages : {m} ; points promis : {p}. Les tableaux disent la même chose.",
        first=page.moment(scale.first),
        last=page.moment(scale.last),
        n=str(len(known)),
        m=str(len(messages)),
        p=str(len(promises)),
    )
    return Figure(
        page("The incident at a glance", "L’incident en un coup d’œil"),
        desc,
        top + 22,
        tuple(lanes),
        _ticks(page, scale),
    )


def _ticks(page: Page, scale: _Scale) -> tuple[Tick, ...]:
    middle = scale.first + timedelta(seconds=scale.span / 2)
    shown = ((scale.first, "start"), (middle, "middle"), (scale.last, "end"))
    return tuple(Tick(scale(instant), anchor, page.near(instant)) for instant, anchor in shown)


def _severities(page: Page, scale: _Scale) -> tuple[Mark, ...]:
    end = page.incident.milestones.get("resolved") or page.incident.milestones.get("closed") or page.as_of
    changes = [change for change in severity_changes(page.view) if change[0] <= end]
    if not changes:  # the clock was set back: all of them lie behind the end
        return ()
    stops = [*(at for at, _ in changes[1:]), end]
    return tuple(
        Mark(
            scale(at),
            0,
            max(round(scale(stop) - scale(at), 2), 0.4),
            level,
            "SEV\N{NO-BREAK SPACE}?" if level == "unset" else level,
            f"{_severity(page, level)}, {page.near(at)} – {page.near(stop)}",
        )
        for (at, level), stop in zip(changes, stops, strict=True)
    )


def _severity_lane(page: Page, marks: tuple[Mark, ...]) -> str:
    """With what the bars stand for, where there are not too many: on a phone a short one has no room for its name."""
    title = page("Severity", "Gravité")
    if not 0 < len(marks) <= _NAMED:
        return title
    return page.detail(title, " → ".join(mark.label for mark in marks))


def _severity(page: Page, level: str) -> str:
    return page("Severity not set", "Gravité non fixée") if level == "unset" else level


def _milestones(page: Page, scale: _Scale) -> tuple[Mark, ...]:
    known = page.incident.milestones
    found = sorted((known[name], number, name) for number, name in enumerate(ORDER, 1) if name in known)
    rows = _Rows()
    return tuple(
        Mark(
            scale(at),
            rows.place(scale(at)),
            0,
            "milestone",
            str(number),
            f"{page.words(MILESTONES, name)}, {page.near(at)}",
        )
        for at, number, name in found
    )


def _messages(page: Page, scale: _Scale) -> tuple[Mark, ...]:
    """One mark a message, however many ways it took; a question mark where nobody knows whether it arrived."""
    rows = _Rows()
    marks = []
    for dispatch in page.dispatches:
        at = dispatch.left_at or (dispatch.begun if dispatch.uncertain else None)
        if at is not None:
            kind = "external" if phrases.external(page, dispatch) else "internal"
            title = f"{page.near(at)}, {page.message(dispatch.message)}, {page.audience(dispatch.audience)}"
            if dispatch.uncertain:
                title = page("{t}, outcome UNKNOWN", "{t}, issue INCONNUE", t=title)
            label = "?" if dispatch.uncertain else ""
            marks.append(Mark(scale(at), rows.place(scale(at)), 0, kind, label, flat(title)))
    return tuple(marks)


def _promises(page: Page, scale: _Scale) -> tuple[Mark, ...]:
    rows = _Rows()
    marks = []
    for promise in page.view.promises:
        state = promise_state(promise, page.as_of)
        left, right = scale(promise.made_at), scale(promise.due)
        sign = {"kept": "✓", "broken": "✗", "running": "…"}[state]
        y = rows.place(left, right)
        title = page(
            "{a}: for {due}", "{a} : pour {due}", a=page.audience(promise.audience), due=page.near(promise.due)
        )
        marks.append(Mark(left, y, max(round(right - left, 2), 0.6), state, sign, f"{title} {sign}"))
    return tuple(marks)


class _Rows:
    """Puts a mark into the first row where it is clear of the one before."""

    def __init__(self) -> None:
        self.ends: list[float] = []

    def place(self, left: float, right: float | None = None) -> int:
        end = left if right is None else right
        for row, busy in enumerate(self.ends):
            if left - busy >= _APART:
                self.ends[row] = end
                return row * _HEIGHT
        if len(self.ends) < _ROWS:
            self.ends.append(end)
        return (len(self.ends) - 1) * _HEIGHT
