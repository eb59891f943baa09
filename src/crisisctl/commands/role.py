"""role: who does what."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from crisisctl import runner
from crisisctl.acts import Act, Clock, TakeRole
from crisisctl.commands import _acting, _complete
from crisisctl.commands._options import At, Format, Incident, Output
from crisisctl.engine import decide
from crisisctl.persons import actor, meant
from crisisctl.text import one_line
from crisisctl.tongue import here


def command(
    role: Annotated[
        list[str],
        typer.Argument(help="ROLE=PERSON, one or more; ROLE= leaves it open.", autocompletion=_complete.roles),
    ],
    deputy: Annotated[bool, typer.Option("--deputy", help="As the deputy.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Although somebody else holds it; they hand it over by: handover.")
    ] = False,
    at: At = None,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """Give a role to somebody. When the lead is taken for the first time, the incident counts as acknowledged.

    Examples:\n
      crisisctl role lead=Ana comms=Bo\n
      crisisctl role lead=Chloé --deputy\n
      crisisctl role lead=Chloé --force
    """
    wanted = {name: person.strip() for name, person in _acting.pairs(role, "", "lead=Ana").items()}
    if len(wanted) > 1:
        wanted = _check(wanted, deputy, force, incident)
    for name, person in wanted.items():

        def make(when: datetime | None, name: str = name, person: str = person) -> Act:
            return TakeRole(name, person, deputy, force, when=when)

        done = _acting.act(make, incident, output, at=at)
        if not person and not deputy and name == done.view.incident.playbook.lead:
            typer.echo(f"! {here(f'nobody is {name} now: crisisctl role {name}=NAME')}", err=True)


def _check(wanted: dict[str, str], deputy: bool, force: bool, incident: str | None) -> dict[str, str]:
    """All of them or none: each is tried on the incident as it is before the first is written.

    Those that are as wanted already are told and left out, unless none would be left.
    """
    desk = runner.open_desk()
    state = desk.view(desk.choose(incident)).incident
    held = state.deputies if deputy else state.roles
    wanted = {name: meant(person, state) for name, person in wanted.items()}
    left = {name: person for name, person in wanted.items() if not person or held.get(name) != person} or wanted
    me = actor(desk.actor, state.organisation)
    clock = Clock(desk.time(state), runner.zone_of(state.organisation), me)
    for name, person in left.items():
        decide(state, TakeRole(name, person, deputy, force), clock)
    for name in (each for each in wanted if each not in left):
        typer.echo(here(f"{one_line(wanted[name])} is {name} already"), err=True)
    return left
