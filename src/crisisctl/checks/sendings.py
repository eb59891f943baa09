"""Sendings without a certain end: the machine stopped, or the connection broke, after a text may have left."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl import chain
from crisisctl.checks import Check, Finding, Place
from crisisctl.evolve import replay
from crisisctl.text import one_line


def _look(place: Place) -> Iterator[Finding]:
    for name, lines in place.logs():
        try:
            incident = replay(chain.parse(line) for line in lines)
        except ValueError:  # the check of the chains says so
            continue
        for attempt, sending in incident.sendings.items():
            if sending.state not in {"sending", "unknown"} or sending.by_hand:
                continue
            shown = one_line(name)
            what = (
                f"{one_line(sending.message)} ({sending.channel} {sending.language}) → {one_line(sending.destination)}"
            )
            yield Finding(
                "warning",
                {
                    "en": f"{shown}: nobody knows whether {what} arrived (attempt {attempt})",
                    "fr": f"{shown} : nul ne sait si {what} est arrivé (tentative {attempt})",
                },
                {
                    "en": "it may have been read already: it is never sent again by itself",
                    "fr": "il a peut-être déjà été lu : rien ne repart de soi-même",
                },
                {
                    "en": f"look at the destination; then crisisctl sent {sending.message}, or crisisctl send "
                    f'{sending.message} --again --reason "…"',
                    "fr": f"regardez à l’arrivée ; puis crisisctl sent {sending.message}, ou crisisctl send "
                    f'{sending.message} --again --reason "…"',
                },
            )


CHECK = Check({"en": "sendings", "fr": "envois"}, _look)
