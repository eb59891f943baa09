"""playbook test: every way walked and every text written, before the night that needs them."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import typer

from crisisctl import organisation, reader, rules
from crisisctl.commands import _acting
from crisisctl.commands._options import Format, Output
from crisisctl.commands.playbook._shared import Playbooks, Strict, is_error
from crisisctl.playbook import Organisation, Playbook
from crisisctl.rehearsing import Found, Result, rehearse
from crisisctl.text import one_line, say, typeset
from crisisctl.tongue import colon, counted, here
from crisisctl.tongue import level as called

_LEVELS = ("error", "warning", "info")
_FIRST_SECONDS = 1.0


def command(
    playbooks: Playbooks = None,
    strict: Strict = False,
    output: Output = Format.text,
) -> None:
    """Walk every branch without a terminal, write every draft from sample facts, and lint it. Exits 1 on errors.

    Nothing is kept, no command is run. Sample facts are each fact's `example`, else something of its type. Reported:
    steps that no walk comes by, texts that are refused or too long, and what the message lint finds in them.

    Examples:\n
      crisisctl playbook test outage\n
      crisisctl playbook test playbooks/store-closed.yaml --format json\n
      crisisctl playbook test --strict
    """
    paths = (
        [reader.find_playbook(name) for name in playbooks] if playbooks else [path for _, path in reader.playbooks()]
    )
    ours, _ = organisation.load()
    language = _acting.language_of(None, ours)
    bad, told = False, []
    for path in paths:
        result = _last(reader.read_playbook(path), ours)
        found = sorted(result.found, key=lambda each: _LEVELS.index(each.level))
        bad = bad or any(is_error(each.level, strict) for each in found)
        if output is Format.json:
            told.append(_shape(path, result, found))
        else:
            _show(result, found, language)
    if output is Format.json:
        _acting.show_json({"playbooks": told})
    if bad:
        raise typer.Exit(1)


def _last(playbook: Playbook, ours: Organisation) -> Result:
    """The whole result; on a terminal, a line that says how far it is once it takes more than a second."""
    begin, shown, result = time.monotonic(), False, Result(playbook)
    for result in rehearse(playbook, ours):
        if sys.stderr.isatty() and time.monotonic() - begin > _FIRST_SECONDS:
            shown = True
            typer.echo(f"\r\033[K{playbook.id}  {result.walks} …", nl=False, err=True)
    if shown:
        typer.echo("\r\033[K", nl=False, err=True)
    return result


def _show(result: Result, found: list[Found], language: str) -> None:
    for line in _lines(result.playbook.id, found, language):
        typer.echo(one_line(line) if not line.startswith(" ") else f"    {one_line(line)}")
    counts = {level: sum(each.level == level for each in found) for level in _LEVELS}
    steps = len(list(result.playbook.steps()))
    typer.echo(
        f"{one_line(result.playbook.id)}{colon()}"
        + ", ".join(
            (
                counted(result.walks, "walk"),
                here(f"{len(result.reached)} of {steps} steps"),
                counted(result.texts, "text"),
                *(counted(counts[level], level) for level in ("error", "warning")),
            )
        ),
        err=True,
    )


def _lines(playbook: str, found: list[Found], language: str) -> Iterator[str]:
    """What a rule finds in a message is said once, however many channels and languages it is in."""
    alike: dict[tuple[str, str, str], list[Found]] = {}
    for each in found:
        alike.setdefault((each.level, each.where.split()[0], each.code), []).append(each)
    for (level, where, code), group in alike.items():
        places = [each.where.split() for each in group]
        if any(len(place) != 3 for place in places):
            for each in group:
                yield colon().join((playbook, f"{called(level)} {each.where}", code, here(each.text)))
                if each.todo:
                    yield f"    → {here(each.todo)}"
            continue
        one = next((each for each, place in zip(group, places, strict=True) if place[2] == language), group[0])
        channels, languages = (", ".join(dict.fromkeys(place[at] for place in places)) for at in (1, 2))
        many = f"{counted(len(group), 'text')}{colon()}" if len(group) > 1 else ""
        texts = f"({many}{channels}{colon().replace(':', ';')}{languages})"
        yield colon().join((playbook, f"{called(level)} {where} {texts}", code, _why(one, language)))
        if one.todo:
            yield f"    → {here(one.todo)}"


def _why(found: Found, language: str) -> str:
    """What a rule usually says of a text is said here in the language of who reads it, and not in that of the text."""
    words = rules.get(found.code).why if found.code in rules.ids() else {}
    for usual in (typeset(each) for each in words.values()):
        if found.text.startswith(usual):
            why = say(words, language)
            return (typeset(why) if language == "fr" else why) + found.text.removeprefix(usual)
    return here(found.text)


def _shape(path: Path, result: Result, found: list[Found]) -> dict[str, object]:
    return {
        "playbook": result.playbook.id,
        "file": str(path),
        "walks": result.walks,
        "steps": len(list(result.playbook.steps())),
        "reached": len(result.reached),
        "never_reached": [step.id for step in result.never],
        "texts": result.texts,
        "findings": [
            {"level": each.level, "where": each.where, "code": each.code, "text": each.text, "todo": each.todo}
            for each in found
        ],
    }
