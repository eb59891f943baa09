"""The brief of a handover on paper: text, Markdown, or JSON beside what was recorded."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import typer

from crisisctl import brief
from crisisctl.commands import _acting
from crisisctl.files import write
from crisisctl.queries import IncidentView
from crisisctl.runner import Desk, zone_of
from crisisctl.tongue import here


class Form(StrEnum):
    """How the brief is written."""

    text = "text"
    md = "md"
    json = "json"


def form_of(chosen: Form | None, output: Path | None) -> Form:
    """The one asked for, else the one that the file's ending names, else text."""
    ending = output.suffix.removeprefix(".") if output else ""
    return chosen or (Form(ending) if ending in {"md", "json"} else Form.text)


_LEAST = 12
_TO_TYPE = 2
"""Rows of a terminal for the command above the brief, and for the prompt below it."""


def show(
    desk: Desk,
    view: IncidentView,
    language: str,
    form: Form,
    output: Path | None,
    *,
    full: bool = False,
    above: int = 0,
) -> None:
    """On a terminal the vital part fits below the ``above`` lines that stand there, unless it is wanted in ``full``."""
    waiting = waiting_at(desk)
    if output is not None:
        write(output, _written(view, language, form, waiting))
        typer.echo(here(f"written: {output}"), err=True)
    elif form is Form.text:
        from crisisctl.screen.brief import brief_lines
        from crisisctl.screen.paper import Paper

        paper = Paper()
        rows = max(paper.height - _TO_TYPE - above, _LEAST) if paper.live and not full else 0
        paper.put(brief_lines(view, language, paper.width, waiting, rows))
    else:
        typer.echo(_written(view, language, form, waiting), nl=False)


def waiting_at(desk: Desk) -> brief.Waiting:
    found = desk.sharing
    return brief.Waiting(found.waiting, found.refused) if found else brief.Waiting()


def _written(view: IncidentView, language: str, form: Form, waiting: brief.Waiting) -> str:
    zone = zone_of(view.incident.organisation)
    if form is Form.json:
        return _acting.as_json({"crisisctl": 1, "brief": brief.plain(view, language, zone, waiting)}) + "\n"
    if form is Form.md:
        return _markdown(view, language, waiting)
    from crisisctl.screen.brief import brief_lines

    return "".join(f"{line.plain.rstrip()}\n" for line in brief_lines(view, language, 100, waiting))


def _markdown(view: IncidentView, language: str, waiting: brief.Waiting) -> str:
    from crisisctl.reports._markdown import inline

    zone = zone_of(view.incident.organisation)
    parts = [f"# {inline(brief.title(view, language))}", inline(brief.headline(view, language, zone))]
    for section in brief.brief(view, language, zone, waiting):
        mark = " (!)" if section.urgent else ""
        parts += [f"## {inline(section.title)}{mark}", "\n".join(f"- {inline(item)}" for item in section.items)]
    return "\n\n".join(parts) + "\n"
