"""How long a command takes to start, as ratios to a hello-world Typer program in the same run on the same machine.

    python benchmarks/start_up.py [ROUNDS]

The programs take turns, so that a machine whose speed drifts slows them alike; medians of CPU time (user and system).
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HELLO = """\
import typer
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
@app.command()
def hello(name: str = "you") -> None:
    "Say hello."
    typer.echo(f"hello {name}")
app()
"""
CRISISCTL = [sys.executable, "-m", "crisisctl"]


def main(rounds: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder, "hello.py")
        hello.write_text(HELLO, encoding="utf-8")
        environment = {**os.environ, "CRISISCTL_HOME": folder, "CRISISCTL_INCIDENT": "", "CRISISCTL_CONFIG": ""}
        start = ["start", "outage", "--no-walk", "--title", "WhatsApp down", "--set", "service=WhatsApp"]
        subprocess.run([*CRISISCTL, *start], env=environment, check=True, capture_output=True, cwd=folder)
        plain, plain_help = [sys.executable, str(hello)], [sys.executable, str(hello), "--help"]
        compared = {
            "hello": (plain, plain),
            "--version": ([*CRISISCTL, "--version"], plain),
            "--help": ([*CRISISCTL, "--help"], plain_help),
            "status": ([*CRISISCTL, "status"], plain),
            "status --format json": ([*CRISISCTL, "status", "--format", "json"], plain),
            "note": ([*CRISISCTL, "note", "Restarted the gateway"], plain),
            "done": ([*CRISISCTL, "done", "--help"], plain_help),
        }
        commands = {tuple(command) for pair in compared.values() for command in pair}
        times = _measure(commands, rounds, environment, folder)
        for name, (ours, theirs) in compared.items():
            mine, base = statistics.median(times[tuple(ours)]), statistics.median(times[tuple(theirs)])
            print(f"{name:<22} {mine * 1000:6.0f} ms   {mine / base:4.2f} x")


def _measure(
    commands: set[tuple[str, ...]], rounds: int, environment: dict[str, str], folder: str
) -> dict[tuple[str, ...], list[float]]:
    times: dict[tuple[str, ...], list[float]] = {command: [] for command in commands}
    for number in range(rounds + 1):
        for command in commands:
            seconds = _cpu_seconds(command, environment, folder)
            if number:  # the first round warms the caches
                times[command].append(seconds)
    return times


def _cpu_seconds(command: tuple[str, ...], environment: dict[str, str], folder: str) -> float:
    """CPU time of one run, as the operating system accounts it to the finished process."""
    with Path(os.devnull).open("wb") as nothing:
        process = subprocess.Popen(command, env=environment, stdout=nothing, stderr=nothing, cwd=folder)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
