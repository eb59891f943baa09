"""The drafts of a message: each in a panel with its length against the limit and what is wrong, as many as fit.

On a terminal with colours they are boxes, two beside each other where the screen is wide; else plain lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rich.text import Text

from crisisctl.channels import Count
from crisisctl.queries import IncidentView
from crisisctl.screen.paper import cut, flowing, line, paragraph, sided
from crisisctl.screen.times import clock, span
from crisisctl.screen.words import Tongue

if TYPE_CHECKING:  # at run time they would bring Jinja2 along, which the status does not need
    from crisisctl.messages import Draft, Drafts

_WIDE = 100
_GAP = 2
_TIGHT = 8
"""Lines of room below which one whole text says more than a list of names."""
_LEAST = 2
"""Lines of a text below which a panel says nothing."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A draft under the number by which it is chosen, and when this exact text left in this round of the step."""

    number: int
    draft: Draft
    sent: datetime | None

    @property
    def name(self) -> str:
        return f"{self.draft.channel} {self.draft.language}"


def numbered(written: Drafts, view: IncidentView, step: str, language: str) -> list[Shown]:
    """The drafts in the order of the screen: the reader's language first, then as the playbook has them."""
    ordered = sorted(written.drafts, key=lambda draft: draft.language != language)
    done = view.incident.steps.get(step)
    since = done.at if done and done.state == "done" else view.incident.opened_at
    left = {
        (draft.channel, draft.language, draft.digest): sending.at
        for sending in view.messages
        if sending.message == written.message and sending.at > since
        for draft in sending.drafts
    }
    return [
        Shown(number, draft, left.get((draft.channel, draft.language, draft.kept().digest)))
        for number, draft in enumerate(ordered, 1)
    ]


def panels(shown: Sequence[Shown], view: IncidentView, words: Tongue, width: int, room: int, boxed: bool) -> list[Text]:
    """As many panels as ``room`` lines hold, each cut where that lets one more in; then the names of the others."""
    columns = 2 if boxed and width >= _WIDE and len(shown) > 1 else 1
    each = (width - _GAP * (columns - 1)) // columns
    waiting = [each for each in shown if not each.sent] or list(shown)
    sample = min(waiting, key=lambda each: _first_to_read(each, words))
    for most, kept in _cuts(len(waiting)):
        chosen = waiting[:kept] if kept > 1 else [sample]
        rest = _rest([other for other in shown if other not in chosen], width, 2 if room > _TIGHT else 1)
        rows = _rows([_panel(draft, view, words, each, most, boxed) for draft in chosen], columns, each)
        if len(rows) + len(rest) <= room:
            return [*rows, *rest]
    return _rest(shown, width, max(room, 1))


def _first_to_read(each: Shown, words: Tongue) -> tuple[bool, bool, bool, int]:
    """Where only one text has room: in the reader's language, the one just edited, else the shortest that is fine."""
    draft = each.draft
    return draft.language != words.language, not draft.edited, bool(draft.problems), len(draft.text)


def _rest(others: Sequence[Shown], width: int, most: int) -> list[Text]:
    """The names of drafts that have no panel, on ``most`` lines."""
    lines = flowing([_name(other) for other in others], width - 2, gap=" · ")
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1] + line(" …")]
    return lines


def _cuts(count: int) -> Iterator[tuple[int, int]]:
    """How many lines of how many texts to try, best first: few that can be read are better than many that cannot."""
    for kept in range(count, 0, -1):
        yield from ((most, kept) for most in (99, 12, 8, 6))
    yield from ((most, 1) for most in (5, 4, 3, _LEAST))


def whole(shown: Sequence[Shown], view: IncidentView, words: Tongue, width: int) -> list[Text]:
    """Every draft in full, with everything that is wrong with it: for the pager."""
    lines: list[Text] = []
    for each in shown:
        lines += [*_plain_panel(each, view, words, width, 9999, all_problems=True), line()]
    return lines


def summary(written: Drafts, shown: Sequence[Shown], view: IncidentView, words: Tongue, width: int) -> list[Text]:
    """How many, what is wrong with which, what they promise."""
    parts = [line((words("drafts", count=len(shown)), "bold"))]
    if doubtful := [each.name for each in shown if each.draft.problems or not each.draft.count.fits]:
        names = ", ".join(doubtful[:4]) + (" …" if len(doubtful) > 4 else "")
        parts.append(line((words("warned", names=names), "bold yellow")))
    if written.left_out:
        parts.append(line((words("left_out", names=", ".join(written.left_out)), "bold red")))
    if written.next_update:
        how_far, style = span(written.next_update, view, words)
        at = clock(written.next_update, view, words.language)
        parts.append(line((words("promises_at", clock=at, span=how_far), style)))
    return flowing(parts, width)


