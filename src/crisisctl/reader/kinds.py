"""The kinds of value a file may hold, as data: what the tables in ``grammar`` are written with.

A kind says how a value is written; ``reading`` turns nodes into values by it, ``schema`` describes it to
editors, and the reference in ``docs`` is printed from it. So what is read, checked and documented cannot drift apart.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from keyword import iskeyword
from typing import Any, TypeAlias

from crisisctl import deadlines, expressions, hours
from crisisctl.messages import placeholders
from crisisctl.times import parse_duration

_LONGEST_DURATION = 366 * 86400


@dataclass(frozen=True, slots=True)
class Plain:
    """One text, turned into a value by ``read``, which raises ``ValueError`` with the reason."""

    says: str
    """What it is, in the words of the reference."""
    read: Callable[[str], object] = str
    code: str = "wrong-kind"
    """The code of the problem when ``read`` refuses."""
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": ["string", "number", "boolean"]})
    noun: str = ""
    """What the checks of the whole file look it up as: ``expression``, ``language`` …"""


@dataclass(frozen=True, slots=True)
class Flag:
    """``true`` or ``false``."""

    says: str = "true or false"


@dataclass(frozen=True, slots=True)
class OneOf:
    """One word of a fixed list."""

    noun: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ref:
    """The id of something that is declared elsewhere: a role, a fact, a message, an audience, a channel, a step."""

    noun: str


@dataclass(frozen=True, slots=True)
class Text:
    """Words: one text for all languages, or a map language -> text. A ``template`` has placeholders."""

    template: bool = False


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of values of one kind."""

    item: Kind


@dataclass(frozen=True, slots=True)
class MapOf:
    """A map whose keys are ids. ``short``: a plain list of the ids will do."""

    key: Plain | OneOf | Ref
    value: Kind
    short: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a map: the kind of its value, and a sentence for the reference."""

    kind: Kind
    help: str
    required: bool = False
    steps: tuple[str, ...] = ()
    """The step kinds it belongs to, and where it is ``required``; empty: all."""
    into: str | None = None
    """The field it fills, where that has another name; empty: none."""


@dataclass(frozen=True, slots=True)
class Record:
    """A map with known keys, and the value it becomes."""

    name: str
    make: Callable[..., object]
    keys: Mapping[str, Key]
    id: str = ""
    """The field that takes the key under which the map lies."""
    short: str = ""
    """The key that a bare text stands for."""
    shared: bool = False
    """One of a file that is included may stand below it, so that only what differs is written."""


Kind: TypeAlias = Plain | Flag | OneOf | Ref | Text | ListOf | MapOf | Record


def _matching(pattern: str, example: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if len(text) > 64 or not re.fullmatch(pattern, text):
            raise ValueError(example)
        return text

    return read


def _slug(says: str, pattern: str, example: str) -> Plain:
    return Plain(
        says,
        _matching(pattern, example),
        "bad-id",
        {"type": ["string", "number", "boolean"], "pattern": f"^{pattern}$"},
    )


_NOT_NAMES = frozenset({"true", "false", "none", "loop", "self", "super", "caller", "varargs", "kwargs"})
"""Words that mean something of their own in expressions and placeholders, beside Python's keywords."""


_word = _matching("[a-z][a-z0-9_]*", "write small letters, digits and _, a letter first: `first_customer`")


def _fact_name(text: str) -> str:
    _word(text)
    if iskeyword(text) or text in _NOT_NAMES:
        raise ValueError("the word has a meaning in expressions, take another")
    if text in placeholders.BUILT_IN or text in expressions.BUILT_IN:
        raise ValueError("every playbook has a value of that name already, take another")
    return text


def _duration(text: str) -> int:
    seconds = parse_duration(text) if len(text) <= 40 else _LONGEST_DURATION + 1
    if seconds > _LONGEST_DURATION:
        raise ValueError("longer than a year")
    return seconds


def _every(text: str) -> str:
    return text if text == "next_update" else str(_duration(text))


def _deadline(text: str) -> str:
    return str(deadlines.parse(text) or deadlines.NONE)


def _date(text: str) -> str:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ValueError("write a day as 2026-12-25")
    return date.fromisoformat(text).isoformat()


def _hours(text: str) -> str:
    hours.parse(text)
    return " ".join(text.split())


def _whole(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", text):
        raise ValueError("write a whole number")
    return int(text)


def _regex(text: str) -> str:
    if len(text) > 500:
        raise ValueError("longer than 500 characters")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            re.compile(text)
        except (re.error, OverflowError, RecursionError) as error:
            raise ValueError(f"not a regular expression: {error}") from None
    return text


def _url(text: str) -> str:
    if not re.match(r"(?:https?://|mailto:|tel:)\S+$", text):
        raise ValueError("write an address that begins with https://")
    return text


def _zone(text: str) -> str:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):  # unknown; a path; a folder of the database
        raise ValueError("not a time zone: write a name such as `Europe/Paris`") from None
    return text


def _const(wanted: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text != wanted:
            raise ValueError(f"this program reads `{wanted}`")
        return text

    return read


def schema_line(version: str) -> Plain:
    """The kind of the ``schema`` key."""
    return Plain(f"`{version}`", _const(version), "bad-schema", {"const": version})


_DURATION = r"^[0-9].*[a-z]"
_STRING = {"type": "string"}
TEXT = Plain("text")
ID = _slug("id", "[a-z][a-z0-9-]*", "write small letters, digits and -, a letter first: `first-notice`")
ANSWER = _slug("id", "[A-Za-z0-9][A-Za-z0-9_-]*", "write letters, digits, - and _: `our-own`")
NAME = Plain("name", _word, "bad-id", {**_STRING, "pattern": "^[a-z][a-z0-9_]*$"})
FACT_NAME = Plain("name", _fact_name, "bad-id", {**_STRING, "pattern": "^[a-z][a-z0-9_]*$"})
LANGUAGE = _slug("language code", "[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?", "write a code such as `en` or `fr`")
DURATION = Plain("duration: `15m`, `2h`, `1d`", _duration, "bad-duration", {**_STRING, "pattern": _DURATION})
_EVERY = {**_STRING, "pattern": f"{_DURATION}|^next_update$"}
EVERY = Plain("duration, or `next_update`", _every, "bad-duration", _EVERY)
WHOLE = Plain("whole number", _whole, schema={"type": "integer", "minimum": 0})
PATTERN = Plain("regular expression", _regex, "bad-pattern", _STRING)
URL = Plain("address", _url, "bad-url", _STRING)
ZONE = Plain("time zone: `Europe/Paris`", _zone, "bad-timezone", _STRING)
DEADLINE = Plain(
    "`72h`, `15 days`, `1 month`, `4 business days`, `end of day`, `none`", _deadline, "bad-deadline", _STRING
)
DATE = Plain("day: `2026-12-25`", _date, "bad-date", {**_STRING, "pattern": r"^\d{4}-\d{2}-\d{2}$"})
HOURS = Plain("hours of the week: `mon-fri 08:00-20:00`, `24/7`", _hours, "bad-hours", _STRING)
EXPRESSION = Plain("expression", schema={"type": ["string", "boolean"]}, noun="expression")
WORDS = Text()
TEMPLATE = Text(template=True)
