"""kill -9 in the midst of a walk in a real terminal, after a random key and a random moment; then it is walked on."""

from __future__ import annotations

import json
import random
import re
import signal
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pexpect

from crisisctl import chain
from crisisctl.history import has_ended
from crisisctl.stores.sqlite import SqliteStore
from faults.scene import Figures
from walk.terminal import PATIENCE, Place, program

_ESCAPES = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|[@-_])")
STEPS = {
    "look": "NOW  Look at it yourself",
    "sources": "NOW  Ask two sources",
    "verdict": "NOW  Is it real",
    "impact": "NOW  Who is hit",
    "probe": "NOW  Probe it",
    "tell": "NOW  First word to customers",
    "hold": "NOW  Let it settle",
    "fixed": "NOW  Say it is resolved",
    "tell-over": "NOW  Last word to customers",
    "lessons": "NOW  Write the lessons down",
}
"""The steps of the playbook in their order, and how the walk shows each."""
KEYS = {
    "in a few words?": "WhatsApp down\r",
    "What is down?": "WhatsApp\r",
    "Who takes the role": "\r",
    **{STEPS[step]: "d" for step in ("look", "sources", "impact", "probe", "hold", "fixed")},
    STEPS["verdict"]: "1",
    STEPS["tell"]: "s",
    STEPS["tell-over"]: "s",
    STEPS["lessons"]: "k",
    "[Enter] yes": "\r",
    "Enter alone: skip without a reason": "\r",
    "Go on all the same?": "it has held since noon\r",
    "Source 1": "my own phone\r",
    "Source 2": "a colleague\r",
    "Source 3": "\r",
    "a whole number": "1200\r",
    "[1] all of them": "2\r",
    "Run this command": "y",
    "[any key] go on": " ",
    "Which have left?": "\r",
    "To whom": "\r",
    "[d] give what is missing": "d",
    "Which cause?": "a disk was full\r",
    "Who confirms it?": "Dov\r",
    "Nothing is left to do.": "d",
    "How did it end": "a disk was replaced\r",
}
"""What is typed where the walk shows this last."""
_CLOSED = "is closed"
_NONE_OPEN = "no incident is open"
"""What the next walk says where the last one was killed between closing the incident and saying so."""


def campaign(folder: Path, points: int, seed: int) -> Figures:
    """One incident after the other is walked to its end."""
    rng, figures = random.Random(seed), Figures(seed)  # noqa: S311 - chance, not secrecy
    number = 0
    while figures.points < points:
        number += 1
        (folder / str(number)).mkdir(parents=True)
        walk = _Walk(Place(folder / str(number), {"CRISISCTL_LANG": "en"}), figures, rng, points)
        walk.to_its_end(f"seed {seed}, walk {number}")
    return figures


@dataclass
class _Walk:
    place: Place
    figures: Figures
    rng: random.Random
    points: int
    shown: int = 0
    """How many steps the walk has shown to be behind it: those are acknowledged."""
    counted: int = 0
    kept: list[str] = field(default_factory=list)

    def to_its_end(self, where: str) -> None:
        for turn in range(300):
            words = ["walk"] if self.kept else ["start", str(self.place.playbook)]
            ended = self._sit(words)
            self._check(f"{where}, sitting {turn}")
            if ended or not self.figures.fine:
                break
        else:
            self.figures.wrong("broken", f"{where}: it does not come to an end")

    def _sit(self, words: list[str]) -> bool:
        """Type what is asked for, until it is killed (False) or the walk is at its end (True)."""
        command, *arguments = [*program(), *words]
        child: pexpect.spawn[bytes] = pexpect.spawn(
            command, arguments, dimensions=(24, 80), env=self.place.environment, cwd=str(self.place.path)
        )
        child.delaybeforesend = None
        with closing(child):
            while True:
                asked = self._until_asked(child)
                if not asked:
                    return True
                child.send(KEYS[asked])
                if self.figures.points < self.points and self.rng.random() < 0.3:
                    self._read(child, self.rng.choice((0.0, 0.02, 0.3)) * self.rng.random())
                    child.kill(signal.SIGKILL)
                    self._read(child, PATIENCE)
                    self.figures.points += 1
                    return False

    def _until_asked(self, child: pexpect.spawn[bytes]) -> str:
        """What stands last of all it may ask; empty once it has ended."""
        text, end = "", time.monotonic() + PATIENCE
        while time.monotonic() < end:
            piece = self._read(child, 0.05, quiet=True)
            if piece is None:
                killed_as_it_closed = "no incident is open" in text and has_ended(self.kept)
                if _CLOSED not in text and not killed_as_it_closed:
                    self.figures.wrong("broken", f"the walk ended by itself: {text[-300:]}")
                return ""
            text += piece
            if not piece and (found := max(KEYS, key=text.rfind)) and found in text:
                return found
        self.figures.wrong("broken", f"the walk asks nothing: {text[-300:]}")
        return ""

    def _read(self, child: pexpect.spawn[bytes], seconds: float, *, quiet: bool = False) -> str | None:
        """What it shows for that long, or (``quiet``) until it pauses for that long; None once it has ended."""
        text, end = "", time.monotonic() + seconds
        while True:
            try:
                raw = child.read_nonblocking(65536, timeout=seconds if quiet else max(0.0, end - time.monotonic()))
            except pexpect.TIMEOUT:
                break
            except pexpect.EOF:
                self._see(text)
                return text or None
            text += _ESCAPES.sub("", raw.decode("utf-8", "replace")).replace("\N{NO-BREAK SPACE}", " ")
        self._see(text)
        return text

    def _see(self, text: str) -> None:
        for number, words in enumerate(STEPS.values()):
            if words in text:
                self.shown = max(self.shown, number)
        if _CLOSED in text:
            self.shown = len(STEPS)

    def _lines(self) -> list[str]:
        with closing(SqliteStore(self.place.path / "data" / "crisisctl.db")) as store:
            return [line for incident in store.incidents() for line in store.read(incident)]

    def _is_closed(self) -> bool:
        return any(json.loads(line)["type"] == "incident.closed" for line in self._lines())

    def _check(self, where: str) -> None:
        lines = self._lines()
        if lines[: len(self.kept)] != self.kept:
            self.figures.wrong("lost", f"{where}: what was in the log is not any more")
        self.kept = lines
        if problems := chain.verify(lines).problems:
            self.figures.wrong("broken", f"{where}: {problems}")
        entries = [json.loads(line) for line in lines]
        ended = [e["data"]["step"] for e in entries if e["type"] in {"step.done", "step.skipped"}]
        mine = [step for step in ended if step in STEPS]
        missing = set(list(STEPS)[: self.shown]) - set(mine)
        if missing:
            self.figures.wrong("lost", f"{where}: shown as done, and not in the log: {missing}")
        if mine != [step for step in STEPS if step in mine]:
            self.figures.wrong("twice", f"{where}: steps out of order or twice: {mine}")
        sent = Counter(e["data"]["message"] for e in entries if e["type"] == "message.sent")
        if any(times > 1 for times in sent.values()):
            self.figures.wrong("twice", f"{where}: recorded as sent: {sent}")
        self.figures.acknowledged += self.shown - self.counted
        self.counted = self.shown
