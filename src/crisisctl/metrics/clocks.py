"""How much time each legal or contractual clock had left when it was met. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from crisisctl.metrics.texts import Metric
from crisisctl.queries import IncidentView
from crisisctl.text import Words, say, typeset
from crisisctl.ticking import clocks

_FORMULA: Words = {
    "en": "deadline − met (or now); negative is late",
    "fr": typeset("échéance − tenue (ou à présent) ; négatif : en retard"),
}
_WAIVED: Words = {"en": "waived", "fr": "écartée"}
_RUNNING: Words = {"en": "not met, not due yet", "fr": "ni tenue ni échue"}


def clock_margins(view: IncidentView) -> Iterator[Metric]:
    """One a clock with a deadline, unless another one took its place."""
    for clock in clocks(view.incident, view.now):
        if clock.state.due is None or clock.verdict == "carried":
            continue
        title = {
            "en": f"Margin: {say(clock.definition.title, 'en') or clock.state.clock}",
            "fr": f"{typeset('Marge :')} {say(clock.definition.title, 'fr') or clock.state.clock}",
        }
        metric = Metric(f"clock_margin.{clock.state.clock}", title, "margin", _FORMULA, target=0)
        if clock.margin is None:
            yield replace(metric, why_none=_WAIVED if clock.verdict == "waived" else _RUNNING)
        else:
            yield replace(metric, value=clock.margin.total_seconds())
