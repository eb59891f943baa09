"""Everything else, through Apprise (the optional extra ``crisisctl[send]``): SMS providers, WhatsApp, push, voice …

Apprise never raises and does not tell a refusal from an answer that got lost, nor does it know a 202. So whatever is
not its SUCCESS is ``unsure`` here, but for what surely never left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from crisisctl.destinations import Destination
from crisisctl.transports import Flight, Letter, Outcome, Transport
from crisisctl.transports._scrub import scrubbed

if TYPE_CHECKING:
    from apprise import AppriseAsset

_TITLED = ("email", "press", "push")
"""Channels whose subject is not part of the text."""
_OURS = {
    "slack": "slack+https://",
    "discord": "https://",
    "tgram": "telegram+https://",
    "workflows": "https://",
    "workflow": "https://",
    "mmost": "slack+https://",
    "mmosts": "slack+https://",
    "rocket": "slack+https://",
    "rockets": "slack+https://",
    "mailto": "smtp://",
    "mailtos": "smtps://",
    "json": "json+http://",
    "jsons": "json+https://",
}
"""What this program speaks itself: there a text calls nobody by a mention, and what was refused is told by name."""
_MISSING = "it goes through Apprise, which is not installed: pip install 'crisisctl[send]'"


def deliver(letter: Letter, destination: Destination, flight: Flight) -> Outcome:
    """Hand the final text to Apprise as plain text, with a title only where the subject is not in the text."""
    try:
        from apprise import Apprise, AppriseResultStatus
    except ImportError:
        return Outcome("refused", _MISSING)
    service = Apprise.instantiate(destination.url, asset=_asset(), suppress_exceptions=True)
    if service is None:
        return Outcome("refused", "Apprise does not understand its address")
    sender = Apprise(asset=_asset())
    sender.add(service)
    title = letter.subject if letter.channel in _TITLED else ""
    flight.depart()
    with sender.notify(body=letter.text, title=title, body_format="text", timeout=flight.left) as result:
        if result.status == AppriseResultStatus.SUCCESS:
            return Outcome("delivered")
        said = _last_words(result, destination)
        if result.status == AppriseResultStatus.NOMATCH:
            flight.came_back()
            return Outcome("refused", "Apprise found nothing to send it to")
    return Outcome("unsure", f"Apprise cannot say that it arrived{said}")


def _last_words(result: Any, destination: Destination) -> str:
    words = [str(entry.message) for entry in result.logs() if str(getattr(entry, "level", "")) != "DEBUG"]
    return f": {scrubbed(words[-1], destination)}" if words else ""


def _asset() -> AppriseAsset:
    """No branding, no picture from elsewhere, no file left on this disk, no redirect followed."""
    from apprise import AppriseAsset, PersistentStoreMode

    return AppriseAsset(
        app_id="crisisctl",
        app_desc="",
        app_url="",
        image_url_mask="",
        image_url_logo="",
        storage_mode=PersistentStoreMode.MEMORY,
        http_redirects=False,
        allow_templates=False,
    )


def _check(destination: Destination) -> str:
    if destination.speaks_http:
        return "there is no such kind of webhook: slack, teams, discord, telegram, ntfy or json, then +https://"
    if own := _OURS.get(destination.scheme):
        return f"crisisctl speaks {destination.scheme} itself: write its address as {own}…"
    if any(key.lower() == "retry" for key, _ in parse_qsl(destination.parts.query)):
        return "`retry` in an Apprise address may send twice: leave it out"
    if destination.to:
        return "the recipients of an Apprise address stand in the address: leave `to` out"
    return ""


TRANSPORT = Transport(schemes=(), deliver=deliver, check=_check, kind=lambda destination: destination.scheme)
