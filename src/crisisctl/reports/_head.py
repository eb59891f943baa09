"""The first page of a report: what it is about, its key facts and metrics, a summary, the impact, the cause."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.metrics import severity_changes
from crisisctl.playbook import MILESTONES as ORDER
from crisisctl.playbook import SEVERITIES
from crisisctl.reports import _phrases as phrases
from crisisctl.reports._blocks import Bullets, Pairs, Row, Section, Table, Text
from crisisctl.reports._page import Page
from crisisctl.teller import MILESTONES, MODES, REASONS, STATUSES, flat
from crisisctl.text import say
from crisisctl.values import join


def banner(page: Page) -> str:
    if page.incident.mode == "drill":
        return page("DRILL: this was an exercise, nothing of it was real", "EXERCICE : rien de ceci n’était réel")
    if page.incident.mode == "retrospective":
        return page(
            "Retrospective: typed in afterwards, times are as remembered",
            "Rétrospectif : saisi après coup, heures de mémoire",
        )
    return ""


def as_of(page: Page) -> str:
    return page(
        "As of the last entry, {at}. All times are in {zone}.",
        "État à la dernière entrée, {at}. Heures données en {zone}.",
        at=page.day_and_year(page.as_of),
        zone=page.zone_name(),
    )


def about(page: Page) -> Section:
    incident, playbook = page.incident, page.playbook
    title = page.quote(say(playbook.title, page.language) or playbook.id)
    book = page("{title}, version {version}", "{title}, version {version}", title=title, version=playbook.version)
    rows = (
        (page("Incident", "Incident"), incident.id),
        (page("Organisation", "Organisation"), page.or_unknown(incident.organisation.name)),
        (page("Mode", "Mode"), page.words(MODES, incident.mode)),
        (page("Severity", "Gravité"), severity(page)),
        (page("Status", "Statut"), status(page)),
        (page("Owner", "Responsable"), owner(page)),
        (page("Opened", "Ouverture"), page.day_and_year(incident.opened_at)),
        (page("Duration", "Durée"), duration(page)),
        (page("Playbook", "Scénario"), book),
    )
    return Section("about", page("About this incident", "L’incident"), (Pairs(rows),))


def severity(page: Page) -> str:
    """Start, peak and final, as far as they differ."""
    levels = [level for _, level in severity_changes(page.view)]
    known = [level for level in levels if level in SEVERITIES]
    if not known:
        return page.unknown
    peak, last = min(known), levels[-1]  # SEV1 is the worst
    if set(known) == {peak}:
        return peak
    return page(
        "{start} at the start, {peak} at its peak, {last} at the end",
        "{start} au début, {peak} au plus haut, {last} à la fin",
        start=known[0],
        peak=peak,
        last=last,
    )


def status(page: Page) -> str:
    """How it stands, and why it ended."""
    incident = page.incident
    reason = page.words(REASONS, incident.closure_reason)
    word = page.words(STATUSES, incident.status)
    return page("{s} ({r})", "{s} ({r})", s=word, r=reason) if reason else word


def owner(page: Page) -> str:
    holder = page.incident.roles.get(page.playbook.lead)
    return f"{flat(holder)} ({page.role(page.playbook.lead)})" if holder else page.unknown


def duration(page: Page) -> str:
    known = page.incident.milestones
    start = known.get("started", page.incident.opened_at)
    end = known.get("resolved") or known.get("closed") or page.as_of
    if end < start:
        return page("n/a (milestones out of order)", "non disponible (jalons dans le désordre)")
    first = page("from start", "du début") if "started" in known else page("from opening", "de l’ouverture")
    last = page("to the last entry, not resolved", "à la dernière entrée, non résolu")
    if "resolved" in known:
        last = page("to resolved", "à la résolution")
    elif "closed" in known:
        last = page("to closed", "à la clôture")
    en = "{span} ({first} {last})"
    return page(en, en, span=page.duration(end - start), first=first, last=last)


def key_facts(page: Page) -> Section:
    known = page.incident.milestones
    reached = [
        Row((str(number), page.words(MILESTONES, name), page.near(known[name]) if name in known else page.unknown))
        for number, name in enumerate(ORDER, 1)
    ]
    measured = [
        Row(
            (
                say(metric.title, page.language),
                page.measured(metric),
                page.target(metric),
                say(metric.formula, page.language),
            ),
            "quiet" if metric.value is None else "bad" if metric.missed else "",
        )
        for metric in page.metrics
    ]
    columns = (page("No.", "N°"), page("Milestone", "Jalon"), page("Reached", "Atteint"))
    milestones = Table(page("Milestones", "Jalons"), columns, tuple(reached), lead=1)
    head = (page("Metric", "Indicateur"), page("Value", "Valeur"), page("Target", "Cible"), page("Formula", "Formule"))
    table = Table(page("Metrics", "Indicateurs"), head, tuple(measured))
    return Section("key-facts", page("Key facts", "Faits marquants"), (milestones, table))


def summary(page: Page) -> Section:
    return Section("summary", page("Summary", "Résumé"), (Text(" ".join(_sentences(page))),))


def _sentences(page: Page) -> Iterator[str]:
    known = page.incident.milestones
    word = page.words(STATUSES, page.incident.status)
    told = [
        f"{page.words(MILESTONES, name)} {page.near(known[name])}"
        for name in ("started", "detected", "mitigated", "resolved")
        if name in known
    ]
    yield page("{title}: {status}.", "{title} : {status}.", title=page.quote(page.incident.title), status=word)
    yield page("Severity: {s}.", "Gravité : {s}.", s=severity(page))
    if told:
        yield page("Milestones: {told}.", "Jalons : {told}.", told=", ".join(told))
    yield page("Duration: {d}.", "Durée : {d}.", d=duration(page))
    yield _messages(page)
    if lost := page.metric("unknown_sendings").value:
        yield page("Sendings of UNKNOWN outcome: {n}.", "Envois à l’issue INCONNUE : {n}.", n=str(int(lost)))
    rate = page.metric("update_promise_rate")
    if rate.value is not None:
        yield page("Promised updates kept: {r}.", "Promesses de point tenues : {r}.", r=page.measured(rate))


def _messages(page: Page) -> str:
    outside = [each for each in page.dispatches if each.left_at and phrases.external(page, each)]
    if not outside:
        return page("No message to the outside is recorded.", "Aucun message vers l’extérieur n’est enregistré.")
    audiences = join([page.audience(name) for name in dict.fromkeys(each.audience for each in outside)], page.language)
    silence = page.metric("longest_silence")
    return page(
        "External messages: {n} ({audiences}); longest silence {silence}.",
        "Messages externes : {n} ({audiences}) ; plus long silence {silence}.",
        n=str(len(outside)),
        audiences=audiences,
        silence=page.measured(silence),
    )


def facts(page: Page, section: str) -> tuple[str, ...]:
    """The facts of a section that are known, each with its value; one that nobody confirmed says so."""
    return tuple(
        _fact(page, name)
        for name, spec in page.facts.items()
        if spec.section == section and name in page.incident.facts
    )


def _fact(page: Page, name: str) -> str:
    prompt, value = page.fact(name), page.value(name, page.incident.facts[name].value)
    line = f"{prompt} {value}" if prompt.endswith("?") else page.detail(prompt, value)
    return line if page.incident.counts(name) else page("{l} (not confirmed)", "{l} (non confirmé)", l=line)


def told(page: Page, section: str, name: str) -> Section:
    """A section of nothing but facts: each that the playbook has for it, known or not."""
    names = [fact for fact, spec in page.facts.items() if spec.section == section]
    lines = tuple(
        _fact(page, fact)
        if fact in page.incident.facts
        else f"{page.fact(fact)} {page.unknown}"
        if page.fact(fact).endswith("?")
        else page.detail(page.fact(fact), page.unknown)
        for fact in names
    )
    return Section(section, name, (Bullets(lines),) if lines else (Text(f"{page.unknown.capitalize()}."),))
