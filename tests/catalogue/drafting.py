"""Every message of a playbook in every language and channel, in an incident in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

import msgspec

from crisisctl import acts as act
from crisisctl import checking, drafting, organisation, paths
from crisisctl.messages import placeholders
from crisisctl.messages.draft import Draft
from crisisctl.playbook import Message, Playbook
from crisisctl.rules import Finding
from crisisctl.runner import Desk
from crisisctl.stores import open_store

NOW = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
LATE = datetime(2026, 11, 22, 22, 50, tzinfo=UTC)
"""23:50 in Paris: the next update is tomorrow, so texts print a day beside the hour."""
OF_THE_END = ("restored", "restored_at", "loss")
"""Facts that nobody can know while it lasts."""


class Rehearsal:
    """An incident in memory in which everything is known, as in the playbook's examples; ``over`` or going on."""

    def __init__(
        self, playbook: Playbook, *, over: bool, given: Mapping[str, str], now: datetime = NOW, company: str = ""
    ) -> None:
        read, _ = organisation.check(paths.shipped("templates") / "crisis.yaml")
        assert read
        read = msgspec.structs.replace(read, name=company or read.name)
        self._at = now
        self.desk = Desk(open_store("memory:"), "Ana", self._now)
        values = {name: given.get(name, spec.example or "") for name, spec in playbook.inputs.items()}
        opening = act.Open(incident="", title="Title", playbook=playbook, organisation=read, values=values)
        self.id = self.desk.open(opening).view.incident.id
        facts = {name: given.get(name, spec.example or "") for name, spec in playbook.facts.items()}
        known = {name: value for name, value in facts.items() if value and (over or name not in OF_THE_END)}
        self.do(act.SetFacts(known, confirmed_by="Dov"))
        self.do(act.SetSeverity("SEV1", "it is bad"))
        if over:
            self.do(act.SetStatus("monitoring"))
        for role in playbook.roles:
            self.do(act.TakeRole(role, "Ana"))

    def _now(self) -> datetime:
        self._at += timedelta(seconds=1)
        return self._at

    def do(self, wanted: act.Act) -> None:
        self.desk.do(self.id, wanted)

    def draft(self, message: str) -> Iterator[tuple[Draft, tuple[Finding, ...]]]:
        written, done = drafting.draft(self.desk, self.id, message, fresh=True)
        for each in written.drafts:
            yield each, checking.check(done.view.incident, each)


def after_the_end(playbook: Playbook) -> frozenset[str]:
    """The messages that are only sent once it works again."""
    found: dict[str, bool] = {}
    over = False
    for _, step in playbook.steps():
        over = over or step.stage in {"monitoring", "resolved"}
        if step.message:
            found[step.message] = over and found.get(step.message, True)
    return frozenset(name for name, late in found.items() if late)


def prints(message: Message) -> frozenset[str]:
    """The facts that a message prints or asks about."""
    texts = [message.subject, message.body, message.short, *message.channels.values()]
    return frozenset(name for words in texts for text in words.values() for name in placeholders.used(text))
