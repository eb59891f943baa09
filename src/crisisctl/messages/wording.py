"""Facts as words: what the placeholders of a message stand for, in one language, for one kind of channel.

User text is never markup: whatever a placeholder prints into a Markdown body is escaped, on one line, and free of
control characters. Printing what is not known is collected in ``Wording.missing``, so that one error names it all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any, Literal

from jinja2 import Template, TemplateError, Undefined, UndefinedError
from jinja2.utils import missing

from crisisctl.incident import Incident
from crisisctl.markdown import escape
from crisisctl.messages.printed import Choice, Moment, Number
from crisisctl.messages.sandbox import LONGEST, Sandbox, size, with_work
from crisisctl.playbook import Input
from crisisctl.text import one_line, say
from crisisctl.times import Style, format_clock, format_date, from_iso
from crisisctl.values import show_value

CONTACTS = ("phone", "email", "status_url", "website", "press_email", "bridge")
"""The organisation's contacts that messages may name without ``contacts.``."""

_NUMBER = re.compile(r"\+?[\d .()/-]{6,}")
_BLOCK_ALONE = re.compile(r"^[ \t]*(\{%(?:(?!%\}).)*%\}(?:\{%(?:(?!%\}).)*%\})*)[ \t]*\n", re.MULTILINE)
_EMPTY_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
_GAPS = re.compile(r"^ (?=\S)|(?<=\S) +(?= \S)| +$", re.MULTILINE)
"""What a part that is left out leaves between its neighbours."""
_ENDED = "\0"
"""Behind what a placeholder prints and ends a sentence; no such character is left in a value."""
_TWO_ENDS = re.compile(
    rf"(?<=[.!?…]){_ENDED}\.(?!\.)"  # before the full stop of the text
    rf"|(?<=[a-zà-ÿ]{{3}})(?<!etc)\.{_ENDED}(?=\s?[,;:]|\s[a-zà-ÿ])"  # and amid its sentence; "Exemplia Inc." stays
    rf"|{_ENDED}"
)
_APOSTROPHES = re.compile(r"\S*(?:@|://)\S*|(?<=\w)'(?=\w)")
"""Those within words, and whole addresses, which stay as they are."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Everything a message may say of an incident, in one language and style."""

    incident: Incident
    language: str
    style: Style
    zone: tzinfo
    now: datetime
    next_update: datetime | None = None
    missing: set[str] = field(default_factory=set)
    promised: list[str] = field(default_factory=list)
    """Not empty once a text has printed ``next_update``."""
    overdue: datetime | None = None
    """When this audience was promised word that it has not got."""
    zone_as: Literal["label", "place", ""] = "label"
    """How times name their zone: ``heure de Paris``, ``Paris``, or not at all."""

    def fill(self, template: str) -> str:
        """A template as plain words: a subject."""
        return one_line(self._render(template, markdown=False))

    def fill_markdown(self, template: str) -> str:
        """A template as Markdown, in which only the template's own marks are marks."""
        return _EMPTY_LINES.sub("\n\n", _GAPS.sub("", self._render(template, markdown=True))).strip()

    def _render(self, template: str, *, markdown: bool) -> str:
        try:
            written = _joined(_compiled(template, markdown).generate(with_work(self._context())))
            return self._typeset(_TWO_ENDS.sub("", written))
        except (
            TemplateError,
            ValueError,
            TypeError,
            LookupError,
            AttributeError,
            ArithmeticError,
            RecursionError,
        ) as problem:
            raise ValueError(one_line(str(problem)) or type(problem).__name__) from None

    def _typeset(self, text: str) -> str:
        """French apostrophes are curved; channels whose alphabet has none make them straight again."""
        if self.language != "fr":
            return text
        return _APOSTROPHES.sub(lambda found: "’" if found[0] == "'" else found[0], text)

    def _context(self) -> dict[str, Any]:
        incident = self.incident
        contacts = {name: _unbroken(one_line(text)) for name, text in incident.organisation.contacts.items()}
        known: dict[str, Any] = {name: contacts[name] for name in CONTACTS if name in contacts}
        known |= {
            "company": incident.organisation.name,
            "contacts": self._named("contacts", contacts),
            "roles": self._named("roles", dict(incident.roles)),
            "severity": incident.severity,
            "title": incident.title,
            "incident": incident.id,
            "down": list(incident.down),
            "language": self.language,
            "opened_at": self._moment(incident.opened_at),
        }
        if self.next_update:
            known["next_update"] = self._moment(self.next_update, self.promised)
        if self.overdue:
            known["overdue"] = self._moment(self.overdue)
        for name, spec in incident.playbook.known().items():
            if incident.counts(name) and not spec.secret:
                known[name] = self._value(spec, incident.facts[name].value)
        names = {*CONTACTS, "next_update", "overdue", *incident.playbook.known()}
        return known | {name: self._unknown(name) for name in names if name not in known}

    def _named(self, prefix: str, known: Mapping[str, str]) -> Mapping[str, Any]:
        return _Names(known, lambda name: self._unknown(f"{prefix}.{name}"))

    def _unknown(self, name: str) -> Undefined:
        return _Missing(name=name, collect=self.missing)

    def _moment(self, instant: datetime, used: list[str] | None = None) -> Moment:
        used = [] if used is None else used
        return Moment(instant, self.zone, self._label(), self.language, self.style, self.now, used)

    def _label(self) -> str:
        """``Europe/Paris`` is the place Paris; an organisation says how it is called in a sentence."""
        place = str(self.zone).rpartition("/")[2].replace("_", " ")
        said = say(self.incident.organisation.timezone_label, self.language)
        named = {"label": said or str(self.zone), "place": place}
        return named.get(self.zone_as, "")

    def _value(self, spec: Input, value: Any) -> Any:
        if spec.type == "datetime":
            return self._moment(from_iso(value))
        if spec.type == "choice":
            choice = Choice(value)
            choice.shown = show_value(spec, value, self.language, self.zone)
            return choice
        if isinstance(value, int) and spec.type in {"integer", "number"}:
            number = Number(value)
            number.shown = show_value(spec, value, self.language, self.zone)
            return number
        if spec.type in {"duration", "list"} or isinstance(value, float):
            return show_value(spec, value, self.language, self.zone)
        return value


