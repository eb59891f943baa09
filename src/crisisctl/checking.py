"""The message lint on a draft: what the incident knows becomes the context, errors stand against its leaving.

Nothing blocks for good: ``--force --reason`` goes on, and both are recorded. Two rules never yield: a placeholder that
was not filled in, and a secret in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from crisisctl import rules
from crisisctl.errors import Refused
from crisisctl.events import DraftText, FactSet, MessageSent
from crisisctl.incident import Incident
from crisisctl.lint_settings import settings_at_hand
from crisisctl.messages.draft import Draft
from crisisctl.messages.drafts import message_of
from crisisctl.playbook import Message
from crisisctl.queries import IncidentView
from crisisctl.routes import noticed
from crisisctl.rules import Context, Finding
from crisisctl.text import listed, say
from crisisctl.times import from_iso
from crisisctl.zones import zone_of

_ALLOWED = re.compile(r"\{#\s*lint-ok:\s*([a-z, -]+?)\s*#\}")


def check(incident: Incident, draft: Draft | DraftText, message_id: str = "") -> tuple[Finding, ...]:
    """The findings of one draft, in the order of its text."""
    message = message_of(incident, draft.message if isinstance(draft, Draft) else message_id)
    audience = incident.playbook.audiences.get(message.audience)
    said = rules.Message(
        text=draft.text,
        language=draft.language,
        channel=draft.channel,
        audience=message.audience,
        kind=message.kind,
        external=audience.external if audience else None,
        subject=draft.subject,
        allow=_allowed(message, draft.channel),
    )
    return rules.lint(said, context(incident, message, draft), settings_at_hand())


def gate(
    view: IncidentView, message_id: str, channels: Sequence[str], languages: Sequence[str], *, force: bool, reason: str
) -> str:
    """What to record beside ``reason`` for the errors that are overridden; empty where there are none.

    Raises ``Refused`` where errors stand against the drafts and nobody forces them, or where nobody can.
    """
    incident = view.incident
    drafted = incident.drafted.get(message_id)
    errors: dict[str, list[str]] = {}
    for draft in drafted.drafts if drafted else ():
        meant = draft.channel in channels if channels else draft.channel not in incident.down
        if meant and draft.language in (languages or (draft.language,)):
            for finding in check(incident, draft, message_id):
                if finding.level == "error":
                    errors.setdefault(finding.rule, []).append(f"{draft.channel} {draft.language}")
    if not errors:
        return ""
    told = "; ".join(f"{rule} ({listed(dict.fromkeys(where))})" for rule, where in errors.items())
    firm = [rule for rule in errors if not rules.get(rule).overridable]
    if firm:
        raise Refused(f"{message_id} cannot leave like this: {listed(firm)}", f"crisisctl lint --explain {firm[0]}")
    if not force:
        hint = f'crisisctl lint --explain {next(iter(errors))}; mend it, or go on all the same: --force --reason "…"'
        raise Refused(f"{message_id} has errors: {told}", hint)
    if not reason.strip():
        raise Refused("say why you go on all the same", 'add --reason "…"')
    return f"{reason.strip()} (although lint: {told})"


def context(incident: Incident, message: Message, draft: Draft | DraftText) -> Context:
    """What the incident and its organisation tell the rules."""
    ours, secrets = incident.organisation, incident.playbook.secrets()
    drafted = incident.drafted.get(message.id)
    return Context(
        status=_status(incident, message),
        severity=None if incident.severity == "unset" else incident.severity,
        mode="exercise" if incident.mode == "drill" else "real",
        channels_down=tuple(
            name
            for name in incident.down
            if name in {draft.channel, *noticed(incident, incident.playbook.audiences.get(message.audience))}
        ),
        cause_confirmed=incident.counts("cause") if "cause" in incident.playbook.known() else None,
        eta_confirmed=incident.counts("eta") if "eta" in incident.playbook.known() else None,
        facts=_facts(
            incident,
            {
                name: fact.value
                for name, fact in incident.facts.items()
                if incident.counts(name) and name not in secrets
            },
        )
        | ({"next_update": _clock(incident, drafted.next_update)} if drafted and drafted.next_update else {}),
        last_sent_facts=_last_sent(incident, message.audience),
        other_language_text=_other_language(drafted.drafts if drafted else (), draft),
        company=ours.name,
        own_domains=tuple(sorted(set(_domains(ours.contacts.values())))),
        published_contacts=tuple(ours.contacts.values()),
        staff=tuple(person.name for person in ours.people if "spokesperson" not in person.roles),
        security=any(each.kind == "data-breach" for each in incident.playbook.messages.values()),
        same_zone=False,
        zone_label=say(ours.timezone_label, draft.language),
    )


def _status(incident: Incident, message: Message) -> str:
    """The status as the message leaves: what is being watched is over once the step that says so has sent it, and
    whatever is only sent after that step is written for then."""
    steps = [step for _, step in incident.playbook.steps()]
    mine = [place for place, step in enumerate(steps) if step.message == message.id]
    end = next((place for place, step in enumerate(steps) if step.stage == "resolved"), len(steps))
    closing = bool(mine) and min(mine) >= end
    return "resolved" if closing and incident.status == "monitoring" else incident.status


def _allowed(message: Message, channel: str) -> frozenset[str]:
    """The rules that the template's author has allowed in the texts for this channel."""
    own = message.channels.get(channel)
    texts = own.values() if own else [*message.body.values(), *message.short.values()]
    found = [name.strip() for text in texts for names in _ALLOWED.findall(text) for name in names.split(",")]
    return frozenset(found)


def _facts(incident: Incident, values: dict[str, Any]) -> dict[str, object]:
    """The facts that rules compare with words: instants as clock times, the rest as they are."""
    known = incident.playbook.known()
    told: dict[str, object] = {}
    for name, value in values.items():
        spec = known.get(name)
        told[name] = _clock(incident, from_iso(value)) if spec and spec.type == "datetime" else value
        if spec and spec.milestone == "started":
            told["started"] = told[name]
    if incident.severity != "unset":
        told["severity"] = incident.severity
    return told


def _clock(incident: Incident, instant: Any) -> str:
    return f"{instant.astimezone(zone_of(incident.organisation)):%H:%M}"


def _last_sent(incident: Incident, audience: str) -> dict[str, object] | None:
    """The facts as they were when this audience was last told something."""
    values: dict[str, Any] = {}
    told: dict[str, Any] | None = None
    for entry in incident.entries:
        if isinstance(entry.event, FactSet) and entry.event.name not in incident.playbook.secrets():
            values[entry.event.name] = entry.event.value
        elif isinstance(entry.event, MessageSent) and entry.event.audience == audience:
            told = dict(values)
    return None if told is None else _facts(incident, told)


def _other_language(drafts: Iterable[DraftText], draft: Draft | DraftText) -> str:
    return next((each.text for each in drafts if each.channel == draft.channel and each.language != draft.language), "")


def _domains(contacts: Iterable[str]) -> Iterable[str]:
    for contact in contacts:
        if "://" in contact:
            with suppress(ValueError):  # no address that could be looked for
                yield urlsplit(contact).hostname or ""
        elif "@" in contact:
            yield contact.rpartition("@")[2]
