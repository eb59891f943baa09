"""Who we are: ``crisis.yaml``, read as a playbook is."""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from pathlib import Path

from crisisctl import channels, paths
from crisisctl.errors import NotFound
from crisisctl.playbook import Organisation
from crisisctl.reader.checks import Known, references
from crisisctl.reader.grammar import ORGANISATION
from crisisctl.reader.loading import bad_file, read_file
from crisisctl.reader.nodes import Mapping, Scalar, Sequence
from crisisctl.reader.problems import Problem, Problems, TooMany, near, shown
from crisisctl.reader.reading import Reading
from crisisctl.text import listed, one_line
from crisisctl.tongue import LANGUAGES

FILE = "crisis.yaml"
_FICTION = re.compile(r"(?:0|\+33|0033)19900\d{4}$")
"""The range of the example; ``ready`` knows those of other countries."""
_OURS = ("spokesperson",)
"""Roles that no playbook gives: whose name may stand in a message."""
_EXAMPLE = re.compile(r"\.example(?:$|[/:?#])")


def load() -> tuple[Organisation, Path]:
    """The organisation, and the file it was read from. Raises ``NotFound`` or ``BadInputFile``."""
    path = where()
    organisation, problems = check(path)
    if organisation is None:
        raise bad_file(path, problems)
    return organisation, path


def where() -> Path:
    """``CRISISCTL_CONFIG``, else ``./crisis.yaml``, else the one in the data directory, else the shipped example."""
    if chosen := os.environ.get("CRISISCTL_CONFIG"):
        path = paths.expanded(chosen)
        if not path.is_file():
            raise NotFound(
                f"there is no file {chosen}", "CRISISCTL_CONFIG names the organisation's file: mend or unset it"
            )
        return path
    own = (Path.cwd() / FILE, paths.home() / FILE)
    return next((path for path in own if path.is_file()), example())


def example() -> Path:
    """The shipped one: a company, people and numbers that are invented."""
    return paths.shipped("templates") / FILE


def check(path: Path, roles: Collection[str] = ()) -> tuple[Organisation | None, tuple[Problem, ...]]:
    """The organisation in a file, None when there are errors, and every problem in the order of the file.

    ``roles`` are those that playbooks have, where they are known: a role that none has is given to nobody.
    """
    problems = Problems(str(path))
    try:
        reading, made, root = read_file(path, ORGANISATION, problems)
        if isinstance(made, Organisation):
            among = listed(channels.ids())
            known: Known = {
                "channel": (channels.ids(), f"one of {among}"),
                "language": (made.languages, "add it to `languages`"),
            }
            _translations(reading, {*made.languages, *LANGUAGES})
            references(reading, known)
            if root is not None:
                _languages(root, reading, problems)
                if roles:
                    _roles(root, {*roles, *_OURS}, problems)
    except TooMany:
        made = None
    return (made if isinstance(made, Organisation) and not problems.errors() else None), problems.all()


def _translations(reading: Reading, known: set[str]) -> None:
    """A text may stand there in French or English where that is not written in: it is left alone."""
    keys = {id(key) for words in reading.words if isinstance(words, Mapping) for key, _ in words.items}
    reading.uses[:] = [use for use in reading.uses if id(use.node) not in keys or use.text not in known]


def _languages(root: Mapping, reading: Reading, problems: Problems) -> None:
    """A language that crisisctl does not speak, and in which nothing stands here, is a slip, or a file half done."""
    used = {key.text for words in reading.words if isinstance(words, Mapping) for key, _ in words.items} | {*LANGUAGES}
    written = root.get("languages")
    for node in written.items if isinstance(written, Sequence) else ():
        if isinstance(node, Scalar) and node.text not in used:
            told = f"nothing here is written in {shown(node.text)}"
            problems.warn("unknown-language", node, told, "crisisctl speaks `fr` and `en`; write the texts, or mend it")


def _roles(root: Mapping, known: Collection[str], problems: Problems) -> None:
    people = root.get("people")
    for person in people.items if isinstance(people, Sequence) else ():
        written = person.get("roles") if isinstance(person, Mapping) else None
        for node in written.items if isinstance(written, Sequence) else ():
            if isinstance(node, Scalar) and node.text not in known:
                told = f"no playbook has the role {shown(node.text)}{near(node.text, known)}"
                problems.warn("unknown-role", node, told, f"the playbooks have {listed(sorted(known))}")


def made_up(ours: Organisation) -> str:
    """Contacts by which nobody is reached, left from the example: numbers kept for fiction, ``.example`` addresses."""
    left = (
        f"{name} {one_line(way)}"
        for name, way in ours.contacts.items()
        if _FICTION.match(re.sub(r"[^\d+]", "", way)) or _EXAMPLE.search(way)
    )
    return ", ".join(left)
