"""The clocks there are: ``shared/clocks.yaml`` of the shipped playbooks, and those of a user's own folders over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as MappingOf
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from msgspec.structs import replace

from crisisctl import paths
from crisisctl.playbook import Countdown, Playbook
from crisisctl.reader.checks import references
from crisisctl.reader.grammar import CLOCKS
from crisisctl.reader.loading import bad_file, read_file
from crisisctl.reader.nodes import Mapping, Node, Scalar, Sequence
from crisisctl.reader.problems import Problem, Problems, TooMany, near, shown
from crisisctl.reader.reading import Reading

Clocks: TypeAlias = MappingOf[str, Countdown]

FILE = Path("shared", "clocks.yaml")
HINT = "name one of `crisisctl clock list --all`, or declare it under `clocks`"


def catalogue() -> dict[str, Countdown]:
    """Every clock by id; of two with one id the one in the first folder counts. Raises ``BadInputFile``."""
    files = (folder / FILE for folder in reversed(list(paths.folders("playbooks"))))
    return dict(_read(tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in files if path.is_file())))


@lru_cache(maxsize=4)
def _read(files: tuple[tuple[Path, int, int], ...]) -> Clocks:
    """Read once as long as no file changes: every playbook that starts a clock asks for them."""
    found: dict[str, Countdown] = {}
    for path, _, _ in files:
        read, problems = check_file(path, found)
        if any(problem.level == "error" for problem in problems):
            raise bad_file(path, problems)
        found |= read
    return found


def behind(path: Path) -> dict[str, Countdown]:
    """The shipped clocks, for a file of clocks that is not theirs."""
    shipped = paths.shipped("playbooks") / FILE
    return {} if path.resolve() == shipped.resolve() else check_file(shipped, {})[0]


def check_file(path: Path, known: Clocks) -> tuple[dict[str, Countdown], tuple[Problem, ...]]:
    """The clocks in a file, and every problem of it. ``known`` are those it may refer to beside its own."""
    problems = Problems(str(path))
    made: dict[str, Countdown] = {}
    try:
        reading, read, root = read_file(path, CLOCKS, problems)
        if isinstance(read, dict) and root is not None:
            made = read.get("clocks", {})
            references(reading, {"clock": ({*known, *made}, HINT)})
            check_clocks(made, known, root, reading, whole=True)
    except TooMany:
        pass
    return made, problems.all()


def needs_clocks(root: Mapping, reading: Reading) -> bool:
    """Whether a playbook has to do with clocks: most have not, and need not wait for the catalogue."""
    return root.get("clocks") is not None or any(use.noun == "clock" for use in reading.uses)


def check_clocks(own: Clocks, shipped: Clocks, root: Mapping, reading: Reading, *, whole: bool = False) -> None:
    """What is wrong with the clocks that a file defines. ``whole``: it repeats nothing of those that are shipped."""
    every = {**shipped, **merged(own, shipped)}
    for name, place, node in _written(root.get("clocks")):
        if name in shipped and not whole:
            pass
        elif not isinstance(node, Mapping):
            text = f"unknown clock {shown(name)}{near(name, list(shipped))}"
            reading.problems.error("unknown-clock", place, text, HINT)
        else:
            for key in (key for key in ("title", "deadline") if node.get(key) is None):
                text = f"`{key}` is missing from the clock {shown(name)}{near(name, list(shipped))}"
                reading.problems.error("missing-key", place, text, "a clock of your own has a title and a deadline")
        if name in every and name in closure(every[name].chained, every):
            hint = "`with`, `after` and `within` name clocks that do not lead back to it"
            reading.problems.error("clock-loop", place, f"the clock {shown(name)} waits for itself", hint)


def _written(section: Node | None) -> Iterator[tuple[str, Node, Node]]:
    """Each clock of a file: its id, where that stands, what stands behind it."""
    if isinstance(section, Mapping):
        yield from ((key.text, key, item) for key, item in section.items)
    elif isinstance(section, Sequence):
        yield from ((item.text, item, item) for item in section.items if isinstance(item, Scalar))


def resolved(playbook: Playbook, shipped: Clocks) -> Playbook:
    """The playbook with the whole definition of each clock it names, and of those chained to them."""
    whole = {**shipped, **merged(playbook.clocks, shipped)}
    named = [*playbook.clocks, *_named(playbook)]
    return replace(playbook, clocks={name: whole[name] for name in family(named, whole)})


def merged(own: Clocks, shipped: Clocks) -> dict[str, Countdown]:
    """A playbook's clocks; what it leaves out of one that is shipped stays as it is shipped."""
    return {name: _over(clock, shipped[name]) if name in shipped else clock for name, clock in own.items()}


def _over(own: Countdown, shipped: Countdown) -> Countdown:
    blank = Countdown(own.id)
    given = {name: value for name in own.__struct_fields__ if (value := getattr(own, name)) != getattr(blank, name)}
    return replace(shipped, **given)


def _named(playbook: Playbook) -> Iterator[str]:
    for spec in playbook.known().values():
        yield from (*spec.starts, *spec.meets)
    for _, step in playbook.steps():
        yield from (*step.starts, *step.meets)
        for option in step.options:
            yield from option.starts


def family(named: Iterable[str], whole: Clocks) -> list[str]:
    """The clocks named, those they name, and those that start with or after any of them; in the catalogue's order."""
    found = set(closure(named, whole))
    while more := {
        clock.id
        for clock in whole.values()
        if clock.id not in found and found & {clock.beside, clock.after, clock.within} - {None}
    }:
        found |= more
    return [name for name in whole if name in found]


def closure(named: Iterable[str], whole: Clocks) -> set[str]:
    """The clocks named, and those they name in turn."""
    found: set[str] = set()
    ahead = list(named)
    while ahead:
        name = ahead.pop()
        if name in whole and name not in found:
            found.add(name)
            ahead += whole[name].chained
    return found
