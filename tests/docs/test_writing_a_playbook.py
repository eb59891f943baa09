"""The guide for authors works as it stands: its commands, in their order, in an empty folder."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from crisisctl import reader
from crisisctl.__main__ import run

GUIDE = Path(__file__).parents[2] / "docs" / "writing-a-playbook.md"


def test_every_command_of_the_guide_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CRISISCTL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CRISISCTL_ACTOR", "Ana")
    text = GUIDE.read_text(encoding="utf-8")
    lines = [line for block in re.findall(r"```sh\n(.*?)```", text, flags=re.DOTALL) for line in block.splitlines()]
    assert len(lines) >= 14
    for line in lines:
        program, *words = shlex.split(line)
        assert (program, run(words)) == ("crisisctl", 0), line
    assert reader.check(tmp_path / "playbooks" / "store-closed.yaml")[1] == ()
    for name in ("store-closed.svg", "store-closed.html", "report.md"):
        assert (tmp_path / name).stat().st_size > 1000
