"""What the answer to a webhook means. Pure.

Taken: a 2xx, in the words of the service where it has some. Surely not: a 4xx, or a service that says so. Everything
else may be either: a 5xx comes from gateways, too, that lost a request after they had passed it on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from crisisctl.transports import Outcome
from crisisctl.transports._http import Answer

_YES: Mapping[str, Callable[[Mapping[str, Any], str], bool]] = {
    "slack": lambda found, text: text.strip() == "ok" or found.get("ok") is True or found.get("success") is True,
    "telegram": lambda found, _: found.get("ok") is True,
    "ntfy": lambda found, _: "id" in found,
}
"""Services that say in the body that they took it. The others say it by the status alone."""
_ELSEWHERE = (301, 307, 308)
TOO_MANY = 429


def outcome(kind: str, answer: Answer) -> Outcome:
    if 200 <= answer.status < 300:
        return _taken(kind, answer)
    said = f"it answered {answer.status}{_words(answer)}"
    if 300 <= answer.status < 400:
        return _redirected(answer)
    if 400 <= answer.status < 500:
        return Outcome("refused", said)
    return Outcome("unsure", f"{said}: it may have taken it all the same")


def pause(answer: Answer) -> float | None:
    """Seconds that a 429 asks to wait, from its header or its body; None where it does not say."""
    asked: object = answer.retry_after
    found = _read(answer)
    if not asked:
        inner = found.get("parameters")
        asked = (inner if isinstance(inner, dict) else found).get("retry_after", "")
    try:
        seconds = float(str(asked))
    except ValueError:
        return None
    return seconds if 0 <= seconds < 86_400 else 86_400.0


def _taken(kind: str, answer: Answer) -> Outcome:
    if kind not in _YES:
        page = answer.text.lstrip()[:15].lower().startswith(("<!doctype", "<html"))
        if page and kind != "json":
            return Outcome("unsure", f"it answered {answer.status} with a page: is there a login in between?")
        return Outcome("delivered")
    found = _read(answer)
    if found.get("ok") is False or found.get("success") is False:
        return Outcome("refused", f"it answered {answer.status}{_words(answer)}")
    if _YES[kind](found, answer.text):
        return Outcome("delivered")
    if not answer.whole:
        return Outcome("unsure", f"it answered {answer.status}, and broke off")
    return Outcome("unsure", f"it answered {answer.status}, but not in the words of {kind}")


def _redirected(answer: Answer) -> Outcome:
    try:
        parts = urlsplit(answer.location)
        place = f"{parts.scheme}://{parts.hostname}" if parts.hostname else "another path"
    except ValueError:
        place = "another place"
    said = f"it answered {answer.status} and points to {place}, which is not followed"
    if answer.status in _ELSEWHERE:
        return Outcome("refused", f"{said}: put the new address into your destinations")
    return Outcome("unsure", f"{said}: it may have taken it before")


def _read(answer: Answer) -> Mapping[str, Any]:
    try:
        found = json.loads(answer.text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _words(answer: Answer) -> str:
    """What the service says about it: a known field, or the text where that is short and no page."""
    found = _read(answer)
    for key in ("description", "error", "message"):
        if isinstance(found.get(key), str):
            return f": {found[key]}"
    text = answer.text.strip()
    return f": {text}" if text and len(text) <= 200 and text[0] not in "<{[" else ""
