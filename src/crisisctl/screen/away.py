"""What stands above everything while the team's server is away, and until what waited for it is settled."""

from __future__ import annotations

from crisisctl.queries import IncidentView
from crisisctl.screen.lines import Line, bar, line, paragraph
from crisisctl.screen.words import Tongue
from crisisctl.sharing import Sharing
from crisisctl.times import format_clock
from crisisctl.zones import zone_of


def away(found: Sharing | None, view: IncidentView, words: Tongue, width: int) -> list[Line]:
    """Nothing where there is no server, or all is well with it."""
    if found is None:
        return []
    lines = []
    waiting = f" · {words('not_shared', count=found.waiting)}" if found.waiting else ""
    if found.away_since:
        clock = format_clock(found.away_since, zone_of(view.incident.organisation), words.language)
        lines.append(bar(line(f" ✗ {words('away', clock=clock)}{waiting}"), width, "bold reverse red"))
    elif waiting:
        lines.append(bar(line(f" ✗{waiting[2:]}"), width, "bold reverse yellow"))
    if found.refused:
        lines += paragraph(f"! {words('refused_acts', count=found.refused)}", width, "bold yellow", " ")
    return lines
