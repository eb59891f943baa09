"""kill -9 in the midst of an act: at a random system call of it, before the call or after."""

from __future__ import annotations

import random
from pathlib import Path

from faults import tracing
from faults.scene import Figures, Night, acknowledged
from faults.tracing import KILL, Call, Ended, Stage

REFUSED = 1
_LONGEST = 60
"""Calls of the longest act but ``start``, about; beyond the end of an act nothing is killed, and it is acknowledged."""


def campaign(folder: Path, points: int, seed: int) -> Figures:
    """Acts one after the other in one home, most of them killed; every twentieth begins a home of its own."""
    rng, figures = random.Random(seed), Figures(seed)  # noqa: S311 - chance, not secrecy
    home = 0
    night = Night(folder / "0", figures)
    night.begin()
    lengths: dict[str, int] = {}
    while figures.points < points:
        if figures.points % 20 == 19:
            home += 1
            night = Night(folder / str(home), figures)
            night.settle()
            argv = ["start", "small", "--no-walk", "--format", "json"]
        else:
            argv = night.act(rng)
        at, stage = rng.randint(1, lengths.get(argv[0], _LONGEST)), rng.choice(("before", "after"))
        ended = _killed(night, argv, at, "before" if stage == "before" else "after")
        if ended.code is None:
            figures.points += 1
        elif not ended.code:
            lengths[argv[0]] = ended.calls
        elif ended.code != REFUSED:
            figures.wrong("broken", f"{' '.join(argv)}: exit {ended.code}: {ended.said.strip()}")
        _goes_on(night, argv, ended, f"seed {seed}, killed {stage} call {at} of {' '.join(argv)}")
    return figures


def _killed(night: Night, argv: list[str], at: int, stage: Stage) -> Ended:
    def judge(call: Call, now: Stage) -> int | None:
        return KILL if (call.number, now) == (at, stage) else None

    return tracing.follow(argv, str(night.home), judge)


def _goes_on(night: Night, argv: list[str], ended: Ended, where: str) -> None:
    """The next command works; and the log is what it was, or what it was and the whole act."""
    before = len(night.kept)
    following = tracing.plain("note", f"after {night.turn} {before}", "--format", "json")
    if argv[0] == "start" and following.code == 3:  # killed before there was an incident: it is begun now
        following = tracing.plain("start", "small", "--no-walk", "--format", "json")
    if following.code:
        night.figures.wrong("broken", f"{where}: the next command: {following.said.strip()}")
    told = acknowledged(ended)
    night.settled(following, where)
    recorded = len(night.kept) - before - len((acknowledged(following) or {"recorded": ()})["recorded"])
    if told:
        night.figures.acknowledged += 1
        if recorded < len(told["recorded"]):  # more: drafts that it wrote on the way, which it does not tell
            night.figures.wrong("lost", f"{where}: {len(told['recorded'])} acknowledged, {recorded} in the log")
    elif recorded and not _whole(night.kept[before : before + recorded], night.kept, argv):
        night.figures.wrong("half", f"{where}: {night.kept[before : before + recorded]}")


_TOGETHER = {
    "start": ('"incident.opened"',),
    "sent": ('"message.sent"', '"promise.made"'),
    "role": ('"role.taken"', '"milestone":"acknowledged"'),
}
"""What acts that record several entries record together; every other records one."""


def _whole(lines: list[str], log: list[str], argv: list[str]) -> bool:
    """All of an act, or none of it. ``sent`` may have written a draft first, which is an act of its own."""
    match argv[0]:
        case "sent" if len(lines) == 1:
            return '"message.drafted"' in lines[0]
        case "start" | "sent":
            return all(any(word in line for line in lines) for word in _TOGETHER[argv[0]])
        case "role":  # the first lead acknowledges the incident
            return all(any(word in line for line in log) for word in _TOGETHER["role"])
        case _:
            return len(lines) == 1
