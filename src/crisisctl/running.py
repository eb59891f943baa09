"""Running the command of a step: facts as environment variables, a time limit, the end of its output kept."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crisisctl.acts import Act, Do, Fail
from crisisctl.incident import Incident
from crisisctl.playbook import CONCEALED, Step
from crisisctl.text import one_line

_KEPT = 400
"""Characters of the output that go into the log: its end says how it went."""


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
        ["/bin/sh", "-c", step.run or "true"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=_environment(incident, seen),
        start_new_session=True,
    )
    try:
        output, _ = process.communicate(timeout=step.timeout)
        return Result(process.returncode, _concealed(output, seen.values()), step.timeout)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        output, _ = process.communicate()
        return Result(None, _concealed(output, seen.values()), step.timeout)


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
    return {**os.environ, **facts, **named, "CRISIS_INCIDENT": incident.id}
