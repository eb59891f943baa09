"""Each message from its first draft to its last sending: who wrote, approved and sent which exact text, and to where.

A message that leaves a second time with other words is a dispatch of its own. ``_folding`` reads them from the log.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from crisisctl.approvals import Standing
from crisisctl.events import DraftText

Key: TypeAlias = tuple[str, str, str]
"""Channel, language, digest: one exact text."""
Outcome = Literal["sent", "failed", "unknown"]


@dataclass(slots=True)
class Given:
    """One text's approval. ``seat`` is holder, deputy, or empty where ``by`` held the role in neither way."""

    seq: int
    by: str
    role: str
    seat: str
    at: datetime
    latency: float | None
    """Seconds since the text was drafted."""
    own: bool
    override: str
    void: str = ""
    """``text``, or the fact that changed."""
    voided_at: datetime | None = None
    voided_seq: int = 0


@dataclass(slots=True)
class Attempt:
    """One text on its way to one destination; ``id`` is empty where somebody sent it by hand and recorded that."""

    seq: int
    id: str
    at: datetime
    recorded_at: datetime
    actor: str
    destination: str
    override: str
    stood: Standing | None
    """Its approval as it stood then."""
    outcome: Outcome = "unknown"
    ended_at: datetime | None = None
    reason: str = ""
    refused: tuple[str, ...] = ()
    settled: bool = False
    """It had no good end, and somebody recorded afterwards that the text has left."""


@dataclass(slots=True)
class Wording:
    """One exact text, with all that happened to it."""

    draft: DraftText
    current: bool = True
    """Among the last drafts, not replaced by other words."""
    known: bool = True
    """False where the log holds its digest and no words."""
    approvals: list[Given] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    stood: Standing | None = None
    """Its approval as it stood when it last left; at the end of the log where it never did."""

    @property
    def left(self) -> bool:
        """Something may have arrived."""
        return any(attempt.outcome != "failed" for attempt in self.attempts)

    @property
    def matters(self) -> bool:
        """Words that were replaced before anybody approved or sent them do not."""
        return self.current or bool(self.approvals or self.attempts)

    def void(self, given: Given) -> bool:
        """Whether an approval ceased to count while it was still needed; once the text has left, it is history."""
        after = any(attempt.seq > given.voided_seq for attempt in self.attempts)
        return bool(given.void) and (after or not self.left)

    def last_attempts(self) -> tuple[Attempt, ...]:
        """The last one to each destination: what a second try, or somebody by hand, made good is not counted."""
        last = {attempt.destination or attempt.id: attempt for attempt in self.attempts}
        return tuple(attempt for attempt in last.values() if not attempt.settled)


@dataclass(slots=True)
class Dispatch:
    message: str
    audience: str
    since: datetime
    drafted: list[tuple[datetime, str]] = field(default_factory=list)
    """When, and by whom."""
    next_update: datetime | None = None
    """When its last drafts promise to say more."""
    texts: dict[Key, Wording] = field(default_factory=dict)

    @property
    def wordings(self) -> tuple[Wording, ...]:
        return tuple(wording for wording in self.texts.values() if wording.matters)

    @property
    def attempts(self) -> tuple[tuple[Wording, Attempt], ...]:
        """In the order in which they were made."""
        made = [(wording, attempt) for wording in self.texts.values() for attempt in wording.attempts]
        return tuple(sorted(made, key=lambda pair: pair[1].seq))

    @property
    def left_at(self) -> datetime | None:
        """When something of it is first known to have left."""
        return min((attempt.at for _, attempt in self.attempts if attempt.outcome == "sent"), default=None)

    @property
    def uncertain(self) -> bool:
        """Nobody knows whether one of its texts arrived."""
        last = (attempt for wording in self.wordings for attempt in wording.last_attempts())
        return any(attempt.outcome == "unknown" for attempt in last)

    @property
    def begun(self) -> datetime | None:
        """When it first left, or tried to."""
        return min((attempt.at for _, attempt in self.attempts), default=None)
