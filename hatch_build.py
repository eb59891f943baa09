"""What a build adds to the source: the word lists of the message lint as they are searched, which a run then reads."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WordIndexes(BuildHookInterface):  # type: ignore[type-arg]
    """Writes ``rules/words/*.index``; the lists need nothing but the standard library to be read."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling prescribes it
        sys.path.insert(0, str(Path(self.root, "src")))
        from crisisctl.rules._words import write_indexes

        build_data["artifacts"] += [f"/{path.relative_to(self.root).as_posix()}" for path in write_indexes()]
