"""Every branch of every shipped playbook walked, every text of it linted: nothing is found, not even a warning."""

from __future__ import annotations

from pathlib import Path

import pytest

from crisisctl import paths
from crisisctl.__main__ import run

SHIPPED = sorted(paths.shipped("playbooks").glob("*.yaml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_playbook_is_lint_clean_in_both_languages(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CRISISCTL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CRISISCTL_LANG", "en")
    assert (run(["playbook", "test", "--strict", str(path)]), capsys.readouterr().out) == (0, "")


def test_there_are_nine_of_them() -> None:
    assert len(SHIPPED) == 9
