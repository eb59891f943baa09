"""reload: the open incident goes on with what crisis.yaml says now."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crisisctl import drafting, organisation, runner, shapes
from crisisctl.acts import ChangeOrganisation
from crisisctl.commands import _acting
from crisisctl.commands._options import Format, Incident, Language, Output, Reason
from crisisctl.drafting import Anew
from crisisctl.errors import NotFound
from crisisctl.paths import shipped
from crisisctl.playbook import Organisation
from crisisctl.reloading import Change, changes
from crisisctl.screen.changes import told_change
from crisisctl.text import listed, one_line
from crisisctl.tongue import here


def command(
    reason: Reason = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    incident: Incident = None,
    lang: Language = None,
    output: Output = Format.text,
) -> None:
    """Take over what crisis.yaml says now: contacts, people, channels, audiences, cadence. Else an incident keeps what
    it said when it was opened.

    What changes is shown, numbers of people and settings without their values. Drafts that have not left are written
    anew; the approval of a text that changes by it is void. Where nothing changed, nothing is recorded.

    Examples:\n
      crisisctl reload\n
      crisisctl reload --dry-run\n
      crisisctl reload --reason "the status page has moved" --format json
    """
    desk = runner.open_desk()
    incident_id = desk.choose(incident)
    before = desk.view(incident_id).incident
    language = _acting.language_of(lang, before.organisation)
    ours, path = _own()
    found = changes(before.organisation, ours)
    if not found:
        typer.echo(here(f"{one_line(incident_id)} knows what {path} says: nothing to take over"), err=True)
    if output is Format.text:
        for change in found:
            typer.echo(told_change(change, language))
    if dry_run or not found:
        if output is Format.json:
            _acting.show_json({"incident": incident_id, "changes": [_shape(each) for each in found], "done": False})
        return
    done = desk.do(incident_id, ChangeOrganisation(ours, reason))
    if output is Format.text:
        _acting.say_done(done, output, lang)
    written = list(drafting.write_anew(desk, before))
    if output is Format.text:
        for each in written:
            _tell(each)
        return
    view = desk.view(incident_id)
    told = {"changes": [_shape(each) for each in found], "drafts": [_draft(each) for each in written], "done": True}
    _acting.show_json(shapes.acted(view, done.entries, language) | told)


def _own() -> tuple[Organisation, Path]:
    """What crisis.yaml says. Never the example's: that would give a company another's name and numbers."""
    ours, path = organisation.load()
    if path.parent == shipped("templates"):
        raise NotFound(
            "there is no crisis.yaml of yours here: this is the example",
            "go to its folder, set CRISISCTL_CONFIG, or write one by: crisisctl init",
        )
    return ours, path


def _tell(found: Anew) -> None:
    message = one_line(found.message)
    if found.changed:
        typer.echo(here(f"{message} is written anew: {listed(found.changed)}"))
    if found.void:
        again = f"crisisctl approve {message}"
        typer.echo(here(f"{message}: no longer approved, the text changed: {listed(found.void)}; {again}"), err=True)
    if found.by_hand:
        told = f"{message}: edited by hand, and left as it is: {listed(found.by_hand)}; read it again, or write it anew"
        typer.echo(here(f"{told}: crisisctl draft {message} --fresh"), err=True)
    if found.problem:
        told = f"{message} is not written anew: {here(found.problem.message)}"
        typer.echo(here(told) + (f" ({here(found.problem.hint)})" if found.problem.hint else ""), err=True)


def _shape(change: Change) -> shapes.Json:
    return {"section": change.section, "name": change.name, "before": change.before, "after": change.after}


def _draft(found: Anew) -> shapes.Json:
    return {
        "message": found.message,
        "changed": list(found.changed),
        "void": list(found.void),
        "edited": list(found.by_hand),
        "problem": found.problem.message if found.problem else "",
    }
