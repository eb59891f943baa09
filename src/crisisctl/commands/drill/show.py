"""drill show: a scenario as who leads the drill reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from crisisctl import reader
from crisisctl.commands import _acting, _complete
from crisisctl.commands._options import Format, Language, Output
from crisisctl.plain import to_plain
from crisisctl.scenario import Inject, Scenario
from crisisctl.text import clean, one_line, say, typeset
from crisisctl.times import format_duration

_WORDS = {
    "en": {
        "channels": "from now on",
        "up": "up",
        "degraded": "degraded",
        "down": "down",
        "expect": "expected",
        "within": "within",
        "hint": "watch",
        "or": "or",
        "step": "step",
        "message": "message",
        "fact": "fact",
        "channel": "channel",
        "note": "a note",
        "play": "play it by:",
    },
    "fr": {
        "channels": "désormais",
        "up": "rétabli",
        "degraded": "dégradé",
        "down": "en panne",
        "expect": "attendu",
        "within": "sous",
        "hint": "observer",
        "or": "ou",
        "step": "étape",
        "message": "message",
        "fact": "fait",
        "channel": "canal",
        "note": "une note",
        "play": typeset("pour le jouer :"),
    },
}


def command(
    scenario: Annotated[str, typer.Argument(help="A scenario's name, or a file.", autocompletion=_complete.scenarios)],
    lang: Language = None,
    output: Output = Format.text,
) -> None:
    """A scenario with every inject, the reaction that is hoped for and what to watch. The team should not read it.

    Examples:\n
      crisisctl drill show whatsapp-at-night\n
      crisisctl drill show whatsapp-at-night --lang fr | less
    """
    found = reader.read_scenario(scenario)
    if output is Format.json:
        _acting.show_json({"scenario": to_plain(found)})
        return
    for line in _sheet(found, _acting.language_of(lang)):
        typer.echo(clean(line))


def _sheet(found: Scenario, language: str) -> Iterator[str]:
    yield f"{one_line(say(found.title, language))}  ({found.id})"
    if text := say(found.description, language).strip():
        yield text
    for inject in found.injects:
        yield from _inject(inject, language)
    yield f"\n{_WORDS[language]['play']} crisisctl start {found.playbook} --drill --scenario {found.id}"


def _inject(inject: Inject, language: str) -> Iterator[str]:
    words = _WORDS[language]
    who = ", ".join(one_line(say(text, language)) for text in (inject.sender, inject.via) if text)
    yield f"\nT+{format_duration(inject.at, language)}  {inject.id}  {who}"
    yield f"    {one_line(say(inject.text, language))}"
    if inject.channels:
        done = ", ".join(f"{channel} {words[state]}" for channel, state in inject.channels.items())
        yield f"    {words['channels']}{_colon(language)} {done}"
    if inject.expect:
        ways = f" {words['or']} ".join(f"{words[kind]} {name}".strip() for kind, name in inject.expect.ways)
        within = format_duration(inject.expect.within, language)
        yield f"    {words['expect']}{_colon(language)} {ways}, {words['within']} {within}"
    if hint := one_line(say(inject.hint, language)):
        yield f"    {words['hint']}{_colon(language)} {hint}"


def _colon(language: str) -> str:
    return "\N{NO-BREAK SPACE}:" if language == "fr" else ":"
