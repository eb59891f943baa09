"""Asking a person: a line, a choice by number, a yes. Every question says what Enter alone does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from crisisctl import keys
from crisisctl.french import said
from crisisctl.milestones import to_the_minute
from crisisctl.playbook import CONCEALED, Input
from crisisctl.screen import Line, Paper, Tongue, bar, cut, hanging, line, paragraph
from crisisctl.teller import flat
from crisisctl.text import clean, did_you_mean, folded, one_line, say
from crisisctl.times import (
    format_clock,
    format_date,
    format_duration,
    from_iso,
    parse_instant,
    taken_as_yesterday,
)
from crisisctl.values import parse_value, show_value

PROMPT = " > "
_LONG_LIST = 9
Choices = Sequence[tuple[str, str]]
"""An id and how it is shown."""


_FRAME = 7
"""Lines of a screen of choices that are none: what is asked, above and below."""
_MORE = "+"
_SIGNS = "·✓✗▸– "
"""What may stand before the title of a choice, and nobody types."""


def fresh_page(paper: Paper, title: str) -> None:
    """An empty screen with a bar on top: a longer question has it for itself."""
    paper.measure()
    paper.draw(headed(paper, title))


def headed(paper: Paper, title: str) -> list[Line]:
    """The top of a page that is not the step's own."""
    return [*paper.banner, bar(line(f" {title}"), paper.width, "bold reverse"), line()]


def ask(
    paper: Paper, words: Tongue, question: str, *, hint: str = "", prefilled: str = "", hidden: bool = False
) -> str:
    """One line; empty when the person gives none. ``hidden``: not shown while it is typed."""
    shown = one_line(prefilled)
    if question:
        paper.put(paragraph(question, paper.width, "bold", " "))
    if shown and not keys.can_prefill():
        hint = f"{words('now_is', value=shown)} · {hint}"
    if hint:
        paper.put(paragraph(hint, paper.width, "dim", " "))
    given = clean(keys.read_hidden(PROMPT) if hidden else keys.read_line(PROMPT, shown))
    paper.typed(PROMPT if hidden else PROMPT + given)
    return given


def confirmed(paper: Paper, words: Tongue, question: str) -> bool:
    """Whether the person answers by Enter: any other key is a no, so that a slip does nothing."""
    paper.put([*paragraph(question, paper.width, "bold", " "), line(f" {words('enter_yes')}")])
    return keys.read_key() == keys.ENTER


def sure(paper: Paper, words: Tongue, question: str) -> bool:
    """Whether the person says yes by its letter: Enter, which comes by itself at night, types it again."""
    paper.put([*paragraph(question, paper.width, "bold", " "), line(f" {words('yes_or_again')}")])
    return keys.read_key().lower() in {"y", "o"}


def choose(
    paper: Paper, words: Tongue, question: str, choices: Choices, *, hint: str = "enter_cancels", current: str = ""
) -> str | None:
    """One of ``choices`` by its number or name; None when the person gives none. A bar above may be the question."""
    if question:
        paper.put(paragraph(question, paper.width, "bold", " "))
    room, shown = max(paper.height - _FRAME - len(paper.banner), 3), 0
    lines, told = listed(choices, paper.width, current, room), f"{words('number_or_name')} · {words(hint)}"
    if len(lines) > room + 1:
        told = f"{words('more_choices', sign=_MORE)} · {told}"
    else:
        room = len(lines)
    paper.put(lines[:room])
    while True:
        typed = ask(paper, words, "", hint=told)
        if not typed:
            return None
        if typed == _MORE and room < len(lines):
            shown = shown + room if shown + room < len(lines) else 0
            paper.put(lines[shown : shown + room])
            continue
        if found := match(typed, choices):
            return found
        paper.put(paragraph(f"! {unknown(typed, choices, words)}", paper.width, "yellow", " "))


