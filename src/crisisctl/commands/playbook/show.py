"""playbook show: a playbook as a sheet to read through on a quiet day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from crisisctl import reader
from crisisctl.commands import _acting
from crisisctl.commands._options import Language
from crisisctl.commands.playbook._shared import Chosen
from crisisctl.errors import Usage
from crisisctl.files import write, write_new
from crisisctl.plain import to_plain
from crisisctl.playbook import Organisation, Playbook, Step, equip
from crisisctl.teller import due_of
from crisisctl.text import clean, in_json, one_line, say
from crisisctl.times import format_duration
from crisisctl.tongue import here

_WORDS = {
    "en": {
        "roles": "Roles",
        "severities": "Severities",
        "asked": "Asked at the start",
        "steps": "Steps",
        "messages": "Messages",
        "when": "only if",
    },
    "fr": {
        "roles": "Rôles",
        "severities": "Gravités",
        "asked": "Demandé au début",
        "steps": "Étapes",
        "messages": "Messages",
        "when": "seulement si",
    },
}


class ShowFormat(StrEnum):
    """md and html are for paper."""

    text = "text"
    json = "json"
    md = "md"
    html = "html"


def command(
    playbook: Chosen,
    contacts: Annotated[
        bool, typer.Option("--contacts", help="With the people of crisis.yaml and how to reach them (md, html).")
    ] = False,
    file: Annotated[Path | None, typer.Option("-o", "--output", help="The file to write.")] = None,
    lang: Language = None,
    output: Annotated[ShowFormat, typer.Option("--format", "-f", help="How to print the result.")] = ShowFormat.text,
) -> None:
    """A playbook as a readable sheet: roles, severities, steps with who and when, messages.

    As html it is for paper (A4) and for a phone: one file, every text in full, boxes to tick, nothing loaded.

    Examples:\n
      crisisctl playbook show outage\n
      crisisctl playbook show outage --lang fr | less\n
      crisisctl playbook show outage --format html --contacts -o outage.html
    """
    found = reader.read_playbook(reader.find_playbook(playbook))
    printed = output in {ShowFormat.md, ShowFormat.html}
    if contacts and not printed:
        raise Usage("--contacts is for a printed sheet", "add --format html or --format md")
    language = _acting.language_of(lang, Organisation("", languages=found.languages))
    if output is ShowFormat.json:
        told = json.dumps({"crisisctl": 1, "playbook": to_plain(found)}, ensure_ascii=False, indent=2)
        text = f"{in_json(told)}\n"
    elif printed:
        text = _printed(found, language, output, contacts=contacts)
    else:
        text = "".join(f"{clean(line)}\n" for line in sheet(found, language))
    if file is None:
        typer.echo(text, nl=False)
        return
    if contacts and not file.exists():
        write_new(file, text, private=True)
    else:
        write(file, text)
    typer.echo(here(f"written: {file}"), err=True)


def _printed(playbook: Playbook, language: str, output: ShowFormat, *, contacts: bool) -> str:
    from crisisctl import handwriting, organisation, printing
    from crisisctl.templating import render_template

    ours, path = organisation.load()
    if contacts or path != organisation.example():
        known = handwriting.known_of(ours, private=contacts)
        given = printing.sheet(equip(playbook, ours), language, ours if contacts else None, known)
    else:  # nobody may call the numbers of an example
        given = printing.sheet(playbook, language)
        typer.echo(here("there is no crisis.yaml of yours: name and numbers are left blank"), err=True)
    if output is ShowFormat.md:
        return printing.markdown(given)
    return render_template("playbook.html.j2", {"sheet": given}, _finish)


def _finish(value: object) -> object:
    """Names too are free of control characters, whoever put the playbook together."""
    return clean(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def sheet(playbook: Playbook, language: str) -> Iterator[str]:
    """The lines of the sheet."""
    words = _WORDS[language]
    yield f"{one_line(say(playbook.title, language))}  ({playbook.id} {playbook.version})"
    yield from _indented(say(playbook.description, language), 0)
    yield from _indented(say(playbook.trigger, language), 0)
    yield f"\n{words['roles']}"
    for role in playbook.roles.values():
        yield f"  {role.id:<12} {one_line(say(role.title, language))}: {one_line(say(role.duties, language))}"
    yield f"\n{words['severities']}"
    for level in playbook.severities.values():
        cadence = f"  ({format_duration(level.next_update, language)})" if level.next_update else ""
        yield f"  {level.id}  {one_line(say(level.when, language))}{cadence}"
    yield f"\n{words['asked']}"
    for spec in playbook.inputs.values():
        yield f"  {spec.name:<16} {one_line(say(spec.prompt, language))}"
    for phase in playbook.phases:
        yield f"\n{one_line(say(phase.title, language)).upper()}"
        for step in phase.steps:
            yield from _step(step, language)
    yield f"\n{words['messages']}"
    for message in playbook.messages.values():
        title = one_line(say(message.title or message.subject, language))
        yield f"  {message.id:<20} {message.audience:<14} {message.kind:<12} {title}"


def _step(step: Step, language: str) -> Iterator[str]:
    due = due_of(step, language)
    yield f"  {step.id:<22} {step.kind:<9} {step.role or '':<10} {due:<18} {one_line(say(step.title, language))}"
    if step.when:
        yield f"      {_WORDS[language]['when']}: {step.when}"
    yield from _indented(say(step.instructions, language), 6)
    for option in step.options:
        goto = f" -> {option.goto}" if option.goto else ""
        yield f"      [{option.id}] {one_line(say(option.title, language))}{goto}"


def _indented(text: str, by: int) -> Iterator[str]:
    for line in text.strip().split("\n") if text.strip() else ():
        yield " " * by + line
