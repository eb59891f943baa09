"""The dispatches of an incident, read from its log.

It is folded once more, entry by entry, so that each sending is judged by what held when it left.
"""

from __future__ import annotations

from crisisctl import events as ev
from crisisctl.approvals import Standing, standing
from crisisctl.events import DraftText, Entry
from crisisctl.evolve import evolve
from crisisctl.incident import Incident
from crisisctl.persons import same
from crisisctl.reports._dispatches import Attempt, Dispatch, Given, Key, Outcome, Wording


def dispatches(incident: Incident) -> tuple[Dispatch, ...]:
    """All of an incident, in the order in which they left; those that never did stand where they were drafted."""
    fold = _Fold()
    for entry in incident.entries:
        fold.take(entry)
    made = [dispatch for dispatch in fold.made if dispatch.wordings]
    for dispatch in made:
        _stand(fold.incident, dispatch)
    return tuple(sorted(made, key=lambda dispatch: dispatch.begun or dispatch.since))


def _stand(incident: Incident, dispatch: Dispatch) -> None:
    """How each text stood when it last left, or stands now that it does not leave any more."""
    for wording in dispatch.texts.values():
        if wording.attempts:
            wording.stood = wording.attempts[-1].stood
        elif wording.stood is None:
            wording.stood = _stands(incident, dispatch.message, wording.draft)


class _Fold:
    def __init__(self) -> None:
        self.incident = Incident()
        self.made: list[Dispatch] = []
        self.open: dict[str, Dispatch] = {}
        self.under_way: dict[str, Attempt] = {}
        self.given: dict[tuple[str, str, str], Given] = {}

    def take(self, entry: Entry) -> None:
        before, self.incident = self.incident, evolve(self.incident, entry)
        match entry.event:
            case ev.MessageDrafted() as event:
                self._drafted(event, entry, before)
            case ev.MessageApproved() as event:
                self._approved(event, entry, before)
            case ev.MessageSending() as event:
                self._sending(event, entry, before)
            case ev.MessageSent() as event:
                self._sent(event, entry, before)
            case ev.MessageFailed() as event:
                self._end(event.attempt, entry, "unknown" if event.unsure else "failed", event.reason)
            case _:
                pass
        if self.incident.approvals is not before.approvals:
            self._void(entry)

    def _drafted(self, event: ev.MessageDrafted, entry: Entry, before: Incident) -> None:
        wanted = {_key(draft) for draft in event.drafts}
        dispatch = self._of(event.message, event.audience, entry)
        if any(wording.left and key not in wanted for key, wording in dispatch.texts.items()):
            _stand(before, dispatch)
            dispatch = self._begin(event.message, event.audience, entry)
        dispatch.drafted.append((entry.when, entry.actor))
        dispatch.next_update = event.next_update
        for key, wording in dispatch.texts.items():
            wording.current = key in wanted
        for draft in event.drafts:
            dispatch.texts.setdefault(_key(draft), Wording(draft))

    def _approved(self, event: ev.MessageApproved, entry: Entry, before: Incident) -> None:
        dispatch = self._of(event.message, "", entry)
        drafted = before.drafted.get(event.message)
        holds = {"holder": before.roles.get(event.role), "deputy": before.deputies.get(event.role)}
        seat = next((seat for seat, who in holds.items() if same(who, event.by)), "")
        for text in event.texts:
            given = Given(
                entry.seq,
                event.by,
                event.role,
                seat,
                entry.when,
                (entry.when - drafted.at).total_seconds() if drafted else None,
                text.own,
                event.override,
            )
            self.given[event.message, text.channel, text.language] = given
            self._wording(dispatch, text.channel, text.language, text.digest).approvals.append(given)

    def _sending(self, event: ev.MessageSending, entry: Entry, before: Incident) -> None:
        dispatch = self._of(event.message, "", entry)
        wording = self._wording(dispatch, event.channel, event.language, event.digest)
        stood = _stands(before, event.message, wording.draft)
        attempt = _attempt(entry, event.attempt, event.destination, event.override, stood)
        wording.attempts.append(attempt)
        self.under_way[event.attempt] = attempt

    def _sent(self, event: ev.MessageSent, entry: Entry, before: Incident) -> None:
        if event.attempt in self.under_way:
            self.under_way[event.attempt].refused = event.refused
            self._end(event.attempt, entry, "sent", "")
            return
        dispatch = self._of(event.message, event.audience, entry)
        for draft in event.drafts:
            wording = dispatch.texts.setdefault(_key(draft), Wording(draft))
            stood = _stands(before, event.message, draft)
            attempt = _attempt(entry, event.attempt, event.destination, event.override, stood)
            attempt.outcome, attempt.refused = "sent", event.refused
            for earlier in wording.attempts:
                earlier.settled = earlier.settled or (not event.attempt and earlier.outcome != "sent")
            wording.attempts.append(attempt)

    def _end(self, attempt_id: str, entry: Entry, outcome: Outcome, reason: str) -> None:
        if attempt := self.under_way.pop(attempt_id, None):
            attempt.outcome, attempt.ended_at, attempt.reason = outcome, entry.when, reason

    def _void(self, entry: Entry) -> None:
        """Notes the approvals that stopped counting with this entry."""
        for key, approval in self.incident.approvals.items():
            given = self.given.get(key)
            if given and approval.void and not given.void:
                given.void, given.voided_at, given.voided_seq = approval.void, entry.when, entry.seq

    def _of(self, message: str, audience: str, entry: Entry) -> Dispatch:
        return self.open.get(message) or self._begin(message, audience, entry)

    def _begin(self, message: str, audience: str, entry: Entry) -> Dispatch:
        known = self.incident.playbook.messages.get(message)
        dispatch = Dispatch(message, audience or (known.audience if known else ""), entry.when)
        self.made.append(dispatch)
        self.open[message] = dispatch
        return dispatch

    @staticmethod
    def _wording(dispatch: Dispatch, channel: str, language: str, digest: str) -> Wording:
        """The text of that digest; one without words where the log does not hold them."""
        return dispatch.texts.setdefault(
            (channel, language, digest),
            Wording(DraftText(channel, language, "", "", digest), current=False, known=False),
        )


def _attempt(entry: Entry, attempt_id: str, destination: str, override: str, stood: Standing | None) -> Attempt:
    return Attempt(entry.seq, attempt_id, entry.when, entry.at, entry.actor, destination, override, stood)


def _stands(incident: Incident, message: str, draft: DraftText) -> Standing | None:
    return standing(incident, message, draft) if message in incident.playbook.messages else None


def _key(draft: DraftText) -> Key:
    return draft.channel, draft.language, draft.digest
