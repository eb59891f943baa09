"""A disk that is full, or fails, from a random call of an act on: told in one line, and nothing is lost."""

from __future__ import annotations

import errno
import random
from pathlib import Path

from faults import tracing
from faults.scene import Figures, Night
from faults.tracing import Call, Ended, Stage

_TAKES_SPACE = {"write", "pwrite", "writev", "create", "mkdir", "truncate"}
_STORE = 5
_LONGEST = 25


def campaign(folder: Path, points: int, seed: int) -> Figures:
    """Every third time it is one failing sync (the disk reports an error) and not a full disk."""
    rng, figures = random.Random(seed), Figures(seed)  # noqa: S311 - chance, not secrecy
    night = Night(folder / "0", figures)
    night.begin()
    while figures.points < points:
        argv = night.act(rng)
        if figures.points % 20 == 19:
            night = Night(folder / str(figures.points), figures)
            night.settle()
            argv = ["start", "small", "--no-walk", "--format", "json"]
        at = rng.randint(1, _LONGEST)
        failing = errno.EIO if rng.randrange(3) == 0 else errno.ENOSPC
        refused: list[Call] = []

        def judge(
            call: Call, stage: Stage, at: int = at, code: int = failing, seen: list[Call] = refused
        ) -> int | None:
            if stage == "after" or call.number < at:
                return None
            if call.name in _TAKES_SPACE if code == errno.ENOSPC else call.name == "fsync" and not seen:
                seen.append(call)
                return code
            return None

        ended = tracing.follow(argv, str(night.home), judge)
        where = f"seed {seed}: {errno.errorcode[failing]} from call {at} of {' '.join(argv)} on"
        figures.points += bool(refused)
        _told(figures, ended, where)
        night.settled(ended, where)
        if argv[0] == "start" and not night.kept:
            night.must(*argv)
        night.must("note", f"after {figures.points} {night.turn} {len(night.kept)}", "--format", "json")
    return figures


def _told(figures: Figures, ended: Ended, where: str) -> None:
    """Done, refused by the rules of the log, or one line of JSON or text that says what to do: no bug, no hang."""
    if ended.code not in {0, 1, _STORE} or "Traceback" in ended.said:
        figures.wrong("broken", f"{where}: exit {ended.code}: {ended.said.strip()}")
    if ended.code == _STORE:
        figures.count("told so")
        if '"hint": ""' in ended.said:
            figures.wrong("broken", f"{where}: it does not say what to do: {ended.said.strip()}")
