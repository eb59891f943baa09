"""ready: what is missing before the crisis."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from crisisctl import organisation, reader, readiness, runner
from crisisctl.commands import _acting, _complete
from crisisctl.commands._options import Language
from crisisctl.errors import CrisisError, NotFound, Refused, Usage
from crisisctl.files import write
from crisisctl.paths import shipped
from crisisctl.playbook import Organisation, equip
from crisisctl.readiness import Ground, Result
from crisisctl.text import one_line, say, typeset
from crisisctl.tongue import here
from crisisctl.zones import zone_of

_MISSING = 1
_SHEETS = ("", ".html", ".htm", ".md")
_AHEAD = timedelta(days=30)
_WORDS = {
    "en": {
        "score": "Ready: {good} of {of} ({percent}%)",
        "example": "this is the example organisation: crisisctl init",
        "calendar": "To be seen to in the next 30 days:",
        "recorded": "verified on {day}: {name}",
    },
    "fr": {
        "score": typeset("Préparation : {good} sur {of} ({percent} %)"),
        "example": typeset("ceci est l’organisation d’exemple : crisisctl init"),
        "calendar": typeset("À refaire dans les 30 jours :"),
        "recorded": typeset("vérifié le {day} : {name}"),
    },
}


class ReadyFormat(StrEnum):
    """text and json of what is missing; html and md of the sheet for the drawer."""

    text = "text"
    json = "json"
    html = "html"
    md = "md"


def command(
    sheet: Annotated[
        Path | None,
        typer.Option(
            "--sheet", help="Write the sheet for the drawer instead: a page for A4, or Markdown (.md).", dir_okay=False
        ),
    ] = None,
    playbook: Annotated[
        str, typer.Option(help="Whose first 30 minutes are on the sheet.", autocompletion=_complete.playbooks)
    ] = "outage",
    verified: Annotated[
        list[str] | None,
        typer.Option(
            help="Write into crisis.yaml that this person's ways, or this item, were verified; repeatable.",
            metavar="NAME",
            autocompletion=_complete.verifiable,
        ),
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", help="With --verified: the day, if not today.", metavar="DAY")
    ] = None,
    lang: Language = None,
    output: Annotated[
        ReadyFormat | None, typer.Option("--format", "-f", help="text or json; of the sheet html or md.")
    ] = None,
) -> None:
    """Check on a quiet day what a crisis will need: people and how to reach them at night, channels, texts, drills.

    The score counts everything that was looked at. Exits 1 while something is missing, so that a scheduled job tells.

    Examples:\n
      crisisctl ready\n
      crisisctl ready --lang fr\n
      crisisctl ready --format json\n
      crisisctl ready --verified backups --verified Ana\n
      crisisctl ready --sheet ready.html --playbook outage\n
      crisisctl ready --sheet ready.md
    """
    ours, file = organisation.load()
    language = _acting.language_of(lang, ours)
    if sheet and verified:
        raise Usage("--sheet and --verified are two things", "first --verified, then --sheet")
    if on and not verified:
        raise Usage("--on is the day of a --verified", "crisisctl ready --verified backups --on 2026-11-22")
    if (output in {ReadyFormat.html, ReadyFormat.md}) and not sheet:
        raise Usage(f"--format {output} is for the sheet", f"crisisctl ready --sheet ready.{output}")
    if sheet:
        _write_sheet(ours, playbook, sheet, language, output)
    elif verified:
        _record(ours, file, verified, on, language, output)
    else:
        _check(language, output)


def _write_sheet(ours: Organisation, playbook: str, path: Path, language: str, output: ReadyFormat | None) -> None:
    from crisisctl import drawer

    if output in {ReadyFormat.text, ReadyFormat.json}:
        raise Usage(f"there is no sheet as {output}", "--format html or --format md")
    if not path.parent.is_dir():
        raise NotFound(f"there is no folder {path.parent}", "make it first, or name another place: --sheet")
    chosen = equip(reader.read_playbook(reader.find_playbook(playbook)), ours)
    if output is None and path.suffix.lower() not in _SHEETS:
        raise Usage(
            f"there is no sheet as `{one_line(path.suffix)}`", "name it .html or .md; a browser prints it as PDF"
        )
    others = [found for _, each in reader.playbooks() if (found := reader.check(each)[0])]
    made = drawer.sheet(ours, chosen, language, runner.open_desk().now().astimezone(zone_of(ours)), others)
    as_text = output is ReadyFormat.md or (output is None and path.suffix == ".md")
    write(path, drawer.markdown(made) if as_text else drawer.html(made))
    typer.echo(here(f"written: {path}"), err=True)


def _record(
    ours: Organisation, file: Path, verified: Sequence[str], on: str | None, language: str, output: ReadyFormat | None
) -> None:
    from crisisctl.readiness._record import record

    if file.parent == shipped("templates"):
        raise Refused("there is no crisis.yaml of your own to write it into", "crisisctl init writes one")
    today = runner.open_desk().now().astimezone(zone_of(ours)).date()
    day = _day(on, today)
    record(file, [one_line(name) for name in verified], day)
    if output is ReadyFormat.json:
        _acting.show_json({"verified": [{"subject": name, "day": day} for name in verified], "file": str(file)})
        return
    for name in verified:
        typer.echo(_WORDS[language]["recorded"].format(day=day, name=one_line(name)))


def _day(on: str | None, today: date) -> str:
    if on is None:
        return today.isoformat()
    try:
        day = date.fromisoformat(on)
    except ValueError:
        raise Usage(f"--on: `{one_line(on)}` is not a day", "write it as 2026-12-25") from None
    if day > today:
        raise Usage(f"--on: {day} is ahead", "only what was done is recorded")
    return day.isoformat()


def _check(language: str, output: ReadyFormat | None) -> None:
    from crisisctl.commands._progress import watched
    from crisisctl.readiness._survey import survey

    ground = survey(runner.open_desk(), _complain, watched)
    results = readiness.look(ground)
    good, of = sum(each.good for each in results), sum(len(each.items) for each in results)
    percent = good * 100 // of if of else 100
    if output is ReadyFormat.json:
        score = {"good": good, "of": of, "percent": percent}
        _acting.show_json(
            {"ready": good == of, "example": ground.example, "score": score}
            | {"checks": [_shape(each, language) for each in results]}
        )
    else:
        if ground.example:
            typer.echo(f"! {_WORDS[language]['example']}", err=True)
        for line in _lines(results, ground, language):
            typer.echo(_wrapped(line))
        typer.echo(_WORDS[language]["score"].format(good=good, of=of, percent=percent))
    if good < of:
        raise typer.Exit(_MISSING)


def _complain(problem: CrisisError) -> None:
    typer.echo(f"crisisctl: {one_line(here(problem.message))} ({one_line(here(problem.hint))})", err=True)


def _lines(results: tuple[Result, ...], ground: Ground, language: str) -> Iterator[str]:
    for each in results:
        sign = "–" if not each.items else "✓" if each.good == len(each.items) else "✗"
        yield f"{sign} {each.good:>3}/{len(each.items):<3} {say(each.about, language)}"
        for item in each.items:
            if not item.good:
                told, todo = (typeset(say(words, language)) for words in (item.missing, item.todo))
                yield f"    {one_line(item.subject)}{_colon(language)} {one_line(told)}"
                yield f"      → {one_line(todo)}"
    if ahead := readiness.calendar(results, ground.today + _AHEAD):
        yield _WORDS[language]["calendar"]
        yield from (f"    {day}  {one_line(subject)} ({say(about, language)})" for day, about, subject in ahead)


def _wrapped(line: str) -> str:
    """On a terminal a long line goes on below where its words begin; a pipe gets it whole."""
    if not sys.stdout.isatty():
        return line
    import shutil
    import textwrap

    within = " " * (len(line) - len(line.lstrip(" ")) + 2)
    width = max(shutil.get_terminal_size().columns, 40)
    return textwrap.fill(line, width, subsequent_indent=within, break_long_words=False, break_on_hyphens=False)


def _colon(language: str) -> str:
    return "\N{NO-BREAK SPACE}:" if language == "fr" else ":"


def _shape(each: Result, language: str) -> dict[str, object]:
    return {
        "check": each.name,
        "about": say(each.about, language),
        "good": each.good,
        "of": len(each.items),
        "items": [
            {"subject": item.subject, "good": item.good}
            | {"missing": say(item.missing, language), "todo": say(item.todo, language)}
            | {"until": item.until.isoformat() if item.until else None}
            for item in each.items
        ],
    }
