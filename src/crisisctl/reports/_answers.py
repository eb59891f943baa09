"""Who acknowledged the internal alert, how soon, and who has not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from crisisctl import queries
from crisisctl.reports._blocks import Block, Row, Table, Text
from crisisctl.reports._page import Page
from crisisctl.teller import flat


def acknowledgements(page: Page) -> Iterator[Block]:
    found = queries.acknowledgements(page.incident)
    alert = page.incident.milestones.get("first_internal_alert")
    if alert is None:
        none = "No internal alert is recorded as sent.", "Aucune alerte interne n’est enregistrée comme envoyée."
        yield Text(page(*none))
    elif not found.alerted:
        none = "Nobody is known to have been alerted.", "Aucune personne alertée n’est connue."
        yield Text(page(*none))
    else:
        yield Text(_share(page, found, alert))
    rows = (
        *(_answered(page, person, at, alert) for person, at in sorted(page.incident.acknowledged.items(), key=_when)),
        *(_silent(page, person) for person in found.missing if alert),
    )
    if rows:
        head = (page("Person", "Personne"), page("Acknowledged", "Accusé de réception"), page("After", "Au bout de"))
        caption = page("Acknowledgements of the internal alert", "Accusés de réception de l’alerte interne")
        yield Table(caption, head, rows)


def _share(page: Page, found: queries.Acknowledgements, alert: datetime) -> str:
    return page(
        "Internal alert at {at}. Acknowledged within {within}: {n} of {of}.",
        "Alerte interne à {at}. Accusés de réception en {within} ou moins : {n} sur {of}.",
        at=page.near(alert),
        within=page.duration(queries.ACKNOWLEDGE_WITHIN),
        n=str(found.in_time),
        of=str(found.alerted),
    )


def _when(answer: tuple[str, datetime]) -> tuple[datetime, str]:
    return answer[1], answer[0]


def _answered(page: Page, person: str, at: datetime, alert: datetime | None) -> Row:
    if alert is None or at < alert:
        return Row((flat(person), page.near(at), "–"))
    late = at - alert > queries.ACKNOWLEDGE_WITHIN
    after = page.duration(at - alert)
    cell = page("{d}, late", "{d}, en retard", d=after) if late else after
    return Row((flat(person), page.near(at), cell), "bad" if late else "")


def _silent(page: Page, person: str) -> Row:
    return Row((flat(person), page("not acknowledged", "pas d’accusé de réception"), "–"), "bad")
