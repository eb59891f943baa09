"""Where things are: the user's own folders first, then what is shipped with the program.

Playbooks are looked for in ``./playbooks``, then below ``$CRISISCTL_HOME``, then in the installed package or, in a
checkout and an editable install, in the folders at its top. Templates are not looked for where one happens to stand:
whoever writes them decides what a report shows and loads.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from crisisctl.errors import NotFound

Folder = Literal["playbooks", "templates"]
SCENARIOS = "scenarios"
"""The folder, within those of playbooks, of what is played in drills."""
SHARED = "shared"
"""The folder, within those of playbooks, of what playbooks share."""
_PACKAGE = Path(__file__).parent


def home() -> Path:
    """The data directory: ``CRISISCTL_HOME``, else the platform's place for an application's data."""
    if chosen := os.environ.get("CRISISCTL_HOME"):
        return expanded(chosen)
    from platformdirs import user_data_path

    return user_data_path("crisisctl", appauthor=False)


def store_url() -> str:
    """Where the log is, by the environment."""
    return os.environ.get("CRISISCTL_STORE") or f"sqlite:///{home() / 'crisisctl.db'}"


def spool_path(where: str) -> Path:
    """The file in which this machine keeps what it has of the server at ``where``."""
    from hashlib import sha256

    return home() / "team" / f"{sha256(where.encode()).hexdigest()[:16]}.db"


def expanded(text: str) -> Path:
    """A path as a person writes it, ``~`` and all. Raises ``NotFound`` where nobody's home is meant."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise NotFound(f"there is no home directory for {text}", "write the whole path") from None


def shipped(folder: Folder) -> Path:
    """The folder that came with the program: inside the wheel, else at the top of the checkout."""
    inside = _PACKAGE / "shipped" / folder
    return inside if inside.is_dir() else _PACKAGE.parent.parent / folder


def folders(folder: Folder) -> Iterator[Path]:
    """The folders that exist, in the order they are searched."""
    here = (Path.cwd() / folder,) if folder == "playbooks" else ()
    for found in (*here, home() / folder, shipped(folder)):
        if found.is_dir():
            yield found


def find(folder: Folder, name: str, within: str = "") -> Path | None:
    """The first file of that name; ``name`` is a plain file name, never a path that leads out of the folder."""
    if Path(name).name != name:
        return None
    return next((path / within / name for path in folders(folder) if (path / within / name).is_file()), None)


def shared_names() -> list[str]:
    """What playbooks may include."""
    found = {path.stem for folder in folders("playbooks") for path in (folder / SHARED).glob("*.yaml")}
    return sorted(found - {"clocks"})  # they are there for all playbooks
