"""One message on one channel in one language: the exact text, its length, what is wrong with it.

A message is written once and laid out by each channel. The variant written for a channel comes first; channels made for
few words take the short one; the others take it where the body does not fit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from crisisctl import channels as channel_registry
from crisisctl.channels import Channel, Content, Count, Layout
from crisisctl.errors import BadInputFile
from crisisctl.events import DraftText, text_digest
from crisisctl.incident import Incident
from crisisctl.markdown import escape, plain
from crisisctl.messages.placeholders import used
from crisisctl.messages.wording import Wording
from crisisctl.playbook import Message
from crisisctl.routes import at_risk, living, noticed, where_else
from crisisctl.text import Words, clean, say

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


def draft(incident: Incident, message: Message, channel: Channel, wording: Wording) -> Draft:
    """The text for this channel: of its variants the first that fits, else the last. What is wrong with it, it says."""
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
    """The text whose times name their zone; in few words only the place of it, or nothing, where there is no room.

    There a way to reach us that the author's words lack goes first: who cannot reach us needs no zone.
    """
    short = channel.style == "short"
    for ways in (1, 0) if short else (None,):
        for spoken in (wording, replace(wording, zone_as="place"), replace(wording, zone_as="")):
            layout = _lay_out(incident, message, channel, spoken, variant, words, ways)
            count = channel.count(layout.text)
            if not short or (count.fits and count.parts == 1 and not layout.problems):
                return layout, count
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
    incident: Incident,
    message: Message,
    channel: Channel,
    wording: Wording,
    variant: Variant,
    words: Words,
    ways: int | None,
) -> Layout:
    try:
        said = wording.fill_markdown(say(words, wording.language))
        content = Content(
            subject=wording.fill(say(message.subject, wording.language)),
            body=_reachable(said, incident, message, channel.id, wording.language, ways),
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


def _reachable(
    body: str, incident: Incident, message: Message, channel: str, language: str, ways: int | None = None
) -> str:
    """The body, with where else to reach us when these readers miss a channel and the author's words name no way that
    works; with ``ways`` of them at most.

    What is spoken stays as it is, nobody follows an address by ear; so does a template that a provider approved, which
    would refuse anything else.
    """
    audience = incident.playbook.audiences.get(message.audience)
    said = plain(body).replace("\N{NO-BREAK SPACE}", " ").replace("’", "'")
    told = any(contact.replace("’", "'") in said for contact in living(incident))
    internal = audience is not None and not audience.external
    fixed = channel == "phone" or (channel == "whatsapp" and message.provider_templates)
    if ways == 0 or told or internal or fixed or not noticed(incident, audience):
        return body
    return f"{body}\n\n{escape(where_else(incident, language, ways))}".rstrip()


def _mark(incident: Incident, language: str) -> str:
    return _MARKS.get(language, "EXERCISE") if incident.mode == "drill" else ""


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
    problems += _unsaid(incident.playbook.messages[draft.message], draft.language, f"{subject}\n{text}")
    if not count.fits:
        problems.append(f"too long: {count.length} of {count.limit} {count.unit}")
    files = {**channel.lay_out(content).files, "txt": text}
    if channel.payload:
        files["json"] = json.dumps(channel.payload(text), ensure_ascii=False, separators=(",", ":"))
    return replace(draft, text=text, subject=subject, count=count, problems=tuple(problems), files=files, edited=True)
