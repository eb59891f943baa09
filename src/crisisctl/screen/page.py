"""One screen of the walk: the header, what was just said, the step, its answers. It fits, whatever the size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crisisctl.queries import IncidentView, StepView
from crisisctl.screen.away import away
from crisisctl.screen.drafts import numbered, summary
from crisisctl.screen.header import FEW_NOTICES, NOTICES, header
from crisisctl.screen.injects import heard
from crisisctl.screen.lines import Line, flowing, line, shortened
from crisisctl.screen.panels import panels
from crisisctl.screen.paper import Paper
from crisisctl.screen.step import asked, facts_of, finished_bars, instructions, title
from crisisctl.screen.words import Tongue
from crisisctl.sharing import Sharing
from crisisctl.stores import Presence

if TYPE_CHECKING:
    from crisisctl.messages.drafts import Drafts

Keys = Sequence[tuple[str, str]]
"""A key and its word."""

_VITAL = frozenset("nfop?q")
"""Keys that stay where a small screen has texts to show: [?] has the others."""
_LEAST_PANEL = 7
_TIGHT = 3
"""Lines of texts that are worth more than a line about how the step is done."""
_SMALL = 30
_FEW_HEARD, _HEARD = 3, 6
"""Lines for the injects of a drill, on a small screen and on a large one."""
_LEAST_SAID, _FEW_SAID, _MOST_SAID = 2, 3, 6
"""Lines of what was just said; more would push the step off the screen."""


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that one screen shows."""

    view: IncidentView
    step: StepView | None
    written: Drafts | None
    said: Sequence[Sequence[Line]]
    """What was just said, each thing with its lines."""
    answers: Keys
    anytime: Keys
    early: bool = False
    """The step is done before its time, because the person wants to."""
    sharing: Sharing | None = None
    others: Sequence[Presence] = ()
    departs: str = ""
    """The command by which texts leave from here, where a destination takes some of them."""


def page(shown: Page, words: Tongue, paper: Paper, spare: int = 0) -> list[Line]:
    """The lines, at most as many as the screen has. ``spare`` rows stay free for a question, which has its own keys."""
    width, view = paper.width, shown.view
    top = away(shown.sharing, view, words, width)
    notices = FEW_NOTICES if paper.height <= _SMALL else NOTICES
    top += header(view, words, width, shown.step, notices, others=shown.others)
    top += heard(view, words, width, _FEW_HEARD if paper.height <= _SMALL else _HEARD)
    if shown.step is None:
        bars = finished_bars(view, words, width)
    else:
        bars = [title(shown.step, words, width, early=shown.early), *facts_of(view, shown.step, words, width)]
    small = paper.height <= _SMALL and shown.written is not None
    gap = [] if small else [line()]
    anytime = [pair for pair in shown.anytime if pair[0] in _VITAL] if small else shown.anytime
    rule = line(("─" * width, "dim"))
    bottom = [rule] if spare else [*gap, *keys(shown.answers, width, "bold"), rule, *keys(anytime, width)]
    wanted = asked(view, shown.step, words, width) if shown.step else []
    room = paper.height - max(spare, 1) - len(top) - len(bars) - len(bottom)
    most = max(min(room - len(wanted) - 2, _FEW_SAID if small else _MOST_SAID), _LEAST_SAID)
    if shown.written is None:  # where the step leaves room, what was said is not cut for it
        most = max(most, room - len(_middle(shown, wanted, words, paper, room)))
    said = _beginnings(shown.said, most)
    middle = _middle(shown, wanted, words, paper, max(room - len(said), 1))
    return [*top, *said, *bars, *middle[: max(room - len(said), 0)], *bottom]


def _beginnings(said: Sequence[Sequence[Line]], most: int) -> list[Line]:
    """The last things said, each from its beginning; what was said last gets the most lines."""
    kept = [each for each in said if each][-most:]
    left, shown = most - len(kept), []
    for each in reversed(kept):
        rows = min(len(each), 1 + left)
        left -= rows - 1
        shown.append(shortened(list(each), rows))
    return [row for each in reversed(shown) for row in each]


def keys(pairs: Keys, width: int, style: str = "") -> list[Line]:
    """``[d] done   [k] skip``."""
    return flowing(
        [line((f"[{key}]", "bold cyan" if style else "bold"), (f" {word}", style)) for key, word in pairs], width
    )


def _middle(shown: Page, wanted: list[Line], words: Tongue, paper: Paper, room: int) -> list[Line]:
    if shown.step is None:
        return []
    how = instructions(shown.step, words, paper.width)
    if shown.written is None:
        lines = _joined(fitted(how, room - len(wanted) - 1, words), wanted)
        return [line(), *lines] if len(lines) < room else lines
    drafts = numbered(shown.written, shown.view, shown.step.step.id, words.language)
    told = summary(shown.written, drafts, shown.view, words, paper.width, brief=paper.height <= _SMALL)
    if shown.departs:
        told = flowing([*told, line(words("departs", command=shown.departs))], paper.width, indent="")
    spare = room - len(told) - _LEAST_PANEL
    how = fitted(how, max(spare, 1), words) if how and room > len(told) + _TIGHT else []
    gap = [line()] if paper.height > _SMALL else []
    told = told[: max(room - _LEAST_PANEL // 2, 1)]
    left = room - len(told) - len(how) - len(gap)
    return [*how, *gap, *told, *panels(drafts, shown.view, words, paper.width, left, paper.boxed)]


def fitted(lines: list[Line], room: int, words: Tongue) -> list[Line]:
    """The lines, cut to ``room`` with a last one that says how many are left and how to see them."""
    if len(lines) <= max(room, 1):
        return lines
    kept = max(room - 1, 0)
    return [*lines[:kept], line((f" {words('more', count=len(lines) - kept)}", "dim"))]


def _joined(how: list[Line], wanted: list[Line]) -> list[Line]:
    return [*how, *([line()] if how and wanted else []), *wanted]
