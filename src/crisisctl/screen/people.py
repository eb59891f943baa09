"""Who holds which role, below the title of every screen: the lead first, the others as they have room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crisisctl.queries import IncidentView
from crisisctl.screen.lines import Line, cut, flowing, line
from crisisctl.screen.words import Tongue
from crisisctl.teller import STATUSES, flat, role_name
from crisisctl.text import say

_WIDE = 100
_MOST_PEOPLE = 2
"""Lines of who holds which role."""


def people(view: IncidentView, words: Tongue, width: int, *, brief: bool = False) -> list[Line]:
    """The id and the stage; who holds which role, the lead first, and which roles nobody holds, as there is room.

    ``brief``: on one line, and the id behind the people.
    """
    incident = view.incident
    stage = line((say(STATUSES.get(incident.status, {}), words.language) or incident.status, "bold"))
    named = line((incident.id, "dim"))
    held = list(_holders(view, words))
    if brief:
        return _as_many([stage], held, [named], width, 1)
    open_roles = list(_open_roles(view, words)) if width >= _WIDE else []
    return _as_many([named, stage], held, open_roles, width, _MOST_PEOPLE)


def _holders(view: IncidentView, words: Tongue) -> Iterator[Line]:
    """Who holds which role, in the order of the playbook; the lead first, and told where nobody has it."""
    incident, lead = view.incident, view.incident.playbook.lead
    order = dict.fromkeys([lead, *incident.playbook.roles, *incident.roles])
    for role in order:
        name = role_name(incident.playbook, role, words.language)
        if role in incident.roles:
            deputy = incident.deputies.get(role)
            person = flat(incident.roles[role])
            yield line((f"{name} ", "dim"), person, f" (+ {flat(deputy)})" if deputy else "")
        elif role == lead and role in incident.playbook.roles:
            yield line((f"{name} {words('free')}", "bold yellow"))


def _open_roles(view: IncidentView, words: Tongue) -> Iterator[Line]:
    playbook = view.incident.playbook
    vacant = [role for role in playbook.roles if role not in view.incident.roles and role != playbook.lead]
    if vacant:
        names = ", ".join(role_name(playbook, role, words.language) for role in vacant)
        yield line((words("open_roles", roles=names), "dim"))


def _as_many(first: list[Line], held: list[Line], last: list[Line], width: int, rows: int) -> list[Line]:
    """Those of ``held`` that have room on so many rows, ``+2`` for the others; the first of them always."""

    def shown(kept: list[Line], last: Sequence[Line] = ()) -> list[Line]:
        more = [line((f"+{len(held) - len(kept)}", "dim"))] if len(kept) < len(held) else []
        return flowing([*first, *kept, *more, *last], width, gap=" · ")

    kept = held[:1]
    if len(shown(held)) <= rows:
        kept = held
    for each in held[1:] if kept != held else []:
        if len(shown([*kept, each])) <= rows:
            kept = [*kept, each]
    made = shown(kept, last)
    if len(made) > rows:
        made = shown(kept)
    if len(made) > rows:  # nothing but the lead, and not even they have room
        *before, end = (*first, *kept)
        made = [cut(line(" ") + _side_by_side(before), max(width - end.cells - 3, width // 2))]
        made = [cut(made[0].add(" · ").add(end), width)]
    return made


def _side_by_side(parts: Sequence[Line]) -> Line:
    made = Line()
    for part in parts:
        made.add(" · " if made else "").add(part)
    return made
