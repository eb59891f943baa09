"""The log: an event's line and back, and the chain of digests that shows any change to the past.

A line is one JSON object: the envelope ``seq, at, actor, type, prev``, the ``data`` of the event (``data.when`` where
it happened at another time than it was recorded), a ``salt`` and two digests. ``digest`` covers the envelope and
``data_digest``, the salted digest of the data: data and salt can be taken away later (a redaction) and the chain holds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeAlias

from msgspec import Struct

from crisisctl.events import KINDS, Entry, EntryRedacted, Event, Unknown
from crisisctl.plain import from_plain, to_plain
from crisisctl.times import from_iso, known_instant, to_iso

GENESIS = "0" * 64
"""The ``prev`` of the first entry."""

_TEXTS = ("actor", "type", "prev", "digest")
_INSTANTS = {
    "milestone.marked": ("reached",),
    "message.drafted": ("next_update",),
    "promise.made": ("due",),
    "clock.started": ("start", "due"),
    "incident.forgotten": ("opened", "ended"),
}
"""The instants among the fields of events."""

Lines: TypeAlias = Sequence[str]


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def _data_digest(salt: str, data: object) -> str:
    return sha256(salt.encode() + _canonical(data)).hexdigest()


def _entry_digest(line: Mapping[str, Any]) -> str:
    envelope = [line["seq"], line["at"], line["actor"], line["type"], line["prev"], line["data_digest"]]
    return sha256(_canonical(envelope)).hexdigest()


def seal(
    events: Sequence[Event],
    after: Lines,
    *,
    at: datetime,
    actor: str,
    when: datetime | None,
    salt: Callable[[], str],
    real: datetime | None = None,
) -> list[str]:
    """The lines that append ``events`` to the log ``after``; ``salt`` gives a fresh random text for each.

    ``real`` is what the clock on the wall said, where ``at`` is that of a drill which runs faster.
    """
    seq, prev = len(after), json.loads(after[-1])["digest"] if after else GENESIS
    lines = []
    for event in events:
        seq += 1
        data = dict(event.data) if isinstance(event, Unknown) else to_plain(event)
        if when is not None and when != at:
            data["when"] = to_iso(when)
        if real is not None:
            data["real"] = to_iso(real)
        line: dict[str, Any] = {
            "seq": seq,
            "at": to_iso(at),
            "actor": actor,
            "type": event.name if isinstance(event, Unknown) else event.type,
            "data": data,
            "salt": salt(),
            "prev": prev,
        }
        line["data_digest"] = _data_digest(line["salt"], data)
        line["digest"] = prev = _entry_digest(line)
        lines.append(json.dumps(line, separators=(",", ":")))
    return lines


def parse(line: str) -> Entry:
    """The entry a line holds. Raises ``ValueError`` for what is not a line of ours."""
    try:
        raw = json.loads(line)
        at = from_iso(raw["at"])
        data = raw.get("data") or {}
        _typed(raw, data)
        return Entry(
            seq=raw["seq"],
            at=at,
            actor=raw["actor"],
            event=_event(raw["type"], data),
            when=from_iso(data["when"]) if "when" in data else at,
            prev=raw["prev"],
            digest=raw["digest"],
        )
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as problem:
        raise ValueError(f"not an entry of the log: {type(problem).__name__}: {problem}") from None


def _typed(raw: Mapping[str, Any], data: object) -> None:
    """JSON can hold anything; an entry's envelope holds a number and texts."""
    if not (isinstance(data, dict) and type(raw["seq"]) is int and all(type(raw[key]) is str for key in _TEXTS)):
        raise TypeError("a field of another type")


def _event(name: str, data: Mapping[str, Any]) -> Event:
    kind = KINDS.get(name)
    if kind is None:
        return Unknown(name, data)
    try:
        event = from_plain(kind, data)
        for key in _INSTANTS.get(name, ()):
            if (instant := getattr(event, key)) is not None:
                known_instant(instant)
    except ValueError:  # a field it cannot do without is gone, as after a redaction, or does not fit
        return Unknown(name, data)
    return event


class Verdict(Struct, frozen=True):
    """What ``verify`` found: how many entries, the digest of the last, and every problem as ``(seq, sentence)``."""

    entries: int
    head: str
    problems: tuple[tuple[int, str], ...]
    redacted: tuple[int, ...] = ()
    """The entries whose data was taken out, each with a later entry that says why."""
    unfinished: tuple[int, ...] = ()
    """Those that a later entry redacts and whose data is still there: something ended in between."""


def verify(lines: Lines, head: str | None = None) -> Verdict:
    """Recompute the chain. Any edit, gap or reorder is a problem; so is a cut tail, given a ``head`` noted before."""
    problems: list[tuple[int, str]] = []
    prev, seen = GENESIS, set()
    redacted, kept = set(redactions(lines)), set()
    for number, line in enumerate(lines, 1):
        try:
            raw = json.loads(line)
            problems.extend((number, text) for text in _check(raw, number, prev, number in redacted))
            prev = str(raw["digest"])
            if "data" in raw:
                kept.add(number)
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
            problems.append((number, "is not an entry of the log"))
            prev = ""
        seen.add(prev)
    if head is not None and head not in seen:
        problems.append(
            (len(lines), f"the head digest {head} is not in this log: its end was cut off, or it was rewritten")
        )
    done, unfinished = sorted(redacted - kept), sorted(redacted & kept)
    return Verdict(len(lines), prev, tuple(problems), tuple(done), tuple(unfinished))


def holds_head(lines: Lines, head: str) -> bool:
    """Whether the last of these lines has that digest."""
    return bool(lines) and json.loads(lines[-1]).get("digest") == head


def digests(lines: Lines) -> list[str]:
    """By what lines are the same entries: one that was redacted meanwhile is the same. A damaged one equals itself."""
    return [_digest(line) for line in lines]


def _digest(line: str) -> str:
    try:
        return str(json.loads(line)["digest"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return line


def redactions(lines: Lines) -> Iterator[int]:
    """The numbers of the entries that a later entry redacts; never the first, which holds the playbook."""
    for number, line in enumerate(lines, 1):
        if EntryRedacted.type in line:  # quick, and right: a type is plain ASCII
            with suppress(ValueError):
                event = parse(line).event
                if isinstance(event, EntryRedacted) and 1 < event.seq < number:
                    yield event.seq


def _check(raw: Mapping[str, Any], number: int, prev: str, redacted: bool) -> list[str]:
    problems = []
    if raw["seq"] != number:
        problems.append(f"has number {raw['seq']}: an entry is missing, doubled or out of order")
    if raw["prev"] != prev:
        problems.append("does not follow from the entry before it")
    if "data" not in raw:
        if not redacted:
            problems.append("its data was taken away, and no entry says why")
    elif raw["data_digest"] != _data_digest(raw["salt"], raw["data"]):
        problems.append("its data was changed after it was written")
    if raw["digest"] != _entry_digest(raw):
        problems.append("its envelope was changed after it was written")
    return problems
