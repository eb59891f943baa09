"""Each campaign of faults for a few points; ``python -m tests.faults --points 500`` goes on for longer.

Each runs in a process of its own: it forks for every act, and what forks must have no threads.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
POINTS = {"killed": 25, "walks": 4, "sends": 6, "power": 60, "full": 20, "damage": 6}
"""How many fit into a minute of one processor, all of them together."""


@pytest.mark.parametrize("name", POINTS)
def test_nothing_acknowledged_is_lost(name: str) -> None:
    command = [sys.executable, "-m", "tests.faults", name, "--points", str(POINTS[name]), "--seed", "20261129"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    told = done.stdout + done.stderr
    assert done.returncode == 0, told
    found = re.search(r"^all +(\d+) +(\d+) +(\d+) +(\d+) +(\d+) +(\d+)", done.stdout, re.MULTILINE)
    assert found, told
    points, acknowledged, *wrong = map(int, found.groups())
    assert points == POINTS[name], told
    assert acknowledged > 0, told
    assert wrong == [0, 0, 0, 0], told
