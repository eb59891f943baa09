"""A backup: one zip file with the log of every incident, line by line, and our own files; written, read, put back.

Plain text inside, so that it can be read without crisisctl and put back into any kind of store. Each log is read in one
go, and logs do not depend on each other, so others may write meanwhile. ``destinations.toml`` is not in it: it holds
passwords of services, which live longer than a backup should.
"""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from crisisctl import __version__, chain, organisation, paths
from crisisctl.errors import StoreFailed
from crisisctl.runner import Desk
from crisisctl.safekeeping import removing
from crisisctl.safekeeping.transfer import compared
from crisisctl.stores import Lines
from crisisctl.times import to_iso

FORMAT = 1
MANIFEST = "manifest.json"
_LARGEST = 2 << 30
"""Bytes of all that is in it: what claims more is no log of ours."""
_OURS = re.compile(r"crisis\.yaml|(playbooks|templates)/[^/\\.\x00-\x1f][^/\\\x00-\x1f]*")
"""The files that may be put back, all of them below the data directory."""

_STANDS = {"same": "same", "behind": "extended", "ahead": "older", "other": "different"}
"""What is done where the log here stands so to the one in the backup."""

Watch = Callable[[Iterable[str]], Iterable[str]]
"""Looks on while names go by: a progress line, or nothing."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One log in a backup."""

    incident: str
    lines: Lines
    head: str
    intact: bool


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds."""

    at: str
    by: str
    logs: tuple[Kept, ...]
    files: dict[str, bytes] = field(default_factory=dict)


def write(desk: Desk, stream: BinaryIO, watch: Watch = lambda names: names) -> Backup:
    """Write everything there is here into ``stream``."""
    logs, told = [], []
    files = dict(_own_files())
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as pack:
        for number, incident in enumerate(watch(desk.store.incidents()), 1):
            lines = desk.store.read(incident)
            verdict = chain.verify(lines)
            kept = Kept(incident, (), verdict.head, not verdict.problems)
            name, data = f"logs/{number:05}.jsonl", "".join(f"{line}\n" for line in lines).encode()
            pack.writestr(name, data)
            logs.append(kept)
            told.append({
                "incident": incident, "file": name, "entries": len(lines), "head": kept.head, "intact": kept.intact,
                "sha256": sha256(data).hexdigest(),
            })  # fmt: skip
        for name, data in files.items():
            pack.writestr(name, data)
        at = to_iso(desk.now())
        manifest = {
            "crisisctl_backup": FORMAT, "version": __version__, "at": at, "by": desk.actor, "incidents": told,
            "files": {name: sha256(data).hexdigest() for name, data in files.items()},
        }  # fmt: skip
        pack.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return Backup(at, desk.actor, tuple(logs), files)


def _own_files() -> Iterator[tuple[str, bytes]]:
    """Our crisis.yaml, playbooks and templates: what is found first, as when they are used; never what is shipped."""
    ours = organisation.where()
    if ours.parent != paths.shipped("templates"):
        yield "crisis.yaml", ours.read_bytes()
    seen = set()
    kinds: tuple[paths.Folder, ...] = ("playbooks", "templates")
    for kind in kinds:
        for folder in paths.folders(kind):
            if folder == paths.shipped(kind):
                continue
            for file in sorted(folder.iterdir()):
                name = f"{kind}/{file.name}"
                if file.is_file() and name not in seen and _OURS.fullmatch(name):
                    seen.add(name)
                    yield name, file.read_bytes()


def read(path: Path, stream: BinaryIO | None = None) -> Backup:
    """What is in the file (or in ``stream``, which becomes it), every byte of it checked.

    Raises ``StoreFailed`` for what is torn, changed or no backup.
    """
    try:
        with zipfile.ZipFile(stream or path) as pack:
            return _contents(pack, path)
    except FileNotFoundError:
        raise StoreFailed(f"there is no file {path}", "name the file that crisisctl backup wrote") from None
    except zipfile.BadZipFile:
        raise _damaged(path, "it is no zip file, or its end is missing") from None
    except KeyError as problem:
        raise _damaged(path, f"{problem.args[0] if problem.args else 'something'} is missing") from None
    except (ValueError, TypeError, AttributeError, EOFError, zlib.error, RuntimeError, RecursionError) as problem:
        raise _damaged(path, str(problem) or type(problem).__name__) from None


def _contents(pack: zipfile.ZipFile, path: Path) -> Backup:
    if sum(each.file_size for each in pack.infolist()) > _LARGEST:
        raise ValueError("it claims to hold more than 2 GiB")
    manifest = json.loads(pack.read(MANIFEST))
    if manifest["crisisctl_backup"] > FORMAT:
        newer = f"{path} was written by a newer crisisctl ({manifest['version']})"
        raise StoreFailed(newer, "upgrade crisisctl first; nothing was restored")
    logs = tuple(_kept(pack, told) for told in manifest["incidents"])
    files = {name: _checked(pack, name, digest) for name, digest in manifest["files"].items()}
    if strange := [name for name in files if not _OURS.fullmatch(name)]:
        raise ValueError(f"a file of the name {strange[0]!r} is none of ours")
    return Backup(manifest["at"], manifest["by"], logs, files)


def _damaged(path: Path, why: str) -> StoreFailed:
    return StoreFailed(f"{path} is not a whole backup: {why[:200]}", "nothing was restored; take another copy of it")


def _kept(pack: zipfile.ZipFile, told: dict[str, Any]) -> Kept:
    incident, head = told["incident"], told["head"]
    if not (isinstance(incident, str) and incident and isinstance(head, str)):
        raise TypeError("the list of incidents cannot be read")
    lines = tuple(_checked(pack, told["file"], told["sha256"]).decode().split("\n")[:-1])
    verdict = chain.verify(lines)
    if (len(lines), verdict.head) != (told["entries"], head):
        raise ValueError(f"the log of {incident} is not the one that was backed up")
    return Kept(incident, lines, head, not verdict.problems)


def _checked(pack: zipfile.ZipFile, name: str, digest: str) -> bytes:
    data = pack.read(name)
    if sha256(data).hexdigest() != digest:
        raise ValueError(f"{name} was changed after it was written")
    return data


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one log or file: restored, extended, same, older, forgotten, different or damaged."""

    name: str
    what: str
    entries: int = 0
    """How many were written."""

    @property
    def fine(self) -> bool:
        return self.what not in {"different", "damaged"}


