"""Who we are: ``crisis.yaml``, read as a playbook is."""

from __future__ import annotations

import os
from pathlib import Path

from crisisctl import channels, paths
from crisisctl.errors import NotFound
from crisisctl.playbook import Organisation
from crisisctl.reader.checks import Known, references
from crisisctl.reader.grammar import ORGANISATION
from crisisctl.reader.loading import bad_file, read_file
from crisisctl.reader.problems import Problem, Problems, TooMany
from crisisctl.text import listed

FILE = "crisis.yaml"


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
    return next((path for path in own if path.is_file()), paths.shipped("templates") / FILE)


def check(path: Path) -> tuple[Organisation | None, tuple[Problem, ...]]:
    """The organisation in a file, None when there are errors, and every problem in the order of the file."""
    problems = Problems(str(path))
    try:
        reading, made, _ = read_file(path, ORGANISATION, problems)
        if isinstance(made, Organisation):
            among = listed(channels.ids())
            known: Known = {
                "channel": (channels.ids(), f"one of {among}"),
                "language": (made.languages, "add it to `languages`"),
            }
            references(reading, known)
    except TooMany:
        made = None
    return (made if isinstance(made, Organisation) and not problems.errors() else None), problems.all()
