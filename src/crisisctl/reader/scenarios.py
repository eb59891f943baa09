"""Scenarios of drills: one file each in ``playbooks/scenarios``, read by the same machinery as playbooks."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from crisisctl import channels, paths
from crisisctl.playbook import Playbook
from crisisctl.reader.checks import Known, references
from crisisctl.reader.grammar import DRILL
from crisisctl.reader.loading import read_file
from crisisctl.reader.nodes import Mapping, Node, Scalar
from crisisctl.reader.problems import Problem, Problems, TooMany, shown
from crisisctl.reader.reading import Reading
from crisisctl.scenario import Inject, Reaction, Scenario
from crisisctl.text import listed

Load = Callable[[str], Playbook | None]
"""The playbook of that name; None where it is not there or cannot be read."""


def scenarios() -> dict[str, Path]:
    """Every scenario by name; of two with one name the first folder's counts."""
    found: dict[str, Path] = {}
    for folder in paths.folders("playbooks"):
        for path in (folder / paths.SCENARIOS).glob("*.yaml"):
            found.setdefault(path.stem, path)
    return dict(sorted(found.items()))


def check_scenario(path: Path, load: Load, known: Collection[str]) -> tuple[Scenario | None, tuple[Problem, ...]]:
    """The scenario in a file, None when there are errors, and every problem. ``known`` are the playbooks there are."""
    problems = Problems(str(path))
    made: object = None
    try:
        reading, made, root = read_file(path, DRILL, problems)
        if isinstance(made, Scenario) and root is not None:
            playbook = load(made.playbook) if made.playbook in known else None
            references(reading, _known(playbook, known))
            _check(reading, playbook.languages if playbook else ())
            if made.id and path.stem != made.id:
                what = f"the file is {path.name}, the scenario's id is `{made.id}`"
                problems.warn("file-name", root.get("id") or root, what, "a scenario is found by the name of its file")
    except TooMany:
        pass
    return (made if isinstance(made, Scenario) and not problems.errors() else None), problems.all()


def _known(playbook: Playbook | None, playbooks: Collection[str]) -> Known:
    """Where the playbook cannot be read, its own lint says why: nothing is looked up in it."""
    known: Known = {
        "playbook": (playbooks, "crisisctl playbook list names those there are"),
        "channel": (channels.ids(), f"one of {listed(channels.ids())}"),
    }
    if playbook:
        there = f"it is looked for in the playbook `{playbook.id}`"
        known |= {
            "step": ({step.id for _, step in playbook.steps()}, there),
            "message": (playbook.messages, there),
            "fact": (playbook.known(), there),
            "language": (playbook.languages, f"{there}, under `languages`"),
        }
    return known


def _check(reading: Reading, languages: Collection[str]) -> None:
    problems, before = reading.problems, 0
    seen: set[str] = set()
    for inject, node in reading.of(Inject):
        place = node.get("id") or node
        if inject.id in seen:
            problems.error("duplicate-id", place, f"the id {shown(inject.id)} is used twice", "each inject has its own")
        seen.add(inject.id)
        if isinstance(inject.at, int):
            if inject.at < before:
                problems.warn("inject-order", node.get("at") or node, f"{shown(inject.id)} comes before the one above")
            before = inject.at
        if inject.expect and inject.expect.channel in inject.channels:
            place = node.get("channels") or node
            what = f"{shown(inject.expect.channel)} is marked by the scenario, and expected to be marked by the team"
            problems.warn("nothing-left", place, what, "leave one of them out")
    for reaction, node in reading.of(Reaction):
        if not reaction.ways:
            hint = "name a step, message, fact, channel, or note: true"
            problems.error("missing-key", node, "nothing is expected here but a time", hint)
    for words in reading.words:
        _languages(words, languages, reading)


def _languages(words: Node, languages: Collection[str], reading: Reading) -> None:
    if isinstance(words, Scalar) or not isinstance(words, Mapping):
        return
    there = {key.text for key, _ in words.items}
    if lacking := [each for each in languages if each not in there]:
        hint = "write it, or one text for all languages"
        reading.problems.warn("missing-language", words, f"the text in {listed(lacking)} is missing", hint)
