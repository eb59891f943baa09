"""Fifty people at one incident: how many acts a second, as a ratio to bare INSERT … COMMIT on the same file.

    python benchmarks/writers.py [WRITERS] [ACTS]

Both do the same number of commits, from as many processes. An act reads the whole log, decides, and says what it did;
the bare insert does none of that. Every act has to be there afterwards, and nobody may be told that the log is busy.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from crisisctl import chain
from crisisctl.stores import open_store

_ACTS = """
import os, sys
from crisisctl.__main__ import run
run(["status"])
os.write(2, b"ready\\n")
os.read(0, 1)
for number in range(int(sys.argv[2])):
    code = run(["note", f"{sys.argv[1]} {number}"])
    assert code == 0, code
"""
_BARE = """
import os, sys
from crisisctl.stores.sqlite import connect
from pathlib import Path
os.write(2, b"ready\\n")
os.read(0, 1)
for number in range(int(sys.argv[2])):
    connection = connect(Path(sys.argv[3]))
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO bare (text) VALUES (?)", (f"{sys.argv[1]} {number}" + "x" * 400,))
    connection.execute("COMMIT")
    connection.close()
"""


def main(writers: int, acts: int) -> int:
    """Print the figures; 1 where an act is missing."""
    with tempfile.TemporaryDirectory(prefix="crisisctl-writers-") as folder:
        os.environ.update(CRISISCTL_HOME=folder, CRISISCTL_INCIDENT="", CRISISCTL_STORE="", CRISISCTL_LANG="en")
        return _sqlite(Path(folder).resolve(), writers, acts)


def _sqlite(folder: Path, writers: int, acts: int) -> int:
    _start(folder)
    ours, errors = _race(_ACTS, folder, writers, acts)
    with closing(open_store(f"sqlite://{folder}/crisisctl.db")) as store:
        lines = store.read(store.incidents()[0])
    bare_file = folder / "bare.db"
    with closing(sqlite3.connect(bare_file)) as bare:
        bare.execute("PRAGMA journal_mode = WAL")
        bare.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, text TEXT)")
    bare_time, bare_errors = _race(_BARE, folder, writers, acts, str(bare_file))
    return _report("sqlite", writers, acts, lines, (ours, errors), (bare_time, bare_errors))


def _start(folder: Path) -> None:
    command = [sys.executable, "-m", "crisisctl", "start", "outage", "--no-walk", "--set", "service=WhatsApp"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def _race(code: str, folder: Path, writers: int, acts: int, *more: str) -> tuple[float, list[str]]:
    """Seconds from the moment when all are ready until the last has done its acts, and what they complained of."""
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", code, f"writer{number}", str(acts), *more],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(writers)
    ]
    for racer in racers:
        assert racer.stderr
        while racer.stderr.readline() not in {"ready\n", ""}:
            pass
    begun = time.perf_counter()
    for racer in racers:
        assert racer.stdin
        racer.stdin.write("go\n")
        racer.stdin.flush()
    errors = [racer.communicate()[1] for racer in racers]
    seconds = time.perf_counter() - begun
    return seconds, [error for error, racer in zip(errors, racers, strict=True) if racer.returncode]


def _report(
    name: str,
    writers: int,
    acts: int,
    lines: Sequence[str],
    ours: tuple[float, list[str]],
    bare: tuple[float, list[str]],
) -> int:
    entries = [json.loads(line) for line in lines]
    notes = Counter(entry["data"]["text"] for entry in entries if entry["type"] == "note.added")
    wanted = {f"writer{number} {act}" for number in range(writers) for act in range(acts)}
    there = sum(notes[text] == 1 for text in wanted)
    print(f"{name}: {writers} writers, {acts} acts each: {there} of {len(wanted)} there, each once")
    print(f"  chain: {'intact' if not chain.verify(lines).problems else 'NOT INTACT'}; failed: {len(ours[1])}")
    print(f"  ratio to bare INSERT … COMMIT (1 would be as fast): {bare[0] / ours[0]:.2f}")
    for error in (*ours[1], *bare[1]):
        print(f"  {error.strip().splitlines()[-1]}")
    return 0 if there == len(wanted) and not ours[1] else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50, int(sys.argv[2]) if len(sys.argv) > 2 else 40))
