"""The shell around the core: load, decide, append under the store's lock, view.

A ``Desk`` is where a person sits: a store, a name, a clock. Commands and the walk act only through it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

from msgspec.structs import replace

from crisisctl import chain
from crisisctl.acts import Act, Do, Open, ShowInjects
from crisisctl.errors import CrisisError, NotFound, Refused, StoreFailed, Unreachable
from crisisctl.events import Entry, FactSet
from crisisctl.files import tighten
from crisisctl.history import has_ended, replayed, sealed
from crisisctl.incident import Incident
from crisisctl.injects import clock, due, injects
from crisisctl.paths import home, spool_path, store_url
from crisisctl.persons import actor as person
from crisisctl.queries import IncidentView, view
from crisisctl.sharing import SharedStore, Sharing, cannot_wait
from crisisctl.steps.decision import chosen
from crisisctl.stores import Lines, Presence, Store, encodable, open_store, place_of, server_at
from crisisctl.text import did_you_mean, listed, one_line
from crisisctl.tongue import here, settle
from crisisctl.zones import zone_of as zone_of  # noqa: PLC0414 - whoever acts at a desk also tells the time there

_LONGEST_NAME = 80
_PRIVATE = ("crisisctl.db", "crisisctl.db-wal", "crisisctl.db-shm", "crisis.yaml")
"""What tells of incidents and people at home. Not destinations.toml: keys that others could read want a new one."""
_SHORTEST_PAUSE = 0.5


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Done:
    """What an act led to: the incident after it, and the entries it wrote."""

    view: IncidentView
    entries: tuple[Entry, ...]
    shared: bool = True
    """False where they wait on this machine for the team's server to be back."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where somebody acts: the log, who it is, and the clock on the wall."""

    store: Store
    actor: str
    now: Callable[[], datetime] = utc_now
    where: str = "this machine"
    """Where the log is, for messages: never what a URL may hold beside it."""
    known: dict[str, Incident] = field(default_factory=dict, repr=False, compare=False)
    """What was read before: of a long log only the rest has to be."""

    def do(self, incident_id: str, act: Act) -> Done:
        """Decide and append under one lock. Raises ``Refused`` or ``NotFound``, and then nothing was written."""
        if not isinstance(act, Open):
            self._must_exist(incident_id)
        if not isinstance(act, Open):
            self._recall(incident_id)  # most of the reading is done before the lock is taken
        before: list[Incident] = []

        def more(lines: Lines) -> list[str]:
            before.append(replayed(incident_id, lines, self.known.get(incident_id)))
            return sealed(before[-1], lines, _whole(act, before[-1]), now=self.time(before[-1]), actor=self.actor)

        try:
            lines = self.store.change(incident_id, more)
        except NotFound:
            if not isinstance(act, Open):
                self.lines(incident_id)  # where it is the incident that is not there, this says which there are
            raise
        except Unreachable as gone:
            if not isinstance(self.store, SharedStore):
                raise
            now = self.time(self.known.get(incident_id, Incident()))
            known, kept = self.store.later(incident_id, act, _whole, self.actor, now, gone)
            return self._done(replayed(incident_id, known), replayed(incident_id, [*known, *kept]), shared=False)
        after = self.known[incident_id] = replayed(incident_id, lines, before[-1])
        return self._done(before[-1], after)

    def _done(self, before: Incident, after: Incident, *, shared: bool = True) -> Done:
        return Done(view(after, self.time(after)), after.entries[len(before.entries) :], shared)

    def _recall(self, incident_id: str) -> Incident:
        """The incident as the log tells it, beginning where this desk has read to before."""
        found = replayed(incident_id, self.lines(incident_id), self.known.get(incident_id))
        self.known[incident_id] = found
        settle(found.organisation.language)
        return found

    def open(self, act: Open) -> Done:
        """Open under the first free id of the day: ``outage-20261122-1``."""
        try:
            return self._open(act)
        except Unreachable as gone:
            raise cannot_wait(act, gone) from None

    def _open(self, act: Open) -> Done:
        day = (act.when or self.now()).astimezone(zone_of(act.organisation)).strftime("%Y%m%d")
        taken = set(self.store.incidents())
        number = 1
        while True:
            wanted = f"{act.playbook.id}-{day}-{number}"
            if wanted not in taken:
                try:
                    return self.do(wanted, replace(act, incident=wanted))
                except Refused:
                    if not self.store.read(wanted):
                        raise
            number += 1

    def lines(self, incident_id: str) -> Lines:
        self._must_exist(incident_id)
        return self.store.read(incident_id)

    def secrets(self, incident_id: str, names: Sequence[str]) -> dict[str, str]:
        """The values of secret facts, from the log itself: nothing else holds them."""
        if not names:
            return {}
        gone = self.view(incident_id).incident.redactions
        entries = (chain.parse(line) for line in self.lines(incident_id))
        found = (entry.event for entry in entries if isinstance(entry.event, FactSet) and entry.seq not in gone)
        return {event.name: str(event.value) for event in found if event.name in names}

    def _must_exist(self, incident_id: str) -> None:
        """So that nothing is made where nothing is: a store that went away must not come back empty."""
        known = self.store.incidents()
        if incident_id not in known:
            raise NotFound(
                f"there is no incident `{one_line(incident_id)}`{did_you_mean(incident_id, known)}",
                f"crisisctl list shows them: {listed(known[-8:])}"
                if known
                else f"no log at {self.where}: open an incident by: crisisctl start outage",
            )

    def view(self, incident_id: str) -> IncidentView:
        found = self._recall(incident_id)
        if isinstance(self.store, SharedStore):
            found = self.store.with_waiting(incident_id, found)
        return view(found, self.time(found))

    def look(self, incident_id: str) -> IncidentView:
        """The view of somebody before a screen: in a drill, what is due is shown to them, and that is recorded."""
        found = self.view(incident_id)
        if due(found.incident, found.now):
            with suppress(CrisisError):  # a log that cannot be written is still read
                return self.do(incident_id, ShowInjects()).view
        return found

    def pause(self, view: IncidentView, longest: float) -> float:
        """How many seconds to wait before the next look: in a drill, until the next inject at the most."""
        speed, ahead = view.incident.speed, [each for each in injects(view.incident, view.now) if not each.shown_at]
        soonest = min((each.due_at for each in ahead), default=None)
        left = (soonest - view.now).total_seconds() if soonest else longest
        return max(min(left, longest) / speed, _SHORTEST_PAUSE)

    def time(self, incident: Incident) -> datetime:
        """What time it is in this incident: that of the wall, but for a drill that runs faster."""
        return clock(incident, self.now())

    def attend(self, incident_id: str, step: int = 0) -> bool:
        """Let others see that somebody sits here, at the step of that number; whether they can."""
        with suppress(StoreFailed):
            name = person(self.actor, self.known.get(incident_id, Incident()).organisation)
            self.store.attend(incident_id, Presence(name, step, self.now().replace(microsecond=0)))
            return True
        return False

    def leave(self, incident_id: str) -> None:
        with suppress(StoreFailed):
            self.store.attend(incident_id, None)

    def others(self, incident_id: str) -> Sequence[Presence]:
        """Who else has the incident open; nobody where that cannot be told."""
        with suppress(StoreFailed):
            return sorted(self.store.attending(incident_id))  # by name, whatever order the store has them in
        return ()

    @property
    def sharing(self) -> Sharing | None:
        """How this machine stands to the team's server; None where there is none."""
        return self.store.sharing if isinstance(self.store, SharedStore) else None

    def on_news(self, say: Callable[[str], None]) -> None:
        """Who is told that the server is back, and what became of what waited; else it goes to stderr. For a screen
        that shows by itself that the server is away."""
        if isinstance(self.store, SharedStore):
            self.store.say, self.store.has_banner = say, True

    def open_incidents(self) -> list[str]:
        look = self.store.glance if isinstance(self.store, SharedStore) else self.store.read
        return [name for name in self.store.incidents() if not has_ended(look(name))]

    def choose(self, wanted: str | None) -> str:
        """The incident meant: the one named, else the only open one. Raises, with the list, where that is not clear."""
        if wanted:
            if not encodable(wanted):
                self.lines(wanted)  # no incident has such a name: it says which there are
            return wanted
        known = self.open_incidents()
        if len(known) == 1:
            return known[0]
        if known:
            raise Refused(
                f"{len(known)} incidents are open: {listed(known)}",
                f"say which: -i {known[-1]}, or set CRISISCTL_INCIDENT",
            )
        there = "" if self.store.incidents() else f"; there is no log at {self.where}"
        raise NotFound(
            f"no incident is open{there}", "open one by: crisisctl start outage, or name an ended one: -i ID"
        )

    def meant(self, wanted: str | None) -> tuple[str, bool]:
        """As ``choose``; while none is open the last, by the time of its last entry. Whether it is that one."""
        if wanted or self.open_incidents():
            return self.choose(wanted), False
        known = self.store.incidents()
        return (max(known, key=self._last), True) if known else (self.choose(wanted), False)

    def _last(self, incident: str) -> datetime:
        """When its last entry was written; what cannot be read comes first."""
        with suppress(ValueError, StoreFailed, IndexError):
            return chain.parse(self.store.read(incident)[-1]).at
        return datetime.min.replace(tzinfo=UTC)