def put_back(desk: Desk, backup: Backup, *, dry_run: bool, watch: Watch = lambda names: names) -> tuple[Outcome, ...]:
    """Put into the store and the data directory what is not there. What is there and differs stays as it is."""
    logs = {kept.incident: kept for kept in backup.logs}
    found = [_put_back(desk, logs[incident], dry_run) for incident in watch(logs)]
    return (*found, *(_put_file(name, data, dry_run) for name, data in backup.files.items()))


def _put_back(desk: Desk, kept: Kept, dry_run: bool) -> Outcome:
    if not kept.intact:
        return Outcome(kept.incident, "damaged")
    here = desk.store.read(kept.incident)
    outcome, rest = _outcome(kept, here)
    if dry_run or not rest:
        return outcome
    decided: list[Outcome] = []

    def more(lines: Lines) -> Lines:
        outcome, rest = _outcome(kept, lines)  # asked again inside the lock
        decided.append(outcome)
        return rest

    desk.store.change(kept.incident, more)
    removing.finish(desk, kept.incident)
    return decided[-1]


def _outcome(kept: Kept, here: Lines) -> tuple[Outcome, Lines]:
    """What becomes of a log where ``here`` is what the store has of it, and the lines to append."""
    found = compared(here, kept.lines)
    what = _STANDS[found.what] if here else "restored"
    if what == "different" and removing.is_forgotten(here):
        what = "forgotten"
    return Outcome(kept.incident, what, len(found.missing)), found.missing


def _put_file(name: str, data: bytes, dry_run: bool) -> Outcome:
    path = paths.home() / name
    if path.exists():
        return Outcome(name, "same" if path.is_file() and path.read_bytes() == data else "different")
    if not dry_run:
        from crisisctl.files import new_private

        with new_private(path) as stream:
            stream.write(data)
    return Outcome(name, "restored")
