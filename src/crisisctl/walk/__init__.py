"""The walk: draw, ask, do. It holds no state; leaving it is the save."""

from __future__ import annotations

from collections.abc import Mapping

from crisisctl import keys
from crisisctl.acts import Do
from crisisctl.errors import CrisisError
from crisisctl.playbook import Organisation, Playbook
from crisisctl.runner import Desk
from crisisctl.screen import show_status


def walk(desk: Desk, incident_id: str, language: str) -> None:
    try:
        while True:
            view = desk.view(incident_id)
            show_status(view, language)
            words = keys.read_line("> ")
            if words == "q" or view.next is None:
                return
            try:
                desk.do(incident_id, Do(view.next.step.id, (words,) if words else ()))
            except CrisisError as problem:
                print(problem.message)  # noqa: T201
    except keys.Leave:
        return


def ask_inputs(
    playbook: Playbook, organisation: Organisation, title: str, given: Mapping[str, str], language: str
) -> tuple[str, dict[str, str]]:
    values = dict(given)
    for name, spec in playbook.inputs.items():
        if spec.required and name not in values:
            values[name] = keys.read_line(f"{name}: ")
    return title, values
