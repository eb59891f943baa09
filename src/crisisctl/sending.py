"""Sending: one draft on its way, with the log written before and after.

Intent before act: ``BeginSending`` is in the log before anything leaves, ``EndSending`` says how it went. What ends
between the two stays *unknown*, and nothing goes a second time unless somebody says so and why.
"""

from __future__ import annotations

import secrets
import traceback
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from crisisctl import transports
from crisisctl.acts import BeginSending, EndSending
from crisisctl.destinations import Destination
from crisisctl.errors import CrisisError, Refused, StoreFailed
from crisisctl.incident import Incident
from crisisctl.outbound import Item, Leave, State
from crisisctl.runner import Desk
from crisisctl.transports import Flight, Letter, Limits, Outcome, Recalled, Tick


def send(
    desk: Desk,
    incident_id: str,
    item: Item,
    letter: Letter,
    leave: Leave,
    limits: Limits,
    tick: Tick,
) -> Item:
    """Send one item: written into the log, delivered, written again.

    Raises ``KeyboardInterrupt`` only after its outcome is recorded, ``StoreFailed`` where that cannot be.
    """
    begin = BeginSending(
        item.message, item.draft.channel, item.draft.language, item.destination.name, letter.id,
        again=item.once_more, force=leave.force, reason=" ".join(filter(None, (leave.reason.strip(), item.although))),
    )  # fmt: skip
    try:
        desk.do(incident_id, begin)
    except Refused as problem:
        return replace(item, state="refused", reason=problem.message)
    outcome, interrupted = deliver(letter, item.destination, limits, tick)
    ended = _ended(item, outcome, letter.id)
    try:
        desk.do(incident_id, EndSending(letter.id, _recorded(outcome), outcome.state == "unsure", outcome.refused))
    except CrisisError as problem:
        how = f"{item.destination.name}: {ended.state}{f' ({ended.reason})' if ended.reason else ''}"
        said = f"{how}, and that could not be recorded: {problem.message}"
        raise StoreFailed(said, "note it by hand; the log shows this sending as unknown") from None
    if interrupted:
        raise Interrupted(ended)
    return ended


class Interrupted(KeyboardInterrupt):
    """Ctrl-C while an item was on its way; ``item`` says what is recorded of it."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        self.item = item


def attempt_id() -> str:
    """Short enough to be read aloud, and looked for in the log of a mail server."""
    return secrets.token_hex(5)


def letter(incident: Incident, item: Item, files: Mapping[str, str]) -> Letter:
    """What leaves for an item, under a new attempt id."""
    draft = item.draft
    return Letter(
        attempt_id(), item.message, draft.channel, draft.language, draft.subject, draft.text,
        incident.mode == "drill", files,
    )  # fmt: skip


def _recorded(outcome: Outcome) -> str:
    """The reason that the log keeps; empty only for what was taken."""
    return "" if outcome.state in {"delivered", "partial"} else outcome.reason or "it does not say why"


def _ended(item: Item, outcome: Outcome, attempt: str) -> Item:
    states: dict[str, State] = {"delivered": "sent", "partial": "sent", "refused": "failed", "unsure": "unknown"}
    state = states[outcome.state]
    return replace(item, state=state, reason=_recorded(outcome), refused=outcome.refused, attempt=attempt, note="")


def deliver(letter: Letter, place: Destination, limits: Limits, tick: Tick) -> tuple[Outcome, bool]:
    """How one letter fares at one place within the limits, and whether Ctrl-C came in between. Nothing is recorded."""
    landing = transports.fly(lambda flight: _out(letter, place, flight), limits, tick)
    if landing.value is not None and not (landing.cut and landing.value.state == "unsure"):
        return landing.value, landing.interrupted
    why = "it was interrupted" if landing.interrupted else f"no answer within {limits.total:.0f} s"
    if landing.departed:
        return Outcome("unsure", f"{why}: it may have been taken all the same"), landing.interrupted
    return Outcome("refused", f"{why}, before anything had left"), landing.interrupted


def _out(letter: Letter, place: Destination, flight: Flight) -> Outcome:
    try:
        return transports.of(place).deliver(letter, place, flight)
    except Recalled:
        return Outcome("refused", "it was called back before anything had left")
    except Exception as bug:  # its words may hold an address
        where = traceback.extract_tb(bug.__traceback__)[-1]
        fault = f"a fault in crisisctl itself: {type(bug).__name__} at {Path(where.filename).name}:{where.lineno}"
        return Outcome("unsure" if flight.departed else "refused", fault)
