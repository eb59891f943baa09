"""What happens to a message in one sentence, in French and English: drafted, approved, sent, acknowledged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from crisisctl import events as ev
from crisisctl.french import said
from crisisctl.teller import Teller


def _drafted(event: ev.MessageDrafted, t: Teller) -> str:
    return t(
        "Drafted: {message} for {audience}, {ways}",
        "Rédigé : {message} pour {audience}, {ways}",
        message=t.quote(t.message(event.message)),
        audience=t.quote(t.audience(event.audience)),
        ways=t.ways(event.drafts),
    )


_AS = "{by} approves {message} as {role}, {ways}", "{by} valide {message} en tant que {role}, {ways}"
_IN_PLACE = (
    "{by} approves {message} in place of {role}, {ways}",
    "{by} valide {message} à la place de {role}, {ways}",
)


def _approved(event: ev.MessageApproved, t: Teller) -> str:
    sentence = t(
        *(_IN_PLACE if f", not by {event.by}" in event.override else _AS),
        by=event.by,
        message=t.quote(t.message(event.message)),
        role=t.quote(t.role(event.role)),
        ways=t.ways(event.texts),
    )
    if any(text.own for text in event.texts):
        sentence = t("{s} (own text)", "{s} (son propre texte)", s=sentence)
    return t.override(sentence, event.override)


def _sending(event: ev.MessageSending, t: Teller) -> str:
    sentence = _on_its_way(
        event,
        t,
        "About to send {message} to {destination} ({channel}, {language})",
        "Sur le point d’envoyer {message} vers {destination} ({channel}, {language})",
    )
    return t.override(sentence, event.override)


def _sent(event: ev.MessageSent, t: Teller) -> str:
    sentence = t(
        "Sent: {message} to {audience}, {ways}",
        "Envoyé : {message} à {audience}, {ways}",
        message=t.quote(t.message(event.message)),
        audience=t.quote(t.audience(event.audience)),
        ways=t.ways(event.drafts),
    )
    sentence = t.detail(sentence, event.destination)
    if event.refused:
        en, fr = "{s}; not taken: {who}", "{s} ; refusé : {who}"
        sentence = t(en, fr, s=sentence, who="; ".join(event.refused))
    return t.override(sentence, event.override)


def _failed(event: ev.MessageFailed, t: Teller) -> str:
    en, fr = "Not sent: {message} to {destination} ({channel}, {language})", "Non envoyé : {message} vers {destination}"
    if event.unsure:
        en = "UNKNOWN whether it arrived: {message} to {destination} ({channel}, {language})"
        fr = "Issue INCONNUE, peut-être arrivé : {message} vers {destination}"
    return t.detail(_on_its_way(event, t, en, f"{fr} ({{channel}}, {{language}})"), said(event.reason, t.language))


def _on_its_way(event: ev.MessageSending | ev.MessageFailed, t: Teller, en: str, fr: str) -> str:
    return t(
        en,
        fr,
        message=t.quote(t.message(event.message)),
        destination=event.destination,
        channel=event.channel,
        language=event.language,
    )


def _acknowledged(event: ev.Acknowledged, t: Teller) -> str:
    return t("{person} has acknowledged the alert", "{person} a accusé réception de l’alerte", person=event.person)


SENTENCES: dict[type[ev.Event], Callable[[Any, Teller], str]] = {
    ev.MessageDrafted: _drafted,
    ev.MessageApproved: _approved,
    ev.MessageSending: _sending,
    ev.MessageSent: _sent,
    ev.MessageFailed: _failed,
    ev.Acknowledged: _acknowledged,
}
