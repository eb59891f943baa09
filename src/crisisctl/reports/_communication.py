"""Who was told what, when, and whether what was promised was kept."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from crisisctl import events as ev
from crisisctl import french
from crisisctl.metrics import lint_rules, longest_silence, promise_state
from crisisctl.reports import _phrases as phrases
from crisisctl.reports._answers import acknowledgements
from crisisctl.reports._blocks import Block, Row, Section, Table, Text
from crisisctl.reports._dispatches import Dispatch, Wording
from crisisctl.reports._page import Page
from crisisctl.sentences import sentence
from crisisctl.teller import CHANNEL_STATES, flat


def communication(page: Page) -> Section:
    blocks = (
        *_uncertain(page),
        *_overview(page),
        *_promises(page),
        *acknowledgements(page),
        *_channels(page),
        *_overrides(page),
    )
    return Section("communication", page("Communication", "Communication"), blocks)


def _uncertain(page: Page) -> Iterator[Block]:
    """First of all: what may have arrived, and may not."""
    for dispatch in page.dispatches:
        for wording in dispatch.wordings:
            for attempt in wording.last_attempts():
                if attempt.outcome == "unknown":
                    told = page(
                        "UNKNOWN whether it arrived: {message}, {way}, to {destination}, {at}.",
                        "Issue INCONNUE, peut-être arrivé : {message}, {way}, vers {destination}, {at}.",
                        message=page.quote(page.message(dispatch.message)),
                        way=page.ways((wording.draft,)),
                        destination=attempt.destination,
                        at=page.near(attempt.at),
                    )
                    yield Text(told, "bad")


def _overview(page: Page) -> Iterator[Block]:
    told = [each for each in page.dispatches if any(map(_minded, each.wordings))]
    if not told:
        yield Text(page("No message is recorded as sent.", "Aucun message n’est enregistré comme envoyé."))
        return
    head = (
        page("Sent", "Envoyé"), page("Message", "Message"), page("Audience", "Public"), page("Channels", "Canaux"),
        page("Approval", "Validation"), page("Outcome", "Issue"), page("Next update", "Prochain point"),
    )  # fmt: skip
    rows = tuple(_row(page, dispatch) for dispatch in told)
    yield Table(page("Messages", "Messages"), head, rows, lead=1)
    gap = longest_silence(page.view)
    if gap:
        yield Text(
            page(
                "Longest wait for word: {audience}, {d}, from {start} to {end}.",
                "Plus longue attente d’un message : {audience}, {d}, de {start} à {end}.",
                audience=page.audience(gap.audience),
                d=page.duration(gap.end - gap.start),
                start=page.near(gap.start),
                end=page.near(gap.end),
            )
        )


def _minded(wording: Wording) -> bool:
    """Somebody wrote it, approved it or let it leave; what was only drafted was only read."""
    return bool(wording.approvals or wording.attempts or wording.draft.edited)


def _row(page: Page, dispatch: Dispatch) -> Row:
    cells = (
        phrases.when(page, dispatch),
        page.message(dispatch.message),
        phrases.audience(page, dispatch),
        page.ways(wording.draft for wording in dispatch.wordings if wording.current or wording.attempts),
        phrases.approval(page, dispatch),
        phrases.fate(page, dispatch),
        phrases.next_update(page, dispatch),
    )
    return Row(cells, "bad unknown" if dispatch.uncertain else "")


def _promises(page: Page) -> Iterator[Block]:
    if not page.view.promises:
        return
    marks = {"kept": "good", "broken": "bad", "running": ""}
    rows = tuple(
        Row(
            (
                page.audience(promise.audience),
                page.near(promise.made_at),
                page.near(promise.due),
                page.near(promise.met_at) if promise.met_at else page("nothing sent", "rien d’envoyé"),
                phrases.kept(page, promise),
            ),
            marks[promise_state(promise, page.as_of)],
        )
        for promise in page.view.promises
    )
    head = (
        page("Audience", "Public"), page("Promised at", "Promis à"), page("For", "Pour"),
        page("Sent", "Envoyé"), page("Outcome", "Issue"),
    )  # fmt: skip
    yield Table(page("Promised updates", "Points promis"), head, rows)


def _channels(page: Page) -> Iterator[Block]:
    rows = tuple(
        Row(
            (
                flat(entry.event.channel),
                page.words(CHANNEL_STATES, entry.event.state),
                page.near(entry.when),
                page("the scenario", "le scénario joué") if entry.event.inject else flat(entry.actor),
                page.or_unknown(entry.event.reason),
            )
        )
        for entry in page.incident.entries
        if isinstance(entry.event, ev.ChannelSet)
    )
    if rows:
        head = (
            page("Channel", "Canal"), page("State", "État"), page("Since", "Depuis"), page("By", "Par"),
            page("Reason", "Raison"),
        )  # fmt: skip
        yield Table(page("Channels", "Canaux"), head, rows)
    else:
        yield Text(page("No channel was marked down.", "Aucun canal n’a été signalé en panne."))


def _overrides(page: Page) -> Iterator[Block]:
    """Everything that went against a warning, wherever it happened."""
    overridden = [(entry, why) for entry in page.incident.entries if (why := getattr(entry.event, "override", ""))]
    rows = tuple(
        Row(
            (
                page.near(entry.when),
                _plainly(page, entry),
                flat(french.override(why, page.language)),
                ", ".join(lint_rules(why)) or "–",
                flat(entry.actor),
            )
        )
        for entry, why in overridden
    )
    if rows:
        head = (
            page("When", "Quand"), page("What", "Quoi"), page("Why", "Pourquoi"),
            page("Lint rules", "Règles de relecture"), page("By", "Par"),
        )  # fmt: skip
        yield Table(page("Overrides", "Avertissements outrepassés"), head, rows, lead=1)
    else:
        yield Text(page("No warning was overridden.", "Aucun avertissement n’a été outrepassé."))


def _plainly(page: Page, entry: ev.Entry) -> str:
    """What was done, without the reason for which it was done all the same."""
    return sentence(replace(entry.event, override=""), page, entry.when)
