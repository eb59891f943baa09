"""The fault suite by hand, for as long as you like: python -m tests.faults --points 500 [--seed N] [CAMPAIGN …]"""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # as pytest does for the folder of the tests

from faults import damage, full, killed, power, sends, tracing, walks
from faults.scene import Figures

CAMPAIGNS: dict[str, tuple[str, Callable[[Path, int, int], Figures]]] = {
    "killed": ("acts killed at a system call", killed.campaign),
    "walks": ("walks killed in a terminal", walks.campaign),
    "sends": ("sendings killed", sends.campaign),
    "power": ("power cut in an act", power.campaign),
    "full": ("disk full or failing", full.campaign),
    "damage": ("database damaged, then mended", damage.campaign),
}
_WORST = ("lost", "twice", "half", "broken")


def main(argv: list[str]) -> int:
    """Run the campaigns and print a line of figures for each; 1 where a promise was not kept."""
    words = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    words.add_argument("campaign", nargs="*", choices=[*CAMPAIGNS, []], help="which; all, without any")
    words.add_argument("--points", type=int, default=100, help="faults a campaign")
    words.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000), help="the same seed, the same faults")
    given = words.parse_args(argv)
    tracing.load()
    print(f"seed {given.seed}, {given.points} points each")
    print(f"{'campaign':<32}{'points':>7}{'acknowledged':>14}{'lost':>6}{'twice':>7}{'half':>6}{'broken':>8}")
    fine, total = True, Figures(given.seed)
    for name in given.campaign or CAMPAIGNS:
        title, campaign = CAMPAIGNS[name]
        with tempfile.TemporaryDirectory(prefix="crisisctl-faults-") as folder:
            found = campaign(Path(folder).resolve(), given.points, given.seed)
            os.chdir("/")
        _print(title, found)
        for key in ("points", "acknowledged", *_WORST):
            setattr(total, key, getattr(total, key) + getattr(found, key))
        fine = fine and found.fine
    _print("all", total)
    return 0 if fine else 1


def _print(title: str, found: Figures) -> None:
    worst = f"{found.lost:>6}{found.twice:>7}{found.half:>6}{found.broken:>8}"
    more = "".join(f"  {number} {what}" for what, number in sorted(found.more.items()))
    print(f"{title:<32}{found.points:>7}{found.acknowledged:>14}{worst}{more}", flush=True)
    for problem in found.problems:
        print(f"    {problem}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
