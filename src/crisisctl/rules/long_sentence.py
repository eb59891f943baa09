"""L27: a sentence too long to be read in a hurry."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading

LIMITS = {"fr": 30, "en": 25}
_WORD = Pattern(r"\w\S*")


def check(reading: Reading) -> Iterator[Hit]:
    limit = LIMITS.get(reading.language, 30)
    long = [span for span in reading.sentences if span[1] - span[0] > limit * 2]
    text = _without_links(reading) if long else ""
    for start, end in long:
        if len(text[start:end].split()) <= limit:
            continue
        words = list(_WORD.finditer(text, start, end))
        if len(words) > limit:
            why = {
                "fr": f"{len(words)} mots ; au-delà de {limit}, on perd le fil en lisant vite.",
                "en": f"{len(words)} words; beyond {limit} a hurried reader loses the thread.",
            }
            yield reading.hit((words[0].start(), words[min(5, len(words) - 1)].end()), why=why)


def _without_links(reading: Reading) -> str:
    """Each address, link or number counts as one word."""
    chars = list(reading.words.replace("\x00", "x"))
    for contact in reading.contacts:
        if contact.kind == "phone":
            chars[contact.start : contact.end] = "0" * (contact.end - contact.start)
    return "".join(chars)


RULE = Rule(
    id="long-sentence",
    number="L27",
    level="warning",
    priority=2,
    checks={
        "fr": "les phrases de plus de 30 mots en français, 25 en anglais",
        "en": "sentences of more than 25 words in English, 30 in French",
    },
    why={
        "fr": "On lit vite et mal en pleine panne.",
        "en": "People read fast and badly in an outage.",
    },
    rewrite={
        "fr": "Coupez : une idée par phrase.",
        "en": "Cut it: one idea a sentence.",
    },
    check=check,
)
