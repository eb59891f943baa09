"""log: everything that was recorded."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from crisisctl import chain, runner, shapes, timeline
from crisisctl.commands import _acting
from crisisctl.commands._options import Incident, Language
from crisisctl.errors import Refused
from crisisctl.events import Entry
from crisisctl.incident import Incident as State
from crisisctl.queries.said import secret_entries
from crisisctl.runner import zone_of
from crisisctl.stores import Lines
from crisisctl.text import clean, listed, one_line
from crisisctl.times import to_iso

_LOOK_SECONDS = 60.0


class LogFormat(StrEnum):
    """How the log is printed; jsonl is its own form, line by line as it is stored."""

    text = "text"
    json = "json"
    jsonl = "jsonl"


def command(
    incident: Incident = None,
    follow: Annotated[
        bool, typer.Option("--follow", "-F", help="Go on printing what is recorded; leave by Ctrl-C.")
    ] = False,
    with_secrets: Annotated[
        bool, typer.Option("--with-secrets", help="jsonl: although the lines hold the values of secret facts.")
    ] = False,
    lang: Language = None,
    output: Annotated[
        LogFormat, typer.Option("--format", "-f", help="jsonl prints the lines as they are stored.")
    ] = LogFormat.text,
) -> None:
    """Everything that was recorded, in the order it was recorded.

    Examples:\n
      crisisctl log\n
      crisisctl log --follow\n
      crisisctl log -i outage-20261122-1 --format jsonl > outage.jsonl
    """
    desk = runner.open_desk()
    incident_id = _acting.looked_at(desk, incident)
    lines = desk.lines(incident_id)
    state = desk.view(incident_id).incident
    if output is LogFormat.json:
        language = _acting.language_of(lang, state.organisation)
        zone = zone_of(state.organisation)
        _acting.show_json(
            {
                "incident": incident_id,
                "entries": [_shape(entry, state, language) for entry in state.entries],
                "zone": str(zone),
            }
        )
        return
    if output is LogFormat.jsonl and not with_secrets:
        _refuse_secrets(state)
    _print(lines, state, output, lang)
    while follow:
        desk.store.wait(incident_id, len(lines), _LOOK_SECONDS)
        new = desk.store.read(incident_id, len(lines))
        if new:
            lines = [*lines, *new]
            state = desk.view(incident_id).incident
            if output is LogFormat.jsonl and not with_secrets:
                _refuse_secrets(state)
            _print(new, state, output, lang)


def _refuse_secrets(state: State) -> None:
    """The lines are the log to the byte, or their digests would not hold: there is nothing between all and nothing."""
    if seqs := [str(entry.seq) for entry in secret_entries(state)]:
        raise Refused(
            f"jsonl is the log to the byte, and entries {listed(seqs)} hold secret facts",
            f"add --with-secrets and guard the file, or first: crisisctl redact {' '.join(seqs)} --reason …",
        )


def _print(lines: Lines, state: State, output: LogFormat, lang: str | None) -> None:
    language = _acting.language_of(lang, state.organisation)
    if output is LogFormat.jsonl:
        for line in lines:
            typer.echo(line)
        return
    first = chain.parse(lines[0]).seq - 1 if lines else 0
    for entry in state.entries[first : first + len(lines)]:
        typer.echo(_told(entry, state, language))


def _told(entry: Entry, state: State, language: str) -> str:
    zone = zone_of(state.organisation)
    local = entry.when.astimezone(zone)
    recorded = entry.at.astimezone(zone)
    words = {"fr": "noté à", "en": "recorded"}[language]
    late = f"  ({words} {recorded:%H:%M})" if entry.at - entry.when > timeline.LATE else ""
    told = clean(timeline.tell(entry, state, language, zone)).replace("\n", "\n" + " " * 12)
    return f"{entry.seq:>4}  {local:%Y-%m-%d %H:%M:%S %Z}  {one_line(entry.actor):<10}  {told}{late}"


def _shape(entry: Entry, state: State, language: str) -> shapes.Json:
    zone = zone_of(state.organisation)
    return {
        "seq": entry.seq,
        "at": to_iso(entry.at),
        "when": to_iso(entry.when),
        "actor": entry.actor,
        "type": entry.event.type,
        "text": timeline.tell(entry, state, language, zone),
        "digest": entry.digest,
    } | ({"redacted": redaction.reason} if (redaction := state.redactions.get(entry.seq)) else {})
