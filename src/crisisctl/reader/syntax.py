"""The text of a file before it is YAML, and YAML's syntax errors in words that say what to do."""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import Any

from crisisctl.errors import BadInputFile, NotFound
from crisisctl.reader.problems import Place, Problems

MAX_SIZE = 1024 * 1024

# What YAML does not allow, and the line ends that editors do not count (U+0085, U+2028, U+2029).
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
# What hides or reorders what is read: it has no place in a text that is sent to customers.
_INVISIBLE = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]")


def read_text(path: Path, problems: Problems) -> str | None:
    """The text of a file, or None when it is not one we read. Raises ``NotFound`` when there is no such file."""
    data = _read_bytes(path)
    if len(data) > MAX_SIZE:
        problems.error("too-big", Place(1, 1), "the file is larger than 1 MiB", "a playbook has some hundred lines")
        return None
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - before.rfind(b"\n")
        problems.error("not-utf8", Place(line, column), "the file is not UTF-8 text", "save it as UTF-8")
        return None
    if found := _FORBIDDEN.search(text):
        what = f"the character U+{ord(found[0]):04X} is not allowed"
        problems.error("control-character", _position(text, found.start()), what, "remove it")
        return None
    if found := _INVISIBLE.search(text):
        what = f"the invisible character U+{ord(found[0]):04X}"
        problems.warn("invisible-character", _position(text, found.start()), what, "remove it, or retype the line")
    return text


def _read_bytes(path: Path) -> bytes:
    """At most one byte more than is allowed; nothing is read from a folder, a pipe or a device."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        raise NotFound(f"there is no file {path}") from None
    if not stat.S_ISREG(mode):
        kind = "a folder" if stat.S_ISDIR(mode) else "not a regular file"
        raise NotFound(f"{path} is {kind}", "name a YAML file")
    try:
        with path.open("rb") as file:
            return file.read(MAX_SIZE + 1)
    except OSError as error:
        raise BadInputFile(f"{path} cannot be read: {error.strerror}") from None


def _position(text: str, index: int) -> Place:
    return Place(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


MAX_DEPTH = 32
TOO_DEEP = (f"more than {MAX_DEPTH} levels inside one another", "")
UNQUOTED = ("`{{` outside quotes begins a map", 'put the whole text in quotes: "{{ … }}"')
_OPEN_QUOTE = "a quote is opened and not closed; a text with an apostrophe goes into double quotes"
_BRACKETS = "put a text that contains , [ ] { } or quotes in quotes; or a bracket is not closed"
_INDENTATION = "look at the indentation, and for a quote that ends too soon"
_HINTS = (
    ("unknown escape character", 'within double quotes a backslash is written \\\\; or use single quotes'),
    ("scanning an alias", "put a text that begins with * in quotes"),
    ("scanning an anchor", "put a text that begins with & in quotes"),
    ("mapping values are not allowed", "put a text that contains `: ` in quotes; or look at the indentation"),
    ("found unexpected end of stream", _OPEN_QUOTE),
    ("quoted scalar", _OPEN_QUOTE),
    ("cannot start any token", "put a text that begins with %, @ or ` in quotes"),
    ("could not find expected ':'", "a key is followed by a colon and a space"),
    ("did not find expected key", _INDENTATION),
    ("did not find expected ',' or", _BRACKETS),
    ("expected <block end>", _INDENTATION),
    ("expected ',' or", _BRACKETS),
    ("'-' indicator", "look at the indentation: the items of one list stand below one another"),
    ("block sequence entries are not allowed", "a list begins on the line after its key"),
    ("undefined tag handle", "put a text that begins with ! in quotes"),
    ("directive", "a text that begins with % goes into quotes"),
)  # fmt: skip


def explain(error: Any, lines: list[str]) -> tuple[str, Place, str, str]:
    """Code, position, sentence and hint for an error of the YAML parser."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    problem = str(getattr(error, "problem", None) or "it cannot be read")
    context = getattr(error, "context_mark", None)
    around = [lines[each] for each in {line, context.line if context else line} if each < len(lines)]
    at = Place(min(line, max(len(lines) - 1, 0)) + 1, column + 1)
    if "maximum nesting depth" in problem:  # libyaml from 0.2.6 gives up by itself, before we count
        return "too-deep", at, *TOO_DEEP
    if "\t" in problem or "'\\t'" in problem or any(re.match(r" *\t", each) for each in around):
        return "tab", at, "a tab is used for indentation", "indent with spaces"
    if any(re.search(r"(?:^|[:\-\[,{]\s)\s*\{\{", each) for each in around):
        return "unquoted-placeholder", at, *UNQUOTED
    whole = f"{getattr(error, 'context', None) or ''} {problem}"
    hint = next(
        (hint for words, hint in _HINTS if words in whole), "look at the quotes and the indentation of this line"
    )
    return "syntax", at, f"not YAML: {problem}", hint
