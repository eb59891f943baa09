"""Roles: taken, left, offered to somebody else, and handed over once that one has said yes."""

from __future__ import annotations

from crisisctl import acts as act
from crisisctl import events as ev
from crisisctl.acts import Clock
from crisisctl.decisions import Events, asked, on
from crisisctl.decisions.at_once import told_of
from crisisctl.errors import NotFound, Refused
from crisisctl.incident import Incident, Offer
from crisisctl.persons import same
from crisisctl.text import did_you_mean, listed


@on(act.TakeRole)
def _take_role(wanted: act.TakeRole, incident: Incident, clock: Clock) -> Events:
    role = _role(wanted.role, incident)
    person = wanted.person.strip()
    held = (incident.deputies if wanted.deputy else incident.roles).get(role)
    if held == person:
        raise Refused(_taken(wanted, incident, clock, f"{held} is {role}", f"{held} is {role} already"))
    if not person:
        if not held:
            raise Refused(f"nobody is {role}", f"name somebody: crisisctl role {role}=NAME")
        return (ev.RoleLeft(role, held, wanted.deputy),)
    if held and not wanted.force and not same(held, person):  # a name that is only written otherwise is set right
        told = _taken(wanted, incident, clock, f"{role} is held by {held}", f"{role} is held by {held}")
        aside = f"crisisctl role {role}={person}{' --deputy' if wanted.deputy else ''} --force"
        if wanted.deputy:
            raise Refused(told, f"to put {person} in their place: {aside}")
        raise Refused(told, f"they hand it over by: crisisctl handover {role}={person}; out of reach: {aside}")
    events: Events = (ev.RoleLeft(role, held, wanted.deputy),) if held else ()
    events += (ev.RoleTaken(role, person, wanted.deputy),)
    if role == incident.playbook.lead and not wanted.deputy and "acknowledged" not in incident.milestones:
        events += (ev.MilestoneMarked("acknowledged", wanted.when or clock.now),)
    return events


def _taken(wanted: act.TakeRole, incident: Incident, clock: Clock, told: str, otherwise: str) -> str:
    """Who gave it, and how long ago, where that was somebody else and lately."""
    for entry in reversed(incident.entries):
        event = entry.event
        if isinstance(event, ev.RoleTaken) and (event.role, event.deputy) == (wanted.role, wanted.deputy):
            return told_of(entry.actor, entry.at, clock, told, otherwise)
        if isinstance(event, ev.RoleHandedOver) and event.role == wanted.role and not wanted.deputy:
            return told_of(entry.actor, entry.at, clock, told, otherwise)
    return otherwise


@on(act.HandOver)
def _hand_over(wanted: act.HandOver, incident: Incident, clock: Clock) -> Events:
    role = _role(wanted.role, incident)
    receiver = asked(wanted.receiver, f"say who takes {role} over", "ROLE=PERSON")
    giver = incident.roles.get(role)
    if giver is None:
        raise Refused(f"nobody is {role}: there is nothing to hand over", f"use: crisisctl role {role}={receiver}")
    if same(giver, receiver):
        raise Refused(f"{giver} is {role} already")
    if wanted.accepted:
        return (
            ev.HandoverAccepted(role, giver, receiver, told=True),
            ev.RoleHandedOver(role, giver, receiver, wanted.note),
        )
    if offer := incident.offers.get(role):
        told = f"{role} is offered to {offer.receiver}"
        actor = _offered_by(offer, incident)
        hint = f'take it back first: crisisctl handover decline {role} --reason "…"'
        raise Refused(told_of(actor, offer.at, clock, told, f"{told} already"), hint)
    return (ev.HandoverOffered(role, giver, receiver, wanted.note),)


def _offered_by(offer: Offer, incident: Incident) -> str:
    for entry in reversed(incident.entries):
        if isinstance(entry.event, ev.HandoverOffered) and entry.event.role == offer.role:
            return entry.actor
    return offer.giver


@on(act.AcceptHandover)
def _accept(wanted: act.AcceptHandover, incident: Incident, clock: Clock) -> Events:
    offer = _offer(wanted.role, wanted.by, incident, clock)
    if not same(offer.receiver, wanted.by):
        raise Refused(
            f"{offer.role} is offered to {offer.receiver}, not to {wanted.by}",
            f'for {offer.receiver}: crisisctl handover accept {offer.role} --by "{offer.receiver}"',
        )
    return (
        ev.HandoverAccepted(offer.role, offer.giver, offer.receiver),
        ev.RoleHandedOver(offer.role, offer.giver, offer.receiver, offer.note),
    )


@on(act.DeclineHandover)
def _decline(wanted: act.DeclineHandover, incident: Incident, clock: Clock) -> Events:
    offer = _offer(wanted.role, wanted.by, incident, clock)
    reason = asked(wanted.reason, f"say why {offer.role} is not handed over now", "--reason")
    return (ev.HandoverDeclined(offer.role, offer.giver, offer.receiver, wanted.by.strip(), reason),)


def _offer(role: str, by: str, incident: Incident, clock: Clock) -> Offer:
    """The offer that is meant: of that role, else the one made to ``by``, else the only one."""
    if role:
        found = incident.offers.get(_role(role, incident))
        if found:
            return found
        raise Refused(_over(role, incident, clock), f"offer it by: crisisctl handover {role}=PERSON")
    mine = [offer for offer in incident.offers.values() if same(offer.receiver, by)]
    known = mine or list(incident.offers.values())
    if len(known) == 1:
        return known[0]
    if known:
        raise Refused(f"several handovers are open: {listed(offer.role for offer in known)}", "name the role")
    lead = incident.playbook.lead
    raise Refused(_over("", incident, clock), f"offer a role by: crisisctl handover {lead}=PERSON")


def _over(role: str, incident: Incident, clock: Clock) -> str:
    """That there is no such offer; or who has just answered it."""
    ended = (entry for entry in reversed(incident.entries) if isinstance(entry.event, _ENDS))
    otherwise = f"{role} is not offered to anybody" if role else "no role is offered to anybody"
    for entry in ended:
        event = entry.event
        if isinstance(event, _ENDS) and (not role or event.role == role):
            declined = isinstance(event, ev.HandoverDeclined)
            told = f"the handover of {event.role} is declined" if declined else f"{event.receiver} is {event.role}"
            return told_of(entry.actor, entry.at, clock, told, otherwise)
    return otherwise


_ENDS = (ev.HandoverDeclined, ev.RoleHandedOver)


def _role(role: str, incident: Incident) -> str:
    known = incident.playbook.roles
    if role not in known:
        raise NotFound(
            f"there is no role `{role}` in this playbook{did_you_mean(role, known)}", f"it has {listed(known)}"
        )
    return role
