"""Whether an exact text may leave: approved, approved beforehand, or what stands against it.

Pure. An approval holds for one text to the letter; it is void when the text, or a fact it was written from, changes.
"""

from __future__ import annotations

from hashlib import sha256

from msgspec import Struct
from msgspec.structs import replace

from crisisctl.events import DraftText
from crisisctl.incident import Approval, Incident
from crisisctl.playbook import Message


class Standing(Struct, frozen=True):
    """``state`` is needless, preapproved, approved, void or drafted; ``against`` says why the draft may not leave."""

    state: str
    against: str = ""
    approval: Approval | None = None
    stale: bool = False
    """A fact it was written from has changed since."""


def standing(incident: Incident, message_id: str, draft: DraftText) -> Standing:
    """Where one draft stands now."""
    message = incident.playbook.messages[message_id]
    if against := _provider(message, draft):
        return Standing("void", against)
    stale = _changed_since(incident, message_id, draft)
    if message.approver is None:
        return Standing("needless", stale=bool(stale))
    if _preapproved(message, draft):
        return Standing("preapproved", stale=bool(stale))
    approval = incident.approvals.get((message_id, draft.channel, draft.language))
    if approval is None:
        return Standing("drafted", f"not approved by {message.approver}", stale=bool(stale))
    if approval.void or approval.digest != draft.digest:
        why = "the text changed" if approval.void in {"", "text"} else f"{approval.void} changed"
        return Standing("void", f"the approval by {approval.by} is void: {why}", approval, bool(stale))
    return Standing("approved", "", approval, bool(stale))


def state_of(incident: Incident, message_id: str, draft: DraftText) -> Standing:
    """Where a draft is on its way out: as ``standing``, or sending, sent, failed, unknown."""
    way = standing(incident, message_id, draft)
    for sending in reversed(list(incident.sendings.values())):
        same = (sending.message, sending.channel, sending.language, sending.digest)
        if same == (message_id, draft.channel, draft.language, draft.digest) and sending.state != "sent":
            state = "unknown" if sending.state == "sending" else sending.state
            return replace(
                way, state=state, against=sending.reason or "its sending did not end: look whether it arrived"
            )
    sent = incident.sent.get((message_id, draft.channel, draft.language))
    drafted = incident.drafted.get(message_id)
    if sent and drafted and sent >= drafted.at:
        return replace(way, state="sent", against="")
    return way


def texts_digest(message: Message) -> str:
    """The digest of everything a message says, as the playbook has it: what a pre-approval is given for."""
    parts = [
        message.subject,
        message.body,
        message.short,
        *(message.channels[name] for name in sorted(message.channels)),
    ]
    said = "\n".join(f"{language}:{text}" for words in parts for language, text in sorted(words.items()))
    return "sha256:" + sha256(said.encode("utf-8", "replace")).hexdigest()


def body_digest(body: str) -> str:
    """The digest of the body of a provider's template."""
    return "sha256:" + sha256(body.strip().encode("utf-8", "replace")).hexdigest()


def _preapproved(message: Message, draft: DraftText) -> bool:
    """Approved on a quiet day: not edited since, and only the facts it was approved for vary."""
    given = message.preapproved
    if given is None or draft.edited or given.digest not in {"", texts_digest(message)}:
        return False
    return set(draft.facts) <= set(given.facts)


def _provider(message: Message, draft: DraftText) -> str:
    """Why a provider would refuse it: the template that it approved says something else."""
    if draft.channel != "whatsapp" or not message.provider_templates:
        return ""
    template = message.provider_templates.get(draft.language)
    if template is None:
        return f"WhatsApp has approved no template in {draft.language}"
    body = (message.channels.get("whatsapp") or message.body).get(draft.language, "")
    if draft.edited or body_digest(body) != template.digest:
        return f"its text is not the one WhatsApp approved as {template.name}"
    return ""


def _changed_since(incident: Incident, message_id: str, draft: DraftText) -> str:
    """A fact the draft was written from that was set after it was written."""
    drafted = incident.drafted.get(message_id)
    for name in draft.facts if drafted else ():
        fact = incident.facts.get(name)
        if fact is not None and drafted is not None and fact.at > drafted.at:
            return name
    return ""
