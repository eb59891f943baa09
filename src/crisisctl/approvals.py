"""Whether an exact text may leave: approved, approved beforehand, or what stands against it.

Pure. An approval holds for one text to the letter; it is void when the text, or a fact it was written from, changes.
"""

from __future__ import annotations

import json
from hashlib import sha256

from msgspec import Struct
from msgspec.structs import replace

from crisisctl.events import DraftText
from crisisctl.incident import Approval, Incident, Sending
from crisisctl.playbook import Message
from crisisctl.text import say


class Standing(Struct, frozen=True):
    """``state`` is needless, preapproved, approved, void or drafted; ``against`` says why the draft may not leave."""

    state: str
    against: str = ""
    approval: Approval | None = None
    stale: bool = False
    """A fact it was written from has changed since."""


def standing(incident: Incident, message_id: str, draft: DraftText) -> Standing:
    """Where one draft stands now."""
    message = incident.playbook.messages.get(message_id)
    if message is None:  # drafted by a log that is not ours
        return Standing("drafted", f"the playbook has no message {message_id}")
    if against := _provider(message, draft):
        return Standing("void", against)
    drafted = incident.drafted.get(message_id)
    stale = drafted is not None and (draft.channel, draft.language) in drafted.stale
    if message.approver is None:
        return Standing("needless", stale=stale)
    if _preapproved(message, draft):
        return Standing("preapproved", stale=stale)
    approval = incident.approvals.get((message_id, draft.channel, draft.language))
    if approval is None or (approval.left and approval.digest != draft.digest):  # given for words that have left
        return Standing("drafted", f"not approved by {message.approver}", stale=stale)
    if approval.void or approval.digest != draft.digest:
        why = "the text changed" if approval.void in {"", "text"} else f"{approval.void} changed"
        return Standing("void", f"the approval by {approval.by} is void: {why}", approval, stale)
    return Standing("approved", "", approval, stale)


def state_of(incident: Incident, message_id: str, draft: DraftText) -> Standing:
    """Where a draft is on its way out: as ``standing``, or sending, sent, failed, unknown."""
    way = standing(incident, message_id, draft)
    last: dict[str, Sending] = {}
    for sending in incident.sendings.values():
        same = (sending.message, sending.channel, sending.language, sending.digest)
        if same == (message_id, draft.channel, draft.language, draft.digest):
            last[sending.destination] = sending  # a later attempt to one place settles those before
    for sending in reversed(list(last.values())):
        if sending.state != "sent" and not sending.by_hand:
            state = "unknown" if sending.state == "sending" else sending.state
            return replace(
                way, state=state, against=sending.reason or "its sending did not end: look whether it arrived"
            )
    drafted = incident.drafted.get(message_id)
    if drafted and (draft.channel, draft.language) in drafted.left:
        return replace(way, state="sent", against="")
    return way


def texts_digest(message: Message) -> str:
    """The digest of everything a message says, as the playbook has it: what a pre-approval is given for."""
    words = [message.subject, message.body, message.short, message.channels]
    said = json.dumps(words, sort_keys=True, default=dict)
    return "sha256:" + sha256(said.encode("ascii")).hexdigest()


def whatsapp_body(message: Message, language: str) -> str:
    """The text of which a template is made."""
    return say(message.channels.get("whatsapp") or message.body, language)


def body_digest(body: str) -> str:
    """The digest of the body of a provider's template."""
    return "sha256:" + sha256(body.strip().encode("utf-8", "replace")).hexdigest()


def _preapproved(message: Message, draft: DraftText) -> bool:
    """Approved on a quiet day: not edited since, and only the facts it was approved for vary."""
    given = message.preapproved
    if given is None or draft.edited or given.digest != texts_digest(message):
        return False
    return set(draft.facts) <= set(given.facts)


def _provider(message: Message, draft: DraftText) -> str:
    """Why a provider would refuse it: the template that it approved says something else."""
    if draft.channel != "whatsapp" or not message.provider_templates:
        return ""
    template = message.provider_templates.get(draft.language)
    if template is None:
        return f"WhatsApp has approved no template in {draft.language}"
    if draft.edited or body_digest(whatsapp_body(message, draft.language)) != template.digest:
        return f"its text is not the one WhatsApp approved as {template.name}"
    return ""
