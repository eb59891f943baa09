"""Webhooks: Slack, Teams (Workflows), Discord, Telegram's bot API, ntfy, or a script of yours, over HTTP.

An address is ``https://…``, or with the kind before it, ``slack+https://…``.
"""

from __future__ import annotations

from crisisctl.destinations import Destination
from crisisctl.transports import Flight, Letter, Outcome, Transport, _answers, _payloads
from crisisctl.transports._http import Lost, NotConnected, post
from crisisctl.transports._scrub import scrubbed


def deliver(letter: Letter, destination: Destination, flight: Flight) -> Outcome:
    """Post it. It is tried again where nothing can have arrived: no connection, or a 429 that says how long to wait."""
    kind = _payloads.kind_of(destination)
    request = _payloads.request(kind, letter, destination)
    while True:
        pause = None
        try:
            answer = post(request, flight)
            found = _answers.outcome(kind, answer)
            found = Outcome(found.state, scrubbed(found.reason, destination))
            if answer.status != _answers.TOO_MANY:
                return found
            flight.came_back()
            pause = _answers.pause(answer)
        except NotConnected as problem:
            found = Outcome("refused", scrubbed(str(problem), destination))
            if not problem.passing:
                return found
        except Lost as problem:
            return Outcome("unsure", f"{problem}: it may have been taken all the same")
        if not flight.wait_to_retry(pause):
            return found


TRANSPORT = Transport(
    schemes=("http", "https", *(f"{kind}+{scheme}" for kind in _payloads.KINDS for scheme in ("http", "https"))),
    deliver=deliver,
    check=_payloads.check,
    kind=_payloads.kind_of,
)
