"""set: facts are learnt, or change."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from crisisctl import runner
from crisisctl.acts import Retitle, SetFacts
from crisisctl.commands import _acting, _asking, _complete
from crisisctl.commands._options import At, Format, Incident, Output
from crisisctl.errors import NotFound, Usage
from crisisctl.playbook import Playbook
from crisisctl.text import did_you_mean, listed, one_line, say
from crisisctl.tongue import here

_TITLE = "title"
"""No fact of a playbook, but what people try to set when it was mistyped at the opening."""


def command(
    facts: Annotated[
        list[str],
        typer.Argument(help="NAME=VALUE, one or more; the NAME alone of a secret.", autocompletion=_complete.facts),
    ],
    source: Annotated[str, typer.Option("--source", "-s", help="Where it is known from.")] = "",
    confirmed_by: Annotated[
        str, typer.Option("--confirmed-by", help="Who confirmed it; some facts count only then.")
    ] = "",
    from_env: Annotated[
        str | None,
        typer.Option("--from-env", help="Take the value from this environment variable.", metavar="VARIABLE"),
    ] = None,
    from_stdin: Annotated[bool, typer.Option("--stdin", help="Take the value from standard input.")] = False,
    at: At = None,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """Set facts; messages and conditions use them at once. `crisisctl status` shows what is known.

    A secret fact is asked for without showing what is typed; a script gives it by --from-env or --stdin. On the
    command line it would stand in the shell's history and in the list of processes.

    The title of the incident, the headline of its report, is changed in the same way, by itself.

    Examples:\n
      crisisctl set affected=1200 --source "support queue"\n
      crisisctl set cause="expired certificate" --confirmed-by Chloé\n
      crisisctl set title="WhatsApp down"\n
      crisisctl set gateway_token\n
      crisisctl set gateway_token --from-env GATEWAY_TOKEN
    """
    desk = runner.open_desk()
    incident_id = desk.choose(incident)
    playbook = desk.view(incident_id).incident.playbook
    alone = [word.strip() for word in facts if "=" not in word]
    values = _acting.pairs([word for word in facts if "=" in word], "", "service=WhatsApp")
    if from_env is not None or from_stdin:
        values |= _from_elsewhere(alone, from_env, from_stdin)
    else:
        values |= {name: _asked(name, playbook) for name in alone}
    if typed := [name for name in playbook.secrets() if name in values and name not in alone]:
        shown = listed(typed)
        told = f"{shown} is secret, and stands in the history of this shell now: crisisctl set {typed[0]}"
        typer.echo(here(told), err=True)
    if _TITLE in values and _TITLE not in playbook.known():
        if len(facts) > 1:
            raise Usage("the title is set by itself", 'crisisctl set title="WhatsApp down"')
        _acting.act(lambda when: Retitle(values[_TITLE], when=when), incident_id, output, at=at)
        return
    _acting.act(lambda when: SetFacts(values, source, confirmed_by, when=when), incident_id, output, at=at)


def _from_elsewhere(names: Sequence[str], variable: str | None, from_stdin: bool) -> dict[str, str]:
    if len(names) != 1 or (variable is not None and from_stdin):
        raise Usage(
            "one value comes from elsewhere, for one fact", "crisisctl set NAME --from-env VARIABLE, or --stdin"
        )
    if variable is None:
        return {names[0]: sys.stdin.read().rstrip("\r\n")}
    if variable not in os.environ:
        raise Usage(f"there is no environment variable {one_line(variable)}", f"export {one_line(variable)}=… first")
    return {names[0]: os.environ[variable]}


def _asked(name: str, playbook: Playbook) -> str:
    known = playbook.known()
    if name not in known:
        raise NotFound(
            f"there is no fact `{one_line(name)}` in this playbook{did_you_mean(name, known)}",
            f"it has {listed(known)}",
        )
    if not known[name].secret:
        raise Usage(f"`{one_line(name)}` is not NAME=VALUE", "write for instance service=WhatsApp")
    prompt = one_line(say(known[name].prompt, _acting.language_of(None))) or name
    return _asking.hidden(f"{prompt} (••••) ", f"crisisctl set {name} --from-env VARIABLE, or --stdin")
