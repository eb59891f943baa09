"""The panels of a message step: each text with its length, its state and its findings, as many as fit.

On a terminal with colours they are boxes, two beside each other where the screen is wide; else plain lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crisisctl.queries import IncidentView
from crisisctl.screen.drafts import Shown, in_full, measure, name, notes, problems, state
from crisisctl.screen.lines import Line, cut, flowing, line, paragraph, sided
from crisisctl.screen.words import Tongue

_WIDE = 100
_GAP = 2
_TIGHT = 8
"""Lines of room below which one whole text says more than a list of names."""
_TIGHTEST = 3
"""Lines that hold a heading, a line of a text and the names of the others."""
_LEAST = 2
"""Lines of a text below which a panel says nothing."""


def panels(shown: Sequence[Shown], view: IncidentView, words: Tongue, width: int, room: int, boxed: bool) -> list[Line]:
    """As many panels as ``room`` lines hold, each cut where that lets one more in; then the names of the others."""
    columns = 2 if boxed and width >= _WIDE and len(shown) > 1 else 1
    each = (width - _GAP * (columns - 1)) // columns
    waiting = [each for each in shown if not each.sent] or list(shown)
    sample = min(waiting, key=lambda each: _first_to_read(each, words))
    urgent = sorted(waiting, key=lambda each: not _needs(each))
    for most, kept in _cuts(len(waiting)):
        chosen = waiting if kept == len(waiting) else urgent[:kept] if kept > 1 else [sample]
        rest = _rest([other for other in shown if other not in chosen], width, 2 if room > _TIGHT else 1)
        rows = _rows([_panel(draft, view, words, each, most, boxed) for draft in chosen], columns, each)
        if len(rows) + len(rest) <= room:
            return [*rows, *rest]
    if room >= _TIGHTEST:
        rest = _rest([other for other in shown if other is not sample], width, 1)
        return [*_tight_panel(sample, view, words, width, room - len(rest) - 1), *rest]
    return _rest(shown, width, max(room, 1))


def _first_to_read(each: Shown, words: Tongue) -> tuple[bool, bool, bool, int]:
    """Where only one text has room: one that needs somebody, in the reader's language, edited, else the shortest."""
    return not _needs(each), each.draft.language != words.language, not each.draft.edited, len(each.draft.text)


def _needs(each: Shown) -> bool:
    """Whether somebody has to do something before it may leave, or to look where it is."""
    to_mend = bool(each.errors) and each.way.state != "approved"
    return to_mend or bool(each.way.against) or each.state in {"unknown", "failed"}


def _rest(others: Sequence[Shown], width: int, most: int) -> list[Line]:
    """The names of drafts that have no panel, on ``most`` lines."""
    lines = flowing([name(other) for other in others], width - 2, gap=" · ")
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1] + line(" …")]
    return lines


def _cuts(count: int) -> Iterator[tuple[int, int]]:
    """How many lines of how many texts to try, best first: few that can be read are better than many that cannot."""
    for kept in range(count, 0, -1):
        yield from ((most, kept) for most in (99, 12, 8, 6))
    yield from ((most, 1) for most in (5, 4, 3, _LEAST))


def whole(shown: Sequence[Shown], view: IncidentView, words: Tongue, width: int) -> list[Line]:
    """Every draft in full, with everything that is wrong with it and what to write instead: for the pager."""
    lines: list[Line] = []
    for each in shown:
        lines += [_head(each, words, width), *paragraph(state(each, view, words).plain, width, "bold", "  ")]
        lines += [line("  ") + text for text in _words(each, words, width - 2)]
        for finding in each.findings:
            told, rewrite = in_full(finding, words)
            lines += paragraph(told, width, "bold red" if finding.level == "error" else "yellow", "  ")
            lines += paragraph(rewrite, width, "", "    ") if rewrite else []
        for problem in problems(each, view, words):
            lines += paragraph(f"! {problem}", width, "yellow", "  ")
        lines.append(line())
    return lines


