"""Reading something longer than the screen, page by page."""

from __future__ import annotations

from collections.abc import Sequence

from crisisctl import keys
from crisisctl.screen import Line, Paper, line
from crisisctl.walk.asking import headed
from crisisctl.walk.seat import Seat

_FRAME = 2
"""Lines of a page below its text."""


def page_room(paper: Paper) -> int:
    """Lines of a page that are its text."""
    return max(paper.height - len(headed(paper, "")) - _FRAME, 3)


def read_through(seat: Seat, title: str, lines: Sequence[Line]) -> None:
    """Show ``lines`` until the person has read them or closes them."""
    page = 0
    while True:
        seat.paper.measure()
        head = headed(seat.paper, title)
        room = page_room(seat.paper)
        pages = max(-(-len(lines) // room), 1)
        page = min(page, pages - 1)
        foot = line(
            (f" {seat.words('paging' if page + 1 < pages else 'last_page', page=page + 1, pages=pages)}", "bold")
        )
        seat.paper.draw([*head, *lines[page * room : (page + 1) * room], foot])
        key = keys.read_key().lower()
        if key in {"q", keys.ESCAPE} or (key in {keys.ENTER, " "} and page + 1 == pages):
            return
        if key in {keys.ENTER, " "}:
            page += 1
        elif key == "b":
            page = max(page - 1, 0)
