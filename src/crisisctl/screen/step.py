"""The one next step: a bar nobody can miss, who does it and by when, how, and what the kind asks for."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.queries import IncidentView, StepView
from crisisctl.runner import zone_of
from crisisctl.screen.lines import Line, bar, cut, flowing, hanging, line, paragraph, sided
from crisisctl.screen.times import clock, deadline
from crisisctl.screen.words import Tongue
from crisisctl.steps.wait import left
from crisisctl.teller import STATUSES, flat, role_name
from crisisctl.text import say
from crisisctl.times import format_duration
from crisisctl.values import show_value

_READABLE = 110
"""Lines of running text longer than this are hard to follow."""


def brief(view: IncidentView, words: Tongue, width: int) -> list[Line]:
    """The bar and the line below it."""
    step = view.next
    if step is None:
        return [*finished_bars(view, words, width), line()]
    return [title(step, words, width), *facts_of(view, step, words, width), line()]


def finished_bars(view: IncidentView, words: Tongue, width: int) -> list[Line]:
    """Why there is no next step, and what is left all the same: said in full."""
    told = paragraph(f"✓ {finished(view, words)}", width - 1, indent=" ")
    return [bar(each, width, "bold reverse") for each in told]


def finished(view: IncidentView, words: Tongue) -> str:
    """Why there is no next step."""
    if view.incident.ended:
        status = view.incident.status
        return words("ended", status=say(STATUSES.get(status, {}), words.language) or status)
    open_actions = sum(action.done_at is None for action in view.incident.actions.values())
    return words("actions_left", count=open_actions) if open_actions else words("nothing_left")


def title(step: StepView, words: Tongue, width: int, *, early: bool = False) -> Line:
    """The bar; ``early`` when the person does it before its time."""
    waits = not step.ready and not early
    head = words("waiting") if waits else words("now")
    name = flat(say(step.step.title, words.language)) or step.step.id
    left = line(f" {'⏸' if waits else '▶'} {head}  {name}")
    named = line(f"{step.step.id} ")
    whole = sided(left, named, width) if left.cells + named.cells + 2 <= width else left
    return bar(whole, width, "bold reverse")


def facts_of(view: IncidentView, step: StepView, words: Tongue, width: int) -> list[Line]:
    """Kind, who, by when."""
    incident = view.incident
    parts = [line((words.known(f"kind_{step.step.kind}"), "dim"))]
    if step.step.role:
        name = role_name(incident.playbook, step.step.role, words.language)
        person = flat(incident.roles.get(step.step.role, ""))
        parts.append(line((name, "dim"), " → ", (person or words("free"), "bold" if person else "yellow")))
    if step.due_at:
        key = "again_at" if not step.ready else "again_due" if step.times and step.step.repeats else "due"
        parts.append(deadline(key, step.due_at, view, words))
    if step.step.repeats and step.times:
        parts.append(line((words("times", count=step.times), "dim")))
    if step.step.optional:
        parts.append(line((words("optional"), "dim")))
    return flowing(parts, width)


def instructions(step: StepView, words: Tongue, width: int) -> list[Line]:
    """How it is done, and where to look."""
    lines: list[Line] = []
    if how := say(step.step.instructions, words.language):
        lines += paragraph(how, min(width, _READABLE), indent=" ")
    for link in step.step.links:
        shown = flat(say(link.title, words.language))
        lines += paragraph(f"→ {shown + ' : ' if shown else ''}{flat(link.url)}", width, indent=" ")
    return lines


def asked(view: IncidentView, step: StepView, words: Tongue, width: int) -> list[Line]:
    """What the step's kind asks for."""
    return list(_asked(view, step, words, width))


def _asked(view: IncidentView, step: StepView, words: Tongue, width: int) -> Iterator[Line]:
    if step.step.kind == "question":
        yield from _facts_asked(view, step, words, width)
    elif step.step.kind == "decision":
        for number, option in enumerate(step.step.options, 1):
            answer = flat(say(option.title, words.language)) or option.id
            yield from hanging(line((f"[{number}] ", "bold"), answer), width)
    elif step.step.kind == "command":
        yield from paragraph(f"$ {flat(step.step.run or '')}", width, style="bold", indent=" ")
        yield from _begun(view, step, words, width)
    elif step.step.kind == "wait":
        yield line(f" {_left(view, step, words)}", style="bold")


def _facts_asked(view: IncidentView, step: StepView, words: Tongue, width: int) -> Iterator[Line]:
    known = view.incident.playbook.known()
    for name in step.step.facts:
        spec = known.get(name)
        prompt = flat((say(spec.prompt, words.language) if spec else "") or name)
        fact = view.incident.facts.get(name)
        zone = zone_of(view.incident.organisation)
        shown = flat(show_value(spec, fact.value, words.language, zone)) if fact else "…"
        yield cut(line(" · ", (prompt, "bold"), "  ", (shown, "" if fact else "dim")), width)


def _begun(view: IncidentView, step: StepView, words: Tongue, width: int) -> list[Line]:
    state = view.incident.steps.get(step.step.id)
    if state is None or state.state != "started":
        return []
    told = words("interrupted", clock=clock(state.at, view, words.language), actor=flat(state.actor))
    return paragraph(f"! {told}", width, style="bold red", indent=" ")


def _left(view: IncidentView, step: StepView, words: Tongue) -> str:
    remaining = left(step.step, view.incident, view.now)
    return words("wait_left", span=format_duration(remaining, words.language)) if remaining > 0 else words("wait_over")
