"""A playbook as a Mermaid flowchart: what code hosts and wikis draw from text."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.graphs import Graph
from crisisctl.graphs._rows import rows
from crisisctl.playbook import Playbook, Step
from crisisctl.text import clean

_SHAPES = {
    "decision": ("{", "}"),
    "message": (">", "]"),
    "question": ("[/", "/]"),
    "check": ("[/", "/]"),
    "command": ("[[", "]]"),
    "wait": ("([", "])"),
}


def _draw(playbook: Playbook, language: str) -> str:
    return "\n".join(_lines(playbook, language)) + "\n"


def _lines(playbook: Playbook, language: str) -> Iterator[str]:
    steps = [step for _, step in playbook.steps()]
    names = {step.id: f"s{number}" for number, step in enumerate(steps)}
    shown = {row.id: row for row in rows(playbook, language) if row.kind not in {"phase", "answer"}}
    yield "flowchart TD"
    heads = iter(row for row in rows(playbook, language) if row.kind == "phase")
    for number, (phase, head) in enumerate(zip(playbook.phases, heads, strict=True)):
        yield f'  subgraph p{number}["{_safe(head.title)}"]'
        for step in phase.steps:
            before, after = _SHAPES.get(step.kind, ("[", "]"))
            row = shown[step.id]
            detail = f"<br/>{_safe(row.detail)}" if row.detail else ""
            yield f'    {names[step.id]}{before}"{_safe(row.title)}{detail}"{after}'
        yield "  end"
    elsewhere: dict[str, str] = {}
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        yield from _ways(step, following, names, elsewhere, language)


def _ways(
    step: Step, following: Step | None, names: dict[str, str], elsewhere: dict[str, str], language: str
) -> Iterator[str]:
    for option in step.options:
        label = _safe(option.title.get(language) or option.title.get("") or option.id)
        if option.playbook:
            if option.playbook not in elsewhere:
                elsewhere[option.playbook] = f"o{len(elsewhere)}"
                yield f'  {elsewhere[option.playbook]}[("{_safe(option.playbook)}")]'
            yield f'  {names[step.id]} -. "{label}" .-> {elsewhere[option.playbook]}'
            continue
        target = option.goto or (following.id if following else "")
        if target in names:
            yield f'  {names[step.id]} -- "{label}" --> {names[target]}'
    if following and not step.options:
        yield f"  {names[step.id]} --> {names[following.id]}"


def _safe(text: str) -> str:
    """A label between quotes: Mermaid reads entities written with # and nothing else; no markup, no links."""
    text = " ".join(clean(text).split())
    for letter, entity in (
        ("#", "#35;"),
        ("&", "#38;"),
        ('"', "#34;"),
        ("<", "#60;"),
        (">", "#62;"),
        ("`", "#96;"),
        ("\\", "#92;"),
    ):
        text = text.replace(letter, "\N{SUBSTITUTE}35;" if letter == "#" else entity)
    return text.replace("\N{SUBSTITUTE}", "#")


GRAPH = Graph("mermaid", _draw)
