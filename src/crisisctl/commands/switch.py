"""switch: go on with another playbook."""

from __future__ import annotations

from typing import Annotated

import typer

from crisisctl import reader
from crisisctl.acts import ChangePlaybook
from crisisctl.commands import _acting, _complete
from crisisctl.commands._options import At, Format, Incident, Output, Reason


def command(
    playbook: Annotated[str, typer.Argument(help="A playbook's name, or a file.", autocompletion=_complete.playbooks)],
    reason: Reason = "",
    at: At = None,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """Go on with another playbook, once you know what it is. The log, facts, people, promises and clocks stay.

    What is done stays done; steps that both playbooks have are not asked for again.

    Examples:\n
      crisisctl switch data-breach --reason "an export of the customer file was found"
    """
    found = reader.read_playbook(reader.find_playbook(playbook))
    _acting.act(lambda when: ChangePlaybook(found, reason, when=when), incident, output, at=at)
