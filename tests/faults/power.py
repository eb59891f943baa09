"""A power cut in the midst of an act: what the disk holds then is what was synced, and any part of what was not.

Every write of an act is noted as it happens. From these, images of the disk are put together as a cut at a random point
could leave them: writes since a file's last sync are there, or not, or torn at a sector; names that were made or taken
away since the folder's last sync are, or are not.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from faults import tracing
from faults.scene import Figures, Night, acknowledged
from faults.tracing import Call, Stage

_SECTOR = 512
Disk = dict[str, bytes | None]
"""The content of each file by its path; None where its name is not there."""


def campaign(folder: Path, points: int, seed: int) -> Figures:
    """Acts in one home, eight cuts of each; each image is a home of its own in which the next command has to work."""
    rng, figures = random.Random(seed), Figures(seed)  # noqa: S311 - chance, not secrecy
    night = Night(folder / "0", figures)
    night.begin()
    while figures.points < points:
        argv = night.act(rng)
        before = _disk(night.home)
        kept = list(night.kept)
        calls: list[Call] = []

        def note(call: Call, stage: Stage, calls: list[Call] = calls) -> None:
            if stage == "after":
                calls.append(call)

        ended = tracing.follow(argv, str(night.home), note)
        night.settled(ended, " ".join(argv))
        told = [number for number, call in enumerate(calls) if call.name == "say"]
        for _ in range(min(8, points - figures.points) if calls else 0):
            cut = rng.randint(0, len(calls))
            figures.points += 1
            image = folder / f"image-{figures.points}"
            _write(_cut(before, calls[:cut], rng), night.home, image)
            if rng.randrange(3) == 0:  # its content is nothing to rely on, and nobody should
                (image / "crisisctl.db-shm").write_bytes(rng.randbytes(32768))
            said = acknowledged(ended) is not None and bool(told) and told[-1] < cut
            where = f"seed {seed}, image {figures.points}: cut after {cut} of {len(calls)} calls of {' '.join(argv)}"
            _goes_on(image, figures, kept, night.kept if said else None, where)
            shutil.rmtree(image)
            night.settle()
    return figures


def _goes_on(image: Path, figures: Figures, before: list[str], after: list[str] | None, where: str) -> None:
    """``before`` was acknowledged before the act, ``after`` with it, where it had been said."""
    there = Night(image, figures, before if after is None else after)
    there.settle()
    ended = tracing.plain("note", "after the cut", "--format", "json")
    if ended.code:
        figures.wrong("broken", f"{where}: {ended.said.strip()}")
    there.settled(ended, where)


@dataclass
class _File:
    synced: bytes | None
    pending: list[Call] = field(default_factory=list)


def _cut(before: Disk, calls: Sequence[Call], rng: random.Random) -> Disk:
    """What a disk may hold that held ``before`` when the power went after these calls."""
    files = {path: _File(content) for path, content in before.items()}
    names: dict[str, list[Call]] = {}
    for call in calls:
        found = files.setdefault(call.path, _File(None))
        match call.name:
            case "create" | "unlink" | "rename":
                names.setdefault(call.path, []).append(call)
            case "write" | "pwrite" | "truncate":
                found.pending.append(call)
            case "fsync":
                found.synced = _applied(found.synced, found.pending)
                found.pending = []
                if call.path in _folders(files):  # the folder itself: what it names is sure now
                    for path, changes in names.items():
                        _name(files, path, changes)
                    names = {}
            case _:
                pass
    for found in files.values():
        chosen = [call for call in found.pending if rng.random() < 0.5]
        found.synced = _applied(found.synced, [_torn(call, rng) for call in chosen])
    for path, changes in names.items():
        _name(files, path, changes[: rng.randint(0, len(changes))])
    return {path: found.synced for path, found in files.items()}


def _folders(files: dict[str, _File]) -> set[str]:
    return {str(Path(path).parent) for path in files}


def _name(files: dict[str, _File], path: str, changes: Sequence[Call]) -> None:
    for change in changes:
        if change.name == "unlink":
            files[path] = _File(None)
        elif files[path].synced is None:
            files[path].synced = b""


def _applied(content: bytes | None, calls: Sequence[Call]) -> bytes | None:
    if content is None and not calls:
        return None
    found = bytearray(content or b"")
    for call in calls:
        if call.name == "truncate":
            found = found[: call.offset].ljust(call.offset, b"\0")
        else:
            at = call.offset if call.name == "pwrite" else len(found)
            found = found.ljust(at, b"\0")
            found[at : at + len(call.data)] = call.data
    return bytes(found)


def _torn(call: Call, rng: random.Random) -> Call:
    """A write that reached the disk only in part, whole sectors of it."""
    if call.name == "truncate" or rng.random() < 0.5:
        return call
    sectors = rng.randint(0, len(call.data) // _SECTOR)
    return Call(call.number, call.name, call.path, call.offset, call.data[: sectors * _SECTOR])


def _disk(home: Path) -> Disk:
    return {str(path): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def _write(disk: Disk, home: Path, image: Path) -> None:
    for path, content in disk.items():
        if content is not None and path.startswith(str(home)) and Path(path) != home and not path.endswith("-shm"):
            target = image / Path(path).relative_to(home)
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.is_dir():
                target.write_bytes(content)
