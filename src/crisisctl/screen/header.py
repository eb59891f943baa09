"""The top of every screen: which incident, how bad, since when, who, what is down, what was promised, how far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crisisctl.playbook import Audience
from crisisctl.queries import IncidentView, PhaseView, StepView
from crisisctl.screen import leaving
from crisisctl.screen.clocks import ticking
from crisisctl.screen.company import company, offers
from crisisctl.screen.lines import Line, bar, cut, flowing, line, sided
from crisisctl.screen.people import people
from crisisctl.screen.times import clock_with_zone, deadline, elapsed
from crisisctl.screen.words import Tongue
from crisisctl.stores import Presence
from crisisctl.teller import CHANNEL_STATES, flat
from crisisctl.text import Words, say

_SIGNS = {"done": "✓", "skipped": "–", "failed": "✗", "pending": "·"}
_STYLES = {"done": "green", "failed": "bold red", "skipped": "dim"}
_WIDE = 100
_FEW = 2
"""Clocks that a narrow screen can hold; of more only the first is shown, or they would push the step off it."""
FEW_NOTICES, NOTICES = 3, 6
"""Lines of what is down, promised, void or unanswered: on a small screen, and on a large one."""
_SHORTER = ("all", "here", "none", "begun")
"""How phases are shown, the fullest first: signs of all steps, of this phase alone, counts, counts of those begun."""
_SHORT_TITLE = 16
"""Cells of a phase that is not the one on the screen, where all of them are too many."""
_SEVERE = {"SEV1": "bold red", "SEV2": "bold yellow"}


def header(
    view: IncidentView,
    words: Tongue,
    width: int,
    current: StepView | None = None,
    most: int = 99,
    *,
    legal: bool = True,
    others: Sequence[Presence] = (),
) -> list[Line]:
    """Four lines or so, then a rule. ``most`` lines for what is down, promised, void or unanswered.

    ``legal``: with the legal clocks; else only with those that are late.
    """
    lines = [*banner(view.incident.mode, view.incident.speed, words, width), first_line(view, width, words.language)]
    brief = most <= FEW_NOTICES
    lines += people(view, words, width, brief=brief)
    lines += company(others, view, words, width, current)
    running = list(_running(view, words, width, legal=legal))
    if most <= NOTICES and width < _WIDE and len(running) > _FEW:
        running = [running[0], line((words("more_promises", count=len(running) - 1), "dim"))]
    here = (current.step.message if current else None) or ""
    urgent = [
        *offers(view, words),
        *leaving.unknown(view, words, brief=brief),
        *(_channels_brief(view, words) if brief else _channels(view, words)),
    ]
    rest = [*leaving.void(view, words, width, here), *leaving.unreachable(view, words)]
    people_left = list(leaving.answered(view, words, brief=brief))
    ordered = [*urgent, *people_left, *running, *rest] if brief else [*urgent, *running, *rest, *people_left]
    lines += _at_most(flowing(ordered, width), most, width)
    lines.append(progress(view, words, width, current))
    return [*lines, line(("─" * width, "dim"))]


def _at_most(lines: list[Line], most: int, width: int) -> list[Line]:
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], cut(lines[most - 1], width - 2).add(" …")]


def banner(mode: str, speed: int, words: Tongue, width: int) -> Iterator[Line]:
    """That nothing of this is real: on every screen of an exercise."""
    if mode in {"drill", "retrospective"}:
        faster = words("faster", speed=speed) if speed != 1 else ""
        yield bar(cut(line(f" {words(mode)}{faster}"), width), width, "bold reverse yellow")


def first_line(view: IncidentView, width: int, language: str) -> Line:
    """What is wrong, how bad it is, since when: the title has the room, for it is what tells incidents apart."""
    incident = view.incident
    right = line(
        ("SEV ?" if incident.severity == "unset" else incident.severity, _SEVERE.get(incident.severity, "bold")),
        (f"  {elapsed(view.elapsed.total_seconds(), language)}", "bold"),
        f"  {clock_with_zone(view, language)}",
    )
    return sided(line(" ", (flat(incident.title), "bold")), right, width)


def _channels(view: IncidentView, words: Tongue) -> Iterator[Line]:
    """What does not work, and what its audiences are reached by in its place."""
    for channel, state in view.incident.channels.items():
        if state != "up":
            style = "bold red" if state == "down" else "yellow"
            instead = ", ".join(_instead(view, channel)[:3])
            told = CHANNEL_STATES.get(state) or {"": flat(state)}  # an imported log may call it anything
            shown = f"✗ {channel} {_say(told, words).upper()}"
            yield line((shown, style), f" → {instead}" if instead else "")


def _channels_brief(view: IncidentView, words: Tongue) -> list[Line]:
    """Where several are down and the screen is small, their names alone."""
    found = list(_channels(view, words))
    if len(found) < 2 or len(view.incident.down) < len(found):
        return found
    down = _say(CHANNEL_STATES["down"], words).upper()
    return [line((f"✗ {', '.join(view.incident.down)} {down}", "bold red"))]


def _instead(view: IncidentView, channel: str) -> list[str]:
    audiences = [each for each in view.incident.playbook.audiences.values() if channel in each.channels]
    named = [name for audience in audiences for name in audience.channels]
    return [name for name in dict.fromkeys(named) if name != channel and name not in view.incident.down]


def _running(view: IncidentView, words: Tongue, width: int, *, legal: bool) -> Iterator[Line]:
    """Legal clocks that are over, then what we promised, then the legal clocks that are not."""
    found = list(ticking(view, words, width))
    ahead = [each for late, each in found if not late] if legal else []
    yield from (each for late, each in found if late)
    yield from clocks(view, words)
    yield from ahead
    if ahead and width >= _WIDE:
        yield line((words("clock_notice"), "dim"))


def clocks(view: IncidentView, words: Tongue) -> Iterator[Line]:
    """Promises that run, those to people outside first, and the first word to them while it is owed."""
    incident = view.incident
    if incident.ended:
        return
    if (first := first_external(view)) and first.due_at:
        yield deadline("first_due", first.due_at, view, words)
    audiences = incident.playbook.audiences
    for promise in sorted(
        incident.promises.values(), key=lambda each: (_inside(audiences.get(each.audience)), each.due)
    ):
        audience = audiences.get(promise.audience)
        title = (_say(audience.title, words) if audience else "") or promise.audience
        yield deadline("promised", promise.due, view, words, audience=flat(title))


def _inside(audience: Audience | None) -> bool:
    return audience is not None and not audience.external


def first_external(view: IncidentView) -> StepView | None:
    """The step that brings the first word to people outside, while none has left."""
    if "first_external_message" in view.incident.milestones:
        return None
    playbook = view.incident.playbook
    for step in view.steps:
        message = playbook.messages.get(step.step.message or "")
        audience = playbook.audiences.get(message.audience) if message else None
        if step.open and step.due_at and message and (audience is None or audience.external):
            return step
    return None


def progress(view: IncidentView, words: Tongue, width: int, current: StepView | None) -> Line:
    """``Confirm ✓✓✓  ALERT ✓▸·  Inform ·····``; where that does not fit, counts."""
    here = current or view.next
    counted = [step for step in view.steps if step.state != "not_applicable"]
    number = next((index for index, step in enumerate(counted, 1) if here and step.step.id == here.step.id), None)
    right = line((words("step_of", number=number, count=len(counted)), "dim")) if number else line()
    for signs, beside in (*((signs, right) for signs in _SHORTER), ("begun", line()), ("short", line())):
        made = line(" ")
        for phase in view.phases:
            current_one = here is not None and here.phase == phase.id
            if signs == "all" or (signs == "here" and current_one):
                made.add(_signs(phase, words, here))
            else:
                brief = signs in {"begun", "short"} and not current_one
                made.add(_counts(phase, words, here, _SHORT_TITLE if signs == "short" else width, brief=brief))
        made = made.stripped()
        if made.cells + beside.cells + (2 if beside else 0) <= width:
            break
    return sided(made, beside, width) if beside else cut(made, width)


def _signs(phase: PhaseView, words: Tongue, here: StepView | None) -> Line:
    made = _phase_title(phase, words, here)
    for step in phase.steps:
        if here and step.step.id == here.step.id:
            made.add("▸", "bold reverse")
        elif step.state != "not_applicable":
            made.add(_SIGNS.get(step.state, "·"), _STYLES.get(step.state, ""))
    return made + Line("  ")


def _counts(phase: PhaseView, words: Tongue, here: StepView | None, most: int, *, brief: bool) -> Line:
    """``Inform 3/30``; ``brief``: a title longer than ``most`` is cut, and what is not begun is not counted."""
    steps = [step for step in phase.steps if step.state != "not_applicable"]
    over = sum(not step.open for step in steps)
    sign = "✓" if steps and over == len(steps) else f"{over}/{len(steps)}"
    title = _phase_title(phase, words, here)
    if not brief:
        return title + line(sign, "  ")
    return cut(title.stripped(), most) + line(f" {sign}  " if over else "  ")


def _phase_title(phase: PhaseView, words: Tongue, here: StepView | None) -> Line:
    title = flat(_say(phase.title, words) or phase.id)
    if here and here.phase == phase.id:
        return line((f"▸ {title.upper()} ", "bold"))
    return line((f"{title} ", "dim" if phase.finished else ""))


def _say(texts: Words, words: Tongue) -> str:
    return say(texts, words.language)