def _joined(pieces: Iterable[str]) -> str:
    """The pieces as one text; stopped while it grows, not after it has filled the memory."""
    kept, length = [], 0
    for piece in pieces:
        kept.append(piece)
        length += len(piece)
        if length > LONGEST:
            raise ValueError(f"the text grows beyond {LONGEST} characters")
    return "".join(kept)


class _Missing(Undefined):
    """What is not known: false in a condition, unequal to everything, and remembered when it is printed.

    So one error names everything a message lacks; stopping at the first would make a person try again and again.
    """

    __slots__ = ("_collect",)

    def __init__(
        self, hint: str | None = None, obj: Any = missing, name: str | None = None, collect: set[str] | None = None
    ) -> None:
        super().__init__(hint, obj, name)
        self._collect = collect

    def __str__(self) -> str:
        if self._collect is None:
            raise UndefinedError(f"`{self._undefined_name}` is not declared in the playbook")
        self._collect.add(str(self._undefined_name))
        return ""

    def _neither(self, _: object) -> bool:
        return False

    __lt__ = __le__ = __gt__ = __ge__ = _neither  # type: ignore[assignment]  # Undefined's own stop with an error


class _Names(dict[str, Any]):
    """``roles.lead``: names below a name, each unknown one told of when it is printed."""

    def __init__(self, known: Mapping[str, str], unknown: Any) -> None:
        super().__init__(known)
        self._unknown = unknown

    def __missing__(self, name: str) -> Any:
        return self._unknown(name)


@lru_cache(maxsize=2)
def _environment(markdown: bool) -> Sandbox:
    def shown(value: object) -> str:
        size(value)
        text = one_line(str(value))
        ended = _ENDED if text.endswith((".", "!", "?", "…")) else ""
        return (escape(text) if markdown else text) + ended

    made = Sandbox(undefined=_Missing, finalize=shown, keep_trailing_newline=False)
    made.filters |= {"cap": capital, "clock": _clock, "dated": _dated, "day": _day}
    return made


@lru_cache(maxsize=512)
def _compiled(template: str, markdown: bool) -> Template:
    """A text is filled again for each channel, and for each way to name a zone."""
    alone = _BLOCK_ALONE.sub(r"\1", template)  # a tag on a line of its own leaves no empty line behind
    return _environment(markdown).from_string(alone)


def _unbroken(contact: str) -> str:
    """A telephone number that no line end cuts in two; channels that cannot have no-break spaces write plain ones."""
    return contact.replace(" ", "\N{NO-BREAK SPACE}") if _NUMBER.fullmatch(contact) else contact


def capital(value: object) -> str:
    """The text with a capital first letter, the rest as it is."""
    text = str(value)
    return text[:1].upper() + text[1:]


def _clock(value: Any) -> str:
    return (
        format_clock(value.instant, value.zone, value.language, value.style)
        if isinstance(value, Moment)
        else str(value)
    )


def _day(value: Any) -> str:
    return format_date(value.instant, value.zone, value.language) if isinstance(value, Moment) else str(value)


def _dated(value: Any) -> str:
    return value.dated() if isinstance(value, Moment) else str(value)
