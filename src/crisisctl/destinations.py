"""Destinations: the named places drafts can go to, from ``destinations.toml``, a file nobody else can read.

A destination's address holds passwords and tokens. It is kept out of every ``repr``, log entry, output and error: what
is shown of it is ``where``, its scheme and host. ``docs/sending.md`` says how to write the file.
"""

from __future__ import annotations

import os
import re
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from crisisctl import channels, paths
from crisisctl.errors import BadInputFile, NotFound
from crisisctl.text import did_you_mean, listed, one_line

FILE = "destinations.toml"
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_KEYS = ("channel", "url", "kind", "to", "from", "drill", "languages", "audience")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Destination:
    """One named place. ``url`` and ``to`` are never shown; ``problem`` says why it cannot be used, if it cannot."""

    name: str
    channel: str = ""
    url: str = field(default="", repr=False)
    kind: str = ""
    to: tuple[str, ...] = field(default=(), repr=False)
    sender: str = ""
    drill: bool = False
    """For drills, and for nothing else; without it, for what is live, and for nothing else."""
    languages: tuple[str, ...] = ()
    """Empty: all."""
    audiences: tuple[str, ...] = ()
    """Whose messages go there by themselves; empty: only what is sent there by name."""
    problem: str = ""

    @property
    def parts(self) -> SplitResult:
        """The address taken apart. Its host and port are known to be fine."""
        return urlsplit(self.url)

    @property
    def scheme(self) -> str:
        return self.parts.scheme.lower()

    @property
    def where(self) -> str:
        """What may be shown of the address: ``https://hooks.slack.com``."""
        found = self.parts
        if not self.speaks_http and found.scheme not in {"smtp", "smtps"}:
            return f"{found.scheme}://"  # elsewhere the place of the host holds a token: discord://ID/TOKEN
        port = f":{found.port}" if found.port else ""
        return f"{found.scheme}://{found.hostname or ''}{port}"

    @property
    def speaks_http(self) -> bool:
        """``https://``, or a kind and ``https://``: ``slack+https://``."""
        return self.scheme.rpartition("+")[2] in {"http", "https"}


def where() -> Path:
    """``CRISISCTL_DESTINATIONS``, else ``destinations.toml`` in the data directory."""
    if chosen := os.environ.get("CRISISCTL_DESTINATIONS"):
        return Path(chosen).expanduser()
    return paths.home() / FILE


def load() -> dict[str, Destination]:
    """Every destination by name, in the order of the file; those that cannot be used say why.

    Raises ``NotFound`` without a file, ``BadInputFile`` where others can read it or it is not TOML.
    """
    path = where()
    try:
        tables = tomllib.loads(_private(path).decode())
    except FileNotFoundError:
        raise NotFound(f"there is no file {path}", "it names the places to send to: see docs/sending.md") from None
    except OSError as problem:
        raise BadInputFile(f"{path} cannot be read: {problem.strerror}", "mend it, or set it aside") from None
    except UnicodeDecodeError:
        raise BadInputFile(f"{path} is not UTF-8", "save it again as UTF-8") from None
    except tomllib.TOMLDecodeError as problem:
        place = re.search(r"\(at [^()]*\)$", str(problem))  # the rest may quote the file
        raise BadInputFile(f"{path} is not TOML {place[0] if place else ''}".strip(), "mend that line") from None
    return {name: _destination(name, table) for name, table in tables.items()}


def find(name: str, known: Mapping[str, Destination]) -> Destination:
    """The destination of that name. Raises ``NotFound``, or ``BadInputFile`` where it cannot be used."""
    if name not in known:
        if "://" in name:
            raise NotFound("--to takes the name of a destination, not an address", f"one of {listed(known)}")
        raise NotFound(
            f"there is no destination `{one_line(name)}`{did_you_mean(name, known)}", f"{where()} names them"
        )
    if known[name].problem:
        raise BadInputFile(f"the destination {name} cannot be used: {known[name].problem}", f"mend it in {where()}")
    return known[name]


