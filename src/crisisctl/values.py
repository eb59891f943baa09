"""The values of facts: read from what a person types, kept as plain JSON, shown in their language.

| type | kept as |
|---|---|
| text, choice | string (the choice's id) |
| integer, number | number |
| boolean | true, false |
| datetime | ISO 8601 in UTC |
| duration | whole seconds |
| list | list of strings |
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo

from crisisctl.playbook import CONCEALED, Input
from crisisctl.text import listed, meant_of, say, yes_or_no
from crisisctl.times import (
    format_clock,
    format_date,
    format_duration,
    from_iso,
    parse_duration,
    parse_future,
    parse_instant,
    to_iso,
)

LONGEST_TEXT = 10_000
"""Characters of one fact; a longer one is a file, and belongs behind a link."""

_MOST_DIGITS = 18
_IN_ENGLISH = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_GROUP_OR_DECIMALS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
"""Of a number that may have decimals: 1,200 is over a thousand in English, and a little over one in French."""


def parse_value(spec: Input, raw: str, now: datetime, zone: tzinfo) -> object:
    """The value of fact ``spec`` that a person means by ``raw``. Raises ``ValueError`` with what would do."""
    text = raw.strip()
    if not text:
        raise ValueError(f"{spec.name}: the value is empty")
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"{spec.name}: {len(text)} characters; a fact has at most {LONGEST_TEXT}")
    if spec.secret and text == CONCEALED:
        raise ValueError(f"{spec.name}: {CONCEALED} is how a secret is shown, not what it is")
    try:
        value = _READERS[spec.type](spec, text, now, zone)
    except ValueError as problem:
        raise ValueError(f"{spec.name}: {problem}") from None
    if spec.pattern and isinstance(value, str) and not re.fullmatch(spec.pattern, value):
        if spec.secret:
            raise ValueError(f"{spec.name}: what was typed does not match the pattern {spec.pattern}")
        raise ValueError(f"{spec.name}: `{text}` does not match the pattern {spec.pattern}")
    if spec.min is not None and isinstance(value, (int, float)) and value < spec.min:
        raise ValueError(f"{spec.name}: {text} is less than {spec.min}")
    return value


def _text(_: Input, text: str, *__: object) -> str:
    return text


def _ungrouped(text: str) -> str:
    """Without what parts thousands: ``1 200``, ``1'200``; ``1,200``, as English writes it and we do too."""
    digits = re.sub(r"[\s_'’]", "", text)
    return digits.replace(",", "") if _IN_ENGLISH.fullmatch(digits) else digits


def _bounded(digits: str, text: str) -> str:
    if len(digits.lstrip("+-0").partition(".")[0]) > _MOST_DIGITS:
        raise ValueError(f"`{text}` is too large: a number has at most {_MOST_DIGITS} digits")
    return digits


def _integer(_: Input, text: str, *__: object) -> int:
    digits = _ungrouped(text)
    if not re.fullmatch(r"[+-]?\d+", digits):
        raise ValueError(f"`{text}` is not a whole number: write for instance 1200")
    return int(_bounded(digits, text))


def _number(_: Input, text: str, *__: object) -> float:
    digits = _ungrouped(text)
    if _GROUP_OR_DECIMALS.fullmatch(text):
        raise ValueError(f"`{text}` may be {digits} or {text.replace(',', '.')}: write it in one of these ways")
    digits = digits.replace(",", ".")
    if not re.fullmatch(r"[+-]?\d+(\.\d{1,18})?", digits):
        raise ValueError(f"`{text}` is not a number: write for instance 12.5")
    return float(_bounded(digits, text)) + 0.0  # which makes of -0 a plain 0


def _boolean(_: Input, text: str, *__: object) -> bool:
    if not (said := yes_or_no(text)):
        raise ValueError(f"`{text}` is neither yes nor no")
    return said == "yes"


def _choice(spec: Input, text: str, *__: object) -> str:
    wanted = text.casefold()
    for choice, title in spec.choices.items():
        if wanted == choice.casefold() or any(wanted == each.casefold() for each in title.values()):
            return choice
    if (said := yes_or_no(text)) in spec.choices:
        return said
    raise ValueError(f"`{text}` is not one of {listed(spec.choices)}{meant_of(text, spec.choices)}")


def _datetime(spec: Input, text: str, now: datetime, zone: tzinfo) -> str:
    # What marks a milestone has happened; anything else may be a time to come: when it should work again.
    if spec.milestone:
        return to_iso(parse_instant(text, now, zone))
    if re.match(r"(in|dans)\s|\+", text, re.IGNORECASE):
        return to_iso(parse_future(text, now, zone))
    return to_iso(parse_instant(text, now, zone, timedelta(hours=12)))


def _duration(_: Input, text: str, *__: object) -> int:
    return parse_duration(text)


def _list(_: Input, text: str, *__: object) -> list[str]:
    items = re.split(r"[;\n]" if re.search(r"[;\n]", text) else ",", text)
    if not any(item.strip() for item in items):
        raise ValueError("the value is empty")
    return [item.strip() for item in items if item.strip()]


_READERS: dict[str, Callable[[Input, str, datetime, tzinfo], object]] = {
    "text": _text,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "choice": _choice,
    "datetime": _datetime,
    "duration": _duration,
    "list": _list,
}

_WORDS = {"fr": {"true": "oui", "false": "non", "and": "et"}, "en": {"true": "yes", "false": "no", "and": "and"}}


def format_number(value: float | int, language: str) -> str:
    """``1 200,5`` in French (narrow no-break spaces are left to typography), ``1,200.5`` in English."""
    text = f"{value:,.10f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
    return text.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",") if language == "fr" else text


def join(items: list[str], language: str) -> str:
    """``a, b et c``; ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {_WORDS.get(language, _WORDS['en'])['and']} {items[-1]}"


def show_value(spec: Input | None, value: object, language: str, zone: tzinfo) -> str:
    """``value`` as a person reads it on a screen or in a report; a fact the playbook does not know shows as it is."""
    if spec and spec.secret:
        return CONCEALED
    words = _WORDS.get(language, _WORDS["en"])
    match value:
        case bool():
            return words["true" if value else "false"]
        case int() if spec and spec.type == "duration":
            return format_duration(value, language)
        case float() | int():
            return format_number(value, language)
        case list():
            return join([str(item) for item in value], language)
        case str() if spec and spec.type == "choice" and value in spec.choices:
            return say(spec.choices[value], language) or value
        case str() if spec and spec.type == "datetime":
            return _show_instant(value, language, zone)
    return str(value)


def _show_instant(value: str, language: str, zone: tzinfo) -> str:
    try:
        instant = from_iso(value)
    except ValueError:  # not written by us
        return value
    return f"{format_date(instant, zone, language)} {format_clock(instant, zone, language)}"
