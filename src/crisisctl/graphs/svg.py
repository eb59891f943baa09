"""A playbook as one SVG file: steps from top to bottom, answers below their decision, jumps as arcs on the right.

Text is text: it can be selected, searched and read aloud. Nothing is loaded, nothing runs; colours follow the screen.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from itertools import pairwise

from crisisctl.graphs import Graph
from crisisctl.graphs._rows import Jump, Row, jumps, rows
from crisisctl.playbook import Playbook
from crisisctl.text import clean, one_line, say

_WIDTH = 640
"""Of a box; letters are counted, as no font can be measured here."""
_LEFT, _TOP = 20, 64
_HEIGHTS = {"phase": 44, "answer": 26}
_STEP = 54
_LANE = 18
_LONGEST = {"phase": 60, "answer": 66, "title": 72, "detail": 84}
_WORDS = {
    "fr": {
        "task": "faire", "check": "vérifier", "question": "demander", "decision": "décider",
        "message": "message", "command": "commande", "wait": "attendre",
    },
}  # fmt: skip
_STYLE = """
svg { color-scheme: light dark; --paper: #fff; --ink: #1b1f24; --soft: #4d5660; --line: #c3cad2; --tint: #f4f6f8;
  --accent: #1f4e79; --back: #a34a00; background: var(--paper); }
@media (prefers-color-scheme: dark) { svg { --paper: #14181d; --ink: #e8ebee; --soft: #aab3bd; --line: #4a5561;
  --tint: #1d232a; --accent: #8ebbe6; --back: #f0a35e; } }
text { fill: var(--ink); font: 14px system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
.h1 { font-size: 20px; font-weight: 700; } .phase { font-size: 15px; font-weight: 700; }
.soft, .kind { fill: var(--soft); font-size: 12px; } .kind { text-anchor: end; }
.box { fill: var(--tint); stroke: var(--line); } .decision { stroke: var(--accent); stroke-width: 2; }
.message { stroke: var(--ink); stroke-width: 1.5; } .on { stroke: var(--line); stroke-width: 2; }
.jump { fill: none; stroke: var(--accent); stroke-width: 1.5; } .tip { fill: var(--accent); }
.jump.back { stroke: var(--back); stroke-dasharray: 5 3; } .tip.back { fill: var(--back); }
.dot { fill: var(--accent); }
@media print { svg { --paper: #fff; --ink: #000; --soft: #333; --line: #999; --tint: #fff; --accent: #1f4e79;
  --back: #a34a00; } }
"""


def _draw(playbook: Playbook, language: str) -> str:
    drawn = rows(playbook, language)
    ways = jumps(drawn)
    tops = _tops(drawn)
    width = _LEFT + _WIDTH + 30 + _LANE * (1 + max((way.lane for way in ways), default=-1)) + 20
    height = (tops[-1] + _height(drawn[-1]) if drawn else _TOP) + 24
    title = _safe(say(playbook.title, language), 60)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        f' role="img" aria-labelledby="title" lang="{language}">',
        f'<title id="title">{title}</title>',
        f"<style>{_STYLE}</style>",
        f'<text class="h1" x="{_LEFT}" y="34">{title}</text>',
        f'<text class="soft" x="{_LEFT}" y="54">{_safe(f"{playbook.id} {playbook.version}", 80)}</text>',
        *_rails(drawn, tops),
        *(line for row, top in zip(drawn, tops, strict=True) for line in _row(row, top, language)),
        *(line for way in ways for line in _jump(way, drawn, tops)),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _height(row: Row) -> int:
    return _HEIGHTS.get(row.kind, _STEP)


def _tops(drawn: tuple[Row, ...]) -> list[int]:
    tops, at = [], _TOP
    for row in drawn:
        tops.append(at)
        at += _height(row)
    return tops


def _rails(drawn: tuple[Row, ...], tops: list[int]) -> Iterator[str]:
    """The way on, from each step to the next one."""
    steps = [at for at, row in enumerate(drawn) if row.kind not in _HEIGHTS]
    for one, other in pairwise(steps):
        x = _LEFT + 14
        yield f'<line class="on" x1="{x}" x2="{x}" y1="{tops[one] + 46}" y2="{tops[other] + 4}"/>'


def _row(row: Row, top: int, language: str) -> Iterator[str]:
    if row.kind == "phase":
        yield f'<text class="phase" x="{_LEFT + 30}" y="{top + 30}">{_safe(row.title, _LONGEST["phase"])}</text>'
        return
    if row.kind == "answer":
        target = f" → {row.goto or row.playbook}" if row.goto or row.playbook else ""
        said = _safe(f"{row.title}{target}", _LONGEST["answer"])
        yield f'<circle class="dot" cx="{_LEFT + 40}" cy="{top + 10}" r="3.5"/>'
        yield f'<text x="{_LEFT + 52}" y="{top + 15}">{said}</text>'
        return
    kind = _WORDS.get(language, {}).get(row.kind, row.kind)
    yield f'<rect class="box {row.kind}" x="{_LEFT}" y="{top + 4}" width="{_WIDTH}" height="42" rx="6"/>'
    yield f'<text x="{_LEFT + 12}" y="{top + 22}">{_safe(row.title, _LONGEST["title"])}</text>'
    yield f'<text class="soft" x="{_LEFT + 12}" y="{top + 39}">{_safe(row.detail, _LONGEST["detail"])}</text>'
    yield f'<text class="kind" x="{_LEFT + _WIDTH - 10}" y="{top + 39}">{kind}</text>'


def _jump(way: Jump, drawn: tuple[Row, ...], tops: list[int]) -> Iterator[str]:
    """An arc from an answer out to its lane, along it, and back to the box of its step."""
    right = _LEFT + _WIDTH
    start, end = tops[way.start] + 10, tops[way.end] + 18 + 3 * (way.lane % 5)
    lane = right + 26 + _LANE * way.lane
    turn = -6 if way.back else 6
    back = " back" if way.back else ""
    label = html.escape(one_line(f"{drawn[way.start].title} → {drawn[way.end].title}"))
    yield (
        f'<path class="jump{back}" d="M{right - 40} {start} H{lane - 6} Q{lane} {start} {lane} {start + turn}'
        f' V{end - turn} Q{lane} {end} {lane - 6} {end} H{right + 8}"><title>{label}</title></path>'
    )
    yield f'<path class="tip{back}" d="M{right + 1} {end} l9 -4.5 v9 z"/>'


def _safe(text: str, longest: int) -> str:
    """Text between tags, on one line, cut where it would run out of its box."""
    text = one_line(clean(text))
    return html.escape(text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…")


GRAPH = Graph("svg", _draw)
