"""A message becomes its drafts: on which channels, in which languages, with which promise, or what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from crisisctl import channels as channel_registry
from crisisctl.channels import Channel, Content, Count, Layout
from crisisctl.errors import NotFound, Refused
from crisisctl.events import DraftText
from crisisctl.incident import Drafted, Incident
from crisisctl.messages.draft import Draft, draft, edited
from crisisctl.messages.promising import overdue, promised, standing_since
from crisisctl.messages.wording import CONTACTS, Wording
from crisisctl.playbook import Audience, Message
from crisisctl.routes import route
from crisisctl.text import did_you_mean, listed


@dataclass(frozen=True, slots=True)
class Drafts:
    """Every draft of one message. ``left_out`` are its channels that are marked down."""

    message: str
    drafts: tuple[Draft, ...]
    next_update: datetime | None
    """The time that the texts promise; None where they promise none."""
    left_out: tuple[str, ...]


def message_of(incident: Incident, message_id: str) -> Message:
    known = incident.playbook.messages
    if message_id not in known:
        raise NotFound(
            f"there is no message `{message_id}`{did_you_mean(message_id, known)}", f"the playbook has {listed(known)}"
        )
    return known[message_id]


def write(
    incident: Incident,
    message_id: str,
    now: datetime,
    zone: tzinfo,
    *,
    only_channels: Sequence[str] = (),
    only_languages: Sequence[str] = (),
    next_update: datetime | None = None,
    fresh: bool = False,
) -> Drafts:
    """Write every draft of a message. ``fresh`` forgets what was edited by hand and the time promised before.

    Raises ``Refused`` naming every fact that is printed and not known, and how to set it.
    """
    message = message_of(incident, message_id)
    wanted, left_out = _channels(incident, message, only_channels)
    before = None if fresh else incident.drafted.get(message_id)
    promise = next_update or promised(incident, message, before, now)
    late = overdue(incident, message, standing_since(incident, message, before, now, next_update))
    missing: set[str] = set()
    printed: list[str] = []
    drafts = []
    for channel in wanted:
        for language in _languages(incident, message, only_languages):
            wording = Wording(incident, language, channel.style, zone, now, promise, missing, printed, late)
            drafts.append(draft(incident, message, channel, wording))
    if missing:
        raise _unknown(incident, message_id, sorted(missing))
    kept = tuple(_as_edited(each, incident, before) for each in drafts)
    return Drafts(message_id, kept, promise if printed else None, left_out)


def at_hand(incident: Incident, message_id: str, now: datetime, zone: tzinfo) -> tuple[DraftText, ...]:
    """The drafts as they were last written; where there are none, as they would be. Nothing is kept.

    Raises as ``write``.
    """
    message_of(incident, message_id)
    if drafted := incident.drafted.get(message_id):
        return drafted.drafts
    return tuple(each.kept() for each in write(incident, message_id, now, zone).drafts)


def write_text(channel_id: str, content: Content) -> tuple[Layout, Count]:
    """Lay out and count one text."""
    channel = channel_registry.get(channel_id)
    layout = channel.lay_out(content)
    return layout, channel.count(layout.text)


_NAME_ONE = "name one of these, or add it to the audience in crisis.yaml; while one is down any channel will do"


def refuse_strange(incident: Incident, message_id: str, only: Sequence[str], hint: str = _NAME_ONE) -> None:
    """Refuse channels that the audience does not read, while all of those work that it does."""
    message = message_of(incident, message_id)
    audience = incident.playbook.audiences.get(message.audience)
    planned = message.only or (audience.channels if audience else ())
    strange = [name for name in only if name in channel_registry.ids() and name not in planned]
    if strange and planned and not set(planned) & set(incident.down):
        raise Refused(
            f"{message_id} does not go by {listed(strange)}: {message.audience} read {listed(planned)}",
            hint,
        )


def planned(incident: Incident, message_id: str) -> tuple[str, ...]:
    """The channels by which a message would go now; none where no way is left."""
    try:
        return tuple(each.id for each in _channels(incident, message_of(incident, message_id), ())[0])
    except (NotFound, Refused):
        return ()


def _channels(incident: Incident, message: Message, only: Sequence[str]) -> tuple[list[Channel], tuple[str, ...]]:
    audience = incident.playbook.audiences.get(message.audience)
    planned = message.only or (audience.channels if audience else ())
    known = channel_registry.ids()
    for name in only:
        if name not in known:
            raise NotFound(f"there is no channel `{name}`{did_you_mean(name, known)}", f"one of {listed(known)}")
    if only:
        return [channel_registry.get(name) for name in dict.fromkeys(only)], ()
    way = route(incident, audience or Audience(message.audience), planned)
    left_out = way.dead
    working = [name for name in way.working if name in known]
    if not working:
        raise Refused(
            f"every channel of {message.audience} is marked down: {listed(planned)}",
            "name one that works: --channel phone; or crisisctl channel NAME=up",
        )
    return [channel_registry.get(name) for name in working], left_out


def _languages(incident: Incident, message: Message, only: Sequence[str]) -> Sequence[str]:
    audience = incident.playbook.audiences.get(message.audience)
    known = (audience.languages if audience else ()) or _ordered(incident)
    for name in only:
        if name not in incident.playbook.languages:
            raise NotFound(f"the playbook has no texts in `{name}`", f"it has {listed(incident.playbook.languages)}")
    return tuple(dict.fromkeys(only)) or known


def _ordered(incident: Incident) -> tuple[str, ...]:
    """The playbook's languages, the organisation's first."""
    ours = [name for name in incident.organisation.languages if name in incident.playbook.languages]
    return tuple(ours) or incident.playbook.languages


def _as_edited(draft: Draft, incident: Incident, before: Drafted | None) -> Draft:
    """The draft with the text that somebody edited by hand, where somebody did."""
    for old in before.drafts if before else ():
        if old.edited and (old.channel, old.language) == (draft.channel, draft.language):
            return edited(draft, old.text, incident, old.subject)
    return draft


def _unknown(incident: Incident, message_id: str, names: list[str]) -> Refused:
    if secret := [name for name in names if name in incident.playbook.secrets()]:
        return Refused(
            f"the message {message_id} would print a secret: {listed(secret)}",
            "take it out of the message in the playbook; no draft ever holds a secret",
        )
    hints = []
    for name in names:
        if name.startswith("roles."):
            hints.append(f"crisisctl role {name.removeprefix('roles.')}=NAME")
        elif name in CONTACTS or name.startswith("contacts."):
            hints.append(f"add {name.removeprefix('contacts.')} below contacts in crisis.yaml, then: crisisctl reload")
        elif name in incident.facts and incident.contradicted(incident.playbook.known()[name]):
            hints.append(f"crisisctl set {name}=… (another fact contradicts it)")
        elif name in incident.facts:
            hints.append(f"crisisctl set {name}=… --confirmed-by NAME (it is set, but nobody has confirmed it)")
        elif name == "next_update":
            hints.append("--next-update TIME")
        else:
            hints.append(f"crisisctl set {name}=…")
    told = f"the message {message_id} says what is not known yet: {listed(names)}"
    return Refused(told, "; ".join(hints), tuple(names))
