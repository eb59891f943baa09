"""Every message in detail: who drafted and approved it, how it left and arrived, and its exact words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from crisisctl import french
from crisisctl.reports import _phrases as phrases
from crisisctl.reports._blocks import Block, Exact, Heading, Pairs, Row, Section, Table, Text
from crisisctl.reports._dispatches import Attempt, Dispatch, Given, Wording
from crisisctl.reports._page import Page
from crisisctl.teller import flat
from crisisctl.timeline import LATE


def letters(page: Page) -> tuple[Section, ...]:
    """A section of its own at the end: long, and only looked up."""
    blocks = tuple(block for dispatch in page.dispatches for block in _letter(page, dispatch))
    return (Section("texts", page("Messages, word for word", "Les messages, mot pour mot"), blocks),) if blocks else ()


def _letter(page: Page, dispatch: Dispatch) -> Iterator[Block]:
    """Nothing for what was only ever a draft: the overview says that it was not sent."""
    if not any(wording.approvals or wording.attempts for wording in dispatch.wordings):
        return
    yield Heading(
        page(
            "{at}: {message}, for {audience}",
            "{at} : {message}, pour {audience}",
            at=phrases.when(page, dispatch),
            message=page.message(dispatch.message),
            audience=phrases.audience(page, dispatch),
        )
    )
    yield Pairs(_about(page, dispatch))
    yield from _approvals(page, dispatch)
    yield from _attempts(page, dispatch)
    for wording in dispatch.wordings:
        if wording.left:
            yield _exact(page, wording)


def _about(page: Page, dispatch: Dispatch) -> tuple[tuple[str, str], ...]:
    drafted = [page("{at} by {who}", "{at} par {who}", at=page.near(at), who=who) for at, who in dispatch.drafted]
    rows = [(page("Drafted", "Rédigé"), ", ".join(drafted) or page.unknown)]
    rows.append((page("Approval", "Validation"), phrases.approval(page, dispatch)))
    rows.append((page("Outcome", "Issue"), phrases.fate(page, dispatch)))
    rows.extend(_unsent(page, dispatch))
    rows.append((page("Next update", "Prochain point"), phrases.next_update(page, dispatch)))
    return tuple(rows)


def _approvals(page: Page, dispatch: Dispatch) -> Iterator[Block]:
    """One row an approval; two where some of its texts ceased to be approved and others did not."""
    given = [(each, wording) for wording in dispatch.wordings for each in wording.approvals]
    groups: dict[tuple[int, str], list[tuple[Given, Wording]]] = {}
    for each, wording in sorted(given, key=lambda pair: pair[0].seq):
        void = phrases.void(page, each) if wording.void(each) else ""
        groups.setdefault((each.seq, void), []).append((each, wording))
    if not groups:
        return
    head = (
        page("Approved by", "Validé par"), page("As", "En tant que"), page("When", "Quand"), page("Texts", "Textes"),
        page("After drafting", "Après rédaction"), page("Own text", "Son propre texte"), page("Remarks", "Remarques"),
    )  # fmt: skip
    rows = tuple(_approval(page, [pair[0] for pair in pairs], pairs, void) for (_, void), pairs in groups.items())
    yield Table(page("Approvals", "Validations"), head, rows)


def _approval(page: Page, given: list[Given], pairs: list[tuple[Given, Wording]], void: str) -> Row:
    first = given[0]
    known = first.latency is not None and first.latency >= 0
    cells = (
        flat(first.by),
        phrases.seat(page, first),
        page.near(first.at),
        page.ways(wording.draft for _, wording in pairs),
        page.duration(first.latency) if known and first.latency is not None else page.unknown,
        page("yes", "oui") if any(each.own for each in given) else page("no", "non"),
        _remarks(page, void, *_override(page, first.override)),
    )
    return Row(cells, "quiet" if void else "bad" if first.override else "")


def _attempts(page: Page, dispatch: Dispatch) -> Iterator[Block]:
    """One row a sending: a text to a destination, or all that somebody recorded at once as sent by hand."""
    rows = []
    for _, group in groupby(dispatch.attempts, key=lambda pair: pair[1].seq):
        pairs = list(group)
        rows.append(_attempt(page, pairs[0][1], [wording for wording, _ in pairs]))
    if rows:
        head = (
            page("When", "Quand"), page("Texts", "Textes"), page("Destination", "Destination"),
            page("Outcome", "Issue"), page("By", "Par"), page("Remarks", "Remarques"),
        )  # fmt: skip
        yield Table(page("Sendings", "Envois"), head, tuple(rows), lead=2)


def _attempt(page: Page, attempt: Attempt, wordings: list[Wording]) -> Row:
    cells = (
        page.near(attempt.at),
        page.ways(wording.draft for wording in wordings),
        page.or_unknown(attempt.destination),
        phrases.came_of(page, attempt),
        flat(attempt.actor),
        _remarks(page, *_reasons(page, attempt), *_override(page, attempt.override)),
    )
    if attempt.outcome == "unknown":
        return Row(cells, "bad unknown")
    return Row(cells, "bad" if attempt.outcome == "failed" or attempt.refused else "")


def _reasons(page: Page, attempt: Attempt) -> Iterator[str]:
    if attempt.outcome == "unknown" and attempt.ended_at is None:
        yield page("its end was never recorded", "sa fin n’a jamais été consignée")
    yield flat(french.said(attempt.reason, page.language))
    if attempt.settled:
        yield page("later recorded as sent by hand", "consigné ensuite comme envoyé à la main")
    if attempt.refused:
        yield page("not taken: {who}", "refusé : {who}", who="; ".join(attempt.refused))
    if attempt.recorded_at - attempt.at > LATE:
        yield page("recorded {at}", "consigné\N{NO-BREAK SPACE}: {at}", at=page.near(attempt.recorded_at))


def _override(page: Page, override: str) -> Iterator[str]:
    if override:
        yield page("override: {why}", "avertissement outrepassé : {why}", why=french.override(override, page.language))


def _remarks(page: Page, *parts: str) -> str:
    return page("; ", " ; ").join(part for part in parts if part) or "–"


def _exact(page: Page, wording: Wording) -> Block:
    draft = wording.draft
    label = f"{draft.channel}, {draft.language}"
    if draft.edited:
        label = page("{l}, edited by hand", "{l}, modifié à la main", l=label)
    if draft.subject:
        label = page("{l}, subject: {s}", "{l}, objet : {s}", l=label, s=draft.subject)
    if not wording.known:
        return Text(page("{l}: text not recorded", "{l} : texte non consigné", l=label))
    return Exact(f"{flat(label)}{_whether(page, wording)}", flat(draft.language), draft.text)


def _whether(page: Page, wording: Wording) -> str:
    """What to know before reading: nothing where the text simply left."""
    if any(attempt.outcome == "sent" for attempt in wording.attempts):
        return ""
    return page(" – UNKNOWN whether it arrived", " – peut-être arrivé, issue INCONNUE")


def _unsent(page: Page, dispatch: Dispatch) -> Iterator[tuple[str, str]]:
    """The texts that nobody outside has seen, by channel and language; the log has their words."""
    unsent = [wording for wording in dispatch.wordings if not wording.left]
    kinds = (
        (True, page("Not sent", "Non envoyé")),
        (False, page("Replaced, never sent", "Remplacé, jamais envoyé")),
    )
    for current, label in kinds:
        if drafts := [wording.draft for wording in unsent if wording.current is current]:
            yield label, page.ways(drafts)
