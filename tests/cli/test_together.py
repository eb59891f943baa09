"""Two people, one incident: real processes that act at the same moment. One wins, the other is told who did what."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable

import pytest

from conftest import Crisis
from postgres import team_database

_RACER = """
import os, sys
from crisisctl.__main__ import run
starter = os.fdopen(os.dup(0))
rounds = [line.split("\\x1f") for line in starter.readline().rstrip("\\n").split("\\x1e")]
for number, words in enumerate(rounds):
    print(f"\\x02ready {number}", flush=True)
    if starter.readline() != "go\\n":
        break
    sys.stdin = open(os.devnull)
    code = run(words)
    sys.stderr.flush()
    print(f"\\x02code {code}", flush=True)
"""
SECOND = "Ana", "Bo"
Race = tuple[list[str], list[str]]


class Racer:
    """One person's process. It acts when it is told to; its first round has everything imported for the next."""

    def __init__(self, crisis: Crisis, who: str, rounds: list[list[str]]) -> None:
        environment = {**os.environ, **crisis.environment, "CRISISCTL_ACTOR": who}
        self.process = subprocess.Popen(
            [sys.executable, "-c", _RACER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment,
            text=True,
        )
        self._say("\x1e".join("\x1f".join(words) for words in rounds))

    def _say(self, words: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()

    def ready(self) -> None:
        self._until("\x02ready")

    def go(self) -> None:
        self._say("go")

    def ended(self) -> tuple[int, str]:
        """The exit code, and what it said."""
        said = self._until("\x02code")
        return int(said[-1].split()[1]), "".join(said[:-1])

    def _until(self, mark: str) -> list[str]:
        assert self.process.stdout
        said = []
        for line in self.process.stdout:
            said.append(line)
            if line.startswith(mark):
                return said
        raise AssertionError("".join(said))

    def leave(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(30)
        assert self.process.stdout
        self.process.stdout.close()


def race(crisis: Crisis, rounds: list[Race]) -> list[list[tuple[int, str]]]:
    """Let two people do each pair of commands at once; how each of them ended."""
    racers = [Racer(crisis, who, [pair[place] for pair in rounds]) for place, who in enumerate(SECOND)]
    ended = []
    for number in range(len(rounds)):
        for each in racers:
            each.ready()
        for each in racers if number % 2 else reversed(racers):
            each.go()
        ended.append([each.ended() for each in racers])
    for each in racers:
        each.leave()
    return ended


STORES: dict[str, Callable[[], dict[str, str]]] = {
    "sqlite": dict,
    "postgresql": lambda: {"CRISISCTL_STORE": team_database().url},
}
ROUNDS = 6
PLAYBOOK = """\
schema: crisisctl/v1
id: pair
title: {{en: Two at once}}
languages: [en]
roles:
  lead: {{title: {{en: Lead}}, duties: {{en: Decides}}}}
{roles}
facts:
{facts}
severities:
  SEV1: {{when: {{en: Bad}}, next_update: 30m}}
audiences:
  customers: {{title: {{en: Customers}}, channels: [sms]}}
messages:
{messages}
clocks:
{clocks}
phases:
  - id: work
    title: {{en: Work}}
    steps:
{steps}
"""


TEXT = (
    '"Exemplia: you cannot send us messages. We are looking for the cause. Next update: {{ next_update }}. '
    'Call 01 99 00 12 34."'
)


def playbook() -> str:
    """As many of each thing as there are rounds: each pair of acts meets one that nobody has touched."""
    each = range(ROUNDS)
    clock = (
        "{title: {en: Authority}, deadline: 24h, applies_to: {en: us}, trigger: {en: we know}, duty: {en: tell}, "
        "reference: {en: Law}, source: https://law.example, checked: 2026-11-01, confidence: high}"
    )
    steps = []
    for number in each:
        steps += [
            f"{{id: task{number}, kind: task, title: {{en: Task}}}}",
            f"{{id: ways{number}, kind: decision, title: {{en: Way}}, options: [{{id: left, title: {{en: Left}}}}, "
            f"{{id: right, title: {{en: Right}}}}]}}",
            f"{{id: fact{number}, kind: question, title: {{en: Fact}}, facts: [f{number}]}}",
            f"{{id: again{number}, kind: task, every: 30m, title: {{en: Again}}}}",
            f"{{id: run{number}, kind: command, run: 'true', title: {{en: Run}}}}",
        ]
    return PLAYBOOK.format(
        roles="\n".join(f"  r{number}: {{title: {{en: Role}}, duties: {{en: Works}}}}" for number in each),
        facts="\n".join(f"  f{number}: {{type: integer, prompt: {{en: How many?}}}}" for number in each),
        messages="\n".join(
            f"  m{number}: {{audience: customers, kind: ack, approver: lead, title: {{en: W}}, body: {{en: {TEXT}}}}}"
            for number in each
        ),
        clocks="\n".join(f"  k{number}: {clock}" for number in each),
        steps="\n".join(f"      - {step}" for step in steps),
    )


RACES: dict[str, Callable[[int], Race]] = {
    "a step": lambda n: (["done", f"task{n}"], ["done", f"task{n}"]),
    "a step done and left out": lambda n: (["done", f"task{n}"], ["skip", f"task{n}", "--reason", "no"]),
    "a repeating step": lambda n: (["done", f"again{n}"], ["done", f"again{n}"]),
    "a decision": lambda n: (["done", f"ways{n}", "left"], ["done", f"ways{n}", "right"]),
    "a question": lambda n: (["done", f"fact{n}", f"f{n}=1"], ["done", f"fact{n}", f"f{n}=2"]),
    "a fact": lambda n: (["set", f"f{n}=1"], ["set", f"f{n}=2"]),
    "a command": lambda n: (["run", f"run{n}", "--yes", "--allow-commands"],) * 2,
    "an approval": lambda n: (["approve", f"m{n}", "--by", "Ana"], ["approve", f"m{n}", "--by", "Bo"]),
    "a role": lambda n: (["role", f"r{n}=Ana"], ["role", f"r{n}=Bo"]),
    "an offer": lambda n: (["handover", f"r{n}=Bo"], ["handover", f"r{n}=Eva"]),
    "an answer": lambda n: (
        ["handover", "accept", f"r{n}", "--by", "Bo"],
        ["handover", "decline", f"r{n}", "--by", "Bo", "--reason", "no"],
    ),
    "a clock": lambda n: (
        ["clock", "start", f"k{n}", "--reason", "known", "--at", "10 min ago"],
        ["clock", "start", f"k{n}", "--reason", "known", "--at", "20 min ago"],
    ),
}


@pytest.mark.parametrize("store", STORES)
@pytest.mark.parametrize("acts", RACES)
def test_one_of_two_wins_and_the_other_is_told(
    crisis: Crisis, monkeypatch: pytest.MonkeyPatch, store: str, acts: str
) -> None:
    for name, value in STORES[store]().items():
        monkeypatch.setenv(name, value)
    (crisis.work / "pair.yaml").write_text(playbook(), encoding="utf-8")
    incident = crisis.start(str(crisis.work / "pair.yaml"), "--role", "lead=Ana")
    crisis.run("role", "lead=Bo", "--deputy").succeeds()
    for number in range(ROUNDS):
        if acts == "an approval":
            crisis.run("draft", f"m{number}").succeeds()
        if acts in {"an offer", "an answer"}:
            crisis.run("role", f"r{number}=Cleo").succeeds()
        if acts == "an answer":
            crisis.run("handover", f"r{number}=Bo").succeeds()
    before = len(crisis.log())
    ended = race(crisis, [RACES[acts](number) for number in range(ROUNDS)])
    for pair in ended:
        assert sorted(code for code, _ in pair) == [0, 1], pair
        loser = next(place for place, (code, _) in enumerate(pair) if code == 1)
        (told,) = [line for line in pair[loser][1].splitlines() if line.startswith("crisisctl: ")]
        assert told.startswith(f"crisisctl: {SECOND[1 - loser]} did this "), told
        assert " s ago: " in told
    first = Counter(json.dumps([line["type"], line["data"]], sort_keys=True) for line in crisis.log()[before:])
    assert max(first.values()) == 1
    crisis.run("verify", "-i", incident).succeeds()


def test_somebody_else_may_think_otherwise_a_moment_later(crisis: Crisis) -> None:
    """What may be set anew is held up for a moment only, and only against somebody else's."""
    (crisis.work / "pair.yaml").write_text(playbook(), encoding="utf-8")
    crisis.start(str(crisis.work / "pair.yaml"), "--role", "lead=Ana")
    crisis.run("severity", "SEV3").succeeds()
    crisis.run("severity", "SEV2", "--reason", "more calls").succeeds()  # one's own is corrected at once
    crisis.environment["CRISISCTL_ACTOR"] = "Bo"
    refused = crisis.run("severity", "SEV1", "--reason", "the phone too")
    assert refused.code == 1
    assert refused.stderr.startswith("crisisctl: Ana did this 0 s ago: severity SEV2 (look at it; if it is to be ")
    crisis.environment["CRISISCTL_LANG"] = "fr"
    french = crisis.run("severity", "SEV1", "--reason", "the phone too").stderr.replace("\N{NO-BREAK SPACE}", " ")
    assert "Ana vient de le faire, il y a" in french
    assert ": gravité SEV2 (regardez ; s’il le faut autrement, la même commande passera dans " in french
