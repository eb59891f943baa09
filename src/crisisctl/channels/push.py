"""Push notifications, through Apple's and Google's services.

Limits: Apple, "Generating a remote notification": payload 4096 bytes; Firebase Cloud Messaging, "Set message type":
4096 bytes. What a lock screen shows is less: about 40 characters of the title, 120 of the body.
"""

from __future__ import annotations

from crisisctl.channels import Channel, Content, Count, Layout
from crisisctl.channels import _drafting as drafting
from crisisctl.markdown import plain

_LIMIT = 4096
_SEEN_TITLE, _SEEN_BODY = 40, 120


def count(text: str) -> Count:
    """The bytes of the larger payload that carries ``text`` without a title."""
    return _count("", text, "")


def lay_out(content: Content) -> Layout:
    """The subject is the title; the setting ``url`` is opened by a tap. ``json`` has both services' shapes."""
    title, url = drafting.subject(content), drafting.setting(content, "url")
    text = plain(drafting.body(content, both_ends=False))
    problems = drafting.too_long(_count(title, text, url))
    for name, shown, seen in (("title", title, _SEEN_TITLE), ("body", text, _SEEN_BODY)):
        if len(shown) > seen:
            problems.append(f"the {name} has {len(shown)} characters: a lock screen shows about {seen}")
    both = drafting.payload({"apns": _apns(title, text, url), "fcm": _fcm(title, text, url)})
    return Layout(title, text, {"txt": text, "json": both}, tuple(problems))


def _count(title: str, text: str, url: str) -> Count:
    sizes = [drafting.octets(drafting.payload(shape(title, text, url))) for shape in (_apns, _fcm)]
    return drafting.counted(max(sizes), _LIMIT, "bytes")


def _alert(title: str, text: str) -> dict[str, str]:
    return {"title": title, "body": text} if title else {"body": text}


def _apns(title: str, text: str, url: str) -> dict[str, object]:
    aps = {"aps": {"alert": _alert(title, text), "sound": "default"}}
    return {**aps, "url": url} if url else {**aps}


def _fcm(title: str, text: str, url: str) -> dict[str, object]:
    message: dict[str, object] = {"notification": _alert(title, text)}
    return {"message": {**message, "data": {"url": url}} if url else message}


CHANNEL = Channel(
    id="push",
    title={"en": "Push notification", "fr": "Notification push"},
    count=count,
    lay_out=lay_out,
    style="short",
    depends_on=("internet", "apple-push", "google-push"),
    source="Apple, Generating a remote notification; Firebase Cloud Messaging, Set message type (4096 bytes each)",
)
