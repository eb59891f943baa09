"""A night to break: a home of its own, acts that are told apart in the log, and what must hold after each fault."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crisisctl import chain
from crisisctl.errors import StoreFailed
from crisisctl.stores.sqlite import SqliteStore
from faults import tracing
from faults.tracing import Ended

PLAYBOOK = """\
schema: crisisctl/v1
id: small
title: Small outage
languages: [en]
roles:
  lead: {title: Lead, duties: Decides}
facts:
  affected: {type: integer, prompt: How many?}
severities:
  SEV1: {when: Bad, next_update: 30m}
  SEV2: {when: Less bad, next_update: 1h}
audiences:
  customers: {title: Customers, channels: [slack]}
messages:
  first:
    audience: customers
    kind: ack
    title: First word
    body: {en: "Pay is down since this morning for {{ affected }} of you. Next update: {{ next_update }}."}
phases:
  - id: confirm
    title: Confirm
    steps:
      - {id: look, kind: task, role: lead, title: Look}
      - {id: tell, kind: message, title: Tell, message: first}
"""
KINDS = ("note", "fact", "action", "channel", "severity", "role", "draft", "done", "reopen", "sent")


@dataclass
class Figures:
    """What was done, and what must be nought."""

    seed: int
    points: int = 0
    acknowledged: int = 0
    lost: int = 0
    twice: int = 0
    half: int = 0
    broken: int = 0
    more: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def wrong(self, kind: str, what: str) -> None:
        setattr(self, kind, getattr(self, kind) + 1)
        self.problems.append(f"{kind}: {what}")

    def count(self, name: str, number: int = 1) -> None:
        self.more[name] = self.more.get(name, 0) + number

    @property
    def fine(self) -> bool:
        return not self.problems


@dataclass
class Night:
    """One home with one open incident. ``kept`` are the lines that were acknowledged or seen since: none may go."""

    home: Path
    figures: Figures
    kept: list[str] = field(default_factory=list)
    turn: int = 0

    def settle(self) -> None:
        """Make this home the one that the program finds."""
        self.home.mkdir(parents=True, exist_ok=True)
        (self.home / "playbooks").mkdir(exist_ok=True)
        (self.home / "playbooks" / "small.yaml").write_text(PLAYBOOK, encoding="utf-8")
        os.environ.update(CRISISCTL_HOME=str(self.home), CRISISCTL_ACTOR="Ana", CRISISCTL_LANG="en", TZ="UTC")
        os.environ.pop("CRISISCTL_INCIDENT", None)
        os.chdir(self.home)

    @property
    def log(self) -> Path:
        return self.home / "crisisctl.db"

    def lines(self) -> list[str]:
        with closing(SqliteStore(self.log)) as store:
            return [line for incident in store.incidents()[:1] for line in store.read(incident)]

    def begin(self) -> None:
        self.settle()
        self.must("start", "small", "--no-walk", "--set", "affected=1")

    def must(self, *argv: str) -> Ended:
        """An act without a fault: it has to work, and to be there."""
        ended = tracing.plain(*argv)
        if ended.code:
            self.figures.wrong("broken", f"{' '.join(argv)}: exit {ended.code}: {ended.said.strip()}")
        self.settled(ended, f"after {' '.join(argv)}")
        return ended

    def act(self, rng: random.Random) -> list[str]:
        """The words of another act, never the same twice."""
        self.turn += 1
        words = {
            "note": ["note", f"note {self.turn}"],
            "fact": ["set", f"affected={self.turn}"],
            "action": ["action", "add", f"action {self.turn}"],
            "channel": ["channel", f"sms={'down' if self.turn % 2 else 'up'}", "--reason", str(self.turn)],
            "severity": ["severity", f"SEV{1 + self.turn % 2}", "--reason", str(self.turn)],
            "role": ["role", f"lead=P{self.turn}"],
            "draft": ["draft", "first", "--fresh"],
            "done": ["done", "look", f"answer {self.turn}"],
            "reopen": ["reopen", "look", "--reason", str(self.turn)],
            "sent": ["sent", "first", "--force", "--reason", str(self.turn)],
        }
        return [*words[rng.choice(KINDS)], "--format", "json"]

    def settled(self, ended: Ended, where: str) -> None:
        """What was kept is there as it was; what is new is what was acknowledged, whole; the chain holds."""
        figures = self.figures
        try:
            found = self.lines()
        except StoreFailed as failure:
            figures.wrong("lost", f"{where}: {failure.message}")
            return
        if found[: len(self.kept)] != self.kept:
            figures.wrong("lost", f"{where}: {len(self.kept)} lines were kept, {len(found)} are there")
        told = acknowledged(ended)
        if told:
            figures.acknowledged += 1
            head = told["incident"]["head"]
            if not any(json.loads(line)["digest"] == head for line in found):
                figures.wrong("lost", f"{where}: acknowledged, and not in the log")
        verdict = chain.verify(found)
        if verdict.problems:
            figures.wrong("broken", f"{where}: {verdict.problems}")
        if said := twice(found):
            figures.wrong("twice", f"{where}: {said}")
        self.kept = found


def acknowledged(ended: Ended) -> dict[str, Any] | None:
    """What the program said that it recorded; None where it was killed before it had said so."""
    start = ended.said.find("{")
    try:
        found, _ = json.JSONDecoder().raw_decode(ended.said[max(start, 0) :])
    except ValueError:
        return None
    return found if isinstance(found, dict) and found.get("recorded") else None


def twice(lines: Sequence[str]) -> str:
    """A text of ours that stands in the log more than once."""
    seen: set[str] = set()
    for text in _texts(lines):
        if text in seen:
            return text
        seen.add(text)
    return ""


def _texts(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        entry = json.loads(line)
        data = entry["data"]
        own = {"note.added": "text", "action.added": "title", "step.done": "answer"}.get(entry["type"])
        if own and data.get(own):
            yield f"{entry['type']} {data[own]}"
