"""The whole report as neutral blocks: every section in its order, once for all formats that are read by people."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.events import Opened
from crisisctl.reports import _clocks, _drill, _head, _work
from crisisctl.reports._blocks import Command, Pairs, Row, Section, Sheet, Table, Text
from crisisctl.reports._communication import communication
from crisisctl.reports._letters import letters
from crisisctl.reports._page import Page
from crisisctl.reports._summary import summary
from crisisctl.teller import flat
from crisisctl.timeline import Item


def sheet(page: Page) -> Sheet:
    return Sheet(
        language=page.language,
        title=page.or_unknown(page.incident.title),
        id=flat(page.incident.id),
        banner=_head.banner(page),
        as_of=_head.as_of(page),
        sections=(
            _head.about(page),
            summary(page),
            _head.key_facts(page),
            *_drill.section(page),
            _head.told(page, "impact", page("Impact", "Conséquences")),
            _head.told(page, "cause", page("Cause", "Cause")),
            communication(page),
            *_clocks.section(page),
            _work.steps(page),
            _work.facts(page),
            _timeline(page),
            _work.roles(page),
            _work.lessons(page),
            _work.actions(page),
            *letters(page),
            _colophon(page),
        ),
    )


def _timeline(page: Page) -> Section:
    head = (
        page("When", "Quand"),
        page("What happened", "Ce qui s’est passé"),
        page("By", "Par"),
        page("Entry", "Entrée"),
    )
    intro = page(
        "In the order in which things happened; times are in {zone}.",
        "Dans l’ordre où les choses se sont passées, en {zone}.",
        zone=page.zone_name(),
    )
    caption = page("Every entry of the log", "Toutes les entrées du journal")
    blocks = (Text(intro), Table(caption, head, tuple(_rows(page)), lead=1))
    return Section("timeline", page("Timeline", "Chronologie"), blocks)


def _rows(page: Page) -> Iterator[Row]:
    before: Item | None = None
    for item in page.items:
        when = page.clock(item.when, before.when) if before else page.moment(item.when)
        text = item.text
        if item.late:
            recorded = page.clock(item.at, item.when)
            text = page("{text} (recorded {at})", "{text} (consigné\N{NO-BREAK SPACE}: {at})", text=text, at=recorded)
        yield Row((when, text, item.actor, str(item.seq)))
        before = item


def _colophon(page: Page) -> Section:
    entries = page.incident.entries
    head = entries[-1].digest if entries else ""
    version = next((entry.event.version for entry in entries if isinstance(entry.event, Opened)), "")
    rows = (
        (page("Entries", "Entrées"), str(len(entries))),
        (page("Head digest", "Empreinte de tête"), page.or_unknown(head)),
        (page("Opened by", "Ouvert par"), f"crisisctl {flat(version)}" if version else page.unknown),
    )
    if page.incident.mode == "drill" and not version:  # played in memory, by no program that keeps a log
        nowhere = page(
            "It was played without a team: nothing of it is kept, and there is no log to verify.",
            "Il a été joué sans équipe : rien n’en est gardé, et il n’y a pas de journal à vérifier.",
        )
        return Section("proof", page("Proof", "Preuve"), (Pairs(rows[:2]), Text(nowhere)))
    how = page(
        "This report is computed from an append-only log whose entries are chained by digests. "
        "To verify that nothing was changed, and that the log goes as far as this report:",
        "Ce rapport est calculé à partir d’un journal en ajout seul, aux entrées chaînées par empreintes. "
        "Pour vérifier que rien n’a été changé et que le journal va aussi loin que ce rapport :",
    )
    command = Command(f"crisisctl verify -i {flat(page.incident.id)} --head {head}")
    return Section("proof", page("Proof", "Preuve"), (Pairs(rows), Text(how), command))