def listed(choices: Choices, width: int, current: str = "", room: int = 0) -> list[Line]:
    """The numbered choices: in columns where they are many and short, on several lines where they are long.

    On two lines each at most, unless all of them have ``room`` in full.
    """
    shown = [
        line((f"[{number}] ", "bold"), flat(label), (" ◂" if name == current else "", "bold"))
        for number, (name, label) in enumerate(choices, 1)
    ]
    widest = max((text.cells for text in shown), default=0) + 3
    columns = max((width - 2) // widest, 1)
    if len(shown) <= _LONG_LIST or columns == 1:
        whole = [row for text in shown for row in hanging(text, width, len(text.plain))]
        return whole if len(whole) <= room else [row for text in shown for row in hanging(text, width)]
    rows = -(-len(shown) // columns)
    lines = []
    for row in range(rows):
        made = line("  ")
        for text in shown[row::rows]:
            made.add(text)
            made.add(" " * (widest - text.cells))
        lines.append(cut(made, width))
    return lines


def match(typed: str, choices: Choices) -> str | None:
    """The choice meant: by number, by id or title, or by a beginning that only one has."""
    if typed.isdecimal() and 0 < int(typed) <= len(choices):
        return choices[int(typed) - 1][0]
    wanted = folded(typed)
    choices = [(name, label.lstrip(_SIGNS)) for name, label in choices]
    whole = [name for name, label in choices if wanted in {folded(name), folded(label)}]
    begun = [name for name, label in choices if folded(name).startswith(wanted) or folded(label).startswith(wanted)]
    found = whole or begun
    return found[0] if len(set(found)) == 1 else None


def unknown(typed: str, choices: Choices, words: Tongue) -> str:
    near = did_you_mean(typed, [name for name, _ in choices]).partition("`")[2].partition("`")[0]
    return words("no_such", word=one_line(typed), near=words("near", word=near) if near else "")


def ask_value(
    paper: Paper, words: Tongue, spec: Input, now: datetime, zone: tzinfo, *, raw: str = "", enter: str = "enter_skips"
) -> str:
    """What is typed for a fact, already known to be a value of it; ``raw`` when it is kept, empty when left unknown."""
    prompt = flat(say(spec.prompt, words.language)) or spec.name
    choices = [(name, flat(say(title, words.language)) or name) for name, title in spec.choices.items()]
    paper.put(paragraph(prompt, paper.width, "bold", " "))
    if choices:
        paper.put(listed(choices, paper.width, raw, paper.height // 2))
    for hint in _hints(spec, words):
        paper.put(paragraph(hint, paper.width, "dim", " "))
    told = words("enter_keeps") if raw else words(enter, value=flat(spec.default or ""))
    while True:
        typed = ask(paper, words, "", hint=told, prefilled="" if choices or spec.secret else raw, hidden=spec.secret)
        if not typed or typed == one_line(raw):
            return raw
        value = (match(typed, choices) or typed) if choices else typed
        try:
            meant = parse_value(spec, value, now, zone)
        except ValueError as problem:
            refused = one_line(said(str(problem), words.language))
            told_why = unknown(typed, choices, words) if choices else words("not_that", problem=refused)
            paper.put(paragraph(f"! {told_why}", paper.width, "yellow", " "))
            continue
        if spec.type != "datetime" or yesterday_meant(paper, words, value, from_iso(str(meant)), now, zone):
            return value


def yesterday_meant(paper: Paper, words: Tongue, typed: str, found: datetime, now: datetime, zone: tzinfo) -> bool:
    """Whether a time may stand as it was taken: one that only its hour makes yesterday's is asked back."""
    if not taken_as_yesterday(typed, found, now, zone):
        return True
    day, clock = format_date(found, zone, words.language), format_clock(found, zone, words.language)
    question = words("ask_yesterday", day=day, clock=clock)
    paper.put([*paragraph(question, paper.width, "bold yellow", " "), line(f" {words('yes_or_anew')}")])
    return keys.read_key().lower() in {"y", "o"}


def _hints(spec: Input, words: Tongue) -> list[str]:
    own = flat(say(spec.help, words.language))
    of_type = words(f"hint_{spec.type}") if spec.type not in {"text", "choice"} else ""
    secret = words("hint_secret") if spec.secret else ""
    return [hint for hint in (own, secret, "" if own and spec.type == "datetime" else of_type) if hint]


def raw_of(spec: Input | None, value: object, now: datetime, zone: tzinfo) -> str:
    """A value in the way a person would type it again."""
    if spec and spec.secret:
        return CONCEALED
    match value:
        case bool() | int() | float() if spec is None or spec.type != "duration":
            return show_value(None, value, "fr", zone) if isinstance(value, bool) else f"{value}"
        case int():
            return format_duration(value, "fr")
        case list():
            return "; ".join(str(item) for item in value)
        case str() if spec and spec.type == "datetime":
            return typed_time(from_iso(value), now, zone)
    return str(value)


def typed_time(instant: datetime, now: datetime, zone: tzinfo) -> str:
    """A time in the way a person would type it, with its day where that is not today."""
    local = instant.astimezone(zone)
    short = f"{local:%H:%M}"
    if local.date() == now.astimezone(zone).date() and parse_instant(short, now, zone) == to_the_minute(instant):
        return short
    return f"{local:%Y-%m-%d %H:%M}"


def titles(table: Mapping[str, Mapping[str, str]], language: str, names: Sequence[str]) -> Choices:
    """Choices whose words come from a table of ours."""
    return [(name, say(table.get(name, {}), language) or name) for name in names]
