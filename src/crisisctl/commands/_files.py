"""Writing files that a person keeps: never over something that is there."""

from __future__ import annotations

from pathlib import Path

from crisisctl.errors import Refused, StoreFailed


def write_new(path: Path, text: str, *, private: bool = False) -> None:
    """Write a file that must not exist yet; ``private`` for what holds people's contacts (mode 0600)."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600 if private else 0o644, exist_ok=False)
        path.write_text(text, encoding="utf-8")
    except FileExistsError:
        raise Refused(
            f"{path} is there already, and stays as it is", "move it away first, or name another place: -o"
        ) from None
    except OSError as problem:
        raise StoreFailed(f"{path} cannot be written: {problem.strerror}", "name another place: -o") from None
