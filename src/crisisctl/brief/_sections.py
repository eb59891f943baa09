"""What each section of a brief says: short sentences, each by itself. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from crisisctl import events as ev
from crisisctl import french, ticking
from crisisctl.incident import Incident
from crisisctl.queries import IncidentView, StepView, acknowledgements
from crisisctl.teller import CHANNEL_STATES, MILESTONES, Teller, flat
from crisisctl.times import format_duration

_HYPOTHESIS = "hypothesis"
_CAUSE = "cause"
_FEW = 5
"""Of what there may be much of: the first, and how many more."""


class Waiting(NamedTuple):
    """What this machine has that the team's log does not."""

    not_yet_shared: int = 0
    refused: int = 0


def offers(view: IncidentView, t: Teller) -> Iterator[str]:
    for offer in view.incident.offers.values():
        sentence = t(
            "{giver} offers {role} to {receiver} since {clock}: not accepted yet",
            "{giver} propose {role} à {receiver} depuis {clock} : pas encore accepté",
            giver=offer.giver,
            role=t.role(offer.role),
            receiver=offer.receiver,
            clock=t.clock(offer.at, view.now),
        )
        yield f"{sentence}. {flat(offer.note)}" if offer.note else sentence


def unknown(view: IncidentView, t: Teller) -> Iterator[str]:
    for each in view.incident.sendings.values():
        if each.state in {"sending", "unknown"} and not each.by_hand:
            yield t(
                "{message} by {channel} ({language}) to {destination}, {clock}: look whether it arrived",
                "{message} par {channel} ({language}) à {destination}, {clock} : vérifier si c’est arrivé",
                message=t.message(each.message),
                channel=each.channel,
                language=each.language,
                destination=each.destination,
                clock=t.clock(each.at, view.now),
            )


def waiting(waiting: Waiting, t: Teller) -> Iterator[str]:
    if waiting.not_yet_shared:
        en = "{count} acts wait on this machine for the server: crisisctl store spool"
        fr = "{count} actes attendent le serveur sur cette machine : crisisctl store spool"
        yield t(en, fr, count=str(waiting.not_yet_shared))
    if waiting.refused:
        en = "{count} acts were refused when the server was back: crisisctl store spool"
        fr = "{count} actes ont été refusés au retour du serveur : crisisctl store spool"
        yield t(en, fr, count=str(waiting.refused))


def promises(view: IncidentView, t: Teller) -> Iterator[str]:
    if view.incident.ended:
        return
    for each in sorted(view.incident.promises.values(), key=lambda promise: promise.due):
        en, fr = "an update to {audience} at {clock} ({far})", "un point pour {audience} : {clock} ({far})"
        far, clock = _far(each.due, view.now, t), t.clock(each.due, view.now)
        yield t(en, fr, audience=t.audience(each.audience), clock=clock, far=far)


def clocks(view: IncidentView, t: Teller) -> Iterator[str]:
    for each in ticking.running(view.incident, view.now):
        name, due = t.countdown(each.state.clock), each.state.due
        if due is None:
            yield t("{clock}: without a fixed time", "{clock} : sans délai chiffré", clock=name)
        else:
            far, at = _far(due, view.now, t), t.clock(due, view.now)
            yield t("{clock}: due {at} ({far})", "{clock} : échéance {at} ({far})", clock=name, at=at, far=far)


def late_clocks(view: IncidentView) -> bool:
    return any(each.late for each in ticking.running(view.incident, view.now))


def impact(view: IncidentView, t: Teller) -> Iterator[str]:
    """Since when, and who is affected by what, as far as it counts as known."""
    found = next((name for name in ("started", "detected") if name in view.incident.milestones), None)
    if found:
        clock = t.clock(view.incident.milestones[found], view.now)
        yield t("{milestone}: {clock}", "{milestone} : {clock}", milestone=t.words(MILESTONES, found), clock=clock)
    for name, spec in view.incident.playbook.known().items():
        told_above = found is not None and spec.milestone == found
        if spec.section == "impact" and view.incident.counts(name) and not told_above:
            yield _known(name, view.incident.facts[name].value, t)


def cause(incident: Incident, t: Teller) -> Iterator[str]:
    """What we say publicly it comes from, and whether somebody stands for it."""
    if incident.ended or _CAUSE not in incident.playbook.known():
        return
    fact = incident.facts.get(_CAUSE)
    if fact is None:
        yield t("not known yet", "pas encore connue")
    elif incident.counts(_CAUSE):
        yield t(
            "{cause}, confirmed by {by}", "{cause}, confirmé par {by}", cause=t.value(_CAUSE, fact.value),
            by=fact.confirmed_by or "–",
        )  # fmt: skip
    else:
        yield t("{cause}: NOT CONFIRMED", "{cause} : PAS CONFIRMÉ", cause=t.value(_CAUSE, fact.value))


def now(view: IncidentView, t: Teller) -> Iterator[str]:
    """The step that the walk shows."""
    if view.next and not view.incident.ended:
        yield _step(view.next, view, t)