def _rows(made: list[list[Line]], columns: int, each: int) -> list[Line]:
    if columns == 1:
        return [text for panel in made for text in panel]
    rows: list[Line] = []
    for left, right in zip(made[::2], [*made[1::2], []], strict=False):
        for number in range(max(len(left), len(right))):
            first = line() + left[number] if number < len(left) else line()
            first.add(" " * (each + _GAP - first.cells))
            rows.append(first + right[number] if number < len(right) else first)
    return rows


def _panel(each: Shown, view: IncidentView, words: Tongue, width: int, most: int, boxed: bool) -> list[Line]:
    return (_boxed_panel if boxed else _plain_panel)(each, view, words, width, most)


def _words(each: Shown, words: Tongue, width: int) -> list[Line]:
    colon = "\N{NO-BREAK SPACE}:" if words.language == "fr" else ":"
    subject = [cut(line((f"{words('subject')}{colon} ", "dim"), (each.draft.subject, "bold")), width)]
    return [*(subject if each.draft.subject else []), *paragraph(each.draft.text, width)]


def _inside(each: Shown, view: IncidentView, words: Tongue, width: int, most: int) -> list[Line]:
    """The text and what is wrong with it on ``most`` lines: what is wrong is never cut away whole."""
    text, found = _words(each, words, width), notes(each, view, words)
    room = max(most // 4, 1)
    if len(text) + len(found) > most and len(found) > room:
        more = words("more_notes", count=len(found) - room)
        found = [*found[: room - 1], cut(found[room - 1], width - len(more) - 1).add(f" {more}", "dim")]
    kept = max(most - len(found), 1)
    if len(text) > kept == 1:
        text = [cut(text[0], width - 6).add(" … [v]", "dim")]
    elif len(text) > kept:
        text = [*text[: kept - 1], line((words("more", count=len(text) - kept + 1), "dim"))]
    return [*text, *(cut(each, width) for each in found)]


def _heading(each: Shown, words: Tongue) -> Line:
    edited = (f" · {words('edited')}", "bold yellow") if each.draft.edited else ""
    return line((f"[{each.number}] ", "bold"), (each.draft.channel, "bold"), f" · {each.draft.language}", edited)


def _counted(each: Shown, words: Tongue) -> Line:
    return line((measure(each.draft.count, words), "" if each.draft.count.fits else "bold red"))


def _head(each: Shown, words: Tongue, width: int) -> Line:
    return sided(line("--- ") + _heading(each, words), cut(_counted(each, words), width // 2), width)


def _boxed_panel(each: Shown, view: IncidentView, words: Tongue, width: int, most: int) -> list[Line]:
    frame = "dim"
    inner = width - 4
    head, counted, bottom = _heading(each, words), _counted(each, words), cut(state(each, view, words), width - 6)
    fill = max(width - head.cells - counted.cells - 6, 1)
    top = line(("┌ ", frame)) + head + line((f" {'─' * fill} ", frame)) + counted + line((" ┐", frame))
    rows = [cut(top, width)]
    for text in _inside(each, view, words, inner, most):
        filled = cut(text, inner)
        filled.add(" " * (inner - filled.cells))
        rows.append(line(("│ ", frame)) + filled + line((" │", frame)))
    fill = max(width - bottom.cells - 5, 1)
    rows.append(line((f"└{'─' * fill} ", frame)) + bottom + line((" ─┘", frame)))
    return rows


def _tight_panel(each: Shown, view: IncidentView, words: Tongue, width: int, most: int) -> list[Line]:
    """Its state beside its heading, and no box: a line for each would leave none for its text."""
    said = cut(state(each, view, words), width // 2)
    return [sided(_heading(each, words), said, width), *_inside(each, view, words, width, most)]


def _plain_panel(each: Shown, view: IncidentView, words: Tongue, width: int, most: int) -> list[Line]:
    """Without boxes: the state has a line of its own below the heading, so that it can be read out."""
    said = cut(line("  ") + state(each, view, words), width)
    inside = _inside(each, view, words, width - 2, most)
    return [_head(each, words, width), said, *(line("  ") + text for text in inside)]
