"""The exact texts that would leave, and the question whether they may: below what a person can still see of them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

import typer

from crisisctl import channels as channel_registry
from crisisctl.approvals import standing
from crisisctl.commands import _acting, _asking
from crisisctl.commands._destinations import recipients
from crisisctl.commands._sendings import Prepared
from crisisctl.commands.count import told
from crisisctl.errors import Refused
from crisisctl.events import DraftText
from crisisctl.incident import Incident
from crisisctl.outbound import Item
from crisisctl.screen import Tongue, fact_name, paragraph
from crisisctl.text import clean, listed, one_line
from crisisctl.times import format_clock
from crisisctl.tongue import colon, here
from crisisctl.zones import zone_of

_TO_ASK = 4
"""Rows of a screen that are left to a question, to what is typed, and to the command above the texts."""


def show(found: Prepared, *, err: bool) -> None:
    """Every text once, as it leaves, below the places it goes to; then what has to leave by hand."""
    rows = [row for draft in _drafts(found) for row in _block(found, draft)]
    seen = (sys.stderr if err else sys.stdout).isatty()
    _print(_wrapped(rows, shutil.get_terminal_size().columns) if seen else rows, err=err)
    _print(_by_hand(found), err=True)


def agreed(found: Prepared, *, err: bool) -> tuple[Item, ...]:
    """Show the texts and ask: once where they stand together on the screen, else below each. What may not is refused.

    Raises ``Refused`` where somebody agrees to none.
    """
    columns, rows = shutil.get_terminal_size()
    room = rows - _TO_ASK
    blocks = [(draft, _block(found, draft)) for draft in _drafts(found)]
    together = _wrapped([*(row for _, block in blocks for row in block), *_by_hand(found)], columns)
    if len(together) <= room or not (sys.stderr if err else sys.stdout).isatty():
        show(found, err=err)
        left = found.plan.items if _yes(found.plan.ready) else ()
    else:
        _print(_wrapped(_by_hand(found), columns), err=True)
        left = ()
        for draft, block in blocks:
            _in_screenfuls(_wrapped(block, columns), room, err=err)
            left += _asked([item for item in found.plan.items if item.draft is draft])
    if not any(item.state == "ready" for item in left):
        raise Refused("nothing was sent", "crisisctl edit changes a text, --to and --channel what leaves")
    return left


def awaits(found: Prepared, item: Item) -> bool:
    """Whether an approval is what it lacks."""
    way = standing(found.state, item.message, item.draft)
    return item.state == "refused" and item.reason == way.against and (way.state == "drafted" or bool(way.approval))


def reason(found: Prepared, item: Item) -> str:
    """Why it does not leave; a fact that changed is named by its question."""
    approval = standing(found.state, item.message, item.draft).approval
    if not (approval and awaits(found, item)) or approval.void in {"", "text"}:
        return item.reason
    fact = fact_name(found.state, approval.void, Tongue(_acting.language_of(None, found.state.organisation)))
    return f"the approval by {approval.by} is void, changed: {one_line(fact)}"


def _drafts(found: Prepared) -> list[DraftText]:
    return list({(item.draft.channel, item.draft.language): item.draft for item in found.plan.items}.values())


def _asked(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items of one text, after the answer of whoever has just read it."""
    ready = [item for item in items if item.state == "ready"]
    if not ready or _yes(ready):
        return tuple(items)
    return tuple(replace(item, state="refused", reason="somebody said no") if item in ready else item for item in items)


def _yes(ready: Sequence[Item]) -> bool:
    places = listed(dict.fromkeys(item.destination.name for item in ready))
    number = len({(item.draft.channel, item.draft.language) for item in ready})
    return _asking.agreed(f"send {'this text' if number == 1 else f'these {number} texts'} to {places}?")


def _in_screenfuls(rows: Sequence[str], room: int, *, err: bool) -> None:
    """What is longer than the screen waits for Enter before it goes on."""
    room = max(room, 1)
    for start in range(0, len(rows), room):
        if start:
            typer.echo(here("Enter: the rest of this text"), nl=False, err=True)
            if not sys.stdin.readline():
                raise typer.Abort  # the terminal is gone
        _print(rows[start : start + room], err=err)


def _wrapped(rows: Sequence[str], width: int) -> list[str]:
    return [line.plain for row in rows for line in paragraph(row, width) or paragraph(" ", width)]


def _print(rows: Sequence[str], *, err: bool) -> None:
    for row in rows:
        typer.echo(row, err=err)


def _by_hand(found: Prepared) -> list[str]:
    """One line for all that no destination takes: the texts need the room."""
    languages: dict[str, list[str]] = {}
    for draft in found.plan.by_hand:
        languages.setdefault(draft.channel, []).append(draft.language)
    texts = listed(f"{channel} {'/'.join(spoken)}" for channel, spoken in languages.items())
    return [here(f"by hand: no destination takes {texts}")] if languages else []


def _block(found: Prepared, draft: DraftText) -> list[str]:
    """One text with where it goes, what is to be known of it, and its exact words."""
    return [*_head(found, draft), *([one_line(draft.subject)] if draft.subject else []), clean(draft.text), ""]


def _head(found: Prepared, draft: DraftText) -> Iterator[str]:
    state, words = found.state, Tongue(_acting.language_of(None, found.state.organisation))
    message = found.plan.items[0].message
    count = channel_registry.get(draft.channel).count(draft.text)
    yield f"--- {message} · {draft.channel} · {draft.language} · {told(count, words)}"
    yield from (f"  → {_place(found, item)}" for item in found.plan.items if item.draft is draft)
    if draft.channel in state.down:
        yield f"  ! {here(f'{draft.channel} is marked down')}"
    if found.stale(draft):
        clock = _clock(state, state.drafted[message].at)
        stale = f"the facts changed since the draft of {clock}; it leaves as it was drafted"
        yield f"  ! {here(stale)}"
    promised = state.drafted[message].next_update
    if promised and promised < found.desk.time(state):
        passed = f"it promises an update at {_clock(state, promised)}, which has passed"
        yield f"  ! {here(passed)}"


def _place(found: Prepared, item: Item) -> str:
    place = item.destination
    parts = [place.name, place.where, *([recipients(place)] if place.to else [])]
    stands = {"refused": "NOT SENT", "unknown": "NOT SENT", "already": "left out"}.get(item.state, "")
    said = [here(stands), one_line(here(reason(found, item)))] if stands else [here(item.note)] if item.note else []
    return colon().join([" · ".join(parts), *said])


def _clock(state: Incident, at: datetime) -> str:
    language = _acting.language_of(None, state.organisation)
    return format_clock(at, zone_of(state.organisation), language, "short")
