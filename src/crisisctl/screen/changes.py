"""What changed: between two texts word by word, and for whom when a channel goes down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import groupby

from crisisctl import routes
from crisisctl.events import DraftText, MessageDrafted
from crisisctl.incident import Incident
from crisisctl.queries import IncidentView
from crisisctl.reloading import Change
from crisisctl.screen.leaving import audience_name
from crisisctl.screen.lines import Line, wrapped
from crisisctl.screen.words import Tongue
from crisisctl.teller import OF_CRISIS_YAML, flat
from crisisctl.text import clean, say
from crisisctl.times import format_duration

_NOT_THERE, _THERE = "–", "✓"
_TOKEN = re.compile(r"\n[ \t]*\n\s*|[^ \t\n]+")
"""Words, and the blank lines between paragraphs: where a line is folded is no change."""


def changed_words(old: str, new: str, width: int) -> list[Line]:
    """The paragraphs that changed, with ``[-what is gone-]`` and ``{+what came+}``; ``…`` for those that did not."""
    before, after = _TOKEN.findall(clean(old)), _TOKEN.findall(clean(new))
    rows = [Line()]
    for how, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if how in {"delete", "replace"} and (gone := [word for word in before[start:end] if word.strip()]):
            _put(rows, gone, "red", "[-{}-]")
        if how in {"insert", "replace"}:
            _put(rows, after[first:last], "bold green", "{{+{}+}}")
        if how == "equal":
            _put(rows, after[first:last], "", "{}")
    return [folded for row in _only_changed(rows) for folded in wrapped(row, width)]


def _put(rows: list[Line], words: list[str], style: str, shape: str) -> None:
    """Words with spaces between them; a blank line begins a new paragraph."""
    for broken, run in groupby(words, key=str.isspace):
        if broken:
            rows.append(Line())
        else:
            rows[-1].add(" " if rows[-1] else "").add(shape.format(" ".join(run)), style)


def _only_changed(rows: list[Line]) -> list[Line]:
    kept: list[Line] = []
    for row in rows:
        if any(style for _, style in row.pieces):
            kept.append(row)
        elif not kept or kept[-1].plain != "…":
            kept.append(Line("…", ""))
    return kept


@dataclass(frozen=True, slots=True)
class Said:
    """Words that an audience received, and when."""

    text: DraftText
    at: datetime


def last_words(view: IncidentView, audience: str, channel: str, language: str) -> Said | None:
    """The last text that an audience received in a language: on this channel, else on any."""
    said = [
        Said(draft, sent.at)
        for sent in reversed(view.messages)
        if sent.audience == audience
        for draft in sent.drafts
        if draft.language == language
    ]
    return next((each for each in said if each.text.channel == channel), next(iter(said), None))


def approved_words(view: IncidentView, message: str, digest: str) -> DraftText | None:
    """The text of a message that has that digest, as it was drafted once."""
    for entry in reversed(view.incident.entries):
        if isinstance(entry.event, MessageDrafted) and entry.event.message == message:
            for draft in entry.event.drafts:
                if draft.digest == digest:
                    return draft
    return None


def told_change(change: Change, language: str) -> str:
    """``contacts phone: 01 99 00 12 34 → 01 99 00 12 35``; of what is private only that it changed."""
    shown = [_NOT_THERE if each is None else each or _THERE for each in (change.before, change.after)]
    if change.section == "cadence":
        shown = [format_duration(int(each), language) if each.isdecimal() else each for each in shown]
    before, after = shown
    section = say(OF_CRISIS_YAML[change.section], language)
    colon = "\N{NO-BREAK SPACE}:" if language == "fr" else ":"
    name = f"{section} {change.name}" if change.name else section
    return flat(f"{name}{colon} {before} → {after}" if before != after else f"{name}{colon} {after}")


def rerouted(before: Incident, after: Incident, words: Tongue) -> Iterator[str]:
    """What a change of channels means for whom, one sentence each."""
    for way in routes.changes(before, after):
        parts = {"audience": audience_name(after, way.audience, words), "working": _listed(way.working, words)}
        yield words("rerouted", dead=_listed(way.dead, words), **parts) if way.dead else words("reached", **parts)
        if way.at_risk:
            yield f"  {words('shares', names=_listed(way.at_risk, words))}"
    for name in routes.unreachable_audiences(after):
        yield words("nobody", audience=audience_name(after, name, words))
    for person in routes.unreachable_people(after):
        yield words("only_dead", person=flat(person.name), ways=_listed(tuple(person.ways), words))


def _listed(names: tuple[str, ...], words: Tongue) -> str:
    return ", ".join(map(flat, names)) or words("none")
