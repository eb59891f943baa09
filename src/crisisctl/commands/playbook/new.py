"""playbook new: a first file to write a playbook from; on a terminal it asks what it is about."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from crisisctl import channels, reader
from crisisctl.commands import _acting, _complete
from crisisctl.errors import NotFound, Usage
from crisisctl.files import is_there, write, write_new
from crisisctl.paths import find
from crisisctl.reader.nodes import Mapping, Sequence
from crisisctl.runner import utc_now
from crisisctl.text import did_you_mean, listed, one_line, typeset
from crisisctl.tongue import here, spoken

_ID = "[a-z][a-z0-9-]*"
_SCHEMA = "playbook.schema.json"
_REVIEWED_AFTER = timedelta(days=180)
_MODELINE = f"# yaml-language-server: $schema=./{_SCHEMA}\n"
_ASK = {
    "en": {
        "en": "What has happened, in English",
        "fr": "The same in French",
        "owner": "Who keeps it up to date",
        "channels": "How customers are reached, best first",
    },
    "fr": {
        "fr": "Ce qui est arrivé, en français",
        "en": "La même chose en anglais",
        "owner": "Qui le tient à jour",
        "channels": "Par où joindre les clients, le meilleur d’abord",
    },
}


def command(
    name: Annotated[str, typer.Argument(help="The id of the playbook: small letters, digits, -.")],
    title: Annotated[
        list[str] | None,
        typer.Option("--title", help='Its title in a language: fr="Magasin fermé".', metavar="LANG=TEXT"),
    ] = None,
    owner: Annotated[str | None, typer.Option(help="Who keeps it up to date.")] = None,
    ways: Annotated[
        str | None, typer.Option("--channels", help="How customers are reached, best first: sms,email,phone.")
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--from", help="Begin with a copy of this playbook.", autocompletion=_complete.playbooks),
    ] = None,
    folder: Annotated[Path, typer.Option("-o", "--output", help="The folder it goes into.")] = Path("playbooks"),
) -> None:
    """Write a new playbook, small and complete, with a comment beside each part. An existing file is never overwritten.

    On a terminal it asks for what no option says. The JSON Schema beside it lets editors complete the keys.

    Examples:\n
      crisisctl playbook new store-closed\n
      crisisctl playbook new store-closed --title en="Store closed" --title fr="Magasin fermé" --channels sms,email\n
      crisisctl playbook new till-outage --from outage
    """
    if not re.fullmatch(_ID, name):
        raise Usage(f"`{one_line(name)}` cannot be the id of a playbook", "small letters, digits and -: store-closed")
    path = folder / f"{name}.yaml"
    if path.exists():  # before anything is asked
        raise is_there(path)
    origin = reader.find_playbook(source) if source else find("templates", "playbook.yaml")
    assert origin is not None  # noqa: S101 - it is shipped
    given = reader.examine(origin)
    if given.playbook is None or given.root is None:
        reader.read_playbook(origin)  # which says why
        raise AssertionError(origin)
    titles, asks = _titles(title), sys.stdin.isatty()
    own = {language: given.playbook.title.get(language, "") for language in given.playbook.languages}
    if asks and not titles:
        for language in sorted(own, key=lambda each: each != spoken()):
            titles[language] = _asked(language, titles.get("", own[language]))
    if owner is None and asks:
        owner = _asked("owner", given.playbook.owner)
    now = _channels_of(given.root)
    if ways is None and asks and now:
        ways = _asked("channels", ",".join(now))
    lines = list(given.lines)
    if ways is not None and tuple(ways.split(",")) != now:
        _set_channels(lines, given.root, _known(ways), source)
    _set_key(lines, given.root, "id", name)
    if titles:
        first = next(iter(titles.values()))
        made = {language: titles.get(language) or first for language in own}
        _set_key(
            lines, given.root, "title", f"{{{', '.join(f'{key}: {_quoted(text)}' for key, text in made.items())}}}"
        )
    if owner:
        _set_key(lines, given.root, "owner", _quoted(owner))
    _set_key(lines, given.root, "review_by", f"{utc_now().date() + _REVIEWED_AFTER}")
    write_new(path, _MODELINE + "\n".join(line for line in lines if line != _GONE))
    _write_schema(folder / _SCHEMA)
    typer.echo(here(f"written: {path}"))
    typer.echo(here(f"check it by: crisisctl playbook lint {path}"), err=True)
    typer.echo(here(f"walk every branch of it by: crisisctl playbook test {path}"), err=True)


def _titles(given: list[str] | None) -> dict[str, str]:
    titles = _acting.pairs(given or (), "--title", 'en="Store closed"')
    for language, text in titles.items():
        if language not in {"fr", "en"}:
            raise Usage(f"--title: `{one_line(language)}` is not a language of playbooks", 'write --title en="…"')
        if not one_line(text):
            raise Usage(f"--title {language} is empty", 'write --title en="…"')
    return titles


def _asked(what: str, proposed: str) -> str:
    """A line typed on the terminal; Enter takes what is proposed."""
    words = _ASK["fr" if spoken() == "fr" else "en"]
    ask: Callable[..., str] = typer.prompt
    return one_line(ask(typeset(words[what]), default=proposed, err=True)) or proposed


def _quoted(text: str) -> str:
    """A text as YAML reads it back to the letter: a JSON string is one."""
    return json.dumps(one_line(text), ensure_ascii=False)


def _known(ways: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(way.strip() for way in ways.split(",") if way.strip()))
    for way in wanted:
        if way not in channels.ids():
            near = did_you_mean(way, channels.ids())
            raise NotFound(f"there is no channel `{one_line(way)}`{near}", f"one of {listed(channels.ids())}")
    if not wanted:
        raise Usage("--channels names none", "write for instance --channels sms,email")
    return wanted


def _customers(root: Mapping) -> Sequence | None:
    """The channels of the customers as they are written in this file, on one line."""
    audiences = root.get("audiences")
    customers = audiences.get("customers") if isinstance(audiences, Mapping) else None
    found = customers.get("channels") if isinstance(customers, Mapping) else None
    return found if isinstance(found, Sequence) and not found.file else None


def _channels_of(root: Mapping) -> tuple[str, ...]:
    found = _customers(root)
    return tuple(getattr(item, "text", "") for item in found.items) if found else ()


def _set_channels(lines: list[str], root: Mapping, wanted: tuple[str, ...], source: str | None) -> None:
    place = _customers(root)
    line = lines[place.line - 1] if place else ""
    if place is None or not line[place.column - 1 :].startswith("[") or "]" not in line[place.column :]:
        raise Usage(
            f"{source} has its customers' channels elsewhere",
            "leave --channels out, and write audiences into crisis.yaml",
        )
    end = line.index("]", place.column) + 1
    lines[place.line - 1] = f"{line[: place.column - 1]}[{', '.join(wanted)}]{line[end:]}"


def _set_key(lines: list[str], root: Mapping, name: str, value: str) -> None:
    """Another value for a key at the top of the file; lines that go are marked, so that the places below them hold."""
    ours = sorted(key.line for key, _ in root.items if not key.file)
    place = root.key(name)
    if place is None or place.file:
        lines[ours[0] - 1] += f"\n{name}: {value}"
        return
    after = next((line for line in ours if line > place.line), len(lines) + 1)
    last = place.line
    while last + 1 < after and lines[last].startswith((" ", "\t")):
        last += 1
    lines[place.line - 1 : last] = [f"{name}: {value}", *[_GONE] * (last - place.line)]


_GONE = "\0"
"""In place of a line that went; no playbook holds such a character."""


def _write_schema(path: Path) -> None:
    """Beside the playbooks, so that editors find it without a network; always that of this version."""
    from crisisctl.reader import schema

    write(path, json.dumps(schema.schema(), ensure_ascii=False, indent=2) + "\n")
