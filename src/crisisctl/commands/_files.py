"""Files and standard input as a lint takes them: texts, and lists of messages. What cannot be read says where."""

from __future__ import annotations

import sys
from pathlib import Path

from crisisctl.errors import BadInputFile, NotFound

_WANTED = "a corpus is a YAML list of cases"
_JSON_HINT = "a comma, a quote or a bracket is missing, or is one too many"
_YAML_HINT = "look at the indentation; a text with a colon, a bracket or a quote goes into quotes"
_LARGEST = 20_000_000
"""Bytes of one file: ten thousand messages are a tenth of it."""


def load(path: Path) -> object:
    """A list of messages as plain values: JSON, or YAML read by the safe loader."""
    text = read(str(path))
    if path.suffix == ".json":
        import json

        try:
            return json.loads(text)
        except json.JSONDecodeError as problem:
            place = f"{path}:{problem.lineno}:{problem.colno}"
            raise BadInputFile(f"{place}: the JSON cannot be read from here on", _JSON_HINT) from None
        except (RecursionError, ValueError):
            raise BadInputFile(f"{path}: it holds a value that cannot be read", _WANTED) from None
    from crisisctl.pyyaml import yaml

    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as problem:
        from crisisctl.reader.syntax import explain

        at = explain(problem, text.splitlines())[1]
        place = f"{path}:{at.line}:{at.column}"
        raise BadInputFile(f"{place}: the YAML cannot be read from here on", _YAML_HINT) from None
    except (RecursionError, ValueError):
        raise BadInputFile(f"{path}: it holds a value that cannot be read", "put dates and texts in quotes") from None


def read(name: str) -> str:
    try:
        data = sys.stdin.buffer.read(_LARGEST + 1) if name == "-" else _bytes(Path(name))
        if len(data) > _LARGEST:
            raise BadInputFile(f"{name} is larger than {_LARGEST // 1_000_000} MB", "split it")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInputFile(f"{name} is not UTF-8 text", "save it as UTF-8") from None


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_LARGEST + 1)
    except FileNotFoundError:
        raise NotFound(f"there is no file {path}") from None
    except IsADirectoryError:
        raise BadInputFile(f"{path} is a folder", "name a file in it") from None
    except (OSError, ValueError) as problem:
        reason = (problem.strerror if isinstance(problem, OSError) else None) or problem
        raise BadInputFile(f"{path} cannot be read: {reason}") from None
