"""What crisis.yaml says now against what an incident knows of it: the differences, without anybody's numbers. Pure.

An incident goes on with the organisation as it was when it was opened, until somebody takes over what was changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from crisisctl.playbook import Audience, Organisation, Playbook, equip

PRIVATE = ("people", "settings", "readiness")
"""The sections whose values are not shown: numbers of people, addresses of senders."""


class Change(Struct, frozen=True):
    """``name`` is what changed within the section; empty where the section is one value.

    ``before`` and ``after`` are words, None where it was not there; of private sections they hold what is changed, not
    to what: ``ways, hours``.
    """

    section: str
    name: str
    before: str | None
    after: str | None

    @property
    def path(self) -> str:
        return f"{self.section}.{self.name}" if self.name else self.section


def changes(before: Organisation, after: Organisation) -> tuple[Change, ...]:
    """Every difference, in the order of crisis.yaml."""
    return tuple(change for section in Organisation.__struct_fields__ for change in _of(section, before, after))


def reequipped(playbook: Playbook, before: Organisation, after: Organisation) -> Playbook:
    """The playbook as the organisation runs it now. An audience that crisis.yaml has no longer goes, unless messages
    are written to it: then the words for it stay as they were."""
    written_to = {message.audience for message in playbook.messages.values()}
    gone = before.audiences.keys() - after.audiences.keys() - written_to
    audiences = {name: each for name, each in playbook.audiences.items() if name not in gone}
    return equip(replace(playbook, audiences=audiences), after)


def _of(section: str, before: Organisation, after: Organisation) -> Iterator[Change]:
    old, new = getattr(before, section), getattr(after, section)
    if old == new:
        return
    if section == "people":
        old, new = ({person.name: person for person in people} for people in (old, new))
    if section == "timezone_label" or not isinstance(old, Mapping):
        yield Change(section, "", _told(old), _told(new))
        return
    for name in dict.fromkeys((*old, *new)):
        was, now = old.get(name), new.get(name)
        if was == now:
            continue
        if section in PRIVATE:
            parts = ", ".join(_parts(was, now))
            yield Change(section, name, None if was is None else parts, None if now is None else parts)
        else:
            yield Change(section, name, _told(was), _told(now))


def _told(value: Any) -> str | None:
    match value:
        case None:
            return None
        case Audience():
            return ", ".join((*value.channels, *value.languages))
        case Mapping():
            return ", ".join(map(str, value.values()))
        case tuple():
            return ", ".join(map(str, value))
        case _:
            return str(value)


def _parts(was: Any, now: Any) -> Iterator[str]:
    """The names of what differs within somebody's entry, or a channel's settings."""
    if isinstance(was, Mapping) and isinstance(now, Mapping):
        yield from (key for key in dict.fromkeys((*was, *now)) if was.get(key) != now.get(key))
    elif was is not None and now is not None:
        yield from (key for key in was.__struct_fields__ if getattr(was, key) != getattr(now, key))
