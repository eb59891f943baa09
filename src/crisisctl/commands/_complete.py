"""What the shell may complete: ids that exist. Each answers quickly or with nothing, never with an error."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crisisctl.incident import Incident


_PLAIN = re.compile(r"[\w.+:@-]+=?")
"""What a shell takes as one word and nothing else: a file or an imported incident may be named ``$(reboot)``."""


def _quietly(find: Callable[[], Iterable[str]]) -> Callable[[str], list[str]]:
    def complete(incomplete: str) -> list[str]:
        try:
            return [word for word in find() if word.startswith(incomplete) and _PLAIN.fullmatch(word)]
        except Exception:  # a completion that complains would write into the line somebody is typing
            return []

    return complete


@_quietly
def incidents() -> Iterable[str]:
    from crisisctl.runner import open_desk

    return open_desk().store.incidents()


@_quietly
def playbooks() -> Iterable[str]:
    from crisisctl.reader import playbooks as found

    return [name for name, _ in found()]


@_quietly
def scenarios() -> Iterable[str]:
    from crisisctl.reader import scenarios as found

    return list(found())


@_quietly
def steps() -> Iterable[str]:
    return [step.id for _, step in _incident().playbook.steps()]


@_quietly
def messages() -> Iterable[str]:
    return _incident().playbook.messages


@_quietly
def roles() -> Iterable[str]:
    return [f"{role}=" for role in _incident().playbook.roles]


@_quietly
def facts() -> Iterable[str]:
    return [f"{name}=" for name in _incident().playbook.known()]


@_quietly
def channels() -> Iterable[str]:
    from crisisctl.channels import ids

    return ids()


@_quietly
def milestones() -> Iterable[str]:
    from crisisctl.playbook import MILESTONES

    return MILESTONES


@_quietly
def severities() -> Iterable[str]:
    from crisisctl.playbook import SEVERITIES

    return SEVERITIES


@_quietly
def clocks() -> Iterable[str]:
    from crisisctl.reader.clocks import catalogue

    return [*catalogue(), *(name for name in _countdowns() if name not in catalogue())]


@_quietly
def running_clocks() -> Iterable[str]:
    return [name for name, clock in _incident().clocks.items() if clock.state == "running"]


def _countdowns() -> Iterable[str]:
    from crisisctl.errors import CrisisError

    try:
        return _incident().countdowns
    except CrisisError:  # no incident is open: then there is the catalogue
        return ()


def _incident() -> Incident:
    import os

    from crisisctl.runner import open_desk

    desk = open_desk()
    return desk.view(desk.choose(os.environ.get("CRISISCTL_INCIDENT"))).incident


@_quietly
def verifiable() -> Iterable[str]:
    from crisisctl import organisation
    from crisisctl.readiness._record import names

    return names(organisation.load()[0])
