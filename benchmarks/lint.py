"""How fast messages are linted: ten of them beside `--version`, and ten thousand on one core, in one run.

    python benchmarks/lint.py [ROUNDS]

Starts take turns, as in start_up.py: medians of CPU time (user and system), as ratios to `--version`; at most 2 is
wanted. Throughput is CPU time of one process, its warm-up included, beside what the C loader needs to read the same
messages from YAML; at least 1,000 a second are wanted. The messages are those of tests/corpus; the ten thousand are
made of their sentences, no two alike.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml

CORPUS = Path(__file__).parents[1] / "tests" / "corpus"
CRISISCTL = [sys.executable, "-m", "crisisctl"]
MANY = 10_000
COUNT = """\
import gc, sys, time
import yaml
from crisisctl.rules import _corpus
text = open(sys.argv[1], encoding="utf-8").read()
gc.disable()  # as the command does
begun = time.process_time()
document = yaml.load(text, Loader=yaml.CSafeLoader)
read = time.process_time()
_corpus.run(_corpus.cases(document))
print(read - begun, time.process_time() - read)
"""


def main(rounds: int) -> None:
    """Print both tables."""
    french, english = _messages("dev-fr.yaml"), _messages("dev-en.yaml")
    mixed = [each for pair in zip(french, english, strict=False) for each in pair]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "CRISISCTL_HOME": folder, "CRISISCTL_CONFIG": "", "CRISISCTL_LANG": "en"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
        commands = {"--version": [*CRISISCTL, "--version"]}
        for name, some in (("French", french), ("English", english), ("mixed", mixed)):
            ten = some[:: len(some) // 10][:10]
            texts = [_written(folder, f"{name}-{at}.txt", each["text"]) for at, each in enumerate(ten)]
            commands[f"10 files, {name}"] = [*CRISISCTL, "lint", *(word for text in texts for word in ("--file", text))]
            corpus = _written(folder, f"{name}.yml", yaml.safe_dump(ten, allow_unicode=True))
            commands[f"a list of 10, {name}"] = [*CRISISCTL, "lint", "--file", corpus]
            commands[f"a corpus of 10, {name}"] = [*CRISISCTL, "lint", "--cases", corpus]
        _starts(commands, rounds, environment, folder)
        print()
        for name, some in (("French", french), ("English", english), ("mixed", mixed)):
            many = _written(folder, "many.yml", yaml.safe_dump(_many(some), allow_unicode=True))
            command = [sys.executable, "-c", COUNT, many]
            done = subprocess.run(command, env=environment, cwd=folder, check=True, capture_output=True, text=True)
            read, linted = map(float, done.stdout.split())
            ratio = linted / read
            print(f"{MANY:,} {name:<8} {MANY / linted:6.0f} a second   {ratio:4.1f} x the time to read them from YAML")


def _messages(name: str) -> list[dict[str, Any]]:
    document = yaml.safe_load((CORPUS / name).read_text("utf-8"))
    cases = document["cases"] if isinstance(document, dict) else document
    return [{key: each[key] for key in ("id", "lang", "channel", "text") if key in each} for each in cases]


def _many(some: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """So many messages of sentences of the same language, as long as theirs, no two alike."""
    chance = random.Random(1)  # noqa: S311 - the same messages at every run
    sentences: dict[str, list[str]] = {}
    for each in some:
        sentences.setdefault(each["lang"], []).extend(each["text"].replace("\n", " \n").split(". "))
    made = []
    for number in range(MANY):
        like = some[number % len(some)]
        length = like["text"].count(". ") + 1
        text = ". ".join(chance.sample(sentences[like["lang"]], length))
        made.append({**like, "id": str(number), "text": text})
    return made


def _written(folder: str, name: str, text: str) -> str:
    Path(folder, name).write_text(text, encoding="utf-8")
    return name


def _starts(commands: dict[str, list[str]], rounds: int, environment: dict[str, str], folder: str) -> None:
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            seconds = _cpu_seconds(command, environment, folder)
            if number:  # the first round warms the caches
                times[name].append(seconds)
    base = statistics.median(times["--version"])
    for name, some in times.items():
        print(f"{name:<24} {statistics.median(some) * 1000:6.0f} ms   {statistics.median(some) / base:4.2f} x")


def _cpu_seconds(command: list[str], environment: dict[str, str], folder: str) -> float:
    """CPU time of one run; a lint that finds something ends with 1."""
    with Path(os.devnull).open("wb") as nothing:
        process = subprocess.Popen(command, env=environment, stdout=nothing, stderr=nothing, cwd=folder)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
