"""What a drill is made of: a scenario with its injects, each with the reaction that is hoped for. Data only."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from crisisctl.text import Words

SLOWEST, FASTEST = 1, 600
"""How many minutes of a drill may go by in one real minute."""


class Reaction(Struct, frozen=True, omit_defaults=True):
    """Any one of these, within ``within`` seconds of the inject being shown."""

    within: int = 0
    step: str = ""
    message: str = ""
    fact: str = ""
    channel: str = ""
    """Marked as down or degraded."""
    note: bool = False

    @property
    def ways(self) -> tuple[tuple[str, str], ...]:
        named = (("step", self.step), ("message", self.message), ("fact", self.fact), ("channel", self.channel))
        return (*((kind, name) for kind, name in named if name), *((("note", ""),) if self.note else ()))


class Inject(Struct, frozen=True, omit_defaults=True):
    """What the team hears ``at`` seconds after the start. ``hint`` is for who leads the drill, never for the team."""

    id: str
    at: int
    text: Words
    sender: Words = field(default_factory=dict)
    via: Words = field(default_factory=dict)
    expect: Reaction | None = None
    channels: Mapping[str, str] = field(default_factory=dict)
    """What becomes of channels at that moment, by the scenario and not by anybody's finding: ``{facebook: down}``."""
    hint: Words = field(default_factory=dict)


class Scenario(Struct, frozen=True, omit_defaults=True):
    """``values`` are sample values of the playbook's inputs, so that a drill begins without a question."""

    id: str
    playbook: str
    title: Words
    description: Words = field(default_factory=dict)
    severity: str = "unset"
    values: Mapping[str, str | Words] = field(default_factory=dict)
    """One text, or one in each language."""
    injects: tuple[Inject, ...] = ()

    def given(self) -> dict[str, Words]:
        return {name: {"": value} if isinstance(value, str) else value for name, value in self.values.items()}
