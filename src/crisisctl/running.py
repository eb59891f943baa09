"""Running the command of a step: facts as environment variables, a time limit, the end of its output kept.

It inherits the environment without what is ours and without what looks like a secret: a playbook says what is run, and
need not be told how to reach the log, nor the tokens of whoever runs it.
"""

from __future__ import annotations

import os
import re
import selectors
import shutil
import signal
import subprocess
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from crisisctl.acts import Act, Do, Fail
from crisisctl.incident import Incident
from crisisctl.playbook import CONCEALED, Step
from crisisctl.text import one_line

_KEPT = 400
"""Characters of the output that go into the log: its end says how it went."""
_HELD = 256 * 1024
"""Bytes of it that are held: a command may print without end."""
_OURS = re.compile(r"(?:_?CRISISCTL_|CRISIS_|PG(?:PASS|SERVICE|SSL|HOST|USER|DATABASE|PORT)).*")
_PLAIN = re.compile(r"[\w@%+=:,./ -]+", re.ASCII)
_WITH_PASSWORD = re.compile(r"[a-z][a-z0-9+.-]*://[^/@\s]*:[^/@\s]*@", re.IGNORECASE)
"""A URL that holds one, under whatever name."""
_SECRET = re.compile(
    r"TOKEN|SECRET|PASSW|PASSPHRASE|CREDENTIAL|WEBHOOK|(?:API|ACCESS|PRIVATE|SIGNING|AUTH)_?KEY|_AUTH$|_DSN$|_PWD$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Result:
    """How a command went; ``code`` is None when it was stopped at its time limit."""

    code: int | None
    output: str
    seconds: int

    @property
    def fine(self) -> bool:
        return self.code == 0

    def act(self, step: str) -> Act:
        """What to tell the log."""
        tail = one_line(self.output)[-_KEPT:]
        if self.fine:
            return Do(step, (f"exit 0: {tail}" if tail else "exit 0",))
        how = f"stopped after {self.seconds} s" if self.code is None else f"exit {self.code}"
        return Fail(step, f"{how}: {tail}" if tail else how)


def run(step: Step, incident: Incident, secrets: Mapping[str, str]) -> Result:
    """Run it in a shell, in a group of its own, so that the time limit stops whatever it started.

    Of ``secrets`` it sees those that the step names, and its output is kept without them.

    Values never become part of the line: a fact ``x; rm -rf /`` is the content of a variable, nothing more.
    """
    seen = {name: value for name, value in secrets.items() if name in step.secrets}
    process = subprocess.Popen(
        _words(step.run or "true"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=_environment(incident, seen),
        start_new_session=True,
    )
    with process:
        try:
            output, ended = _end_of(process, step.timeout)
        except BaseException:  # Ctrl-C: what we started does not outlive us
            _stop(process)
            raise
        if not ended:
            _stop(process)
            output += _rest_of(process)
    said = _concealed(output[-_HELD:], seen.values())
    return Result(process.returncode if ended else None, said, step.timeout)


def _stop(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _words(line: str) -> list[str]:
    """The command without a shell where it needs none: nothing but plain words, the first of them a program."""
    if _PLAIN.fullmatch(line):
        words = line.split()
        if words and "=" not in words[0] and shutil.which(words[0]):
            return words
    return ["/bin/sh", "-c", line]


def _end_of(process: subprocess.Popen[bytes], timeout: float) -> tuple[bytes, bool]:
    """The end of what it prints, and whether it ended in time; whatever it started may still hold its output open."""
    assert process.stdout is not None  # noqa: S101 - it was asked for
    until, kept = time.monotonic() + timeout, b""
    with selectors.DefaultSelector() as waiting:
        waiting.register(process.stdout, selectors.EVENT_READ)
        while (left := until - time.monotonic()) > 0:
            if waiting.select(left):
                piece = os.read(process.stdout.fileno(), 65536)
                if not piece:
                    return kept, _ended(process, left)
                kept = (kept + piece)[-_HELD:]
    return kept, False


def _ended(process: subprocess.Popen[bytes], seconds: float) -> bool:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def _rest_of(process: subprocess.Popen[bytes]) -> bytes:
    """What was printed and not yet read when it was stopped."""
    assert process.stdout is not None  # noqa: S101 - it was asked for
    os.set_blocking(process.stdout.fileno(), False)  # something that left the group may still hold it open
    with suppress(BlockingIOError):
        return os.read(process.stdout.fileno(), _HELD)
    return b""


def inherited(environment: Mapping[str, str]) -> dict[str, str]:
    """What a command sees of our environment."""
    return {
        name: value
        for name, value in environment.items()
        if not _OURS.fullmatch(name) and not _SECRET.search(name) and not _WITH_PASSWORD.match(value)
    }


def _concealed(output: bytes, secrets: Iterable[str]) -> str:
    text = output.decode("utf-8", "replace")
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, CONCEALED)
    return text


def _environment(incident: Incident, secrets: Mapping[str, str]) -> dict[str, str]:
    facts = {
        f"CRISIS_{name.upper()}": one_line(str(fact.value))
        for name, fact in incident.facts.items()
        if incident.counts(name) and name not in incident.playbook.secrets()
    }
    named = {f"CRISIS_{name.upper()}": value for name, value in secrets.items() if incident.counts(name)}
    return {**inherited(os.environ), **facts, **named, "CRISIS_INCIDENT": incident.id}
