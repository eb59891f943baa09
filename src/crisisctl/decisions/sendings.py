"""Sendings: one text on its way to one place, begun before it leaves and ended by what became of it."""

from __future__ import annotations

from crisisctl import acts as act
from crisisctl import events as ev
from crisisctl.acts import Clock
from crisisctl.decisions import Events, asked, on
from crisisctl.decisions.messages import against, chosen_of, follows, message_of, overridden, step_for
from crisisctl.errors import Refused
from crisisctl.incident import Incident, Sending


@on(act.BeginSending)
def _begin(wanted: act.BeginSending, incident: Incident, clock: Clock) -> Events:
    _, chosen = chosen_of(wanted.message, (wanted.channel,), (wanted.language,), incident)
    if wanted.attempt in incident.sendings:
        raise Refused(f"the attempt {wanted.attempt} was begun already")
    if before := _sent_before(wanted, chosen[0], incident):
        if not wanted.again:
            raise Refused(before, 'look whether it arrived; to send it once more: --again --reason "…"')
        asked(wanted.reason, "say why it is sent once more", "--reason")
    override = overridden(against(wanted.message, chosen, incident), wanted.force, wanted.reason)
    draft = chosen[0]
    return (
        ev.MessageSending(
            wanted.message,
            draft.channel,
            draft.language,
            draft.digest,
            wanted.destination,
            wanted.attempt,
            override or wanted.reason,
        ),
    )


@on(act.EndSending)
def _end(wanted: act.EndSending, incident: Incident, clock: Clock) -> Events:
    sending = incident.sendings.get(wanted.attempt)
    if sending is None or sending.state != "sending":
        raise Refused(f"there is no sending {wanted.attempt} under way")
    if wanted.reason:
        return (_failed(wanted, sending),)
    drafted, texts = _as_begun(sending, incident)
    step = step_for(sending.message, incident)
    audience = message_of(sending.message, incident).audience
    sent = ev.MessageSent(
        sending.message,
        audience,
        texts,
        step.id if step else "",
        sending.destination,
        attempt=wanted.attempt,
        refused=wanted.refused,
    )
    return (sent, *follows(sent, drafted, step, incident, wanted.when or clock.now))


def _failed(wanted: act.EndSending, sending: Sending) -> ev.MessageFailed:
    return ev.MessageFailed(
        sending.message,
        sending.channel,
        sending.language,
        sending.destination,
        wanted.attempt,
        wanted.reason,
        wanted.unsure,
    )


def _sent_before(wanted: act.BeginSending, draft: ev.DraftText, incident: Incident) -> str:
    """Why this very text may be there already; empty where it cannot."""
    states = {
        "sent" if sending.by_hand else sending.state
        for sending in incident.sendings.values()
        if (sending.message, sending.channel, sending.language, sending.destination, sending.digest)
        == (wanted.message, draft.channel, draft.language, wanted.destination, draft.digest)
    }
    if "sent" in states:
        return f"{wanted.message} was sent to {wanted.destination} already"
    if states & {"sending", "unknown"}:
        return f"whether {wanted.message} reached {wanted.destination} is unknown: the last attempt did not end"
    return ""


def _as_begun(sending: Sending, incident: Incident) -> tuple[ev.MessageDrafted, tuple[ev.DraftText, ...]]:
    """The drafts at the time a sending was begun, and its text among them: somebody may have written others since."""
    written = (entry.event for entry in reversed(incident.entries))
    mine = (event for event in written if isinstance(event, ev.MessageDrafted) and event.message == sending.message)
    for drafted in mine:
        for each in drafted.drafts:
            if (each.channel, each.language, each.digest) == (sending.channel, sending.language, sending.digest):
                return drafted, (each,)
    raise Refused(f"the text of {sending.message} that was being sent is not in the log")
