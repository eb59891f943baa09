"""What `redact` and `forget` say of what goes and what stays, in French and English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import typer

from crisisctl.text import one_line, typeset

_STATES = {
    "facts": {"en": "fact {x}", "fr": "fait {x}"},
    "roles": {"en": "role {x}", "fr": "rôle {x}"},
    "deputies": {"en": "deputy for {x}", "fr": "suppléance de {x}"},
    "steps": {"en": "step {x}", "fr": "étape {x}"},
    "drafted": {"en": "drafts of {x}", "fr": "brouillons de {x}"},
    "approvals": {"en": "approval of {x}", "fr": "validation de {x}"},
    "sent": {"en": "sending of {x}", "fr": "envoi de {x}"},
    "promises": {"en": "promise to {x}", "fr": "promesse à {x}"},
    "channels": {"en": "channel {x}", "fr": "canal {x}"},
    "actions": {"en": "action {x}", "fr": "action {x}"},
    "milestones": {"en": "milestone {x}", "fr": "jalon {x}"},
    "clocks": {"en": "clock {x}", "fr": "délai {x}"},
    "acknowledged": {"en": "acknowledgement by {x}", "fr": "accusé de réception de {x}"},
    "sendings": {"en": "attempt to send {x}", "fr": "tentative d’envoi {x}"},
    "organisation": {"en": "what was taken over from crisis.yaml", "fr": "ce qui a été repris de crisis.yaml"},
    "status": {"en": "status, now {x}", "fr": "statut, désormais {x}"},
    "severity": {"en": "severity, now {x}", "fr": "gravité, désormais {x}"},
    "closure_reason": {"en": "how it ended", "fr": "comment il s’est terminé"},
}
"""The words for every ``redaction.STATES``."""


def named(lost: Iterable[tuple[str, str]], language: str) -> Iterator[str]:
    return (_STATES[what][language].format(x=one_line(name)) for what, name in lost)


def told(table: Mapping[str, Mapping[str, str]], key: str, language: str, **parts: str) -> str:
    ours = table[language][key]
    words = {name: one_line(part) for name, part in parts.items()}
    return (typeset(ours) if language == "fr" else ours).format(**words)


def say(table: Mapping[str, Mapping[str, str]], key: str, language: str, **parts: str) -> None:
    """One line to the person, beside what the command prints."""
    typer.echo(told(table, key, language, **parts), err=True)
