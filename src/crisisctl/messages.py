"""Facts, a message, a channel and a language make a draft: the exact text, its length, what is wrong with it.

A message is written once and laid out by each channel. The variant written for a channel comes first; channels made for
few words take the short one; the others take it where the body does not fit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import Literal

from crisisctl import channels as channel_registry
from crisisctl.channels import Channel, Content, Count, Layout
from crisisctl.errors import BadInputFile, NotFound, Refused
from crisisctl.events import DraftText, text_digest
from crisisctl.incident import Drafted, Incident
from crisisctl.markdown import escape, plain
from crisisctl.placeholders import used
from crisisctl.playbook import Audience, Message
from crisisctl.queries import cadence
from crisisctl.routes import at_risk, living, route, where_else
from crisisctl.text import Words, clean, did_you_mean, listed, say
from crisisctl.times import round_up
from crisisctl.wording import CONTACTS, Wording

Variant = Literal["body", "short", "channel"]
_MARKS = {"fr": "EXERCICE", "en": "EXERCISE"}
_CORRECTED = {
    "fr": (re.compile(r"\b(?:correction|rectificatif|rectification)s?\b", re.IGNORECASE), "rectificatif"),
    "en": (re.compile(r"\b(?:correction|corrigendum)s?\b", re.IGNORECASE), "correction"),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """One message on one channel in one language: what would leave, to the letter."""

    message: str
    channel: str
    language: str
    audience: str
    subject: str
    text: str
    count: Count
    problems: tuple[str, ...]
    variant: Variant
    files: Mapping[str, str]
    edited: bool = False
    facts: tuple[str, ...] = ()
    """The facts it was written from."""

    def kept(self) -> DraftText:
        """The form in which the log keeps it."""
        digest = text_digest(self.subject, self.text)
        return DraftText(self.channel, self.language, self.subject, self.text, digest, self.edited, self.facts)


@dataclass(frozen=True, slots=True)
class Drafts:
    """Every draft of one message. ``left_out`` are its channels that are marked down."""

    message: str
    drafts: tuple[Draft, ...]
    next_update: datetime | None
    """The time that the texts promise; None where they promise none."""
    left_out: tuple[str, ...]


def message_of(incident: Incident, message_id: str) -> Message:
    known = incident.playbook.messages
    if message_id not in known:
        raise NotFound(
            f"there is no message `{message_id}`{did_you_mean(message_id, known)}", f"the playbook has {listed(known)}"
        )
    return known[message_id]


def write(
    incident: Incident,
    message_id: str,
    now: datetime,
    zone: tzinfo,
    *,
    only_channels: Sequence[str] = (),
    only_languages: Sequence[str] = (),
    next_update: datetime | None = None,
    fresh: bool = False,
) -> Drafts:
    """Write every draft of a message. ``fresh`` forgets what was edited by hand and the time promised before.

    Raises ``Refused`` naming every fact that is printed and not known, and how to set it.
    """
    message = message_of(incident, message_id)
    wanted, left_out = _channels(incident, message, only_channels)
    before = None if fresh else incident.drafted.get(message_id)
    promise = next_update or _next_update(incident, message, before, now)
    missing: set[str] = set()
    promised: list[str] = []
    drafts = []
    for channel in wanted:
        for language in _languages(incident, message, only_languages):
            wording = Wording(incident, language, channel.style, zone, now, promise, missing, promised)
            drafts.append(_draft(incident, message, channel, wording))
    if missing:
        raise _unknown(incident, message_id, sorted(missing))
    kept = tuple(_as_edited(draft, incident, before) for draft in drafts)
    return Drafts(message_id, kept, promise if promised else None, left_out)


def at_hand(incident: Incident, message_id: str, now: datetime, zone: tzinfo) -> tuple[DraftText, ...]:
    """The drafts as they were last written; where there are none, as they would be. Nothing is kept.

    Raises as ``write``.
    """
    message_of(incident, message_id)
    if drafted := incident.drafted.get(message_id):
        return drafted.drafts
    return tuple(each.kept() for each in write(incident, message_id, now, zone).drafts)


def write_text(channel_id: str, content: Content) -> tuple[Layout, Count]:
    """Lay out and count one text."""
    channel = channel_registry.get(channel_id)
    layout = channel.lay_out(content)
    return layout, channel.count(layout.text)


def _channels(incident: Incident, message: Message, only: Sequence[str]) -> tuple[list[Channel], tuple[str, ...]]:
    audience = incident.playbook.audiences.get(message.audience)
    planned = message.only or (audience.channels if audience else ())
    known = channel_registry.ids()
    for name in only:
        if name not in known:
            raise NotFound(f"there is no channel `{name}`{did_you_mean(name, known)}", f"one of {listed(known)}")
    if only:
        return [channel_registry.get(name) for name in dict.fromkeys(only)], ()
    way = route(incident, audience or Audience(message.audience), planned)
    left_out = way.dead
    working = [name for name in way.working if name in known]
    if not working:
        raise Refused(
            f"every channel of {message.audience} is marked down: {listed(planned)}",
            "name one that works: --channel phone; or crisisctl channel NAME=up",
        )
    return [channel_registry.get(name) for name in working], left_out


def _languages(incident: Incident, message: Message, only: Sequence[str]) -> Sequence[str]:
    audience = incident.playbook.audiences.get(message.audience)
    known = (audience.languages if audience else ()) or _ordered(incident)
    for name in only:
        if name not in incident.playbook.languages:
            raise NotFound(f"the playbook has no texts in `{name}`", f"it has {listed(incident.playbook.languages)}")
    return tuple(dict.fromkeys(only)) or known


def _ordered(incident: Incident) -> tuple[str, ...]:
    """The playbook's languages, the organisation's first."""
    ours = [name for name in incident.organisation.languages if name in incident.playbook.languages]
    return tuple(ours) or incident.playbook.languages


def _next_update(incident: Incident, message: Message, before: Drafted | None, now: datetime) -> datetime | None:
    """The time to promise: that of the drafts at hand while half the cadence is left, else now and the cadence."""
    seconds = cadence(incident)
    if seconds is None:
        return None
    sent = any(name == message.id and before and at >= before.at for (name, _, _), at in incident.sent.items())
    if before and before.next_update and not sent and before.next_update - now >= timedelta(seconds=seconds / 2):
        return before.next_update
    return round_up(now + timedelta(seconds=seconds))


def _draft(incident: Incident, message: Message, channel: Channel, wording: Wording) -> Draft:
    made: list[tuple[Variant, Layout, Count]] = []
    for variant, words in _variants(message, channel):
        layout, count = _with_zone(incident, message, channel, wording, variant, words)
        made.append((variant, layout, count))
        if count.fits:
            break
    variant, layout, count = made[-1]
    problems = (*layout.problems, *_unsaid(message, wording.language, f"{layout.subject}\n{layout.text}"))
    if not count.fits:
        problems += (f"too long: {count.length} of {count.limit} {count.unit}",)
    if channel.id in incident.down:
        problems += (f"{channel.id} is marked down",)
    if twin := at_risk(incident).get(channel.id):
        problems += (f"{channel.id} shares its provider with {twin}, which is down: do not count on it",)
    return Draft(
        message=message.id,
        channel=channel.id,
        language=wording.language,
        audience=message.audience,
        subject=layout.subject,
        text=layout.text,
        count=count,
        problems=problems,
        variant=variant,
        files=layout.files,
        facts=_facts(message, dict(_variants(message, channel))[variant], wording),
    )


def _with_zone(
    incident: Incident, message: Message, channel: Channel, wording: Wording, variant: Variant, words: Words
) -> tuple[Layout, Count]:
    """The text whose times name their zone; in few words only the place of it, or nothing, where there is no room."""
    for spoken in (wording, replace(wording, zone_as="place"), replace(wording, zone_as="")):
        layout = _lay_out(incident, message, channel, spoken, variant, words)
        count = channel.count(layout.text)
        if channel.style != "short" or (count.fits and count.parts == 1 and not layout.problems):
            break
    return layout, count


def _facts(message: Message, words: Words, wording: Wording) -> tuple[str, ...]:
    """The facts that this text and its subject read, whether they are known or not."""
    known = wording.incident.playbook.known()
    read = used(say(message.subject, wording.language)) | used(say(words, wording.language))
    return tuple(sorted(read & known.keys()))


def _variants(message: Message, channel: Channel) -> list[tuple[Variant, Words]]:
    """The texts to try, best first."""
    if words := message.channels.get(channel.id):
        return [("channel", words)]
    body: tuple[Variant, Words] = ("body", message.body)
    if channel.id == "whatsapp" and message.provider_templates:
        return [body]
    short: tuple[Variant, Words] = ("short", message.short)
    if not message.short:
        return [body]
    return [short] if channel.style == "short" else [body, short]


def _lay_out(
    incident: Incident, message: Message, channel: Channel, wording: Wording, variant: Variant, words: Words
) -> Layout:
    try:
        said = wording.fill_markdown(say(words, wording.language))
        content = Content(
            subject=wording.fill(say(message.subject, wording.language)),
            body=_reachable(said, incident, message, channel.id, wording.language),
            language=wording.language,
            sender=incident.organisation.name,
            mark=_mark(incident, wording.language),
            variant=variant,
            settings=incident.organisation.settings.get(channel.id, {}),
        )
    except ValueError as problem:
        raise BadInputFile(
            f"the message {message.id} cannot be written: {problem}", "crisisctl playbook lint checks a playbook"
        ) from None
    return channel.lay_out(content)


def _unsaid(message: Message, language: str, said: str) -> tuple[str, ...]:
    """What a message of this kind must say and does not: a correction is called one."""
    pattern, word = _CORRECTED.get(language, _CORRECTED["en"])
    if message.kind != "correction" or pattern.search(said):
        return ()
    return (f"a correction says that it is one: write the word `{word}`",)


def _reachable(body: str, incident: Incident, message: Message, channel: str, language: str) -> str:
    """The body, with where else to reach us when a channel is down and the author's words name no way that works.

    What is spoken stays as it is, nobody follows an address by ear; so does a template that a provider approved, which
    would refuse anything else.
    """
    audience = incident.playbook.audiences.get(message.audience)
    said = plain(body).replace("\N{NO-BREAK SPACE}", " ")
    told = any(contact in said for contact in living(incident))
    internal = audience is not None and not audience.external
    fixed = channel == "phone" or (channel == "whatsapp" and message.provider_templates)
    if told or internal or fixed or not incident.down:
        return body
    return f"{body}\n\n{escape(where_else(incident, language))}".rstrip()


def _mark(incident: Incident, language: str) -> str:
    return _MARKS.get(language, "EXERCISE") if incident.mode == "drill" else ""


def _as_edited(draft: Draft, incident: Incident, before: Drafted | None) -> Draft:
    """The draft with the text that somebody edited by hand, where somebody did."""
    for old in before.drafts if before else ():
        if old.edited and (old.channel, old.language) == (draft.channel, draft.language):
            return edited(draft, old.text, incident, old.subject)
    return draft


def edited(draft: Draft, text: str, incident: Incident, subject: str | None = None) -> Draft:
    """The draft with another text, counted anew; its files carry the same words. Control characters do not stay."""
    text = clean(text)
    channel = channel_registry.get(draft.channel)
    subject = draft.subject if subject is None else subject
    settings = incident.organisation.settings.get(channel.id, {})
    content = Content(subject, escape(text), draft.language, incident.organisation.name, settings=settings)
    count = channel.count(text)
    problems = ["edited by hand: it does not follow the facts any more (--fresh writes it anew)"]
    if (mark := _mark(incident, draft.language)) not in f"{subject}\n{text}":
        problems.append(f"an exercise, and the text does not say {mark}")
    problems += _unsaid(message_of(incident, draft.message), draft.language, f"{subject}\n{text}")
    if not count.fits:
        problems.append(f"too long: {count.length} of {count.limit} {count.unit}")
    files = {**channel.lay_out(content).files, "txt": text}
    if channel.payload:
        files["json"] = json.dumps(channel.payload(text), ensure_ascii=False, separators=(",", ":"))
    return replace(draft, text=text, subject=subject, count=count, problems=tuple(problems), files=files, edited=True)


def _unknown(incident: Incident, message_id: str, names: list[str]) -> Refused:
    if secret := [name for name in names if name in incident.playbook.secrets()]:
        return Refused(
            f"the message {message_id} would print a secret: {listed(secret)}",
            "take it out of the message in the playbook; no draft ever holds a secret",
        )
    hints = []
    for name in names:
        if name.startswith("roles."):
            hints.append(f"crisisctl role {name.removeprefix('roles.')}=NAME")
        elif name in CONTACTS or name.startswith("contacts."):
            hints.append(f"add {name.removeprefix('contacts.')} below contacts in crisis.yaml before the next incident")
        elif name in incident.facts:
            hints.append(f"crisisctl set {name}=… --confirmed-by NAME (it is set, but nobody has confirmed it)")
        elif name == "next_update":
            hints.append("--next-update TIME")
        else:
            hints.append(f"crisisctl set {name}=…")
    told = f"the message {message_id} says what is not known yet: {listed(names)}"
    return Refused(told, "; ".join(hints), tuple(names))
