"""A store that a team shares: the server while it is there, and what this machine keeps of it while it is not.

Reading falls back on the copy of what was read before. An act that cannot be written is kept, and put through
``decide`` in the order it was typed once the server is back; the time it was typed and who typed it go with it.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from crisisctl.acts import Act, BeginSending, Open
from crisisctl.errors import CrisisError, SpoolDamaged, StoreFailed, Unreachable
from crisisctl.history import has_ended, replayed, sealed
from crisisctl.incident import Incident
from crisisctl.sharing.settling import meant, settle, typed
from crisisctl.stores import Lines, Presence, Store, _waiting
from crisisctl.text import one_line
from crisisctl.tongue import here

if TYPE_CHECKING:
    from crisisctl.sharing.spool import Kept, Spool

T = TypeVar("T")
Whole: TypeAlias = Callable[[Act, Incident], Act]
_LOOK_AGAIN_SECONDS = 1.0
_NEVER_LATER = {
    Open: "open it on this machine by: CRISISCTL_STORE=sqlite:///PATH crisisctl start …, and bring it over later by: "
    "crisisctl store copy",
    BeginSending: "nothing leaves before the team's log says so: send it by hand, and record it by: crisisctl sent",
}
"""Acts that are not kept, and what to do instead."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """How this machine stands to the team's log: since when the server is away, and what waits for it."""

    away_since: datetime | None
    reason: str
    waiting: int
    refused: int


