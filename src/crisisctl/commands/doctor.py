"""doctor: what is wrong on this machine, what it means, and what can be mended."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from crisisctl import checks, paths, runner
from crisisctl.checks import Finding, Place
from crisisctl.commands import _acting, _asking
from crisisctl.commands._options import Format, Language, Output
from crisisctl.errors import CrisisError, Usage
from crisisctl.stores import server_at
from crisisctl.text import clean, one_line, say

FOUND = 1
_SIGNS = {"bad": "✗", "warning": "!", "note": "·"}
_WORDS = {
    "fr": {
        "means": "ce que cela veut dire",
        "todo": "que faire",
        "fine": "rien à signaler",
        "mend": "réparer",
        "ask": "Réparer ?",
        "left": "laissé tel quel",
        "could": "problème peut être réparé par : crisisctl doctor --mend",
        "could_several": "problèmes peuvent être réparés par : crisisctl doctor --mend",
    },
    "en": {
        "means": "what it means",
        "todo": "what to do",
        "fine": "nothing is wrong",
        "mend": "mend",
        "ask": "Mend?",
        "left": "left as it is",
        "could": "problem can be mended by: crisisctl doctor --mend",
        "could_several": "problems can be mended by: crisisctl doctor --mend",
    },
}


def command(
    mend: Annotated[bool, typer.Option("--mend", help="Mend what can be mended; each is asked about.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="With --mend: without asking; for scripts.")] = False,
    lang: Language = None,
    output: Output = Format.text,
) -> None:
    """Look at everything that is kept here: the log, its guards, permissions, sendings, clock, disk, configuration.

    Without --mend nothing is changed. With it, what can be mended is, after a question each; nothing is ever deleted: a
    damaged log is set aside under another name, and what can be read of it is exported and taken over.

    Exits 1 while something is wrong.

    Examples:\n
      crisisctl doctor\n
      crisisctl doctor --format json\n
      crisisctl doctor --mend\n
      crisisctl doctor --mend --yes
    """
    if yes and not mend:
        raise Usage("--yes goes with --mend", "crisisctl doctor --mend --yes")
    if mend and not yes and not sys.stdin.isatty():
        raise Usage("nobody is there to be asked", "crisisctl doctor --mend --yes, or without --mend to look only")
    language = _acting.language_of(lang)
    place = _place()
    found = checks.look(place)
    done: list[dict[str, Any]] = []
    if output is Format.text:
        _show(found, place, language, mending=mend)
    if mend:
        done = [_mended(each, language, yes=yes) for each in found if each.mend]
        found = checks.look(place)
        if output is Format.text and done:
            _show(found, place, language, mending=False)
    wrong = any(each.level != "note" for each in found)
    if output is Format.json:
        shown = [_shape(each, language) for each in found]
        _acting.show_json({"store": place.where, "ok": not wrong, "findings": shown, "mended": done})
    if wrong:
        raise typer.Exit(FOUND)


def _place() -> Place:
    url = paths.store_url()
    desk = runner.open_desk()
    kind, _, rest = url.partition(":")
    log = Path(f"/{rest.lstrip('/')}") if kind == "sqlite" else None
    return Place(paths.home(), desk.where, desk.store, server_at(url), log, desk.now())


def _show(found: list[Finding], place: Place, language: str, *, mending: bool) -> None:
    words = _WORDS[language]
    for each in found:
        typer.echo(f"{_SIGNS[each.level]} {one_line(say(each.problem, language))}")
        typer.echo(f"    {one_line(say(each.means, language))}")
        typer.echo(f"    → {one_line(say(each.todo, language))}")
    fine = [say(checks.check(name).about, language) for name in checks.names() if name not in {f.check for f in found}]
    if fine:
        typer.echo(f"✓ {', '.join(fine)}")
    if not any(each.level != "note" for each in found):
        typer.echo(f"{place.where}{' : ' if language == 'fr' else ': '}{words['fine']}")
    elif not mending and any(each.mend for each in found):
        number = sum(each.mend is not None for each in found)
        typer.echo(f"{number} {words['could' if number == 1 else 'could_several']}", err=True)


def _mended(found: Finding, language: str, *, yes: bool) -> dict[str, Any]:
    """Ask, do, and tell. One that cannot be done does not keep the others from being."""
    assert found.mend  # noqa: S101 - only those are given
    words, what = _WORDS[language], clean(say(found.mend.what, language))
    if not yes:
        typer.echo(what, err=True)
        if not _asking.agreed(words["ask"]):
            typer.echo(f"  {words['left']}", err=True)
            return {"check": found.check, "what": what, "done": False, "said": words["left"]}
    try:
        said = say(found.mend.do(), language)
    except CrisisError as problem:
        said = f"{problem.message} ({problem.hint})"
        typer.echo(f"  ✗ {one_line(said)}", err=True)
        return {"check": found.check, "what": what, "done": False, "said": said}
    typer.echo(f"  ✓ {one_line(said)}", err=True)
    return {"check": found.check, "what": what, "done": True, "said": said}


def _shape(found: Finding, language: str) -> dict[str, Any]:
    return {
        "check": found.check,
        "level": found.level,
        "problem": say(found.problem, language),
        "means": say(found.means, language),
        "todo": say(found.todo, language),
        "mend": say(found.mend.what, language) if found.mend else None,
    }
