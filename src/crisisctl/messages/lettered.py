"""A text with its subject as one file: its first line says ``Subject: …``, and is read back as the subject."""

from __future__ import annotations

import re

from crisisctl.messages.draft import Draft
from crisisctl.text import clean, one_line

_LABELS = {"fr": "Objet\N{NO-BREAK SPACE}:", "en": "Subject:"}
_LABELLED = re.compile(r"(?:subject|objet|sujet)\s*:\s*(?P<subject>.*)", re.IGNORECASE)


def heading(draft: Draft) -> str:
    """Its subject, where it does not open the text already, as it does on Teams."""
    return "" if draft.text.partition("\n")[0].strip("*") == draft.subject else draft.subject


def lettered(draft: Draft, text: str = "") -> str:
    """The text, or that of a file, below its subject, where its channel has one."""
    text = text or draft.text
    subject = heading(draft)
    return f"{_LABELS.get(draft.language, _LABELS['en'])} {subject}\n\n{text}" if subject else text


def files_of(draft: Draft) -> dict[str, str]:
    """The draft's files by extension; the plain text is always among them, below its subject."""
    return {**draft.files, "txt": lettered(draft, draft.files.get("txt", draft.text)) + "\n"}


def parted(written: str, draft: Draft) -> tuple[str, str]:
    """The subject and the text of what somebody wrote. A first line that is the old subject is no part of the text."""
    written = clean(written)
    first, _, rest = written.partition("\n")
    if not heading(draft):
        return draft.subject, written
    if labelled := _LABELLED.fullmatch(first.strip()):
        return one_line(labelled["subject"]) or draft.subject, rest.lstrip("\n")
    if one_line(first) == one_line(draft.subject):
        return draft.subject, rest.lstrip("\n")
    return draft.subject, written
