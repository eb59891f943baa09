"""A damaged database: bytes flipped, pages zeroed, the end cut off, the -wal torn; and what `doctor` makes of it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from crisisctl import chain
from crisisctl.errors import StoreFailed
from crisisctl.stores.sqlite import connect
from faults import tracing
from faults.scene import Figures, Night
from faults.tracing import KILL

_PAGE = 4096
_ENTRIES = 60
_FINE = {0, 1, 5}


def campaign(folder: Path, points: int, seed: int) -> Figures:
    """One log, damaged anew each time; every other one with its last entries in the -wal alone."""
    rng, figures = random.Random(seed), Figures(seed)  # noqa: S311 - chance, not secrecy
    whole = _whole(folder, figures)
    for number in range(1, points + 1):
        kind = rng.choice(sorted(KINDS))
        home = folder / f"damaged-{number}"
        shutil.copytree(whole.home, home)
        KINDS[kind](home / "crisisctl.db", rng)
        figures.points += 1
        at = rng.randrange(1, 90) if rng.randrange(2) else 0
        where = f"seed {seed}, image {number}: {kind}" + (f", mending killed at call {at}" if at else "")
        _mended(home, whole.kept, figures, where, at)
        shutil.rmtree(home)
    return figures


def _whole(folder: Path, figures: Figures) -> Night:
    """A log of several pages, whose last entries stand in the -wal alone, as after a kill."""
    night = Night(folder / "whole", figures)
    night.begin()
    texts = [f"note {number}: {'what was seen ' * (number % 30)}" for number in range(_ENTRIES)]
    for text in texts[: _ENTRIES // 2]:
        night.must("note", text)
    with closing(connect(night.log)) as holding:
        holding.execute("BEGIN")
        holding.execute("SELECT count(*) FROM log").fetchone()
        for text in texts[_ENTRIES // 2 :]:
            night.must("note", text)
        copy = folder / "copy"
        shutil.copytree(night.home, copy)
    found = Night(copy, figures, night.kept)
    figures.acknowledged = 0
    return found


def _mended(home: Path, kept: list[str], figures: Figures, where: str, at: int) -> None:
    night = Night(home, figures)
    night.settle()
    for argv in (["status"], ["list"], ["verify"], ["doctor"]):
        ended = tracing.plain(*argv)
        if ended.code not in {*_FINE, 3} or "Traceback" in ended.said:
            figures.wrong("broken", f"{where}: {argv[0]}: exit {ended.code}: {ended.said.strip()}")
    before = {path.name: path.read_bytes() for path in home.glob("crisisctl.db*") if not path.name.endswith("-shm")}
    if at:  # the mending itself is killed on its way; the next one goes on
        tracing.follow(["doctor", "--mend", "--yes"], str(home), lambda call, _: KILL if call.number >= at else None)
        figures.count("mendings killed")
    ended = tracing.plain("doctor", "--mend", "--yes")
    if ended.code not in _FINE or "Traceback" in ended.said:
        figures.wrong("broken", f"{where}: doctor: exit {ended.code}: {ended.said.strip()}")
    _nothing_deleted(home, before, figures, where)
    try:
        found = night.lines()
    except StoreFailed as failure:
        figures.count("beyond mending")
        if "damaged" not in failure.message and "not a crisisctl log" not in failure.message:
            figures.wrong("broken", f"{where}: {failure.message}")
        return
    _judge(kept, found, figures, where)
    if found:
        ended = tracing.plain("note", "and on")
        if ended.code:
            figures.wrong("broken", f"{where}: the next command: {ended.said.strip()}")
    ended = tracing.plain("doctor")
    if ended.code and found and not chain.verify(found).problems:
        figures.wrong("broken", f"{where}: doctor is not content with what it mended: {ended.said.strip()}")


def _judge(kept: list[str], found: list[str], figures: Figures, where: str) -> None:
    """Each entry is as it was, or `verify` names it; those that went with their page are counted."""
    verdict = chain.verify(found)
    named = {seq for seq, _ in verdict.problems}
    for seq, line in enumerate(found, 1):
        if line != kept[seq - 1] and seq not in named:
            figures.wrong("lost", f"{where}: entry {seq} is another, and verify does not say so")
    figures.acknowledged += len(found)
    if found == kept:
        figures.count("mended whole")
    elif found:
        figures.count("mended up to the damage")
        figures.count("entries that went with their page", len(kept) - len(found))
    else:
        figures.count("its first entry gone")


def _nothing_deleted(home: Path, before: dict[str, bytes], figures: Figures, where: str) -> None:
    """All the bytes there were are there, under one name or another."""
    after = [path.read_bytes() for path in home.glob("crisisctl.db*")]
    if (home / "crisisctl.db").exists() and not list(home.glob("*.damaged-*")):
        return  # it was whole after all, and left where it was
    for name, content in before.items():
        if content and content not in after:
            figures.wrong("lost", f"{where}: {name} is not there any more")


def _flipped(log: Path, rng: random.Random) -> None:
    with log.open("r+b") as file:
        size = log.stat().st_size
        for _ in range(rng.choice((1, 10, 100))):
            at = rng.randrange(size)
            file.seek(at)
            byte = file.read(1)
            file.seek(at)
            file.write(bytes([byte[0] ^ 1 << rng.randrange(8)]))


def _zeroed(log: Path, rng: random.Random) -> None:
    with log.open("r+b") as file:
        for _ in range(rng.choice((1, 2, 5))):
            file.seek(rng.randrange(log.stat().st_size // _PAGE) * _PAGE)
            file.write(b"\0" * _PAGE)


def _header(log: Path, rng: random.Random) -> None:
    with log.open("r+b") as file:
        file.write(rng.randbytes(rng.choice((16, 100, _PAGE))))


def _cut(log: Path, rng: random.Random) -> None:
    with log.open("r+b") as file:
        file.truncate(rng.randrange(1, log.stat().st_size))


def _torn_wal(log: Path, rng: random.Random) -> None:
    wal = log.with_name(log.name + "-wal")
    with wal.open("r+b") as file:
        size = wal.stat().st_size
        file.seek(rng.randrange(size))
        file.write(rng.randbytes(rng.randrange(1, 2 * _PAGE)))
        if rng.randrange(2):
            file.truncate(rng.randrange(size))


def _no_wal(log: Path, rng: random.Random) -> None:
    """It was copied or moved without its -wal."""
    for ending in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            log.with_name(log.name + ending).unlink()
    _zeroed(log, rng)


KINDS: dict[str, Callable[[Path, random.Random], None]] = {
    "bytes flipped": _flipped,
    "pages zeroed": _zeroed,
    "header overwritten": _header,
    "end cut off": _cut,
    "wal torn": _torn_wal,
    "wal gone and pages zeroed": _no_wal,
}
