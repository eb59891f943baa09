"""The first page of a report: what it is about, its key facts and metrics, the impact, the cause."""

from __future__ import annotations

from crisisctl.metrics import severity_changes
from crisisctl.playbook import MILESTONES as ORDER
from crisisctl.playbook import SEVERITIES
from crisisctl.reports._blocks import Block, Bullets, Pairs, Row, Section, Table, Text
from crisisctl.reports._page import Page
from crisisctl.teller import MILESTONES, MODES, REASONS, STATUSES, flat
from crisisctl.text import say

_OTHER = "other"


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


def facts(page: Page, section: str) -> tuple[str, ...]:
    """The facts of a section that are known, each with its value; one that nobody confirmed says so."""
    return tuple(fact(page, name) for name in known(page, section))


def known(page: Page, section: str) -> list[str]:
    found = [name for name, spec in page.facts.items() if spec.section == section and name in page.incident.facts]
    return [name for name in found if name not in {_in_words(page, each) for each in found if each != name}]


def _in_words(page: Page, name: str) -> str:
    """The fact that says a choice in words of our own, where none of those offered was right; else itself."""
    own = f"{name}_{page.language}"
    other = page.facts[name].choices and page.incident.facts[name].value == _OTHER
    return own if other and own in page.facts and own in page.incident.facts else name


def fact(page: Page, name: str) -> str:
    own = _in_words(page, name)
    prompt, value = page.fact(name), page.value(own, page.incident.facts[own].value)
    line = f"{prompt} {value}" if prompt.endswith(("?", "…")) else page.detail(prompt, value)
    return line if page.incident.counts(name) else page("{l} (not confirmed)", "{l} (non confirmé)", l=line)


def told(page: Page, section: str, title: str) -> Section:
    """A section of nothing but facts: those that are known, then by name those that somebody was to find out."""
    lines, gaps = facts(page, section), _gaps(page, section)
    blocks: tuple[Block, ...] = (Bullets(lines),) if lines else ()
    if gaps:
        missing = ", ".join(page.quote(page.fact(name)) for name in gaps)
        blocks += (Text(page.detail(page.unknown.capitalize(), missing)),)
    return Section(section, title, blocks or (Text(f"{page.unknown.capitalize()}."),))


def _gaps(page: Page, section: str) -> list[str]:
    """What is asked only where something else is the case is no gap where it was not."""
    asked, applied = set[str](), set[str]()
    for step in page.view.steps:
        names = {*step.step.facts, step.step.sets or ""}
        asked |= names
        if step.state != "not_applicable":
            applied |= names
    return [
        name
        for name, spec in page.facts.items()
        if spec.section == section and name not in page.incident.facts and (name in applied or name not in asked)
    ]