def _private(path: Path) -> bytes:
    with path.open("rb") as file:
        mode = os.fstat(file.fileno()).st_mode
        if os.name == "posix" and mode & _OTHERS:
            said = f"others on this machine can read {path} (mode {stat.S_IMODE(mode):04o}), and it holds secrets"
            raise BadInputFile(said, f"chmod 600 {path}")
        return file.read()


def _destination(name: str, table: object) -> Destination:
    """A destination from its table; what is wrong becomes its ``problem``, without a word of the address."""
    if not _NAME.fullmatch(name):
        return Destination(one_line(name), problem="a name has small letters, digits and hyphens: `team-slack`")
    if not isinstance(table, dict):
        return Destination(name, problem="it is no table: begin it by [NAME]")
    made: dict[str, Any] = {}
    try:
        made["channel"] = _channel(table)
        made["drill"] = _flag(table, "drill")
        made["languages"] = _list(table, "languages")
        made["audiences"] = _list(table, "audience")
        made["kind"] = _text(table, "kind")
        made["sender"] = _text(table, "from")
        made["to"] = _list(table, "to")
        made["url"] = _url(name, table)
        if unknown := sorted(set(table) - set(_KEYS)):
            raise ValueError(f"unknown key {one_line(unknown[0])}{did_you_mean(unknown[0], _KEYS)}")  # noqa: TRY301
    except ValueError as problem:
        made.pop("url", None)
        return Destination(name, **made, problem=str(problem))
    return Destination(name, **made)


def _channel(table: Mapping[str, object]) -> str:
    found = _text(table, "channel")
    if not found:
        raise ValueError('which channel it is for is missing: channel = "…"')
    if found not in channels.ids():
        raise ValueError(f"there is no channel `{found}`{did_you_mean(found, channels.ids())}")
    return found


def _url(name: str, table: Mapping[str, object]) -> str:
    variable = f"CRISISCTL_URL_{name.upper().replace('-', '_')}"
    url = os.environ.get(variable) or _text(table, "url", shown=False)
    if not url:
        raise ValueError(f"its address is missing: url = …, or the environment variable {variable}")
    if _UNSEEN.search(url) or "://" not in url:
        raise ValueError("its url is not an address: SCHEME://…, without a space (nothing of it is shown)")
    if not url.isascii():
        raise ValueError("its url has letters beyond ASCII: write them as %XX (nothing of it is shown)")
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - it raises where the port is no number
    except ValueError:
        raise ValueError("its url cannot be read: look at its host and port (nothing of it is shown)") from None
    if parts.scheme.rpartition("+")[2] in {"http", "https", "smtp", "smtps"} and not parts.hostname:
        raise ValueError("its url names no host (nothing of it is shown)")
    return url


def _text(table: Mapping[str, object], key: str, *, shown: bool = True) -> str:
    found = table.get(key, "")
    if not isinstance(found, str):
        raise ValueError(f'{key} must be a text: {key} = "…"')  # noqa: TRY004 - a problem of the file
    return one_line(found) if shown else found


def _flag(table: Mapping[str, object], key: str) -> bool:
    found = table.get(key, False)
    if not isinstance(found, bool):
        raise ValueError(f"{key} must be true or false, without quotes")  # noqa: TRY004 - a problem of the file
    return found


def _list(table: Mapping[str, object], key: str) -> tuple[str, ...]:
    """A text, or a list of them."""
    found = table.get(key, [])
    among = [found] if isinstance(found, str) else found
    if not isinstance(among, list) or not all(isinstance(each, str) and each.strip() for each in among):
        raise ValueError(f'{key} must be a list of texts: {key} = ["…"]')
    return tuple(one_line(each) for each in among)


def mail_address(text: str) -> str:
    """The bare address of ``Name <a@b>`` or ``a@b``; empty where there is none that can be written."""
    _, address = parseaddr(text)
    return address if re.fullmatch(r"[!-?A-~]+@[!-?A-~]+", address) and not re.search(r'[<>,;:"\\]', address) else ""
