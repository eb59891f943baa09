"""What a build adds to the source: words and patterns of the message lint as they are searched."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Indexes(BuildHookInterface):  # type: ignore[type-arg]
    """Writes ``rules/words/*.index``; the rules need nothing but the standard library."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling prescribes it
        sys.path.insert(0, str(Path(self.root, "src")))
        from crisisctl.rules._lazy import write_gates
        from crisisctl.rules._words import write_indexes

        written = (*write_indexes(), *write_gates())
        build_data["artifacts"] += [f"/{path.relative_to(self.root).as_posix()}" for path in written]
