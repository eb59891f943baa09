"""Approving exact texts, and what stands between a text and its leaving: shown, then mended or answered for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crisisctl import checking, keys, rules
from crisisctl.acts import Approve, TakeRole
from crisisctl.errors import CrisisError
from crisisctl.messages.drafts import Drafts
from crisisctl.persons import same
from crisisctl.queries import IncidentView, StepView
from crisisctl.screen import Shown, fact_name, flowing, line, paragraph, standing_words
from crisisctl.teller import flat, role_name
from crisisctl.text import one_line
from crisisctl.walk.asking import ask
from crisisctl.walk.picking import grouped, several
from crisisctl.walk.reaching import whoever
from crisisctl.walk.seat import Seat
from crisisctl.walk.texts import shown_drafts


@dataclass(frozen=True, slots=True)
class Leave:
    """That these texts may go on; ``reason`` is what somebody answers for, empty where nothing stood against it."""

    reason: str = ""


def approve(seat: Seat, view: IncidentView, step: StepView, drafts: Drafts) -> None:
    """Approve texts to the letter: those that are not yet, or the channels named."""
    if view.incident.playbook.messages[drafts.message].approver is None:
        seat.say("needs_no_approval")
        return
    shown = shown_drafts(seat, view, step, drafts)
    waiting = [each for each in shown if not each.sent and _awaits(each)]
    if not waiting:
        seat.say("nothing_to_approve")
        return
    approve_these(seat, view, drafts.message, several(seat, waiting, "ask_which_approved"))


def _awaits(each: Shown) -> bool:
    """Not approved, or not any more; a text that its provider did not approve is nobody's here to approve."""
    return each.way.state == "drafted" or (each.way.state == "void" and each.way.approval is not None)


def approve_these(seat: Seat, view: IncidentView, message: str, chosen: Sequence[Shown]) -> Leave | None:
    """Ask who approves, and why where something stands against it; None when nobody does."""
    leave = over_errors(seat, chosen, "not_approved_now")
    if leave is None:
        return None
    by = _who(seat, view, message)
    if not by:
        seat.say("not_approved_now", "yellow")
        return None
    reason = leave.reason
    against = [*_not_theirs(seat, seat.view(), message, by), *_stale(seat, view, chosen)]
    if against:  # asked for by itself: a reason for the words is none for who approves them
        _warn(seat, against)
        forced = _answered_for(seat, "not_approved_now")
        if forced is None:
            return None
        reason = "; ".join(dict.fromkeys(filter(None, (reason, forced.reason))))
    for languages, channels in grouped(chosen).items():
        override = gated(seat, message, channels, languages, reason)
        if override is None or not seat.do(
            Approve(message, by, tuple(channels), languages, bool(reason), override or reason, bool(override))
        ):
            return None
    _promise_passed(seat, message)
    return Leave(reason)


def _promise_passed(seat: Seat, message: str) -> None:
    from crisisctl import outbound  # with all that sends; a walk begins without

    view = seat.view()
    if late := outbound.passed(view.incident, message, view.now):
        seat.warn(late, f"write it anew: crisisctl draft {message}")


def gated(seat: Seat, message: str, channels: Sequence[str], languages: Sequence[str], reason: str) -> str | None:
    """What to record beside the reason, as the message lint wants it; None where it refuses."""
    try:
        return checking.gate(seat.view(), message, channels, languages, force=bool(reason), reason=reason)
    except CrisisError as problem:
        seat.warn(problem.message, seat.words("mend_keys"))
        return None


def cleared(seat: Seat, view: IncidentView, message: str, chosen: Sequence[Shown]) -> Leave | None:
    """Whether these may be recorded as sent: they are fine, or approved now, or somebody says why all the same."""
    told = list(_against(seat, view, chosen))
    if not told and not any(each.errors for each in chosen):
        return Leave()
    if not told:
        return over_errors(seat, chosen)
    _warn(seat, told)
    to_approve = [each for each in chosen if _awaits(each)]
    offered = ["may_approve"] if to_approve else []
    choices = [line((seat.words(key), "bold")) for key in (*offered, "may_force", "may_not")]
    seat.paper.put(flowing(choices, seat.paper.width))
    key = keys.read_key().lower()
    if key == "a" and to_approve:
        leave = approve_these(seat, view, message, to_approve)
        rest = [each for each in chosen if each not in to_approve]
        return leave if leave is None or not rest or leave.reason else cleared(seat, view, message, rest)
    if key != "f":
        seat.say("nothing_recorded", "yellow")
        return None
    if any(each.errors for each in chosen):
        return over_errors(seat, chosen)
    return _answered_for(seat)


