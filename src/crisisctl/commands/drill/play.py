"""drill play: a scenario plays by itself, to see how it runs."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from crisisctl import organisation, reader, reports, timeline
from crisisctl.commands import _acting, _complete
from crisisctl.commands._options import Format, Language, Output
from crisisctl.errors import NotFound, Usage
from crisisctl.events import Entry
from crisisctl.files import write
from crisisctl.queries import IncidentView
from crisisctl.runner import zone_of
from crisisctl.scenario import FASTEST, SLOWEST
from crisisctl.scoring import score
from crisisctl.text import did_you_mean, listed, one_line
from crisisctl.tongue import here

_TOLD = frozenset({"inject.shown", "step.done", "step.skipped", "message.sent", "channel.set", "note.added"})
_SCORE = {"en": "Score: {good} of {of} ({percent}%)", "fr": "Note\N{NO-BREAK SPACE}: {good} sur {of} ({percent} %)"}


def command(
    scenario: Annotated[str, typer.Argument(help="A scenario's name, or a file.", autocompletion=_complete.scenarios)],
    speed: Annotated[int, typer.Option(help="How many minutes of the drill go by in a real one.")] = 60,
    file: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Write the debrief: .html, .md, .json or .csv.", dir_okay=False),
    ] = None,
    lang: Language = None,
    output: Output = Format.text,
) -> None:
    """Play a scenario without a team: each step is done in time, each inject answered, from sample facts.

    It shows who prepares a drill how it runs and what its debrief looks like. It plays in memory: nothing is kept in
    the log, nothing leaves, no command is run, and `ready` does not count it as a drill.

    Examples:\n
      crisisctl drill play whatsapp-at-night --speed 600\n
      crisisctl drill play scam-during-ddos --lang fr -o debrief.html
    """
    if not SLOWEST <= speed <= FASTEST:
        raise Usage(f"a drill does not run at speed {speed}", f"between {SLOWEST} and {FASTEST}: --speed 10")
    form = file.suffix.removeprefix(".") if file else ""
    if file and form not in reports.formats():
        near = did_you_mean(form, reports.formats())
        raise NotFound(f"there is no report format `{one_line(form)}`{near}", f"one of {listed(reports.formats())}")
    from crisisctl.rehearsing.drill import Drill

    ours, _ = organisation.load()
    language = _acting.language_of(lang, ours)
    played = reader.read_scenario(scenario)
    drill = Drill(played, reader.read_playbook(reader.find_playbook(played.playbook)), ours, speed, language)
    view = _watch(drill.play(time.sleep), language, quiet=output is Format.json)
    if file:
        write(file, reports.get(form).render(view, language, zone_of(ours)))
    found = score(view)
    if output is Format.json:
        result = {"good": found.good, "of": found.of, "percent": found.percent}
        _acting.show_json({"scenario": played.id, "speed": speed, "score": result})
    else:
        typer.echo(_SCORE[language].format(good=found.good, of=found.of, percent=found.percent or 0))
    if file:
        typer.echo(here(f"written: {file}"), err=True)


def _watch(moves: Iterator[IncidentView], language: str, *, quiet: bool) -> IncidentView:
    """Tell what happens while it happens; the incident as it is at the end."""
    seen, view = 0, None
    for view in moves:
        if not quiet:
            _tell(view, view.incident.entries[seen:], language)
        seen = len(view.incident.entries)
    assert view is not None  # noqa: S101 - a drill has its first look
    return view


def _tell(view: IncidentView, entries: Iterable[Entry], language: str) -> None:
    zone = zone_of(view.incident.organisation)
    for entry in entries:
        if entry.event.type in _TOLD:
            minutes = int((entry.at - view.incident.began).total_seconds() // 60)
            sign = "▶" if entry.event.type == "inject.shown" else "✓"
            said = timeline.tell(entry, view.incident, language, zone)
            typer.echo(f"T+{minutes // 60:02}:{minutes % 60:02}  {sign} {one_line(said)}")
