"""Who and what reaches whom: channels that go down, people and their roles, who has answered the alert."""

# ruff: noqa: ARG001 - every key calls its function in the same way

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crisisctl import channels, routes, teller
from crisisctl.acts import AcceptHandover, Acknowledge, DeclineHandover, HandOver, SetChannel, TakeRole
from crisisctl.brief import Waiting
from crisisctl.incident import CHANNEL_STATES, Incident, Offer
from crisisctl.persons import actor, known_to, named, nearest, same
from crisisctl.queries import IncidentView, StepView, acknowledgements
from crisisctl.screen import line, paragraph
from crisisctl.screen.brief import brief_lines
from crisisctl.screen.changes import rerouted
from crisisctl.teller import flat, role_name
from crisisctl.text import one_line, say
from crisisctl.walk.asking import Choices, choose, confirmed, fresh_page, listed, match, sure, titles
from crisisctl.walk.pager import page_room, read_through
from crisisctl.walk.seat import Seat

_FEW_PEOPLE = 8
"""Whom a list offers for a role."""
_LONGEST_NAME = 40
_SENTENCE = re.compile(r"\w{3,}[.!?…]\s")
"""A full stop in the midst of what should be a name, but for the short words before one: M. Dupont, J. R. Roy."""


def channel(seat: Seat, view: IncidentView, step: StepView | None) -> None:
    fresh_page(seat.paper, seat.words("ask_channel"))
    choices = [(name, _with_state(seat, view.incident, name)) for name in _names(view.incident)]
    chosen = choose(seat.paper, seat.words, "", choices)
    if not chosen:
        return
    states = titles(teller.CHANNEL_STATES, seat.language, tuple(reversed(CHANNEL_STATES)))
    wanted = choose(seat.paper, seat.words, seat.words("ask_state", channel=chosen), states)
    if not wanted:
        return
    reason = seat.ask("how_known", "enter_none")
    meant = [chosen] if chosen in channels.ids() else routes.depending_on(chosen, view.incident.organisation)
    if len(meant) > 1:
        meant = [name for name in meant if view.incident.channels.get(name, "up") != wanted]
        reason = reason or f"{chosen}: {say(teller.CHANNEL_STATES[wanted], seat.language)}"
    done = [seat.do(SetChannel(name, wanted, reason)) for name in meant]
    if any(done):
        _show_changes(seat, view.incident, seat.view().incident)


def _names(incident: Incident) -> list[str]:
    """Channels, those in use first; then the providers and networks that several of them depend on."""
    ours = incident.organisation
    used = [name for audience in incident.playbook.audiences.values() for name in audience.channels]
    shared = [name for name in routes.dependencies(ours) if len(routes.depending_on(name, ours)) > 1]
    return list(dict.fromkeys([*incident.channels, *used, *channels.ids(), *shared]))


def _with_state(seat: Seat, incident: Incident, name: str) -> str:
    if name not in channels.ids():
        return f"{name} ({seat.words('depends', count=len(routes.depending_on(name, incident.organisation)))})"
    state = incident.channels.get(name, "up")
    return name if state == "up" else f"{name} ✗ {say(teller.CHANNEL_STATES[state], seat.language)}"


def _show_changes(seat: Seat, before: Incident, after: Incident) -> None:
    """What it changes for whom, on a page of its own: it is more than fits above the next step."""
    told = list(rerouted(before, after, seat.words))
    if not told:
        return
    lines = [row for each in told for row in paragraph(each, seat.paper.width, "", " ")]
    lines += [line(), *paragraph(seat.words("texts_follow"), seat.paper.width, "bold", " ")]
    read_through(seat, seat.words("what_changes"), lines)


def people(seat: Seat, view: IncidentView, step: StepView | None) -> None:
    """Who holds which role and how to reach them; then a role can be given or handed over."""
    fresh_page(seat.paper, seat.words("ask_role"))
    incident = view.incident
    choices = []
    for role in incident.playbook.roles:
        person = incident.roles.get(role, "")
        ways = _ways(view, person)
        shown = f"{flat(person)}{ways}" if person else seat.words("free")
        choices.append((role, f"{role_name(incident.playbook, role, seat.language)} → {shown}"))
    chosen = choose(seat.paper, seat.words, "", choices)
    if chosen:
        _give_role(seat, view, chosen)


def _give_role(seat: Seat, view: IncidentView, role: str) -> None:
    incident = view.incident
    giver = incident.roles.get(role)
    if offer := incident.offers.get(role):
        _answer(seat, view, offer)
    elif giver is None:
        if taker := person(seat, view, role, "ask_person"):
            seat.do(TakeRole(role, taker))
    elif receiver := person(seat, view, role, "ask_receiver", giver=flat(giver)):
        _offer(seat, role, receiver)