def open_desk() -> Desk:
    """The desk that the environment describes. What lies at home and is everybody's to read is made private."""
    url = store_url()
    if problem := tighten(home(), _PRIVATE):
        sys.stderr.write(f"crisisctl: {one_line(here(problem))}\n")
    where, store = place_of(url), open_store(url)
    shared = SharedStore(store, where, spool_path(where)) if server_at(url) else store
    return Desk(shared, _actor(), where=where)


def _actor() -> str:
    for variable in ("CRISISCTL_ACTOR", "USER", "LOGNAME", "USERNAME"):
        if name := one_line(os.environ.get(variable, ""))[:_LONGEST_NAME]:
            return name
    if sys.platform == "win32":
        return "unknown"
    import pwd

    try:
        return one_line(pwd.getpwuid(os.getuid()).pw_name)[:_LONGEST_NAME]
    except KeyError:
        return f"uid {os.getuid()}"


def _whole(act: Act, incident: Incident) -> Act:
    """The act with the playbook that its answer goes on with, read from its file. Raises where there is none."""
    step = incident.step(act.step) if isinstance(act, Do) else None
    if not isinstance(act, Do) or step is None or not any(option.playbook for option in step.options):
        return act
    wanted = chosen(step, act.answers).playbook
    if wanted is None or wanted == incident.playbook.id:
        return act
    from crisisctl import reader

    return replace(act, playbook=reader.read_playbook(reader.find_playbook(wanted)))
