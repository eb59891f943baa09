"""A message as the rules read it: folded once, searched once, everything else worked out when first asked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from crisisctl.rules import INSIDE, Context, Hit, Level, Message
from crisisctl.rules._clock import Clock, clocks
from crisisctl.rules._contacts import Contact, blanked, contacts
from crisisctl.rules._fold import Folded, fold
from crisisctl.rules._lazy import Pattern
from crisisctl.rules._secrets import Secret, secrets
from crisisctl.text import Words

if TYPE_CHECKING:
    from crisisctl.channels import Count
    from crisisctl.rules._settings import Settings

Span = tuple[int, int]
_SENTENCE_END = Pattern(r"[.!?;\n](?:(?<=\n)|[.!?;]*[\"')*_]*(?=\s|$))")
_WITHOUT_LIMIT = frozenset({"email", "blog", "press"})
_ABBREVIATED = Pattern(r"(?:\b[a-z]|\b[ap]\.m)$")
_BREACH = frozenset(
    {"breach-nature", "breach-data", "breach-consequence", "breach-contact", "breach-officer", "breach-measures"}
)
_RESOLVED = frozenset({"loss", "loss-not"})
_WAYS = frozenset(
    f"way-{way}" for way in ("phone", "sms", "email", "website", "counter", "social", "whatsapp", "radio", "here")
)
_COUNTED = frozenset({"people", "start", "approx-under", "approx-over", "approx-near"})
_OPEN = frozenset({"recovered", "recovered-maybe", "recovered-not", "partial"})
_SUBJECT_LINE = Pattern(r"\s{0,3}(?:Objet|Subject|Sujet)\s?:([^\n]{1,300})", re.IGNORECASE)
_NOT = Pattern(
    r"\b(?:ne|n|pas|plus|ni|sans|jamais|aucun|aucune|not|no|never|cannot|can't|don|doesn|isn|without|nor|won|didn"
    r"|wasn|aren|nobody|personne|nul)\b"
)
_LAST_SIGN = Pattern(r"(?:[^\W\d_]|\b[A-Z]\.|,)[ \u00a0]$")
_WORD = Pattern(r"[^\W_]+")
_FR_WORDS = (
    "le la les des est sont nous vous notre votre vos une un du et pas par pour sur avec dans en au aux ce cette "
    "qui que depuis merci ne "
)
_FR = frozenset(_FR_WORDS.split())
_EN_WORDS = (
    "the is are we you our your and not by for on with in at this that who which since please of to have has be a "
    "it from "
)
_EN = frozenset(_EN_WORDS.split())


class Reading:
    """One message in its context."""

    def __init__(self, message: Message, context: Context, settings: Settings) -> None:
        self.message = message
        self.context = context
        self.settings = settings
        self.folded = Folded(message.text)
        self.text = self.folded.text
        self.language = (message.language or guess_language(self.text))[:2].lower()
        self.channel = message.channel.strip().lower().replace("_", "-")
        self.audience = message.audience.strip().lower().replace("_", "-")
        self.kind = message.kind.strip().lower().replace("_", "-")

    @cached_property
    def external(self) -> bool:
        if self.message.external is not None:
            return self.message.external
        return self.audience not in INSIDE and self.kind != "internal"

    @property
    def error_outside(self) -> Level:
        """An error for people outside, a warning among ourselves."""
        return "error" if self.external else "warning"

    @cached_property
    def status(self) -> str:
        return (self.context.status or "").strip().lower()

    @cached_property
    def severity(self) -> str:
        return str(self.context.severity or self.context.facts.get("severity") or "").strip().lower()

    @cached_property
    def mode(self) -> str:
        """``live``, ``drill``, or nothing when it is not known."""
        said = (self.context.mode or "").strip().lower()
        if said in {"drill", "exercise", "exercice", "simulation"}:
            return "drill"
        return "live" if said in {"live", "real", "reel", "retrospective"} else ""

    @property
    def over(self) -> bool:
        """The incident is known to be over."""
        return self.status in {"resolved", "closed", "cancelled"}

    @cached_property
    def subject(self) -> str:
        """The subject: given apart, or written as the first line of the text."""
        first = _SUBJECT_LINE.match(self.message.text)
        return self.message.subject or (first[1].strip() if first else "")

    @cached_property
    def subject_end(self) -> int:
        """Where in the folded text a subject that is its first line ends; 0 without one."""
        line = self.text.find("\n")
        return line if line > 0 and _SUBJECT_LINE.match(self.message.text) else 0

    @cached_property
    def contacts(self) -> tuple[Contact, ...]:
        return contacts(self.text)

    @cached_property
    def words(self) -> str:
        """The folded text with addresses, links and the company's name blanked out: what word lists look at."""
        found = self.signed
        if self.context.company and (place := find_words(self.context.company, found)):
            name = found[slice(*place)]
            found = found.replace(name, "\x00" * len(name))
        return found

    @cached_property
    def signed(self) -> str:
        """The folded text with addresses and links blanked out."""
        return blanked(self.text, [contact for contact in self.contacts if contact.kind != "phone"])

    @cached_property
    def _found(self) -> dict[str, list[Span]]:
        return self.settings.lists(self.language).search(self.words, self._not_needed)

    @property
    def _not_needed(self) -> frozenset[str]:
        """Lists that no rule will ask for in this context: half of the time of a search goes into them."""
        context = self.context
        spared = (
            (self.kind != "data-breach", _BREACH),
            (self.kind != "resolved", _RESOLVED),
            (not context.channels_down, _WAYS),
            (not (context.facts or context.last_sent_facts), _COUNTED),
            (not self.status or self.over, _OPEN),
        )
        return frozenset().union(*(lists for spare, lists in spared if spare))

    def find(self, *names: str) -> list[Span]:
        """Where phrases of the named lists stand, in order."""
        if len(names) == 1:
            return self._found.get(names[0], [])
        return sorted(span for name in names for span in self._found.get(name, []))

    def has(self, *names: str) -> bool:
        return any(name in self._found for name in names)

    @cached_property
    def clocks(self) -> tuple[Clock, ...]:
        return clocks(self.words, lambda start, end: self.message.text[slice(*self.folded.span(start, end))])

    @cached_property
    def secrets(self) -> tuple[Secret, ...]:
        return secrets(self.message.text)

    @cached_property
    def count(self) -> Count | None:
        """How long the text is for its channel; None where nobody counts."""
        if self.channel in _WITHOUT_LIMIT:
            return None
        from crisisctl import channels

        if self.channel not in channels.ids():
            return None
        return channels.get(self.channel).count(self.message.text)

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences of the folded text; a line end ends one."""
        found, begin = [], 0
        for match in _SENTENCE_END.finditer(self.words):
            start = match.start()
            if (
                match[0] == "."
                and not self.words[start - 2 : start - 1].isalnum()
                and _ABBREVIATED.search(self.words, max(0, start - 4), start)
            ):
                continue
            if match.end() > begin:
                found.append((begin, match.end()))
            begin = match.end()
        if begin < len(self.words):
            found.append((begin, len(self.words)))
        return found

    def sentence(self, place: int) -> Span:
        """The sentence a place of the folded text lies in."""
        at = bisect_right(self.sentences, place, key=lambda span: span[1])
        return self.sentences[at] if at < len(self.sentences) else (0, len(self.words))

    def near(self, names: tuple[str, ...], span: Span) -> bool:
        """Whether a phrase of the lists stands in the same sentence as ``span``."""
        start, end = self.sentence(span[0])
        return any(start <= found[0] < end for found in self.find(*names))

    def near_before(self, names: tuple[str, ...], span: Span) -> bool:
        """Whether a phrase of the lists stands before ``span`` in its sentence."""
        start = self.sentence(span[0])[0]
        return any(start <= found[0] < span[0] for found in self.find(*names))

    def negated(self, span: Span, reach: int = 22) -> bool:
        """Whether a word of negation stands close before, in the same sentence."""
        begin = max(self.sentence(span[0])[0], span[0] - reach)
        return bool(_NOT.search(self.words, begin, span[0]))

    def names(self, span: Span) -> bool:
        """Whether the words are a name: a capital inside a sentence ("Mr J. Glitch", "our terminal Mini Plus 2")."""
        start, end = self.folded.span(*span)
        before = _LAST_SIGN.search(self.message.text, max(0, start - 12), start)
        words = _WORD.finditer(self.message.text, start, end)
        return bool(before) and all(word[0].istitle() or word[0].isdigit() for word in words)

    def hit(self, span: Span, level: Level | None = None, why: Words | None = None, rewrite: str = "") -> Hit:
        """A finding at a folded span."""
        start, end = self.folded.span(*span)
        return Hit(start, end, level, None, why, rewrite)

    def marks(self, name: str, level: Level | None = None) -> list[Hit]:
        """A finding for each place of a list, with what the list says to write instead."""
        lists = self.settings.lists(self.language)
        return [self.hit(span, level, None, lists.instead(name, self.words[slice(*span)])) for span in self.find(name)]


def guess_language(folded: str) -> str:
    """French or English, by the small words."""
    words = re.findall(r"[a-z]+", folded[:2000])
    french = sum(word in _FR for word in words)
    return "fr" if french > sum(word in _EN for word in words) else "en"


def find_words(needle: str, text: str) -> Span | None:
    """Where the words of ``needle`` stand one after the other in a folded text, whatever stands between words."""
    parts = re.findall(r"[^\W_]+", fold(needle))
    if not parts or parts[0] not in text:
        return None
    match = re.search(r"(?<!\w)" + r"[\W_]{0,4}".join(map(re.escape, parts)) + r"(?!\w)", text)
    return match.span() if match else None


def same_words(needle: str, text: str) -> bool:
    return find_words(needle, text) is not None