class SharedStore:
    """``server``, with ``spool`` for when it is away. ``say`` is told in one line what people should know."""

    def __init__(self, server: Store, where: str, spool: Path) -> None:
        self.where = where
        self.say: Callable[[str], None] = _on_stderr
        self.has_banner = False
        """Whether a screen shows all the time that the server is away: then it need not be said."""
        self._server = server
        self._spool_path = spool
        self._gone: Unreachable | None = None
        self._since = datetime.now(UTC)
        self._told = False
        self._back = threading.Event()
        self._looking: threading.Thread | None = None
        self._complained: set[str] = set()

    # --- what every store does

    def change(self, incident: str, more: Callable[[Lines], Sequence[str]]) -> Lines:
        lines = self._served(lambda: self._server.change(incident, more))
        self._remember(incident, lines)
        return lines

    def read(self, incident: str, after: int = 0) -> Lines:
        try:
            lines = self._served(lambda: self._server.read(incident))
        except Unreachable as gone:
            lines = self._fallen_back(self._spool().remembered(incident), gone)
        else:
            self._remember(incident, lines)
        return lines[max(after, 0) :]

    def glance(self, incident: str) -> Lines:
        """The lines, without keeping a copy: they were only looked through."""
        try:
            return self._served(lambda: self._server.read(incident))
        except Unreachable as gone:
            return self._fallen_back(self._spool().remembered(incident), gone)

    def incidents(self) -> Sequence[str]:
        try:
            return self._served(self._server.incidents)
        except Unreachable as gone:
            return self._fallen_back(self._spool().incidents(), gone)

    def redact(self, incident: str, seqs: Sequence[int]) -> None:
        self._served(lambda: self._server.redact(incident, seqs))
        self.read(incident)

    def forget(self, incident: str, tombstone: Callable[[Lines], str]) -> Lines:
        lines = self._served(lambda: self._server.forget(incident, tombstone))
        self._spool().remember(incident, ())
        return lines

    def wait(self, incident: str, after: int, timeout: float, also: int | None = None) -> bool:
        """Also True when the server goes away, and when it is back: there is something new to show."""
        if self._gone is None:
            try:
                return self._server.wait(incident, after, timeout, also)
            except Unreachable as gone:
                self._leave(gone)
                return True
        self._look_for_it()
        return _waiting.until(self._back.is_set, timeout, also)

    def attend(self, incident: str, found: Presence | None) -> None:
        self._served(lambda: self._server.attend(incident, found))

    def attending(self, incident: str) -> Sequence[Presence]:
        return self._served(lambda: self._server.attending(incident))

    def close(self) -> None:
        self._server.close()

    # --- what it does beyond that

    @property
    def sharing(self) -> Sharing:
        kept = self._kept()
        refused = sum(1 for each in kept if each.refused)
        reason = self._gone.message if self._gone else ""
        return Sharing(self._since if self._gone else None, reason, len(kept) - refused, refused)

    def with_waiting(self, incident_id: str, known: Incident) -> Incident:
        """The incident, as it will be once what waits is in: what a person here takes to be so."""
        if not any(kept.incident == incident_id and not kept.refused for kept in self._kept()):
            return known
        lines = self.read(incident_id)
        return replayed(incident_id, self._and_waiting(incident_id, lines), known)

    def _and_waiting(self, incident_id: str, lines: Lines) -> Lines:
        for kept in self._kept():
            if kept.incident == incident_id and not kept.refused:
                with suppress(CrisisError):  # it will be refused: then, not now, it is told
                    incident = replayed(incident_id, lines)
                    lines = [*lines, *sealed(incident, lines, typed(kept), now=kept.at, actor=kept.actor)]
        return lines

    def later(
        self, incident_id: str, act: Act, whole: Whole, actor: str, now: datetime, gone: Unreachable
    ) -> tuple[Lines, Lines]:
        """Keep an act until the server is back: the lines before it, and those it will become.

        ``whole`` gives it what it needs from this machine's files, as they are now. Raises ``Refused`` as the server
        would, and ``Unreachable`` for an act that must not wait.
        """
        if type(act) in _NEVER_LATER:
            raise cannot_wait(act, gone)
        copy = self._spool().remembered(incident_id)
        if not copy:
            raise gone
        before = self._and_waiting(incident_id, copy)
        incident = replayed(incident_id, before)
        act = whole(act, incident)
        after = sealed(incident, before, act, now=now, actor=actor)
        if after:
            self._spool().keep(incident_id, act, now, actor, gone.tried, meant(incident, act))
        return before, after

    # --- the server, there and away

    def _served(self, ask: Callable[[], T]) -> T:
        """What the server answers, once it has what waited. While it is away, nobody waits for it again and again."""
        if self._gone and not self._back.is_set():
            raise self._gone
        try:
            self._settle()
            found = ask()
        except Unreachable as gone:
            self._leave(gone)
            raise
        if self._gone:
            self._gone, self._told = None, False
            self.say(f"the server {self.where} is back")
        return found

    def _leave(self, gone: Unreachable) -> None:
        if self._gone is None:
            self._since = datetime.now(UTC)
        self._gone = gone
        self._back.clear()

    def _fallen_back(self, found: Sequence[str], gone: Unreachable) -> Sequence[str]:
        if not found:
            raise gone
        if not (self._told or self.has_banner):
            self._told = True
            waiting = self.sharing.waiting
            more = f"; {_counted(waiting)} not yet shared" if waiting else ""
            self.say(f"{gone.message}: this is this machine's copy{more}")
        return found

    def _look_for_it(self) -> None:
        """Look for the server in the background: a network that is cut lets one wait for seconds."""
        if self._looking is None or not (self._looking.is_alive() or self._back.is_set()):
            self._looking = threading.Thread(target=self._look, daemon=True)
            self._looking.start()

    def _look(self) -> None:
        pause = threading.Event()
        while not self._back.is_set():
            try:
                self._server.incidents()
            except Unreachable:
                pause.wait(_LOOK_AGAIN_SECONDS)
            except StoreFailed:  # it answers, and what it says is for whoever asks next
                self._back.set()
            else:
                self._back.set()

    # --- what is kept here

    def _spool(self) -> Spool:
        from crisisctl.sharing.spool import Spool

        return Spool(self._spool_path)

    def _kept(self) -> list[Kept]:
        """What waits here. Where it cannot be read, that is said once, and the server is worked on all the same."""
        if not self._spool_path.exists():
            return []
        try:
            return self._spool().kept()
        except StoreFailed as failed:
            self._complain(failed)
            return []

    def _settle(self) -> None:
        """Let the server have what waits, before anything else."""
        for kept in self._kept():
            if not kept.refused:
                try:
                    self.say(settle(self._server, self._spool(), kept))
                except SpoolDamaged as failed:
                    self._complain(failed)
                    return

    def _complain(self, failed: StoreFailed) -> None:
        words = f"{failed.message}; {failed.hint}"
        if words not in self._complained:
            self._complained.add(words)
            self.say(words)

    def _remember(self, incident: str, lines: Lines) -> None:
        with suppress(StoreFailed):  # a full disk here is no reason not to work on the server
            self._spool().remember(incident, () if has_ended(lines) else lines)


def cannot_wait(act: Act, gone: Unreachable) -> Unreachable:
    """What to say for an act that needs the server, with what to do instead."""
    return Unreachable(gone.message, _NEVER_LATER[type(act)], gone.tried)


def _counted(number: int) -> str:
    return f"{number} act{'' if number == 1 else 's'}"


def _on_stderr(words: str) -> None:
    sys.stderr.write(f"crisisctl: {one_line(here(words))}\n")
