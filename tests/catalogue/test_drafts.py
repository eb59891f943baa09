"""Every message of every shipped playbook, in every language and channel: within its limits, and without an error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

import pytest

from catalogue.drafting import LATE, NOW, Rehearsal, after_the_end, prints
from crisisctl import paths, reader
from crisisctl.errors import Refused
from crisisctl.playbook import Playbook

SHIPPED = sorted(paths.shipped("playbooks").glob("*.yaml"))


def wrong(playbook: Playbook, messages: Iterable[str], given: Mapping[str, str], now: datetime = NOW) -> list[str]:
    """What is wrong with the drafts of these messages, once each."""
    late = after_the_end(playbook)
    found: dict[str, None] = {}
    for over in (False, True):
        here = [name for name in messages if (name in late) is over]
        rehearsal = Rehearsal(playbook, over=over, given=given, now=now) if here else None
        for name in here if rehearsal else ():
            try:
                drafts = list(rehearsal.draft(name)) if rehearsal else []
            except Refused as refused:
                if "" not in given.values():  # a message may well ask for a fact that nobody knows
                    found[f"{name}: {refused}"] = None
                continue
            for draft, findings in drafts:
                problems = [problem for problem in draft.problems if draft.channel != "push"]
                problems += [finding.rule for finding in findings if finding.level == "error"]
                found |= dict.fromkeys(f"{name} {draft.channel} {draft.language}: {problem}" for problem in problems)
    return list(found)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_with_everything_known_nothing_stands_against_a_message(path: Path) -> None:
    playbook = reader.read_playbook(path)
    assert wrong(playbook, playbook.messages, {}) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_late_in_the_evening_when_times_print_a_day_nothing_does_either(path: Path) -> None:
    playbook = reader.read_playbook(path)
    assert wrong(playbook, playbook.messages, {}, LATE) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_nor_while_nobody_knows_the_cause_or_the_end(path: Path) -> None:
    playbook = reader.read_playbook(path)
    unknown: dict[str, str] = {name: "" for name in ("eta", "cause") if name in playbook.known()}
    concerned = [each.id for each in playbook.messages.values() if prints(each) & unknown.keys()]
    assert wrong(playbook, concerned, unknown) == []
