"""What the walks of a rehearsal came to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from crisisctl.playbook import Option, Playbook, Step


@dataclass(frozen=True, slots=True)
class Found:
    """What would stand in the way. ``where`` is a step, a fact, or a message with its channel and language."""

    level: str
    where: str
    code: str
    text: str
    todo: str = ""
    """What to write instead, of a text."""


@dataclass(slots=True)
class Result:
    """What the walks came to."""

    playbook: Playbook
    walks: int = 0
    reached: set[str] = field(default_factory=set)
    taken: Counter[tuple[str, str]] = field(default_factory=Counter)
    texts: int = 0
    found: dict[Found, None] = field(default_factory=dict)

    @property
    def never(self) -> tuple[Step, ...]:
        return tuple(step for _, step in self.playbook.steps() if step.id not in self.reached)

    @property
    def untaken(self) -> tuple[tuple[Step, Option], ...]:
        """Answers that could be given where the walks came by, and were not."""
        steps = [step for _, step in self.playbook.steps() if step.id in self.reached]
        return tuple((step, each) for step in steps for each in step.options if not self.taken[step.id, each.id])

    def add(self, level: str, where: str, code: str, text: str, todo: str = "") -> None:
        self.found[Found(level, where, code, text, todo)] = None
