"""Playbooks: YAML files read into values, with every problem at once, and found by name.

``check`` says everything that is wrong with a file; ``read_playbook`` gives the playbook or refuses with the same list.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from crisisctl import paths
from crisisctl.errors import BadInputFile, NotFound
from crisisctl.playbook import Playbook, Step
from crisisctl.reader.checks import check_playbook
from crisisctl.reader.clocks import FILE as CLOCKS_FILE
from crisisctl.reader.clocks import behind, catalogue, check_clocks, check_file, needs_clocks, resolved
from crisisctl.reader.grammar import PLAYBOOK, SHARED
from crisisctl.reader.loading import bad_file, read_file
from crisisctl.reader.nodes import Mapping
from crisisctl.reader.problems import Place, Placed, Problem, Problems, TooMany
from crisisctl.reader.reading import Reading
from crisisctl.reader.scenarios import check_scenario
from crisisctl.reader.scenarios import scenarios as scenarios
from crisisctl.scenario import Scenario
from crisisctl.text import did_you_mean, listed

Places: TypeAlias = MappingProxyType[str, Mapping]


class Examined(NamedTuple):
    """A file that was read: its playbook (None when there are errors), every problem, and where its parts are."""

    path: Path
    playbook: Playbook | None
    problems: tuple[Problem, ...]
    root: Mapping | None = None
    steps: Places = MappingProxyType({})
    lines: tuple[str, ...] = ()

    def section(self, name: str) -> Placed:
        """Where a key of the file is; where it is left out, the begin."""
        return (self.root.key(name) if self.root else None) or self.root or Place(1, 1)

    def key(self, section: str, name: str) -> Placed:
        """Where an entry of a section is."""
        inside = self.root.get(section) if self.root else None
        return (inside.key(name) if isinstance(inside, Mapping) else None) or self.section(section)

    def step(self, step_id: str, key: str = "id") -> Placed:
        """Where a step is, or a key of it."""
        node = self.steps.get(step_id)
        return (node.key(key) if node else None) or node or self.section("phases")


def check(path: Path) -> tuple[Playbook | None, tuple[Problem, ...]]:
    """The playbook in a file, None when there are errors, and every problem in the order of the file."""
    found = examine(path)
    return found.playbook, found.problems


def kind_of(path: Path) -> str:
    """What a file's line ``schema`` says it is: organisation, scenario, shared, clocks; empty for all else."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            found = _SCHEMA.search(file.read(_HEAD))
    except (OSError, UnicodeDecodeError):  # whoever reads it says so
        return ""
    return found[1] if found else ""


_SCHEMA = re.compile(r"""^schema: *["']?crisisctl/(organisation|scenario|shared|clocks)/""", re.MULTILINE)
_HEAD = 100_000


def examine(path: Path, kind: str = "") -> Examined:
    """As ``check``, with the places of its parts. Without a ``kind`` of file its folder says what it is."""
    kind = kind or path.parent.name
    if kind in {paths.SHARED, "clocks"}:
        return Examined(path, None, _check_shared(path, clocks=kind == "clocks" or path.name == CLOCKS_FILE.name))
    if kind in {paths.SCENARIOS, "scenario"}:
        return Examined(path, None, check_scenario(path, _loaded, dict(playbooks()))[1])
    problems = Problems(str(path))
    reading, root, made = None, None, None
    try:
        reading, made, root = read_file(path, PLAYBOOK, problems)
        if isinstance(made, Playbook) and root is not None:
            made = _checked(made, root, reading)
            if made.id and path.stem != made.id:
                what = f"the file is {path.name}, the playbook's id is `{made.id}`"
                problems.warn("file-name", root.get("id") or root, what, "a playbook is found by the name of its file")
    except TooMany:
        made = None
    playbook = made if isinstance(made, Playbook) and not problems.errors() else None
    if playbook is None or reading is None:
        return Examined(path, playbook, problems.all())
    steps = MappingProxyType({step.id: node for step, node in reading.of(Step)})
    return Examined(path, playbook, problems.all(), root, steps, tuple(reading.lines[""]))


def _check_shared(path: Path, *, clocks: bool) -> tuple[Problem, ...]:
    """Every problem of a file that playbooks include, or of the clocks they start."""
    if clocks:
        return check_file(path, behind(path))[1]
    problems = Problems(str(path))
    with suppress(TooMany):
        reading, made, root = read_file(path, SHARED, problems)
        if isinstance(made, Playbook) and root is not None:
            _checked(made, root, reading, shared=True)
    return problems.all()


def _checked(made: Playbook, root: Mapping, reading: Reading, *, shared: bool = False) -> Playbook:
    """The playbook with its clocks, after every check of the whole file."""
    shipped = catalogue() if needs_clocks(root, reading) else {}
    check_playbook(made, root, reading, shipped, {made.id, *dict(playbooks())}, shared=shared)
    check_clocks(made.clocks, shipped, root, reading)
    return resolved(made, shipped)


def read_playbook(path: Path) -> Playbook:
    """The playbook in a file. Raises ``BadInputFile`` with every problem."""
    if path.parent.name == paths.SHARED:
        hint = f"playbooks take parts of it: include: [{path.stem}]"
        raise BadInputFile(f"{path} is a shared file, not a playbook", hint)
    playbook, problems = check(path)
    if playbook is None:
        raise bad_file(path, problems)
    return playbook


def _loaded(name: str) -> Playbook | None:
    return check(dict(playbooks())[name])[0]


def read_scenario(name_or_path: str) -> Scenario:
    """The scenario of that name or in that file. Raises ``NotFound``, or ``BadInputFile`` with every problem."""
    path = find_scenario(name_or_path)
    scenario, problems = check_scenario(path, _loaded, dict(playbooks()))
    if scenario is None:
        raise bad_file(path, problems)
    return scenario


def find_scenario(name_or_path: str) -> Path:
    """The file of a scenario, from its name or its path. Raises ``NotFound`` with what there is."""
    if "/" in name_or_path or "\\" in name_or_path or name_or_path.endswith((".yaml", ".yml")):
        if not _is_there(Path(name_or_path)):
            raise NotFound(f"there is no file {name_or_path}", "`crisisctl drill list` names the scenarios there are")
        return Path(name_or_path)
    known = scenarios()
    if name_or_path not in known:
        text = f"there is no scenario `{name_or_path}`{did_you_mean(name_or_path, known)}"
        raise NotFound(text, f"there are: {listed(known)}")
    return known[name_or_path]


def playbooks() -> list[tuple[str, Path]]:
    """The playbooks there are, by id; of two with one name the first folder's counts."""
    found: dict[str, Path] = {}
    for folder in paths.folders("playbooks"):
        for path in folder.glob("*.yaml"):
            if path.is_file():
                found.setdefault(path.stem, path)
    return sorted(found.items())


def find_playbook(name_or_path: str) -> Path:
    """The file of a playbook, from its name or its path. Raises ``NotFound`` with what there is."""
    if "/" in name_or_path or "\\" in name_or_path or name_or_path.endswith((".yaml", ".yml")):
        if not _is_there(Path(name_or_path)):
            raise NotFound(
                f"there is no file {name_or_path}", "`crisisctl playbook list` names the playbooks there are"
            )
        return Path(name_or_path)
    # A name is looked for among the files there are, so no word can lead to a file outside the folders.
    known = dict(playbooks())
    if name_or_path not in known:
        text = f"there is no playbook `{name_or_path}`{did_you_mean(name_or_path, known)}"
        raise NotFound(text, f"there are: {listed(known)}")
    return known[name_or_path]


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name too long, or with a zero byte: there is no such file
        return False
