"""How a drill went, by the targets of a real incident: points, strengths and weaknesses, all from figures. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from crisisctl.injects import injects
from crisisctl.metrics import metrics
from crisisctl.queries import IncidentView
from crisisctl.text import Words
from crisisctl.ticking import clocks


@dataclass(frozen=True, slots=True)
class Points:
    """``good`` of ``of``; ``of`` is 0 where there was nothing to do."""

    id: str
    title: Words
    good: int
    of: int


@dataclass(frozen=True, slots=True)
class Score:
    parts: tuple[Points, ...]

    @property
    def good(self) -> int:
        return sum(part.good for part in self.parts)

    @property
    def of(self) -> int:
        return sum(part.of for part in self.parts)

    @property
    def percent(self) -> int | None:
        """Rounded down: 99.6 % is not all of it. None where nothing was to be done yet."""
        return self.good * 100 // self.of if self.of else None


def score(view: IncidentView) -> Score:
    """One point for each thing that was to be done by a time, and was. What is not due yet is not counted."""
    known = {metric.id: metric for metric in metrics(view)}
    verdicts = [each.verdict for each in injects(view.incident, view.now)]
    judged = [each for each in verdicts if each in {"in time", "late", "missed"}]
    over = [clock.verdict for clock in clocks(view.incident, view.now) if clock.state.due]
    ended = [verdict for verdict in over if verdict in {"met", "met late", "late"}]
    steps, promises = known["steps_on_time"], known["update_promise_rate"]
    return Score(
        (
            Points(
                "injects",
                {"en": "Injects answered in time", "fr": "Événements traités à temps"},
                judged.count("in time"),
                len(judged),
            ),
            Points(
                "steps",
                {"en": "Steps done in time", "fr": "Étapes faites à temps"},
                steps.numerator or 0,
                steps.denominator or 0,
            ),
            Points(
                "promises",
                {"en": "Promised updates kept", "fr": "Promesses de point tenues"},
                promises.numerator or 0,
                promises.denominator or 0,
            ),
            Points(
                "clocks",
                {"en": "Legal clocks met", "fr": "Échéances légales tenues"},
                ended.count("met"),
                len(ended),
            ),
        )
    )
