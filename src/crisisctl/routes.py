"""Which channels still reach whom: what is down, what may fail with it, and what stands in for it.

A channel depends on things (``internet``, a provider, a sign-in); two channels of one provider may fail together, so
the next channel of an audience that shares nothing particular with a dead one stands in for it. Nearly everything
depends on the internet these days: sharing that alone says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from crisisctl import channels
from crisisctl.incident import Incident
from crisisctl.playbook import Audience, Organisation, Person

COMMON = frozenset({"internet", "phone-network"})
"""What so much depends on that sharing it is no sign of failing together."""


class Route(Struct, frozen=True):
    """How an audience is reached now. ``dead`` channels do not work, those ``at_risk`` may fail next."""

    audience: str
    working: tuple[str, ...]
    dead: tuple[str, ...]
    at_risk: tuple[str, ...]
    instead: str = ""
    """What stands in for the first dead channel; empty where nothing has to, or nothing can."""


def depends_on(channel: str, organisation: Organisation) -> frozenset[str]:
    """What must work for a channel to work; one's own: ``settings: {email: {depends_on: "internet, sso"}}``."""
    own = organisation.settings.get(channel, {}).get("depends_on")
    if own is not None:
        return frozenset(word.strip() for word in own.split(",") if word.strip())
    return frozenset(channels.get(channel).depends_on) if channel in channels.ids() else frozenset()


def dependencies(organisation: Organisation) -> tuple[str, ...]:
    """Everything that some channel depends on: it can be marked down like a channel."""
    return tuple(sorted({name for channel in channels.ids() for name in depends_on(channel, organisation)}))


def depending_on(name: str, organisation: Organisation) -> tuple[str, ...]:
    """The channels that fail when ``name`` does: a provider, a network, a sign-in."""
    return tuple(channel for channel in channels.ids() if name in depends_on(channel, organisation))


def at_risk(incident: Incident) -> Mapping[str, str]:
    """Working channels that share something particular with a dead one, and with which: ``facebook: whatsapp``."""
    lost = incident.down
    shared: dict[str, str] = {}
    for channel in channels.ids():
        if channel not in lost:
            mine = depends_on(channel, incident.organisation) - COMMON
            twin = [other for other in sorted(lost) if mine & (depends_on(other, incident.organisation) - COMMON)]
            if twin:
                shared[channel] = twin[0]
    return shared


def route(incident: Incident, audience: Audience, only: Iterable[str] = ()) -> Route:
    """How an audience is reached now, in its fallback order: independent channels first, those at risk last."""
    planned = tuple(only) or audience.channels
    lost, risky = incident.down, at_risk(incident)
    safe = tuple(name for name in planned if name not in lost and name not in risky)
    shaky = tuple(name for name in planned if name in risky)
    gone = tuple(name for name in planned if name in lost)
    return Route(audience.id, safe + shaky, gone, shaky, (safe + shaky)[0] if gone and safe + shaky else "")


def changes(before: Incident, after: Incident) -> tuple[Route, ...]:
    """The audiences whose route a change has altered."""
    routes = [(route(before, each), route(after, each)) for each in after.playbook.audiences.values()]
    return tuple(new for old, new in routes if (old.working, old.instead) != (new.working, new.instead))


def unreachable_people(incident: Incident) -> tuple[Person, ...]:
    """People of the organisation whose every contact way is dead."""
    lost = incident.down
    return tuple(
        person for person in incident.organisation.people if person.ways and all(way in lost for way in person.ways)
    )


def unreachable_audiences(incident: Incident) -> tuple[str, ...]:
    """Audiences none of whose channels works."""
    return tuple(each.id for each in incident.playbook.audiences.values() if not route(incident, each).working)


def living(incident: Incident) -> tuple[str, ...]:
    """Every contact that may be published, but those whose channel is down."""
    dead = {name for name, channel in _CONTACTS if channel in incident.down}
    return tuple(text for name, text in incident.organisation.contacts.items() if name not in dead and text)


def noticed(incident: Incident, audience: Audience | None) -> tuple[str, ...]:
    """What is down of the channels that an audience reads and of the ways to reach us: all else it does not miss."""
    ways = {channel for _, channel in _CONTACTS}
    read = {*audience.channels, *ways} if audience and audience.channels else {*incident.down}
    return tuple(name for name in incident.down if name in read)


def where_else(incident: Incident, language: str, most: int | None = None) -> str:
    """One sentence on where else to reach us, of the published contacts that still work; empty without any."""
    contacts = incident.organisation.contacts
    ways = [contacts[name] for name, channel in _CONTACTS if name in contacts and channel not in incident.down]
    ways = ways[:most]
    if not ways:
        return ""
    said, last = _WORDS.get(language, _WORDS["en"])
    return f"{said} {f' {last} '.join([', '.join(ways[:-1]), ways[-1]] if len(ways) > 1 else ways)}"


_CONTACTS = (("phone", "phone"), ("email", "email"), ("status_url", "status-page"))
_WORDS = {"fr": ("Pour nous joindre\N{NO-BREAK SPACE}:", "ou"), "en": ("Reach us:", "or")}