def over_errors(seat: Seat, chosen: Sequence[Shown], else_said: str = "nothing_recorded") -> Leave | None:
    """Errors of the lint: shown, and gone over with a reason; those that nobody can force stop it."""
    errors: dict[str, list[str]] = {}
    for each in chosen:
        for found in each.errors:
            errors.setdefault(found.rule, []).append(each.name)
    if not errors:
        return Leave()
    firm = [rule for rule in errors if not rules.get(rule).overridable]
    _warn(seat, [f"{seat.words('level_error')} {rule}: {_few(names)}" for rule, names in errors.items()])
    if firm:
        seat.say("firm", "bold red", rules=", ".join(firm))
        return None
    return _answered_for(seat, else_said)


def _answered_for(seat: Seat, else_said: str = "nothing_recorded") -> Leave | None:
    reason = seat.ask("ask_force")
    if not reason:
        seat.say(else_said, "yellow")
        return None
    return Leave(reason)


def _who(seat: Seat, view: IncidentView, message: str) -> str:
    """Who approves: the holder of the role by Enter alone. Whoever is named for a role that nobody holds takes it."""
    incident = view.incident
    role = incident.playbook.messages[message].approver or incident.playbook.lead
    title = role_name(incident.playbook, role, seat.language)
    holder = incident.roles.get(role) or incident.deputies.get(role)
    question = seat.words("ask_approver" if holder else "ask_vacant_approver", role=title)
    prefilled = holder or seat.me(view)
    by = ""
    while not by:
        typed = one_line(ask(seat.paper, seat.words, question, hint=seat.words("approver_hint"), prefilled=prefilled))
        if not typed and not keys.can_prefill():
            typed = prefilled
        if not typed:
            return ""
        by = typed if typed == prefilled else whoever(seat, view, typed)
    if by and not holder and role in incident.playbook.roles and not seat.do(TakeRole(role, by)):
        return ""
    return by


def _not_theirs(seat: Seat, view: IncidentView, message: str, by: str) -> Iterable[str]:
    incident = view.incident
    role = incident.playbook.messages[message].approver or incident.playbook.lead
    holders = [who for who in (incident.roles.get(role), incident.deputies.get(role)) if who]
    if not any(same(by, who) for who in holders):
        title = role_name(incident.playbook, role, seat.language)
        yield seat.words("not_theirs", by=by, role=title, holders=", ".join(map(flat, holders)) or seat.words("free"))


def _stale(seat: Seat, view: IncidentView, chosen: Sequence[Shown]) -> Iterable[str]:
    """Facts that changed since the texts were written: they say what was true then."""
    drafted = view.incident.drafted.get(chosen[0].draft.message)
    known = drafted.stale if drafted else {}
    changed = {known[pair] for each in chosen if (pair := (each.draft.channel, each.draft.language)) in known}
    if changed:
        facts = ", ".join(fact_name(view.incident, name, seat.words) for name in sorted(changed))
        yield seat.words("stale", facts=facts)


def _against(seat: Seat, view: IncidentView, chosen: Sequence[Shown]) -> Iterable[str]:
    """Why they may not leave as approvals stand, with the texts concerned."""
    found: dict[str, list[str]] = {}
    for each in chosen:
        if told := standing_words(view.incident, each.draft.message, each.way, seat.words):
            found.setdefault(told, []).append(each.name)
    return [f"{told} ({_few(names)})" for told, names in found.items()]


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:6]) + (f" (+{len(names) - 6})" if len(names) > 6 else "")


def _warn(seat: Seat, told: Iterable[str]) -> None:
    for each in told:
        seat.paper.put(paragraph(f"! {each}", seat.paper.width, "bold yellow", " "))
