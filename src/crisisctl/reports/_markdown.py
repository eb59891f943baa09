"""What a person wrote, as Markdown that shows it and does nothing else."""

from __future__ import annotations

import re

from crisisctl.teller import flat
from crisisctl.text import clean

# An underscore inside a word is no emphasis in CommonMark; `://` and `www.` make links in GitHub's dialect.
_SPECIAL = re.compile(r"[\\`*\[\]<>#|~]|(?<![^\W_])_|_(?![^\W_])|&(?=[#\w]+;)|:(?=//)|(?<=\bwww)\.", re.IGNORECASE)
_OPENING = re.compile(r"^([-+=])")
_NUMBER = re.compile(r"^(\d{1,9})([.)])")


class Ours(str):
    """Markdown written by us, to be left as it is."""

    __slots__ = ()


def inline(text: str) -> str:
    """``text`` on one line, so that no heading, list, link, table, code or HTML can come of it."""
    escaped = _SPECIAL.sub(lambda match: f"\\{match[0]}", flat(text))
    return _NUMBER.sub(r"\1\\\2", _OPENING.sub(r"\\\1", escaped))


def finish(value: object) -> object:
    """For a template: everything it prints is a person's text, unless it is ours."""
    return inline(value) if isinstance(value, str) and not isinstance(value, Ours) else value


def fenced(text: str, info: str = "text") -> Ours:
    """``text`` in a fence longer than any run of backticks inside."""
    body = clean(text)
    longest = max((len(run) for run in re.findall(r"`+", body)), default=0)
    fence = "`" * max(3, longest + 1)
    return Ours(f"{fence}{info}\n{body}\n{fence}")
