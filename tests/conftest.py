"""Every test has a data directory, a home and a working folder of its own, and nobody's environment.

``crisis`` runs the command line: ``crisis.run("note", "hello").says("hello")``, ``crisis.run("note").fails(2, …)``.
"""

from __future__ import annotations

import gc
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings

# Machines that run tests are busy: being slow is no failure.
settings.register_profile(
    "calm",
    settings.get_profile(settings.get_current_profile_name()),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("long", settings.get_profile("calm"), max_examples=20_000)
settings.load_profile("calm")

_PREFIXES = ("CRISISCTL_", "_CRISISCTL_", "XDG_", "LC_", "LANG", "PYTHONIOENCODING", "PYTHONUTF8")


# A shell that starts the tests in the background has them, and all they start, ignore Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _alone(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test sees the machine it runs on. ``HOME`` is a file: nothing can be read below it, nothing written."""
    for variable in [name for name in os.environ if name.startswith(_PREFIXES)]:
        monkeypatch.delenv(variable)
    folder = tmp_path_factory.mktemp("alone")
    nobody = folder / "no-home"
    nobody.touch()
    work = folder / "work"
    work.mkdir()
    for name, value in {
        "HOME": nobody,
        "CRISISCTL_HOME": folder / "data",
        "CRISISCTL_ACTOR": "Ana",
        "CRISISCTL_LANG": "en",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }.items():
        monkeypatch.setenv(name, str(value))
    monkeypatch.chdir(work)
    return folder


@dataclass(frozen=True)
class Result:
    """What one call of the program led to. Each method says what should be so, and gives the result back."""

    arguments: tuple[str, ...]
    code: int
    stdout: str
    stderr: str

    def succeeds(self) -> Self:
        assert self.code == 0, self
        return self

    def says(self, *parts: str) -> Self:
        self.succeeds()
        for part in parts:
            assert part in self.stdout, self
        return self

    def prints(self, stdout: str, stderr: str = "") -> Self:
        assert (self.code, self.stdout, self.stderr) == (0, stdout, stderr)
        return self

    def fails(self, code: int, stderr: str, stdout: str = "") -> Self:
        """It ends with ``code`` and exactly these words; an error prints nothing on stdout unless it is said."""
        assert (self.code, self.stderr, self.stdout) == (code, stderr, stdout)
        return self

    def fails_with(self, code: int, *parts: str) -> Self:
        """It ends with ``code`` and one line that holds ``parts``."""
        assert self.code == code, self
        assert self.stderr.count("\n") == 1, self
        for part in parts:
            assert part in self.stderr, self
        return self

    @property
    def json(self) -> dict[str, Any]:
        found = json.loads(self.stdout)
        assert isinstance(found, dict)
        assert found.pop("crisisctl") == 1
        return found


@dataclass
class Crisis:
    """The command line in the folder of a test."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        return self.folder / "data"

    @property
    def work(self) -> Path:
        return self.folder / "work"

    def run(self, *arguments: str, stdin: str | bytes = b"") -> Result:
        """Run it in this process, with pipes for a terminal."""
        from crisisctl.__main__ import run

        given = stdin.encode() if isinstance(stdin, str) else stdin
        out, err = _pipe(), _pipe("backslashreplace")
        with (
            redirect_stdout(out),
            redirect_stderr(err),
            patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8")),
            patch.dict(os.environ, self.environment),
        ):
            code = run(list(arguments))
        gc.enable()  # a lint leaves it off, for its process ends; this one goes on
        return Result(arguments, code, _words(out), _words(err))

    def json(self, *arguments: str, stdin: str = "") -> Any:
        """What ``--format json`` prints, without the version of its shape."""
        return self.run(*arguments, "--format", "json", stdin=stdin).succeeds().json

    def spawn(
        self,
        *arguments: str | bytes,
        stdin: bytes | None = None,
        environment: Mapping[str, str] | None = None,
        timeout: float = 30,
    ) -> Result:
        """Run it as a process of its own; without ``stdin`` it has none. A hang fails the test."""
        done = subprocess.run(
            [sys.executable, "-m", "crisisctl", *arguments],
            input=stdin,
            stdin=subprocess.DEVNULL if stdin is None else None,
            capture_output=True,
            env={**os.environ, **self.environment, **(environment or {})},
            timeout=timeout,
            check=False,
        )
        words = tuple(each if isinstance(each, str) else repr(each) for each in arguments)
        return Result(words, done.returncode, done.stdout.decode(), done.stderr.decode())

    def start(self, playbook: str = "small", *options: str) -> str:
        """Open an incident; its id."""
        found: str = self.json("start", playbook, "--no-walk", *options)["incident"]["id"]
        return found

    def status(self, *options: str) -> Any:
        return self.json("status", *options)

    def log(self, *options: str) -> Sequence[dict[str, Any]]:
        return [json.loads(line) for line in self.run("log", "--format", "jsonl", *options).stdout.splitlines()]


@pytest.fixture
def crisis(_alone: Path) -> Crisis:
    return Crisis(_alone)


def _pipe(errors: str = "strict") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors=errors, newline="")


def _words(pipe: io.TextIOWrapper) -> str:
    pipe.flush()
    kept = pipe.buffer
    assert isinstance(kept, io.BytesIO)
    return kept.getvalue().decode()
