"""Which commands may be run: those that stand, to the letter, in a playbook of the user's own or of the program's.

A playbook lies in the log, and the log may have been imported, and the folder one stands in may be anybody's. So where
an incident says it comes from does not count: its command is looked for in the folders only their owner writes to.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from crisisctl.paths import home, shipped
from crisisctl.playbook import Step
from crisisctl.reader.nodes import Mapping, Node, Scalar, Sequence, compose
from crisisctl.reader.problems import Problems, TooMany
from crisisctl.reader.syntax import read_text

_KEY = "run"
_OTHERS_WRITE = 0o002


def own_folder() -> Path:
    """Where a person puts the playbooks whose commands may be run."""
    return home() / "playbooks"


def is_trusted(step: Step) -> bool:
    """Whether the step has no command, or one that is written in a file of the trusted folders."""
    return not step.run or any(step.run.strip() in _commands(path) for path in _files())


def _files() -> Iterator[Path]:
    own = own_folder()
    yield from (path for path in own.glob("**/*.yaml") if all(map(_is_ours, (path, path.parent, own))))
    yield from shipped("playbooks").glob("**/*.yaml")  # whoever can write these can write this line


def _is_ours(path: Path) -> bool:
    """Whether only its owner, or a group that was let in, can write it: and the owner is we or the system."""
    found = path.stat()
    return found.st_uid in {0, os.getuid()} and not found.st_mode & _OTHERS_WRITE


def _commands(path: Path) -> frozenset[str]:
    problems = Problems(str(path))
    try:
        text = read_text(path, problems)
        root = compose(text, problems) if text and f"{_KEY}:" in text else None
    except TooMany:
        return frozenset()
    return frozenset(_found(root)) if root is not None else frozenset()


def _found(node: Node) -> Iterator[str]:
    if isinstance(node, Mapping):
        for key, value in node.items:
            if key.text == _KEY and isinstance(value, Scalar):
                yield value.text.strip()
            else:
                yield from _found(value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _found(item)
