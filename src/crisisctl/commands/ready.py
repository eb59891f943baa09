"""ready: what is missing before the crisis."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from crisisctl import organisation, reader, readiness, runner
from crisisctl.commands import _acting, _complete
from crisisctl.commands._options import Format, Language, Output
from crisisctl.errors import StoreFailed
from crisisctl.files import write
from crisisctl.paths import shipped
from crisisctl.playbook import Playbook, equip
from crisisctl.readiness import Ground, Result
from crisisctl.runner import Desk
from crisisctl.text import one_line, say, typeset
from crisisctl.tongue import here

_MISSING = 1
_WORDS = {
    "en": {
        "score": "Ready: {good} of {of} ({percent}%)",
        "example": "this is the example organisation: crisisctl init",
    },
    "fr": {
        "score": typeset("Préparation : {good} sur {of} ({percent} %)"),
        "example": typeset("ceci est l’organisation d’exemple : crisisctl init"),
    },
}


def command(
    sheet: Annotated[
        Path | None,
        typer.Option("--sheet", help="Write the sheet for the drawer instead: HTML that prints on A4.", dir_okay=False),
    ] = None,
    playbook: Annotated[
        str, typer.Option(help="Whose first 30 minutes are on the sheet.", autocompletion=_complete.playbooks)
    ] = "outage",
    lang: Language = None,
    output: Output = Format.text,
) -> None:
    """Check on a quiet day what a crisis will need: deputies, ways to reach people, channels, approved texts, drills.

    The score counts everything that was looked at. Exits 1 while something is missing, so that a scheduled job tells.

    Examples:\n
      crisisctl ready\n
      crisisctl ready --lang fr\n
      crisisctl ready --format json\n
      crisisctl ready --sheet ready.html --playbook outage
    """
    ours, file = organisation.load()
    language = _acting.language_of(lang, ours)
    if sheet:
        from crisisctl.drawer import sheet as made

        chosen = equip(reader.read_playbook(reader.find_playbook(playbook)), ours)
        write(sheet, made(ours, chosen, language, runner.open_desk().now()))
        typer.echo(here(f"written: {sheet}"), err=True)
        return
    results = readiness.look(_ground(runner.open_desk()))
    good, of = sum(each.good for each in results), sum(len(each.items) for each in results)
    percent = good * 100 // of if of else 100
    example = file.parent == shipped("templates")
    if output is Format.json:
        score = {"good": good, "of": of, "percent": percent}
        _acting.show_json(
            {"ready": good == of, "example": example, "score": score}
            | {"checks": [_shape(each, language) for each in results]}
        )
    else:
        if example:
            typer.echo(f"! {_WORDS[language]['example']}", err=True)
        for line in _lines(results, language):
            typer.echo(line)
        typer.echo(_WORDS[language]["score"].format(good=good, of=of, percent=percent))
    if good < of:
        raise typer.Exit(_MISSING)


def _ground(desk: Desk) -> Ground:
    ours, _ = organisation.load()
    found: list[Playbook] = []
    unapproved: list[tuple[str, str]] = []
    for _, path in reader.playbooks():
        playbook, problems = reader.check(path)
        if playbook:
            found.append(equip(playbook, ours))
            unapproved += [(playbook.id, each.text) for each in problems if each.code == "unapproved-change"]
    return Ground(ours, tuple(found), tuple(unapproved), _drilled(desk), desk.now())


def _drilled(desk: Desk) -> dict[str, datetime]:
    """When each playbook was last played, by the log."""
    last: dict[str, datetime] = {}
    for name in desk.store.incidents():
        try:
            incident = desk.view(name).incident
        except StoreFailed as problem:
            typer.echo(f"crisisctl: {one_line(here(problem.message))} ({one_line(here(problem.hint))})", err=True)
            continue
        if incident.mode == "drill":
            played = incident.playbook.id
            last[played] = max(incident.began, last.get(played, incident.began))
    return last


def _lines(results: tuple[Result, ...], language: str) -> Iterator[str]:
    for each in results:
        sign = "–" if not each.items else "✓" if each.good == len(each.items) else "✗"
        yield f"{sign} {each.good:>3}/{len(each.items):<3} {say(each.about, language)}"
        for item in each.items:
            if not item.good:
                told, todo = (typeset(say(words, language)) for words in (item.missing, item.todo))
                yield f"    {one_line(item.subject)}{_colon(language)} {one_line(told)}"
                yield f"      → {one_line(todo)}"


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
            for item in each.items
        ],
    }