def person(
    seat: Seat,
    view: IncidentView,
    for_role: str,
    key: str,
    hint: str = "enter_cancels",
    prefilled: str = "",
    **parts: str,
) -> str:
    """Somebody by number or name; a bare number is nobody, and a name that nobody here has is taken after a yes."""
    people = view.incident.organisation.people
    likely = [each for each in people if for_role in each.roles] or people
    choices = [(each.name, flat(each.name)) for each in likely[:_FEW_PEOPLE]]
    seat.paper.put(listed(choices, seat.paper.width))
    while typed := one_line(seat.ask(key, hint, prefilled, **parts)):
        if typed.isdecimal():
            if found := match(typed, choices):
                return found
            told = seat.words("no_such", word=typed, near="")
            seat.paper.put(paragraph(f"! {told}", seat.paper.width, "yellow", " "))
        elif found := whoever(seat, view, typed):
            return found
    return ""


def whoever(seat: Seat, view: IncidentView, typed: str) -> str:
    """Somebody by a name: as crisis.yaml has it, or, where it has none such, after a yes. Empty: to be typed again."""
    incident = view.incident
    if found := named(typed, known_to(incident), shortest=1):
        return found
    if len(typed) > _LONGEST_NAME or _SENTENCE.search(typed):
        seat.paper.put(paragraph(f"! {seat.words('no_name')}", seat.paper.width, "yellow", " "))
        return ""
    if not incident.organisation.people:
        return typed
    near = nearest(typed, incident)
    told = seat.words("not_listed", name=typed, near=seat.words("near", word=near) if near else ".")
    return typed if sure(seat.paper, seat.words, told) else ""


def _offer(seat: Seat, role: str, receiver: str) -> None:
    note = seat.ask("ask_handover", "enter_none")
    said_yes = confirmed(seat.paper, seat.words, seat.words("ask_said_yes", receiver=flat(receiver)))
    if done := seat.do(HandOver(role, receiver, note, said_yes)):
        _show_brief(seat, done.view, receiver)


def _answer(seat: Seat, view: IncidentView, offer: Offer) -> None:
    """A role that is offered: it is taken over, or the offer ends."""
    role = role_name(view.incident.playbook, offer.role, seat.language)
    parts = {"role": role, "receiver": flat(offer.receiver), "giver": flat(offer.giver)}
    mine = same(actor(seat.desk.actor, view.incident.organisation), offer.receiver)
    first = "offer_accept" if mine else "offer_told"
    choices = [(key, seat.words(key, **parts)) for key in (first, "offer_decline")]
    chosen = choose(seat.paper, seat.words, seat.words("ask_offer", **parts), choices)
    if chosen == first:
        if done := seat.do(AcceptHandover(offer.receiver, offer.role)):
            _show_brief(seat, done.view, offer.receiver)
    elif chosen and (reason := seat.ask("why_decline")):
        seat.do(DeclineHandover(offer.receiver if mine else seat.desk.actor, reason, offer.role))


def _show_brief(seat: Seat, view: IncidentView, receiver: str) -> None:
    found = seat.desk.sharing
    waiting = Waiting(found.waiting, found.refused) if found else Waiting()
    width, room = seat.paper.width, page_room(seat.paper)
    lines = brief_lines(view, seat.language, width, waiting)
    if len(lines) > room:  # what nobody may miss is the first page, then comes all of it
        first = brief_lines(view, seat.language, width, waiting, room + 1)[:-1]
        lines = [*first, *[line()] * (room - len(first)), *lines]
    read_through(seat, seat.words("brief_title", receiver=flat(receiver)), lines)


def _ways(view: IncidentView, name: str) -> str:
    person = next((each for each in view.incident.organisation.people if each.name == name), None)
    addresses = dict.fromkeys(person.ways.values()) if person else ()
    return "".join(f" · {flat(address)}" for address in addresses)


def acknowledge(seat: Seat, view: IncidentView, step: StepView | None) -> None:
    """Who has answered the internal alert; those who have not are listed with their ways."""
    found = acknowledgements(view.incident)
    fresh_page(seat.paper, seat.words("ask_ack"))
    if not found.alerted:
        seat.paper.put([*paragraph(seat.words("no_alert"), seat.paper.width, "yellow", " "), line()])
    choices = [(name, f"{flat(name)}{_ways(view, name)}") for name in found.missing]
    seat.paper.put(listed(choices, seat.paper.width))
    for name in _who(seat, view, seat.ask("ask_who_answered", "several_names"), choices):
        seat.do(Acknowledge(name))


def _who(seat: Seat, view: IncidentView, typed: str, choices: Choices) -> Iterator[str]:
    """The people meant by numbers and names; somebody who is not on the list only after a yes."""
    for word in _words(typed, choices):
        if name := match(word, choices) or whoever(seat, view, one_line(word)):
            yield name


def _words(typed: str, choices: Choices) -> Sequence[str]:
    """``Bo, Dov``, ``Bo and Dov`` or ``1 3``: commas part names, spaces only part what each is on the list."""
    parts = [part.strip() for part in re.split(r"[,;&]|\s(?:et|and)\s", typed) if part.strip()]
    words = [word for part in parts for word in part.split()]
    return words if all(match(word, choices) for word in words) else parts
