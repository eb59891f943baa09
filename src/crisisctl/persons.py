"""Who is meant by a name that was typed: somebody of crisis.yaml, or somebody whom the incident knows already. Pure.

At night nobody hunts for capitals and accents; and a name written otherwise would be another person in the log, whom
nobody can reach and who may approve nothing. Whoever is not known stays as typed: people join at night.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from crisisctl import acts as act
from crisisctl import events as ev
from crisisctl.acts import Act
from crisisctl.events import Entry, Event
from crisisctl.incident import Incident
from crisisctl.playbook import Organisation
from crisisctl.text import folded, one_line

_SHORTEST = 3
"""Letters of a beginning: two may be a whole name."""
_BETWEEN = re.compile(r"(\s*[,;&/+]\s*|\s(?:et|and)\s)")
"""What parts several people in one field."""
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "-": " ", "’": " ", "'": " "})

_OF_ACTS: dict[type[Act], str] = {
    act.TakeRole: "person",
    act.HandOver: "receiver",
    act.AcceptHandover: "by",
    act.DeclineHandover: "by",
    act.Approve: "by",
    act.Acknowledge: "person",
    act.StartClock: "by",
    act.SetFacts: "confirmed_by",
    act.AddAction: "owner",
}
_OF_EVENTS: dict[type[Event], str] = {
    ev.RoleTaken: "person",
    ev.HandoverOffered: "receiver",
    ev.HandoverAccepted: "receiver",
    ev.MessageApproved: "by",
    ev.Acknowledged: "person",
    ev.ClockStarted: "by",
    ev.FactSet: "confirmed_by",
    ev.ActionAdded: "owner",
}
"""The field that names somebody whom a person typed."""
_SEVERAL = ("confirmed_by", "owner")


def same(one: str | None, other: str | None) -> bool:
    """Whether two names are one, but for case, accents and hyphens."""
    return one is not None and other is not None and _plain(one) == _plain(other)


def named(typed: str, known: Iterable[str], shortest: int = _SHORTEST) -> str | None:
    """The one of ``known`` that is meant: by the whole name, by its first word, or by a beginning that only one has."""
    known, wanted = tuple(dict.fromkeys(known)), _plain(typed)
    if typed in known or not wanted:
        return typed or None
    whole = [name for name in known if _plain(name) == wanted]
    first = [name for name in known if _plain(name).startswith(f"{wanted} ")]
    begun = [name for name in known if len(wanted) >= shortest and _plain(name).startswith(wanted)]
    found = whole or first or begun
    return found[0] if len(found) == 1 else None


def known_to(incident: Incident) -> tuple[str, ...]:
    """The people of crisis.yaml; then those who have come in since."""
    came = (*incident.roles.values(), *incident.deputies.values(), *incident.acknowledged)
    ours = _ours(incident.organisation)
    return (*ours, *(name for name in dict.fromkeys(came) if not any(same(name, each) for each in ours)))


def meant(typed: str, incident: Incident, shortest: int = _SHORTEST) -> str:
    """The name as crisis.yaml has it; as typed where nobody is meant for certain."""
    return named(typed.strip(), known_to(incident), shortest) or typed.strip()


def resolved(wanted: Act, incident: Incident) -> Act:
    """The act with each person in it under the name by which they are known."""
    if isinstance(wanted, act.Open):
        ours = _ours(wanted.organisation)
        return replace(wanted, roles={role: named(who.strip(), ours) or who for role, who in wanted.roles.items()})
    field = _OF_ACTS.get(type(wanted), "")
    if not field or not (typed := getattr(wanted, field)):
        return wanted
    return replace(wanted, **{field: _each(typed, incident) if field in _SEVERAL else meant(typed, incident)})


def actor(login: str, ours: Organisation) -> str:
    """Who acts, as crisis.yaml has it: by the whole name or its first word; anything may begin like a login."""
    return named(login, _ours(ours), shortest=len(login) + 1) or login


def strangers(incident: Incident, entries: Iterable[Entry]) -> Iterator[str]:
    """Of each person whom ``entries`` name and crisis.yaml does not: that, and who may be meant."""
    ours = {_plain(name) for name in _ours(incident.organisation)}
    for name in dict.fromkeys(name for entry in entries for name in _people(entry.event, incident)) if ours else ():
        if _plain(name) not in ours:
            near = nearest(name, incident)
            asked = f", did you mean `{one_line(near)}`?" if near else ""
            yield f"{one_line(name)} is not in crisis.yaml{asked}"


def nearest(typed: str, incident: Incident) -> str:
    """Who of crisis.yaml may be meant by a name that is nobody's there; empty where nobody comes near."""
    from difflib import get_close_matches  # large, and wanted only for what is not known

    ours, wanted = {_plain(name): name for name in _ours(incident.organisation)}, _plain(typed)
    first = {plain.split()[0]: name for plain, name in ours.items() if plain}
    begun = [name for plain, name in ours.items() if plain.startswith(wanted)]
    near = [(ours | first)[plain] for plain in get_close_matches(wanted, [*ours, *first], n=1)]
    return ", ".join(begun or near)


def _people(event: Event, incident: Incident) -> Iterator[str]:
    field = _OF_EVENTS.get(type(event), "")
    told = getattr(event, field, "")
    parts = _BETWEEN.split(told)[::2] if field in _SEVERAL else [told]
    yield from (part for part in parts if part.strip() and part not in incident.playbook.roles)


def _each(typed: str, incident: Incident) -> str:
    """Several people in one field, each under their name; one whose name holds such a sign is found first."""
    if found := named(typed.strip(), known_to(incident)):
        return found
    parts = _BETWEEN.split(typed)
    return "".join(each if at % 2 else meant(each, incident) for at, each in enumerate(parts))


def _ours(ours: Organisation) -> tuple[str, ...]:
    return tuple(person.name for person in ours.people)


def _plain(name: str) -> str:
    return folded(folded(name).translate(_LETTERS))
