"""Reminders of promises and legal clocks, for whoever keeps `status --watch` open: a bell, a window, a webhook.

``reminders: [desktop, webhook]`` in crisis.yaml turns them on. The address of the webhook is a secret and comes from
the environment alone: ``CRISISCTL_REMINDER_URL``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from crisisctl.incident import Promise
from crisisctl.queries import IncidentView
from crisisctl.text import one_line, say
from crisisctl.ticking import ClockView, running
from crisisctl.times import format_clock, format_date, format_duration
from crisisctl.tongue import here
from crisisctl.zones import zone_of

SOON = timedelta(minutes=5)
"""How long before a promise is due the first reminder comes; the second comes when it is late."""
_LAST_PART = 4
"""A clock that may run for a month is called out when a quarter of its time is left, then like a promise."""
_TIMEOUT_SECONDS = 5
_WORDS = {
    "fr": {
        "soon": "Point promis à {who} pour {at} : à écrire maintenant",
        "late": "Point promis à {who} pour {at} : EN RETARD",
        "clock quarter": "{clock} : échéance {at}, plus que {left}",
        "clock soon": "{clock} : échéance {at}, à faire maintenant",
        "clock late": "{clock} : échéance {at} DÉPASSÉE",
    },
    "en": {
        "soon": "Update promised to {who} for {at}: write it now",
        "late": "Update promised to {who} for {at}: LATE",
        "clock quarter": "{clock}: due {at}, {left} left",
        "clock soon": "{clock}: due {at}, do it now",
        "clock late": "{clock}: due {at}, LATE",
    },
}


@dataclass(slots=True)
class Reminders:
    """Remembers what it has said: each promise is called out twice at the most, soon and late; a clock three times."""

    language: str
    said: set[tuple[str, datetime, str]] = field(default_factory=set)

    def call(self, view: IncidentView) -> None:
        """Say what is due, in every configured way; one that fails is told once on stderr and stops nothing."""
        for text in self.due(view):
            sys.stdout.write("\a")
            sys.stdout.flush()
            ways = view.incident.organisation.reminders
            if "desktop" in ways:
                _desktop(view.incident.id, text)
            if "webhook" in ways:
                _webhook(view.incident.id, text)

    def due(self, view: IncidentView) -> Iterator[str]:
        """The sentences that are new since the last call. A clock runs on when its incident has ended."""
        yield from filter(None, (self._clock(clock, view) for clock in running(view.incident, view.now)))
        if view.incident.ended:
            return
        for promise in view.incident.promises.values():
            when = "late" if promise.due < view.now else "soon" if promise.due - view.now <= SOON else ""
            if when and (promise.audience, promise.due, when) not in self.said:
                self.said.add((promise.audience, promise.due, when))
                yield self._sentence(promise, when, view)

    def _clock(self, clock: ClockView, view: IncidentView) -> str:
        due, left = clock.state.due, clock.left
        if due is None or left is None:
            return ""
        whole = due - clock.state.start
        when = "late" if clock.late else "soon" if left <= SOON else "quarter" if left <= whole / _LAST_PART else ""
        if not when or (clock.state.clock, due, when) in self.said:
            return ""
        self.said.add((clock.state.clock, due, when))
        zone = zone_of(view.incident.organisation)
        at = format_clock(due, zone, self.language)
        if due.astimezone(zone).date() != view.now.astimezone(zone).date():
            at = f"{format_date(due, zone, self.language)} {at}"
        title = one_line(say(clock.definition.title, self.language)) or clock.state.clock
        words = _WORDS.get(self.language, _WORDS["en"])
        return words[f"clock {when}"].format(
            clock=title, at=at, left=format_duration(left.total_seconds(), self.language)
        )

    def _sentence(self, promise: Promise, when: str, view: IncidentView) -> str:
        at = format_clock(promise.due, zone_of(view.incident.organisation), self.language)
        words = _WORDS.get(self.language, _WORDS["en"])
        audience = view.incident.playbook.audiences.get(promise.audience)
        who = (say(audience.title, self.language) if audience else "") or promise.audience
        return words[when].format(who=one_line(who), at=at)


def _desktop(title: str, text: str) -> None:
    if program := shutil.which("notify-send"):
        subprocess.run([program, "--", title, text], check=False, timeout=_TIMEOUT_SECONDS, capture_output=True)  # noqa: S603 - no shell


def _webhook(title: str, text: str) -> None:
    url = os.environ.get("CRISISCTL_REMINDER_URL", "")
    if not url.startswith(("https://", "http://")):
        return
    body = json.dumps({"text": f"{title}: {text}"}).encode()
    request = urllib.request.Request(url, data=body, headers={"Content-Type": "application/json"})  # noqa: S310 - checked
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS) as answer:  # noqa: S310 - checked above
            answer.read(1024)
    except (OSError, ValueError) as problem:
        told = here(f"the reminder's webhook does not answer: {type(problem).__name__}")
        sys.stderr.write(f"crisisctl: {told}\n")
