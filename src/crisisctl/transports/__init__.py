"""Transports: how a final text leaves this machine, one file a kind, each ending in ``TRANSPORT = Transport(…)``.

``of(destination)`` gives the one that speaks to it. A transport delivers once and says how it went; what it cannot be
sure of it calls ``unsure``, and nobody sends that a second time without being told to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from crisisctl import registry
from crisisctl.destinations import Destination
from crisisctl.transports._flight import Flight, Limits, Recalled, Tick, fly

__all__ = ["Deliver", "Flight", "Letter", "Limits", "Outcome", "Recalled", "Tick", "Transport", "fly", "of"]


@dataclass(frozen=True, slots=True)
class Letter:
    """What leaves: one exact text. ``id`` names this attempt at the receiver's, too (Message-ID, Idempotency-Key)."""

    id: str
    message: str
    channel: str
    language: str
    subject: str
    text: str
    drill: bool = False
    files: Mapping[str, str] = field(default_factory=dict)
    """The draft's own files by extension, where they carry this very text."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a delivery went.

    ``delivered``: the other side said that it took it. ``partial``: for some recipients; ``refused`` are the others,
    each with the reason. ``refused``: it surely has not been taken. ``unsure``: nobody can tell.
    """

    state: Literal["delivered", "partial", "refused", "unsure"]
    reason: str = ""
    refused: tuple[str, ...] = ()


Deliver = Callable[[Letter, Destination, Flight], Outcome]


@dataclass(frozen=True, slots=True)
class Transport:
    """One way out. ``deliver`` raises nothing but ``Recalled``; ``check`` says what is wrong with a destination."""

    schemes: tuple[str, ...]
    deliver: Deliver
    check: Callable[[Destination], str]
    kind: Callable[[Destination], str]


def of(destination: Destination) -> Transport:
    """The transport that speaks the scheme of its address; Apprise for those that none of ours does."""
    fallback: Transport | None = None
    for name in registry.names(__name__):
        found = registry.get(__name__, name, "TRANSPORT", Transport)
        if destination.scheme in found.schemes:
            return found
        fallback = found if not found.schemes else fallback
    assert fallback is not None  # noqa: S101 - apprise.py
    return fallback
