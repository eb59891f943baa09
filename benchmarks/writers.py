"""Fifty people at once on one incident: how many acts are written, and how fast beside a bare INSERT and COMMIT.

    python benchmarks/writers.py [WRITERS] [ACTS]

Each writer is a process. They begin together, and each writes ACTS lines one by one: into a plain table ("bare"),
through the store ("store"), and as notes that are decided upon by reading the whole incident ("acts"). All three in the
same file, or on the same server; the server is one of our own, started for this from the development packages.
"""

# ruff: noqa: S608 - the texts put into the programs are ours

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from postgres import team_database

WRITERS, ACTS = 50, 40
INCIDENT = "bench-20261122-1"
LINE = "x" * 500  # about as long as the line of a note
_BEGIN = """
import sys
url, bare, name, times = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
"""
_GO = """
print("ready", flush=True)
sys.stdin.readline()
for turn in range(times):
    act(turn)
    print(turn, flush=True)
"""
_WRITES = {
    "bare sqlite": f"""
from pathlib import Path
from crisisctl.stores.sqlite import connect
connection = connect(Path(bare), 600)
def act(turn):
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO bare (line) VALUES (?)", ({LINE!r},))
    connection.execute("COMMIT")
""",
    "bare postgresql": f"""
import psycopg
connection = psycopg.connect(bare, autocommit=True)
def act(turn):
    with connection.transaction():
        connection.execute("INSERT INTO bare (line) VALUES (%s)", ({LINE!r},))
""",
    "store": f"""
from crisisctl.stores import open_store
store = open_store(url)
store.incidents()
def act(turn):
    store.change("plain", lambda lines: [{LINE!r}])
""",
    "acts": f"""
from crisisctl.acts import Note
from crisisctl.runner import Desk
from crisisctl.stores import open_store
desk = Desk(open_store(url), f"writer {{name}}")
desk.view({INCIDENT!r})
def act(turn):
    desk.do({INCIDENT!r}, Note(f"Note {{turn}} of writer {{name}}: restarted the gateway, no change seen"))
""",
}


def main(writers: int, acts: int) -> None:
    """Print the table."""
    print(f"{writers} writers x {acts} lines, one incident\n")
    print(f"{'':>24} {'written':>12} {'failed':>7} {'a second':>9} {'to bare':>8}")
    with tempfile.TemporaryDirectory() as folder:
        _of_sqlite(Path(folder), writers, acts)
        _of_postgresql(writers, acts)


def _of_sqlite(folder: Path, writers: int, acts: int) -> None:
    from crisisctl.stores.sqlite import connect

    bare, url = folder / "bare.db", f"sqlite://{folder}/crisis.db"
    bare.touch()
    connection = connect(bare)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE bare (number INTEGER PRIMARY KEY, line TEXT)")
    connection.close()
    _all("sqlite", url, str(bare), writers, acts)


def _of_postgresql(writers: int, acts: int) -> None:
    team = team_database()
    with team.server.connect(team.name) as owner:
        owner.execute("CREATE TABLE public.bare (number bigserial PRIMARY KEY, line text)")
    _all("postgresql", team.url, team.owner, writers, acts)


def _all(kind: str, url: str, bare: str, writers: int, acts: int) -> None:
    environment = {**os.environ, "CRISISCTL_STORE": url, "CRISISCTL_HOME": tempfile.gettempdir()}
    start = ["start", "outage", "--no-walk", "--set", "service=WhatsApp", "--format", "json"]
    begun = subprocess.run(
        [sys.executable, "-m", "crisisctl", *start], env=environment, check=True, capture_output=True, text=True
    )
    incident = begun.stdout.partition('"id": "')[2].partition('"')[0]
    base = 0.0
    for name in (f"bare {kind}", "store", "acts"):
        code = _BEGIN + _WRITES[name].replace(INCIDENT, incident) + _GO
        written, failed, seconds = _run(code, url, bare, writers, acts)
        rate = written / seconds
        base = base or rate
        what = f"{kind}: {name.split()[0]}"
        print(f"{what:>24} {written:>6} of {writers * acts:<4}{failed:>6} {rate:>9.0f} {rate / base:>8.2f}", flush=True)


def _run(code: str, url: str, bare: str, writers: int, acts: int) -> tuple[int, int, float]:
    """How many lines were acknowledged, how many writers said anything on stderr, and the seconds it took."""
    command = [sys.executable, "-c", code, url, bare]
    pipe = subprocess.PIPE
    started = [
        subprocess.Popen([*command, str(number), str(acts)], stdin=pipe, stdout=pipe, stderr=pipe, text=True)
        for number in range(writers)
    ]
    for each in started:
        assert each.stdout
        assert each.stdout.readline() == "ready\n", each.communicate()[1]
    begun = time.perf_counter()
    for each in started:
        assert each.stdin
        each.stdin.write("go\n")
        each.stdin.flush()
    ended = [each.communicate() for each in started]
    seconds = time.perf_counter() - begun
    return sum(len(out.splitlines()) for out, _ in ended), sum(bool(error) for _, error in ended), seconds


if __name__ == "__main__":
    main(*(int(word) for word in (*sys.argv[1:], *map(str, (WRITERS, ACTS)[len(sys.argv) - 1 :]))))
