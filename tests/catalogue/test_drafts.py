"""Every message of every shipped playbook, in every language and channel: within its limits, and without an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.drafting import Rehearsal, after_the_end, variants
from crisisctl import paths, reader
from crisisctl.errors import Refused

SHIPPED = sorted(paths.shipped("playbooks").glob("*.yaml"))


def wrong(path: Path, *, all_variants: bool) -> list[str]:
    """What is wrong with the drafts of a playbook, once each."""
    playbook = reader.read_playbook(path)
    late = after_the_end(playbook)
    found: dict[str, None] = {}
    for number, (given, messages) in enumerate(variants(playbook)):
        if number and not all_variants:
            break
        for over in (False, True):
            here = [name for name in messages if (name in late) is over]
            rehearsal = Rehearsal(playbook, over=over, given=given) if here else None
            for name in here if rehearsal else ():
                try:
                    drafts = list(rehearsal.draft(name)) if rehearsal else []
                except Refused as refused:
                    if "" not in given.values():  # a message may well ask for a fact that nobody knows
                        found[f"{name}: {refused} {given}"] = None
                    continue
                for draft, findings in drafts:
                    where = f"{name} {draft.channel} {draft.language}"
                    problems = [problem for problem in draft.problems if draft.channel != "push"]
                    problems += [finding.rule for finding in findings if finding.level == "error"]
                    found |= dict.fromkeys(f"{where}: {problem} {dict(given)}" for problem in problems)
    return list(found)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_with_everything_known_nothing_stands_against_a_message(path: Path) -> None:
    assert wrong(path, all_variants=False) == []
