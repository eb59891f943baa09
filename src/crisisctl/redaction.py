"""What taking entries out of a log would change, and which others say the same. Pure; nothing is taken out here."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from crisisctl.incident import Incident

Lines = Sequence[str]

_TELLING = {"value", "text", "subject", "note", "reason", "override", "answer", "source", "title", "destination"}
"""The fields whose content people wrote; the others hold ids, names and digests, which many entries share."""
_SHORTEST = 4
"""Characters of a text that is looked for elsewhere: `yes` says nothing."""
STATES = (
    "facts", "roles", "deputies", "steps", "drafted", "approvals", "sendings", "sent", "promises", "acknowledged",
    "channels", "actions", "milestones", "clocks",
)  # fmt: skip
"""The fields of ``Incident`` that hold several things by a key."""
ALONE = ("status", "severity", "closure_reason")


def consequences(before: Incident, after: Incident) -> Iterator[tuple[str, str]]:
    """What the state says of differently, as ``("facts", "affected")``: the fields of ``Incident`` and their keys."""
    for name in STATES:
        old, new = getattr(before, name), getattr(after, name)
        for key in dict.fromkeys((*old, *new)):
            if old.get(key) != new.get(key):
                yield name, " ".join(key) if isinstance(key, tuple) else str(key)
    if before.organisation != after.organisation:
        yield "organisation", ""
    for name in ALONE:
        if getattr(before, name) != getattr(after, name):
            yield name, str(getattr(after, name))


def repeats(lines: Lines, seqs: Collection[int]) -> tuple[int, ...]:
    """The other entries in which a text of these entries stands word for word; of the first, only the title counts."""
    said = {text for seq in seqs for text in _written(_own(_data(lines, seq))) if len(text) >= _SHORTEST}

    def says_so(seq: int) -> bool:
        data = _data(lines, seq)
        texts = [str(data.get("title", ""))] if seq == 1 else list(_texts(_own(data)))
        return any(one in other for other in texts for one in said)

    return tuple(seq for seq in range(1, len(lines) + 1) if seq not in seqs and says_so(seq))


def naming(lines: Lines, person: str) -> tuple[int, ...]:
    """The entries whose data name that person, whatever the case and accents."""
    return tuple(
        seq for seq in range(1, len(lines) + 1) if any(names(text, person) for text in _texts(_data(lines, seq)))
    )


def names(text: str, person: str) -> bool:
    wanted = _folded(person)
    folded = _folded(text) if len(text) >= len(wanted) else ""
    return wanted in folded and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", folded) is not None


def recorded_by(lines: Lines, person: str) -> tuple[int, ...]:
    """The entries that were recorded by that person."""
    actors = (str(json.loads(line)["actor"]) for line in lines)
    return tuple(seq for seq, actor in enumerate(actors, 1) if _folded(actor) == _folded(person))


def _data(lines: Lines, seq: int) -> Mapping[str, Any]:
    found = json.loads(lines[seq - 1]).get("data") if 0 < seq <= len(lines) else None
    return found if isinstance(found, dict) else {}


def _own(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Without the playbook or the organisation that an entry holds: whole files, which say the same as many entries."""
    return {key: value for key, value in data.items() if key not in {"playbook", "organisation"}}


def _written(value: Any, telling: bool = False) -> Iterator[str]:
    match value:
        case str() if telling:
            yield value.strip()
        case dict():
            for key, inner in value.items():
                yield from _written(inner, key in _TELLING)
        case list():
            for inner in value:
                yield from _written(inner, telling)
        case _:
            pass


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for key, inner in value.items():
                yield str(key)
                yield from _texts(inner)
        case list():
            for inner in value:
                yield from _texts(inner)
        case _:
            pass


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())
