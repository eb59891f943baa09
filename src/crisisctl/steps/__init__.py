"""Step kinds, one file each: what a kind asks, and what an answer leads to.

A kind never draws and never asks: ``ask`` says in neutral words what to ask, and whoever talks to the person (the walk,
a script) does it. Adding a kind is adding one file that ends in ``KIND = StepKind(…)``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from crisisctl import registry
from crisisctl.acts import Clock
from crisisctl.events import Event
from crisisctl.incident import Incident
from crisisctl.playbook import Step


@dataclass(frozen=True, slots=True)
class Ask:
    """What to ask a person for.

    ``confirm``: just that it is done · ``facts``: the values of ``names`` · ``choose``: one of ``names`` (option ids) ·
    ``sources``: ``count`` texts · ``send``: to send the message ``names[0]`` · ``run``: to run ``text`` ·
    ``wait``: ``count`` seconds.
    """

    how: Literal["confirm", "facts", "choose", "sources", "send", "run", "wait"]
    names: tuple[str, ...] = ()
    count: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer leads to. ``missing`` says, in one sentence, why the step is not really done: it takes force.

    ``events`` come before the step is done, ``after`` once it is.
    """

    answer: str = ""
    events: tuple[Event, ...] = ()
    after: tuple[Event, ...] = ()
    next: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class StepKind:
    name: str
    fields: tuple[str, ...]
    """The fields of ``Step`` that only this kind uses."""
    ask: Callable[[Step], Ask]
    answer: Callable[[Step, Incident, tuple[str, ...], Clock], Outcome]
    """Raises ``Refused`` with what would do."""


def names() -> tuple[str, ...]:
    return registry.names(__name__)


def kind_of(step: Step) -> StepKind:
    return registry.get(__name__, step.kind, "KIND", StepKind)


def said(answers: tuple[str, ...]) -> str:
    """What a person typed after the step's id, as one text."""
    return " ".join(answer.strip() for answer in answers if answer.strip())
