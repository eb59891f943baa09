"""How `status` grows with the length of an incident's log: 0, 1,000, 10,000 and 100,000 events more.

    python benchmarks/long_log.py [LARGEST]

The events are written through the store, as a busy incident would hold them: notes, facts, channels, sendings, actions.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta

from crisisctl import chain
from crisisctl import events as ev
from crisisctl.stores import Lines, open_store

SIZES = (0, 1_000, 10_000, 100_000)


def main(largest: int) -> None:
    """Print the table."""
    print(f"{'events':>8} {'status':>9} {'--format json':>14} {'more than empty':>16}")
    empty = 0.0
    for size in (size for size in SIZES if size <= largest):
        with tempfile.TemporaryDirectory() as folder:
            environment = {**os.environ, "CRISISCTL_HOME": folder, "CRISISCTL_INCIDENT": "", "CRISISCTL_STORE": ""}
            start = ("start", "outage", "--no-walk", "--set", "service=WhatsApp")
            _run(start, environment, folder)
            _fill(folder, size)
            text = min(_run(("status",), environment, folder) for _ in range(3))
            as_json = min(_run(("status", "--format", "json"), environment, folder) for _ in range(3))
            empty = empty or text
            print(f"{size:>8} {text:>7.2f} s {as_json:>12.2f} s {text - empty:>14.2f} s")


def _run(words: tuple[str, ...], environment: dict[str, str], folder: str) -> float:
    begun = time.perf_counter()
    command = [sys.executable, "-m", "crisisctl", *words]
    subprocess.run(command, env=environment, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - begun


def _fill(folder: str, size: int) -> None:
    store = open_store(f"sqlite:///{folder}/crisisctl.db")
    at = datetime.now(UTC)

    def more(lines: Lines) -> list[str]:
        events = [_event(number, at) for number in range(size)]
        salts = iter(range(size))
        return chain.seal(events, lines, at=at, actor="bench", when=None, salt=lambda: f"{next(salts):016x}")

    store.change(store.incidents()[0], more)
    store.close()


def _event(number: int, at: datetime) -> ev.Event:
    kinds: tuple[ev.Event, ...] = (
        ev.NoteAdded(f"Note {number}: restarted the gateway, no change seen on the dashboards"),
        ev.FactSet("affected", number, "support queue"),
        ev.NoteAdded(f"Signal {number}: forty posts about us in ten minutes", "signal"),
        ev.ChannelSet("sms", "degraded" if number % 2 else "up"),
        ev.MessageSent("update", "customers", (ev.DraftText("sms", "en", "", f"Update {number}", "sha256:0"),)),
        ev.PromiseMade("customers", at + timedelta(minutes=number % 60), "update"),
        ev.StepDone("listen", "nothing new"),
        ev.ActionAdded(number, f"Action {number}", "Bo"),
    )
    return kinds[number % len(kinds)]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1])
