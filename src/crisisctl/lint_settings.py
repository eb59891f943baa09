"""The lint as this place wants it: what ``lint.toml`` changes in levels, words and what is allowed."""

from __future__ import annotations

import sys
from functools import cache, lru_cache
from pathlib import Path

from crisisctl import paths
from crisisctl.errors import BadInputFile
from crisisctl.rules._settings import DEFAULT, Settings, read
from crisisctl.text import one_line
from crisisctl.tongue import here


def own_settings() -> Settings:
    """What ``lint.toml`` of this folder, else of CRISISCTL_HOME, changes; nothing without one."""
    for path in (Path("lint.toml"), paths.home() / "lint.toml"):
        try:
            if path.is_file():
                return _settings(path.read_text(encoding="utf-8"), str(path))
        except (OSError, UnicodeError) as problem:
            raise BadInputFile(f"{path}: {problem}", "docs/message-lint.md says what it may hold") from None
    return DEFAULT


def settings_at_hand() -> Settings:
    """The same in the midst of an incident: where the file cannot be read, the usual rules, and a word about it."""
    try:
        return own_settings()
    except BadInputFile as problem:
        _warn(str(problem.findings[0]) if problem.findings else problem.message)
        return DEFAULT


@cache  # once: every draft is checked, and each of them again when it is approved and sent
def _warn(problem: str) -> None:
    told = here("the lint goes on by the usual rules")
    sys.stderr.write(f"crisisctl: {one_line(here(problem))}; {told}\n")


@lru_cache(maxsize=4)
def _settings(text: str, where: str) -> Settings:
    return read(text, where)
