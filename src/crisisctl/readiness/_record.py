"""Writing the day of a verification into crisis.yaml: one value, and nothing else of what a person wrote.

It goes into that file and not into the log: the log tells incidents, and who we are is told in one place, which people
edit, review and keep. The line is changed where it stands, comments and all; the file is then read again, and must
say the same as before but for this day, or it is left alone.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from crisisctl import files, organisation
from crisisctl.errors import NotFound, Refused
from crisisctl.playbook import Organisation
from crisisctl.reader.loading import bad_file
from crisisctl.reader.nodes import Mapping, Node, Scalar, compose
from crisisctl.reader.nodes import Sequence as Items
from crisisctl.reader.problems import Problems
from crisisctl.reader.syntax import read_text
from crisisctl.text import did_you_mean, listed, one_line

_KEY = "verified"


def record(path: Path, names: Sequence[str], day: str) -> None:
    """Write that these people's ways were tried, or these items seen to, on a day. All of them, or none."""
    ours, problems = organisation.check(path)
    text = read_text(path, Problems(str(path)))
    if ours is None or text is None:
        raise bad_file(path, problems)
    for name in dict.fromkeys(names):
        text = _with_day(text, _where(ours, name), day, path, name)
    files.write(path, _as_written(text, path.read_bytes()))


def _as_written(text: str, before: bytes) -> str:
    """With the line ends of the file, and the mark some editors begin one with."""
    mark = "\ufeff" if before.startswith(codecs.BOM_UTF8) else ""
    return mark + (text.replace("\n", "\r\n") if b"\r\n" in before else text)


def names(ours: Organisation) -> tuple[str, ...]:
    """Whose verification can be recorded: people, then items."""
    return (*(person.name for person in ours.people), *ours.readiness)


def _where(ours: Organisation, name: str) -> tuple[str, int | str]:
    """The section, and the place in it."""
    people = [person.name for person in ours.people]
    if name in people:
        return "people", people.index(name)
    if name in ours.readiness:
        return "readiness", name
    near = did_you_mean(name, names(ours))
    raise NotFound(f"crisis.yaml has nobody and no item `{one_line(name)}`{near}", f"one of {listed(names(ours))}")


def _with_day(text: str, where: tuple[str, int | str], day: str, path: Path, name: str) -> str:
    section, place = where
    wanted = _plain(_tree(text))
    wanted[section][place] = {**wanted[section][place], _KEY: day}
    for changed in _changes(text, _entry(_tree(text), section, place), day):
        tree = compose(changed, Problems(str(path)))
        if tree is not None and _plain(tree) == wanted:
            return changed
    raise Refused(
        f"{path} is written in a way that is not changed by itself",
        f"write beside {one_line(name)}: {_KEY}: {day}",
    )


def _changes(text: str, entry: Mapping, day: str) -> Iterator[str]:
    """Ways to write it, the tidiest first; not each of them fits how the file is written."""
    lines = text.split("\n")
    old = entry.get(_KEY)
    if isinstance(old, Scalar):
        line, at = lines[old.line - 1], old.column - 1
        rest = line[at:].replace(old.text, day, 1)
        yield _replaced(lines, old.line, [line[:at] + rest])
    elif entry.flow:
        line, at = lines[entry.line - 1], entry.column
        end = line.rfind("}")
        yield _replaced(lines, entry.line, [f"{line[:end]}, {_KEY}: {day}{line[end:]}"])
        yield _replaced(lines, entry.line, [f"{line[:at]}{_KEY}: {day}, {line[at:]}"])
    else:
        for key, _ in reversed(entry.items):  # below the last key that stands on a line of its own
            new = f"{' ' * (key.column - 1)}{_KEY}: {day}"
            yield _replaced(lines, key.line, [lines[key.line - 1], new])


def _replaced(lines: Sequence[str], number: int, new: Sequence[str]) -> str:
    return "\n".join([*lines[: number - 1], *new, *lines[number:]])


def _tree(text: str) -> Mapping:
    root = compose(text, Problems(""))
    assert isinstance(root, Mapping)  # noqa: S101 - it was read without a problem
    return root


def _entry(root: Mapping, section: str, place: int | str) -> Mapping:
    inside = root.get(section)
    found = inside.items[place] if isinstance(inside, Items) and isinstance(place, int) else None
    if isinstance(inside, Mapping) and isinstance(place, str):
        found = inside.get(place)
    assert isinstance(found, Mapping)  # noqa: S101 - the organisation was made of it
    return found


def _plain(node: Node) -> Any:
    match node:
        case Scalar(text=text):
            return text
        case Items(items=items):
            return [_plain(item) for item in items]
        case Mapping(items=pairs):
            return {key.text: _plain(value) for key, value in pairs}
