"""``crisisctl status``: the whole incident on one page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crisisctl.facts import unanswered
from crisisctl.queries import IncidentView
from crisisctl.runner import zone_of
from crisisctl.scoring import score
from crisisctl.screen.away import away
from crisisctl.screen.clocks import NOTICE, listed_clock
from crisisctl.screen.header import FEW_NOTICES, header
from crisisctl.screen.injects import heard
from crisisctl.screen.leaving import fact_name
from crisisctl.screen.lines import Line, cut, flowing, line, paragraph, wrapped
from crisisctl.screen.paper import Paper
from crisisctl.screen.step import brief
from crisisctl.screen.words import Tongue
from crisisctl.sharing import Sharing
from crisisctl.stores import Presence
from crisisctl.teller import flat
from crisisctl.text import say
from crisisctl.ticking import clocks
from crisisctl.values import show_value

_LONGEST_VALUE = 160
_MARGIN = 18
_REST = 14
"""Lines of a status that fits which are not what is down, promised or void."""


def show_status(
    view: IncidentView,
    language: str,
    again: bool = False,
    full: bool = False,
    sharing: Sharing | None = None,
    others: Sequence[Presence] = (),
) -> None:
    """Print it; ``again`` draws it over the screen that is there. On a terminal it fits unless ``full`` is wanted."""
    paper, words = Paper(drawn=again), Tongue(language)
    top = away(sharing, view, words, paper.width)
    lines = status(view, words, paper.width, others)
    if paper.live and not full:
        lines = fitted_to(paper.height - len(top) - 1, lines, view, words, paper.width, others)
    lines = [*top, *lines]
    if again:
        paper.draw(lines)
    else:
        paper.put(lines)


def status(view: IncidentView, words: Tongue, width: int, others: Sequence[Presence] = ()) -> list[Line]:
    lines = header(view, words, width, legal=False, others=others)
    lines += heard(view, words, width)
    lines += brief(view, words, width)
    lines += _sections(view, words, width)
    lines += _clocks(view, words, width)
    if view.incident.scenario and (found := score(view)).of:
        lines.append(line(f" {words('drill_score', good=found.good, of=found.of)}"))
    return [*lines, *_how_on(view, words)]


def fitted_to(
    rows: int, lines: list[Line], view: IncidentView, words: Tongue, width: int, others: Sequence[Presence]
) -> list[Line]:
    """What nobody may miss (how bad, what is promised and ticking, the next step), and of the rest what has room."""
    if len(lines) <= rows:
        return lines
    top = header(view, words, width, most=max(rows - _REST, FEW_NOTICES + 1), others=others)
    top += heard(view, words, width, FEW_NOTICES)
    top += brief(view, words, width)
    more = _sections(view, words, width)[: max(rows - len(top) - 2, 0)]
    left_out = len(lines) - len(top) - len(more) - 1
    told = (
        [line((f" {words('status_more', count=left_out, incident=view.incident.id)}", "dim"))] if left_out > 0 else []
    )
    return [*top, *more, *told, *_how_on(view, words)]


def _how_on(view: IncidentView, words: Tongue) -> list[Line]:
    return [] if view.incident.ended else [line((f" {words('how_on', incident=view.incident.id)}", "dim"))]


def _sections(view: IncidentView, words: Tongue, width: int) -> list[Line]:
    return [
        row
        for title, parts in (
            ("status_open", list(_open_steps(view, words))),
            ("status_unanswered", list(_unanswered(view, words))),
            ("status_facts", list(_facts(view, words))),
            ("status_actions", list(_actions(view))),
        )
        if parts
        for row in _section(words(title), parts, width)
    ]


def _clocks(view: IncidentView, words: Tongue, width: int) -> list[Line]:
    """Legal and contractual clocks, one below the other, with the word that they are no advice."""
    shown = [listed_clock(each, view, words) for each in clocks(view.incident, view.now)]
    room = width - _MARGIN
    body = [line("  " if later else "") + part for each in shown for later, part in enumerate(wrapped(each, room - 2))]
    body += paragraph(NOTICE[words.language], room, "dim") if shown else []
    heads = [words("status_clocks"), *[""] * len(body)]
    return [line((f" {head:<{_MARGIN - 1}}", "bold")) + text for head, text in zip(heads, body, strict=False)]


def _section(title: str, parts: list[Line], width: int) -> list[Line]:
    body = flowing(parts, width - _MARGIN, gap=" · ", indent="")
    return [line((f" {title if index == 0 else '':<{_MARGIN - 1}}", "bold")) + text for index, text in enumerate(body)]


def _open_steps(view: IncidentView, words: Tongue) -> Iterator[Line]:
    for phase in view.phases:
        count = sum(step.open for step in phase.steps)
        late = sum(step.overdue for step in phase.steps)
        if count:
            name = flat(say(phase.title, words.language) or phase.id)
            yield line(f"{name} {count}", (f" ({words('late_count', count=late)})", "bold red") if late else "")


def _unanswered(view: IncidentView, words: Tongue) -> Iterator[Line]:
    """Decisions answered "not known yet": each with the command that answers it."""
    for step in () if view.incident.ended else unanswered(view.incident):
        command = f"crisisctl set {step.sets}=…" if step.sets else f"crisisctl reopen {step.id}"
        yield line((flat(say(step.title, words.language)) or step.id, "yellow"), (f" ({command})", "dim"))


def _facts(view: IncidentView, words: Tongue) -> Iterator[Line]:
    known = view.incident.playbook.known()
    zone = zone_of(view.incident.organisation)
    for name, fact in view.incident.facts.items():
        shown = flat(show_value(known.get(name), fact.value, words.language, zone))
        why = "contradicted" if name in known and view.incident.contradicted(known[name]) else "unconfirmed"
        doubt = "" if view.incident.counts(name) else f" ({words(why)})"
        label = _label(fact_name(view.incident, name, words), words)
        yield cut(line((f"{label} ", "dim"), shown[:_LONGEST_VALUE], (doubt, "bold yellow")), _LONGEST_VALUE)


def _label(prompt: str, words: Tongue) -> str:
    """What was asked for, in short: the question alone where more is said behind it."""
    question, mark, _ = prompt.partition("?")
    return question + mark if mark else prompt + ("\N{NO-BREAK SPACE}:" if words.language == "fr" else ":")


def _actions(view: IncidentView) -> Iterator[Line]:
    for action in view.incident.actions.values():
        sign = "✓" if action.done_at else "·"
        owner = f" ({flat(action.owner)})" if action.owner else ""
        yield line(f"{sign} {action.number}. {flat(action.title)}{owner}")
