"""The two things that may be taken out of a log: the data of a redacted line, and the lines of a forgotten incident.

Everything else about a line is its caller's business; of these two, every store asks the same questions first, so that
a fault above it cannot lose anything. ``docs/log-format.md`` says what the answers rest on.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from crisisctl.errors import StoreFailed

REDACTED, FORGOTTEN = "entry.redacted", "incident.forgotten"


def redacted(lines: Sequence[str], seq: int) -> str:
    """Line ``seq`` without its data and salt. Raises ``StoreFailed`` unless a later line of the log redacts it."""
    if seq < 2 or not any(_redacts(line, seq) for line in lines[seq:]):
        raise _fault(f"no later entry redacts entry {seq}")
    line = _parsed(lines[seq - 1])
    kept = {key: value for key, value in line.items() if key not in {"data", "salt"}}
    if len(kept) == len(line):
        return lines[seq - 1]
    return json.dumps(kept, separators=(",", ":"))


def tombstone(incident: str, lines: Sequence[str], line: str) -> str:
    """``line``, which takes the place of ``lines``. Raises ``StoreFailed`` unless it says which log it stands for."""
    if not lines:
        raise _fault("there is nothing to forget")
    found, last = _parsed(line), _parsed(lines[-1])
    data = found.get("data")
    stands_for = data if isinstance(data, dict) else {}
    said = (found.get("seq"), found.get("type"), *(stands_for.get(key) for key in ("incident", "entries", "head")))
    if said != (1, FORGOTTEN, incident, len(lines), last.get("digest")) or _parsed(lines[0]).get("type") == FORGOTTEN:
        raise _fault("what was to be kept of the incident does not say what it stands for")
    return line


def _redacts(line: str, seq: int) -> bool:
    if REDACTED not in line:
        return False
    found = _parsed(line)
    data = found.get("data")
    return found.get("type") == REDACTED and isinstance(data, dict) and data.get("seq") == seq


def _parsed(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _fault(problem: str) -> StoreFailed:
    hint = "nothing was removed; this is a fault in crisisctl, please report it"
    return StoreFailed(f"nothing was taken out of the log: {problem}", hint)
