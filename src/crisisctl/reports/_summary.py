"""The summary of a report: what was the matter, how bad, how long, why, and what was said about it."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.metrics import longest_silence
from crisisctl.reports import _head
from crisisctl.reports import _phrases as phrases
from crisisctl.reports._blocks import Bullets, Section
from crisisctl.reports._page import Page
from crisisctl.teller import MILESTONES, STATUSES
from crisisctl.values import join

_OF_THE_IMPACT = 4
_SHORT = {"choice", "integer"}
_COURSE = ("started", "detected", "mitigated", "resolved")


def summary(page: Page) -> Section:
    return Section("summary", page("Summary", "Résumé"), (Bullets(tuple(_sentences(page))),))


def _sentences(page: Page) -> Iterator[str]:
    word = page.words(STATUSES, page.incident.status)
    yield page("{title}: {status}.", "{title} : {status}.", title=page.quote(page.incident.title), status=word)
    yield page("Severity: {s}.", "Gravité : {s}.", s=_head.severity(page))
    yield page("Milestones: {told}.", "Jalons : {told}.", told=", ".join(_course(page)))
    yield page("Duration: {d}.", "Durée : {d}.", d=_head.duration(page))
    yield from _impact(page)
    yield page("Cause: {c}.", "Cause : {c}.", c=_cause(page))
    yield _messages(page)
    if lost := page.metric("unknown_sendings").value:
        yield page("Sendings of UNKNOWN outcome: {n}.", "Envois à l’issue INCONNUE : {n}.", n=str(int(lost)))
    rate = page.metric("update_promise_rate")
    if rate.value is not None:
        yield page("Promised updates kept: {r}.", "Promesses de point tenues : {r}.", r=page.measured(rate))


def _course(page: Page) -> Iterator[str]:
    known = page.incident.milestones
    for name in _COURSE:
        if name in known or name != "resolved":  # that it is not resolved yet is no gap
            at = page.near(known[name]) if name in known else page.unknown
            yield f"{page.words(MILESTONES, name)} {at}"


def _impact(page: Page) -> Iterator[str]:
    """The first of what is known in few words, each by itself; the section of that name has all of it."""
    names = [name for name in _head.known(page, "impact") if page.facts[name].type in _SHORT]
    for name in names[:_OF_THE_IMPACT]:
        yield page("Impact: {i}.", "Conséquences : {i}.", i=_head.fact(page, name).rstrip("."))
    if not names:
        yield page("Impact: {i}.", "Conséquences : {i}.", i=page.unknown)


def _cause(page: Page) -> str:
    """What a named person stands for, where the playbook asks for one."""
    facts = page.facts
    names = [name for name, spec in facts.items() if spec.section == "cause" and spec.confirm]
    known = [name for name in names or _head.known(page, "cause") if name in page.incident.facts]
    if not known:
        return page.unknown
    value = page.value(known[0], page.incident.facts[known[0]].value)
    sure = page.incident.counts(known[0])
    return value if sure else page("{v} (not confirmed)", "{v} (non confirmé)", v=value)


def _messages(page: Page) -> str:
    outside = [each for each in page.dispatches if each.left_at and phrases.external(page, each)]
    if not outside:
        return page("No message to the outside is recorded.", "Aucun message vers l’extérieur n’est enregistré.")
    audiences = join([page.audience(name) for name in dict.fromkeys(each.audience for each in outside)], page.language)
    silence = longest_silence(page.view)
    told = f"{len(outside)} ({audiences})"
    if silence is None:
        return page("External messages: {told}.", "Messages externes : {told}.", told=told)
    return page(
        "External messages: {told}; longest wait {d} ({audience}).",
        "Messages externes : {told} ; plus longue attente {d} ({audience}).",
        told=told,
        d=page.duration(silence.end - silence.start),
        audience=page.audience(silence.audience),
    )
