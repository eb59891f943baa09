"""What follows from each act, one file a group of acts; ``engine.decide`` is the way in.

Every function here is ``(act, incident, clock) -> events``, registered for its act by ``@on(…)``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import singledispatch

from crisisctl import acts as act
from crisisctl.acts import Clock
from crisisctl.errors import Refused
from crisisctl.events import Event
from crisisctl.incident import Incident

Events = tuple[Event, ...]
Decision = Callable[..., Events]


@singledispatch
def decide_on(wanted: act.Act, incident: Incident, clock: Clock) -> Events:
    """The events that follow. Raises ``Refused`` or ``NotFound`` with what to do."""
    raise AssertionError(f"nobody decides on {type(wanted).__name__}")


def on(kind: type[act.Act]) -> Callable[[Decision], Decision]:
    return decide_on.register(kind)


def asked(text: str, ask: str, option: str) -> str:
    if not text.strip():
        raise Refused(ask, f'add {option} "…"' if option.startswith("-") else f"give {option}")
    return text.strip()
