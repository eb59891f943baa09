"""run: the command of a command step is shown, asked about, and run."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from crisisctl import runner, running, trust
from crisisctl.acts import RunCommand
from crisisctl.commands import _acting, _asking
from crisisctl.commands._options import Format, Incident, Output, Step
from crisisctl.errors import NotFound, Refused, Usage
from crisisctl.text import clean


def command(
    step: Step,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Run it without asking; for scripts.")] = False,
    allow_commands: Annotated[
        bool, typer.Option("--allow-commands", help="Run one that stands in no playbook of yours; read it first.")
    ] = False,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """Run the command of a command step: it is shown first, and asked about. Facts reach it as CRISIS_NAME variables.

    It is written into the log before it runs, its exit code after. Exit 0: the step is done; else it has failed.
    Only commands of the shipped playbooks and of those in $CRISISCTL_HOME/playbooks are run without --allow-commands.

    Examples:\n
      crisisctl run probe-site\n
      crisisctl run probe-site --yes
    """
    desk = runner.open_desk()
    incident_id = desk.choose(incident)
    state = desk.view(incident_id).incident
    found = state.step(step)
    if found is None:
        raise NotFound(f"there is no step `{step}`", "crisisctl status --format json lists them")
    if found.run:
        shown = clean(found.run).replace("\n", "\n      ")  # no line of it may pass for one of the log, or of ours
        typer.echo(f"$ {shown}", err=True)
        if not allow_commands and not trust.is_trusted(found):
            raise Refused(
                f"the command of {step} stands in no playbook of yours, and was not run",
                f"read it, then: crisisctl run {step} --allow-commands; or put the playbook into {trust.own_folder()}",
            )
        if not yes:
            if not sys.stdin.isatty():
                raise Usage("nobody is there to be asked", f"crisisctl run {step} --yes")
            if not _asking.agreed("run it?"):
                raise typer.Abort
    desk.do(incident_id, RunCommand(step))
    result = running.run(found, state, desk.secrets(incident_id, found.secrets))
    typer.echo(clean(result.output), err=output is Format.json)
    _acting.say_done(desk.do(incident_id, result.act(step)), output)
    if not result.fine:
        raise typer.Exit(1)
