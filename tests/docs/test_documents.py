"""The documents say what the code does."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def test_documents_written_from_the_code_are_current() -> None:
    script = "import make; print(*make.stale())"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT / "docs", capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "", "python docs/make.py writes them anew"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", text):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_is_shown_exists(page: Path) -> None:
    from crisisctl.cli import COMMANDS, GROUPS

    for block in re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL):
        for words in re.findall(r"(?:^|&& |bin/)crisisctl (\S+)(?: (\S+))?", block, flags=re.MULTILINE):
            assert words[0] in COMMANDS
            assert words[0] not in GROUPS or words[1] in GROUPS[words[0]]