def measure(count: Count, words: Tongue) -> str:
    """``118/160 septets · 2 parts``."""
    limit = f"/{count.limit}" if count.limit is not None else ""
    parts = f" · {words('parts', count=count.parts)}" if count.parts > 1 else ""
    long = "" if count.fits else f" · {words('too_long')}"
    return f"{count.length}{limit} {words.known(count.unit)}{parts}{long}"


def _name(each: Shown) -> Text:
    sign = "!" if each.draft.problems else "✓" if each.sent else ""
    return line((f"[{each.number}]", "bold"), f" {each.name} {sign}".rstrip())


def _rows(made: list[list[Text]], columns: int, each: int) -> list[Text]:
    if columns == 1:
        return [text for panel in made for text in panel]
    rows: list[Text] = []
    for left, right in zip(made[::2], [*made[1::2], []], strict=False):
        for number in range(max(len(left), len(right))):
            first = left[number].copy() if number < len(left) else line()
            first.append(" " * (each + _GAP - first.cell_len))
            rows.append(first + right[number] if number < len(right) else first)
    return rows


def _panel(each: Shown, view: IncidentView, words: Tongue, width: int, most: int, boxed: bool) -> list[Text]:
    return (_boxed_panel if boxed else _plain_panel)(each, view, words, width, most)


def _texts(each: Shown, words: Tongue, width: int, most: int) -> list[Text]:
    lines = []
    if each.draft.subject:
        lines.append(cut(line((f"{words('subject')} : ", "dim"), (each.draft.subject, "bold")), width))
    lines += paragraph(each.draft.text, width)
    if len(lines) > most:
        lines = [*lines[: most - 1], line((words("more", count=len(lines) - most + 1), "dim"))]
    return lines


def _heading(each: Shown) -> Text:
    return line((f"[{each.number}] ", "bold"), (each.draft.channel, "bold"), f" · {each.draft.language}")


def _state(each: Shown, view: IncidentView, words: Tongue) -> Text:
    """What the bottom of a panel says: sent, the first problem, or that all is well."""
    if each.sent:
        return line((f"✓ {words('sent_at', clock=clock(each.sent, view, words.language))}", "bold green"))
    if each.draft.problems:
        more = f" (+{len(each.draft.problems) - 1})" if len(each.draft.problems) > 1 else ""
        first = words("edited") if each.draft.edited and len(each.draft.problems) == 1 else each.draft.problems[0]
        return line((f"! {first}{more}", "bold yellow"))
    return line((words("ok"), "green"))


def _boxed_panel(each: Shown, view: IncidentView, words: Tongue, width: int, most: int) -> list[Text]:
    frame = "dim"
    inner = width - 4
    counted = line((measure(each.draft.count, words), "" if each.draft.count.fits else "bold red"))
    head, state = _heading(each), cut(_state(each, view, words), width - 6)
    fill = max(width - head.cell_len - counted.cell_len - 6, 1)
    top = line(("┌ ", frame)) + head + line((f" {'─' * fill} ", frame)) + counted + line((" ┐", frame))
    rows = [top if top.cell_len <= width else cut(top, width)]
    for text in _texts(each, words, inner, most):
        filled = cut(text, inner)
        filled.append(" " * (inner - filled.cell_len))
        rows.append(line(("│ ", frame)) + filled + line((" │", frame)))
    fill = max(width - state.cell_len - 4, 1)
    rows.append(line((f"└{'─' * fill} ", frame)) + state + line((" ┘", frame)))
    return rows


def _plain_panel(
    each: Shown, view: IncidentView, words: Tongue, width: int, most: int, *, all_problems: bool = False
) -> list[Text]:
    right = line(measure(each.draft.count, words), " · ") + _state(each, view, words)
    rows = [sided(line("--- ") + _heading(each), cut(right, width // 2), width)]
    rows += [line("  ") + text for text in _texts(each, words, width - 2, most)]
    if all_problems:
        for problem in each.draft.problems:
            rows += paragraph(f"! {problem}", width, style="yellow", indent="  ")
    return rows
