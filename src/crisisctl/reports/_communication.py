"""Who was told what, when, and whether what was promised was kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from crisisctl import events as ev
from crisisctl.incident import Promise
from crisisctl.metrics import longest_silence, promise_state
from crisisctl.queries import SentMessage
from crisisctl.reports._blocks import Block, Exact, Heading, Pairs, Row, Section, Table, Text
from crisisctl.reports._page import Page
from crisisctl.teller import CHANNEL_STATES, flat
from crisisctl.timeline import LATE


def communication(page: Page) -> Section:
    blocks = (*_overview(page), *_promises(page), *_channels(page), *_overrides(page), *_texts(page))
    return Section("communication", page("Communication", "Communication"), blocks)


def outcome(page: Page, promise: Promise) -> str:
    """Kept or broken, and by how much."""
    state = promise_state(promise, page.as_of)
    if state == "running":
        return page("not due yet", "pas encore échue")
    until = promise.met_at or page.as_of
    if state == "kept":
        return page("kept", "tenue")
    late = page.duration(until - promise.due)
    if promise.met_at is None:
        return page("broken, nothing sent {d} later", "non tenue, rien d’envoyé {d} après", d=late)
    return page("broken, {d} late", "non tenue, {d} de retard", d=late)


def _overview(page: Page) -> Iterator[Block]:
    messages = page.view.messages
    if not messages:
        yield Text(page("No message is recorded as sent.", "Aucun message n’est enregistré comme envoyé."))
        return
    promises = _by_sending(page)
    rows = tuple(
        Row(
            (
                page.near(sent.at),
                page.message(sent.message),
                _audience(page, sent),
                page.ways(sent.drafts),
                flat(sent.actor),
                *_promised(page, promises.get((sent.audience, sent.at))),
            )
        )
        for sent in messages
    )
    head = (
        page("Sent", "Envoyé"), page("Message", "Message"), page("Audience", "Public"), page("Channels", "Canaux"),
        page("By", "Par"), page("Next update", "Prochain point"), page("Promise", "Promesse"),
    )  # fmt: skip
    yield Table(page("Messages sent", "Messages envoyés"), head, rows, lead=1)
    gap = longest_silence(page.view)
    if gap:
        yield Text(
            page(
                "Longest silence between external messages: {d}, from {start} to {end}.",
                "Plus long silence entre messages externes : {d}, de {start} à {end}.",
                d=page.duration(gap[1] - gap[0]),
                start=page.near(gap[0]),
                end=page.near(gap[1]),
            )
        )


def _by_sending(page: Page) -> dict[tuple[str, datetime], Promise]:
    return {(promise.audience, promise.made_at): promise for promise in page.view.promises}


def _promised(page: Page, promise: Promise | None) -> tuple[str, str]:
    if promise is None:
        return page("none promised", "aucun promis"), "–"
    return page.near(promise.due), outcome(page, promise)


def _audience(page: Page, sent: SentMessage) -> str:
    name = page.audience(sent.audience)
    return name if sent.external else page("{name} (internal)", "{name} (interne)", name=name)


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
                outcome(page, promise),
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
                flat(entry.actor),
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
    told = {item.seq: item.text for item in page.items}
    rows = tuple(
        Row((page.near(entry.when), told[entry.seq], flat(entry.actor)))
        for entry in page.incident.entries
        if getattr(entry.event, "override", "")
    )
    if rows:
        head = (page("When", "Quand"), page("What, and why", "Quoi, et pourquoi"), page("By", "Par"))
        yield Table(page("Overrides", "Avertissements outrepassés"), head, rows, lead=1)
    else:
        yield Text(page("No warning was overridden.", "Aucun avertissement n’a été outrepassé."))


def _texts(page: Page) -> Iterator[Block]:
    promises = _by_sending(page)
    for sent in page.view.messages:
        yield Heading(
            page(
                "{at}: {message}, for {audience}",
                "{at} : {message}, pour {audience}",
                at=page.near(sent.at),
                message=page.message(sent.message),
                audience=_audience(page, sent),
            )
        )
        yield Pairs(_about(page, sent, promises.get((sent.audience, sent.at))))
        for draft in sent.drafts:
            label = f"{draft.channel}, {draft.language}"
            if draft.edited:
                label = page("{l}, edited by hand", "{l}, modifié à la main", l=label)
            if draft.subject:
                label = page("{l}, subject: {s}", "{l}, objet : {s}", l=label, s=draft.subject)
            yield Exact(flat(label), flat(draft.language), draft.text)


def _about(page: Page, sent: SentMessage, promise: Promise | None) -> tuple[tuple[str, str], ...]:
    rows = [(page("Sent by", "Envoyé par"), flat(sent.actor))]
    if sent.recorded_at - sent.at > LATE:
        rows.append((page("Recorded", "Consigné"), page.near(sent.recorded_at)))
    if sent.destination:
        rows.append((page("Destination", "Destination"), flat(sent.destination)))
    due, result = _promised(page, promise)
    rows.append((page("Next update", "Prochain point"), f"{due} ({result})" if promise else due))
    if sent.override:
        rows.append((page("Override", "Avertissement outrepassé"), flat(sent.override)))
    return tuple(rows)