def channels(incident: Incident, t: Teller) -> Iterator[str]:
    for channel, state in incident.channels.items():
        if state != "up":
            yield t.detail(flat(channel), t.words(CHANNEL_STATES, state))


def steps(view: IncidentView, t: Teller) -> Iterator[str]:
    """Those that are late, the latest first; then the others in their order."""
    if view.incident.ended:
        return
    found = [each for each in view.steps if each.open and each != view.next]
    late = sorted((each for each in found if each.overdue), key=lambda each: each.due_at or view.now)
    ordered = [*late, *(each for each in found if not each.overdue)]
    yield from (_step(each, view, t) for each in ordered[:_FEW])
    if len(ordered) > _FEW:
        yield t("and {count} more", "et {count} autres", count=str(len(ordered) - _FEW))


def _step(each: StepView, view: IncidentView, t: Teller) -> str:
    role = each.step.role or ""
    person = view.incident.roles.get(role) or (t("nobody", "personne") if role else "")
    parts = [t.step(each.step.id)]
    if role:
        parts.append(flat(f"{t.role(role)} ({person})"))
    if each.due_at:
        parts.append(_far(each.due_at, view.now, t))
    return " · ".join(parts)


def hypotheses(view: IncidentView, t: Teller) -> Iterator[str]:
    """With the last words of each: a correction says what became of it."""
    corrected = {e.event.seq: e.event.text for e in view.incident.entries if isinstance(e.event, ev.NoteCorrected)}
    for entry in view.incident.entries:
        if isinstance(entry.event, ev.NoteAdded) and entry.event.kind == _HYPOTHESIS:
            text = corrected.get(entry.seq, entry.event.text)
            yield f"{flat(text)} (#{entry.seq}, {flat(entry.actor)}, {t.clock(entry.when, view.now)})"


def unconfirmed(incident: Incident, t: Teller) -> Iterator[str]:
    for name, fact in incident.facts.items():
        if not incident.counts(name) and name != _CAUSE:
            yield _known(name, fact.value, t)


def _known(name: str, value: object, t: Teller) -> str:
    question, mark, _ = t.fact(name).partition("?")  # what is said behind it helps who answers, not who reads
    told = t.value(name, value)
    if mark or question.endswith("…"):
        return f"{question}{mark} {told}"
    return t.detail(question.rstrip(" \N{NO-BREAK SPACE}:"), told)


def last_words(view: IncidentView, t: Teller) -> Iterator[str]:
    """Per audience, those outside first of all: also those who have heard nothing yet."""
    last = {each.audience: each for each in view.messages}
    silent = []
    audiences = view.incident.playbook.audiences
    for name in dict.fromkeys([*(key for key, each in audiences.items() if each.external), *last]):
        heard = last.get(name)
        if heard is None:
            silent.append(t.audience(name))
            continue
        yield t(
            "{audience}: {message}, {clock} ({ago} ago), by {ways}",
            "{audience} : {message}, {clock} (il y a {ago}), par {ways}",
            audience=t.audience(name),
            message=t.message(heard.message),
            clock=t.clock(heard.at, view.now),
            ago=format_duration((view.now - heard.at).total_seconds(), t.language),
            ways=t.ways(heard.drafts),
        )
    if silent:
        yield t("nothing yet: {names}", "rien encore : {names}", names=", ".join(silent))


def people(view: IncidentView, t: Teller) -> Iterator[str]:
    incident = view.incident
    for role in incident.playbook.roles:
        person, deputy = incident.roles.get(role), incident.deputies.get(role)
        if person or deputy:
            yield t.detail(t.role(role), " + ".join(filter(None, (person or "–", deputy))))
    if vacant := [t.role(role) for role in incident.playbook.roles if role not in incident.roles]:
        yield t("nobody yet: {names}", "à pourvoir : {names}", names=", ".join(vacant))
    found = acknowledgements(incident)
    if found.alerted and found.missing:
        en, fr = "no answer to the alert: {names}", "sans réponse à l’alerte : {names}"
        yield t(en, fr, names=", ".join(found.missing))


def overrides(incident: Incident, t: Teller) -> Iterator[str]:
    """Texts that left or were approved although something stood against them; the last ones."""
    found = []
    for entry in incident.entries:
        if isinstance(entry.event, ev.MessageApproved | ev.MessageSent | ev.MessageSending) and entry.event.override:
            told = french.override(entry.event.override, t.language)
            found.append(f"{t.detail(t.message(entry.event.message), told)} (#{entry.seq})")
    left = len(found) - 3
    yield from found[-3:]
    if left > 0:
        yield t("and {count} before", "et {count} avant", count=str(left))


def _far(due: datetime, now: datetime, t: Teller) -> str:
    left = due - now
    span = format_duration(abs(left.total_seconds()), t.language)
    if left < timedelta():
        return t("LATE {span}", "EN RETARD de {span}", span=span)
    return t("in {span}", "dans {span}", span=span)
