"""A real pseudo-terminal with the program in it, and the screen a person would see.

Nothing here sleeps: whoever waits, waits for something to stand on the screen.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pexpect
import pyte

PATIENCE = 60.0
"""Seconds for something to appear: only a test that fails ever waits that long."""
_GULP = 512
"""Bytes read at once: less than a screen, so that a test that looks at half a one always does, not once in a while."""
HERE = Path(__file__).parent
ORGANISATION = """\
schema: crisisctl/organisation/v1
name: Exemplia
languages: [fr, en]
timezone: Europe/Paris
timezone_label: {fr: heure de Paris, en: Paris time}
contacts: {phone: "01 99 00 12 34", status_url: "https://status.example"}
"""


@dataclass
class Place:
    """A temporary home, and the environment in which the program runs."""

    path: Path
    more: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        (self.path / "crisis.yaml").write_text(ORGANISATION, encoding="utf-8")
        self.playbook = shutil.copy(HERE / "short.yaml", self.path / "short.yaml")
        own = self.path / "data" / "playbooks"  # its command may be run
        own.mkdir(parents=True, mode=0o700, exist_ok=True)
        shutil.copy(self.playbook, own)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        return {
            **kept,
            "HOME": str(self.path),
            "CRISISCTL_HOME": str(self.path / "data"),
            "CRISISCTL_CONFIG": str(self.path / "crisis.yaml"),
            "CRISISCTL_ACTOR": "Ana",
            "INPUTRC": os.devnull,
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            **self.more,
        }

    def terminal(self, *arguments: str, size: tuple[int, int] = (24, 80), **more: str) -> Terminal:
        return Terminal([*program(), *arguments], size, {**self.environment, **more}, self.path)

    def run(self, *arguments: str) -> str:
        """The program without a terminal."""
        output = pexpect.run(
            " ".join(_quoted(word) for word in [*program(), *arguments]),
            env=self.environment,
            cwd=str(self.path),
            timeout=PATIENCE,
            encoding="utf-8",
        )
        return str(output)


def program() -> list[str]:
    """The installed command, beside the interpreter that runs the tests."""
    installed = Path(sys.executable).parent / "crisisctl"
    return [str(installed)] if installed.exists() else [sys.executable, "-m", "crisisctl"]


def _quoted(word: str) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Terminal:
    def __init__(self, command: list[str], size: tuple[int, int], environment: dict[str, str], cwd: Path) -> None:
        self.rows, self.columns = size
        self.raw = b""
        self.screen = pyte.HistoryScreen(self.columns, self.rows, history=2000)
        self._stream = pyte.ByteStream(self.screen)
        self.child: pexpect.spawn[bytes] = pexpect.spawn(
            command[0],
            command[1:],
            dimensions=size,
            env=environment,
            cwd=str(cwd),
            timeout=PATIENCE,
        )
        self.child.delaybeforesend = None

    @property
    def shown(self) -> str:
        """The screen as text; French no-break spaces are plain ones here."""
        return "\n".join(line.rstrip() for line in self.screen.display).replace("\N{NO-BREAK SPACE}", " ")

    def until(self, *wanted: str, gone: bool = False) -> str:
        """Wait until all of ``wanted`` stand on the screen together; or until none of it does any more.

        A screen that is half drawn is not looked at, as a terminal does not show it.
        """
        end = time.monotonic() + PATIENCE
        while self._half_drawn or not self._stands(wanted, gone):
            if time.monotonic() > end:
                raise AssertionError(f"never seen: {wanted}\n{self.shown}")
            self._read()
        return self.shown

    def _stands(self, wanted: tuple[str, ...], gone: bool) -> bool:
        found = [each in self.shown for each in wanted]
        return not any(found) if gone else all(found)

    @property
    def _half_drawn(self) -> bool:
        return self.raw.rfind(b"\x1b[?2026h") > self.raw.rfind(b"\x1b[?2026l")

    def send(self, text: str) -> None:
        self.child.send(text)

    def answer(self, question: str, text: str) -> None:
        """Wait for ``question``, then type ``text`` and Enter."""
        self.until(question)
        self.send(f"{text}\r")

    def press(self, wanted: str, key: str) -> None:
        """Wait for ``wanted``, then press a single key."""
        self.until(wanted)
        self.send(key)

    def kill(self) -> None:
        self.child.kill(signal.SIGKILL)
        self._drain()

    def hang_up(self) -> None:
        """Close our end, as a window that is closed does."""
        self.child.close(force=False)

    def finish(self) -> int:
        """Wait for the end of the program; its exit code."""
        self._drain()
        self.child.close()
        return int(self.child.exitstatus if self.child.exitstatus is not None else -(self.child.signalstatus or 0))

    def _drain(self) -> None:
        end = time.monotonic() + PATIENCE
        while self._read():
            assert time.monotonic() < end, f"it does not end\n{self.shown}"

    def _read(self) -> bool:
        """Feed what arrives to the screen; False once the program has ended."""
        try:
            found = self.child.read_nonblocking(_GULP, timeout=1)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += found
        self._stream.feed(found)
        return True
