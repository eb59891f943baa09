"""Who we are when an incident is opened: what crisis.yaml says, or what the last incident knew."""

from __future__ import annotations

from pathlib import Path

import typer

from crisisctl import organisation
from crisisctl.commands._asking import agreed
from crisisctl.errors import BadInputFile, CrisisError
from crisisctl.incident import FORGOTTEN, Incident
from crisisctl.playbook import Organisation
from crisisctl.runner import Desk
from crisisctl.text import one_line
from crisisctl.tongue import found, here


def company(desk: Desk, known_by: str, *, ask: bool) -> tuple[Organisation, Path | None]:
    """The organisation, and its file; no file where it is taken from the incident ``known_by``.

    A slip in crisis.yaml, found at the worst moment, holds nobody up: the company as the last incident knew it is
    offered, by a question (``ask``) or in the hint of the error. Raises what ``organisation.load`` does.
    """
    if known_by:
        return desk.view(known_by).incident.organisation, None
    try:
        return organisation.load()
    except BadInputFile as problem:
        last = _last(desk)
        if last is None:
            raise
        if not ask:
            way = f"crisisctl start … --company-of {last.id}"
            hint = f"mend the lines named, or open it with the company as {last.id} knew it: {way}"
            raise BadInputFile(problem.message, hint, problem.findings) from None
        for finding in problem.findings:
            typer.echo(one_line(found(finding)), err=True)
        typer.echo(f"crisisctl: {here(problem.message)}", err=True)
        if not agreed(f"Go on with the company as {last.id} knew it, and mend the file later?", default=True):
            raise typer.Abort from None
        return last.organisation, None


def _last(desk: Desk) -> Incident | None:
    """The incident that was opened last and still tells who we were."""
    found = [_read(desk, name) for name in desk.store.incidents()]
    told = [each for each in found if each.organisation.name and each.status != FORGOTTEN]
    return max(told, key=lambda each: each.opened_at, default=None)


def _read(desk: Desk, name: str) -> Incident:
    try:
        return desk.view(name).incident
    except CrisisError:
        return Incident()
