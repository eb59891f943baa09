"""The lint as this place wants it: what ``lint.toml`` changes in levels, words and what is allowed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from crisisctl import paths
from crisisctl.errors import BadInputFile
from crisisctl.rules._settings import DEFAULT, Settings, read


def own_settings() -> Settings:
    """What ``lint.toml`` of this folder, else of CRISISCTL_HOME, changes; nothing without one."""
    for path in (Path("lint.toml"), paths.home() / "lint.toml"):
        try:
            if path.is_file():
                return _settings(path.read_text(encoding="utf-8"), str(path))
        except (OSError, UnicodeError) as problem:
            raise BadInputFile(f"{path}: {problem}", "docs/message-lint.md says what it may hold") from None
    return DEFAULT


@lru_cache(maxsize=4)
def _settings(text: str, where: str) -> Settings:
    return read(text, where)
