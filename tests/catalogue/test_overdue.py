"""A promise that was broken: the texts that come next own up to it, on every channel that has room."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from catalogue.drafting import Rehearsal
from crisisctl import acts as act
from crisisctl import paths, reader
from crisisctl.messages.draft import Draft
from crisisctl.playbook import Message, Playbook

SHIPPED = sorted(paths.shipped("playbooks").glob("*.yaml"))
OWNED = {"en": ("We had promised news by ", "and promised word by ", "later than promised, sorry"),
         "fr": ("promis un point pour ", "plus tard que promis")}  # fmt: skip
FALSE = ("at this time", "à cette heure", "as promised", "comme promis")


def owns_up(message: Message) -> bool:
    texts = [message.body, message.short, *message.channels.values()]
    return any("overdue" in text for words in texts for text in words.values())


def drafts(playbook: Playbook, message: str, late: timedelta) -> list[tuple[Draft, tuple[str, ...]]]:
    """Drafts of a message that left two hours before, promising half an hour."""
    rehearsal = Rehearsal(playbook, over=False, given={})
    list(rehearsal.draft(message))
    rehearsal.do(act.Send(message, force=True, reason="told by phone"))
    due = rehearsal.desk.view(rehearsal.id).incident.promises[playbook.messages[message].audience].due
    rehearsal._at = due + late
    return [(draft, tuple(f"{each.level} {each.rule}" for each in found)) for draft, found in rehearsal.draft(message)]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_text_written_after_a_broken_promise_owns_up_and_is_lint_clean(path: Path) -> None:
    playbook = reader.read_playbook(path)
    owning = [name for name, message in playbook.messages.items() if owns_up(message)]
    for name in owning:
        in_time = {
            (draft.channel, draft.language): found for draft, found in drafts(playbook, name, -timedelta(minutes=5))
        }
        for draft, found in drafts(playbook, name, timedelta(minutes=5)):
            told = any(words in draft.text.replace("\n", " ") for words in OWNED[draft.language])
            where = f"{name} {draft.channel} {draft.language}: {draft.text}"
            assert told is (draft.variant != "short" and draft.channel not in {"push", "sms"}), where
            assert not any(words in draft.text for words in FALSE), where
            assert found == in_time[draft.channel, draft.language], where


@pytest.mark.parametrize(
    ("playbook", "some"), [("outage", {"update", "nothing-new"}), ("generic", {"update", "nothing-new"}),
                           ("data-breach", {"key-accounts-update", "partners-update"})]
)  # fmt: skip
def test_the_updates_are_those_that_own_up(playbook: str, some: set[str]) -> None:
    read = reader.read_playbook(paths.shipped("playbooks") / f"{playbook}.yaml")
    assert {name for name, message in read.messages.items() if owns_up(message)} == some
