"""What would leave: each draft of a message with the places it goes to, and what stands against that.

Nothing here is written or sent: ``sending`` does that, item by item.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Literal

from crisisctl import checking, destinations, rules, transports
from crisisctl.approvals import standing
from crisisctl.destinations import Destination
from crisisctl.errors import Refused
from crisisctl.events import DraftText
from crisisctl.incident import Incident, Sending
from crisisctl.text import listed
from crisisctl.times import zone_label
from crisisctl.zones import zone_of

State = Literal["ready", "refused", "already", "sent", "failed", "unknown"]
FIRM = "and nobody can force that"
_UNCERTAIN = ("sending", "unknown")


@dataclass(frozen=True, slots=True)
class Item:
    """One draft for one destination, and how it stands with it.

    ``state``: ready, refused (it may not leave), already (it surely arrived before), unknown (it may have); after its
    sending sent (``refused``: recipients that did not take it), failed or unknown. ``reason`` is one sentence.
    """

    message: str
    draft: DraftText
    destination: Destination
    state: State = "ready"
    reason: str = ""
    refused: tuple[str, ...] = ()
    attempt: str = ""
    note: str = ""
    """What a person should know before it leaves."""
    once_more: bool = False
    although: str = ""
    """What the lint has against it, where somebody forces it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What would leave. ``by_hand`` are the drafts that no destination takes."""

    items: tuple[Item, ...]
    by_hand: tuple[DraftText, ...]

    @property
    def ready(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.state == "ready")


@dataclass(frozen=True, slots=True)
class Leave:
    """What somebody answers for: to send ``again``, and to ``force`` what stands against it, with the reason."""

    again: bool = False
    force: bool = False
    reason: str = ""


def known() -> dict[str, Destination]:
    """Every destination, with what its transport finds wrong. Raises as ``destinations.load``."""
    return {name: _checked(found) for name, found in destinations.load().items()}


def _checked(found: Destination) -> Destination:
    problem = found.problem or transports.of(found).check(found)
    return replace(found, problem=problem) if problem else found


def plan(
    incident: Incident,
    message: str,
    drafts: Sequence[DraftText],
    among: Mapping[str, Destination],
    to: Sequence[str] = (),
    leave: Leave = Leave(),
    now: datetime | None = None,
) -> Plan:
    """Each draft with the destinations it goes to: those named by ``to``, else those of its audience.

    Nothing is written. Raises ``NotFound`` or ``BadInputFile`` for a destination that is named and cannot be used,
    ``Refused`` where this incident may not reach it, or there is none.
    """
    if incident.mode == "retrospective":
        raise Refused("nothing is sent in an incident that is typed in afterwards", "record it by: crisisctl sent")
    named = [destinations.find(name, among) for name in to]
    for found in named:
        _may_reach(incident, found)
    audience = incident.playbook.messages[message].audience
    places = named or [found for found in among.values() if audience in found.audiences and _for(incident, found)]
    late = passed(incident, message, now) if now else ""
    items: list[Item] = []
    by_hand: list[DraftText] = []
    for draft in drafts:
        mine = [place for place in places if place.channel == draft.channel and _reads(place, draft)]
        items += [_item(incident, message, draft, place, leave, late, named=bool(named)) for place in mine]
        by_hand += [] if mine else [draft]
    if not items:
        raise _nowhere(message, by_hand, audience, named)
    return Plan(tuple(items), tuple(by_hand))


def _may_reach(incident: Incident, found: Destination) -> None:
    if incident.mode == "drill" and not found.drill:
        raise Refused(
            f"{found.name} is not for drills, and {incident.id} is one",
            "a drill reaches only destinations with `drill = true`",
        )
    if incident.mode != "drill" and found.drill:
        raise Refused(f"{found.name} is for drills, and {incident.id} is none", "name one that people read: --to NAME")


def _for(incident: Incident, found: Destination) -> bool:
    return not found.problem and found.drill == (incident.mode == "drill")


def _reads(place: Destination, draft: DraftText) -> bool:
    return not place.languages or draft.language in place.languages


def passed(incident: Incident, message: str, now: datetime) -> str:
    """That the time a text promises has passed, if it has: who reads it would wait for nothing."""
    drafted = incident.drafted.get(message)
    due = drafted.next_update if drafted else None
    return (
        f"the time it promises, {_when(due, zone_of(incident.organisation))}, has passed" if due and due <= now else ""
    )


def _item(
    incident: Incident, message: str, draft: DraftText, place: Destination, leave: Leave, late: str, *, named: bool
) -> Item:
    item = Item(message, draft, place)
    against, although = _objections(incident, message, draft, place, leave, late)
    if against:
        return replace(item, state="refused", reason=against)
    return _after(replace(item, although=although), incident, leave, named=named)


def _objections(
    incident: Incident, message: str, draft: DraftText, place: Destination, leave: Leave, late: str
) -> tuple[str, str]:
    """What stands against it, and what is overridden. A secret or a placeholder in a text never is."""
    audience = incident.playbook.messages[message].audience
    errors = [each.rule for each in checking.check(incident, draft, message) if each.level == "error"]
    firm = [rule for rule in errors if not rules.get(rule).overridable]
    wrong = f"{place.name} is for {listed(place.audiences)}, and {message} for {audience}"
    astray = wrong if place.audiences and audience not in place.audiences else ""
    if firm:
        return f"the lint found {listed(dict.fromkeys(firm))}, {FIRM}", ""
    lint = f"lint: {listed(dict.fromkeys(errors))}" if errors else ""
    if leave.force:
        told = "; ".join(filter(None, (astray, lint, late)))
        return "", f"(although {told})" if told else ""
    return standing(incident, message, draft).against or astray or lint or late, ""


def _after(item: Item, incident: Incident, leave: Leave, *, named: bool) -> Item:
    """The item in the light of what was sent to this place before.

    ``--again`` alone is for what may not have arrived; what surely did is sent once more only to a place that is named.
    """
    before = [each for each in incident.sendings.values() if _same_place(each, item)]
    same = [each for each in before if each.digest == item.draft.digest]
    zone = zone_of(incident.organisation)
    if lost := [each for each in same if each.state in _UNCERTAIN]:
        said = f"nobody knows whether it arrived: the attempt of {_when(lost[-1].at, zone)} has no certain end"
        if not leave.again:
            return replace(item, state="unknown", reason=said)
        return replace(item, note=f"once more: {said}", once_more=True)
    if sent := [each for each in same if each.state == "sent"]:
        said = f"it was sent at {_when(sent[-1].at, zone)}"
        if not (leave.again and named):
            return replace(item, state="already", reason=said)
        return replace(item, note=f"once more: {said}", once_more=True)
    if other := [each for each in before if each.state in _UNCERTAIN]:
        return replace(item, note=f"another text of it may have arrived there at {_when(other[-1].at, zone)}")
    return _by_hand_before(item, incident, zone)


def _by_hand_before(item: Item, incident: Incident, zone: tzinfo) -> Item:
    """With a note where somebody recorded that this draft has left, and it was none of our attempts."""
    key = (item.message, item.draft.channel, item.draft.language)
    at, drafted = incident.sent.get(key), incident.drafted.get(item.message)
    ours = any((each.message, each.channel, each.language) == key for each in incident.sendings.values())
    if at is None or drafted is None or at < drafted.at or ours:
        return item
    return replace(item, note=f"it was recorded as sent by hand at {_when(at, zone)}")


def _same_place(before: Sending, item: Item) -> bool:
    mine = (item.message, item.draft.channel, item.draft.language, item.destination.name)
    return (before.message, before.channel, before.language, before.destination) == mine


def _when(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%H:%M} {zone_label(at, zone)}"


def _nowhere(message: str, drafts: Sequence[DraftText], audience: str, named: Sequence[Destination]) -> Refused:
    texts = listed(f"{draft.channel} {draft.language}" for draft in drafts)
    if named:
        takes = listed(f"{place.name} takes {place.channel}" for place in named)
        return Refused(f"no draft of {message} fits: it has {texts}; {takes}", f"crisisctl draft {message} writes them")
    return Refused(
        f"no destination takes {message}: it has {texts}, for {audience}",
        "name one by --to NAME; crisisctl send --destinations lists them",
    )
