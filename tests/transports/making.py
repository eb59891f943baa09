"""Letters and destinations for tests, and their way out as ``sending`` takes it."""

from __future__ import annotations

from crisisctl import transports
from crisisctl.channels import Content, get
from crisisctl.destinations import Destination
from crisisctl.sending import deliver
from crisisctl.transports import Letter, Limits, Outcome

QUICK = Limits(total=3.0, connect=1.0, pause=0.02, longest_pause=0.3)
BODY = "**WhatsApp** is down & out. <!channel> @everyone <b>no</b>\n\nNext update at 15:30."


def letter(channel: str, body: str = BODY, subject: str = "WhatsApp is down") -> Letter:
    """A draft as its channel lays it out, with its files."""
    layout = get(channel).lay_out(Content(subject, body, "en", "Exemplia"))
    return Letter("a1b2c3", "alert", channel, "en", layout.subject, layout.text, files=layout.files)


def destination(channel: str, url: str, *to: str, kind: str = "") -> Destination:
    found = Destination("there", channel, url, kind, to, "Exemplia <crise@exemplia.example>")
    assert transports.of(found).check(found) == ""
    return found


def sent(text: Letter, place: Destination, limits: Limits = QUICK) -> Outcome:
    """As ``crisisctl send`` does it: in a thread, with a deadline."""
    outcome, interrupted = deliver(text, place, limits, lambda *_: None)
    assert not interrupted
    return outcome
