"""drill list: the scenarios that can be played."""

from __future__ import annotations

import typer

from crisisctl import reader
from crisisctl.commands import _acting
from crisisctl.commands._options import Format, Language, Output
from crisisctl.errors import BadInputFile
from crisisctl.text import one_line, say
from crisisctl.tongue import here


def command(lang: Language = None, output: Output = Format.text) -> None:
    """Scenarios that can be played: ./playbooks/scenarios first, then $CRISISCTL_HOME, then those shipped.

    Examples:\n
      crisisctl drill list\n
      crisisctl drill list --lang fr
    """
    language = _acting.language_of(lang)
    rows: list[dict[str, object]] = []
    for name, path in reader.scenarios().items():
        try:
            found = reader.read_scenario(str(path))
        except BadInputFile as problem:
            typer.echo(f"crisisctl: {one_line(here(problem.message))} (crisisctl playbook lint {path})", err=True)
            continue
        minutes = max((each.at for each in found.injects), default=0) // 60
        title = one_line(say(found.title, language))
        rows.append(
            {"id": name, "title": title, "playbook": found.playbook, "injects": len(found.injects), "minutes": minutes}
            | {"file": str(path)}
        )
    if output is Format.json:
        _acting.show_json({"scenarios": rows})
        return
    word = {"fr": "événements", "en": "injects"}[language]
    for row in rows:
        size = f"{row['injects']:>2} {word}, {row['minutes']:>3} min"
        typer.echo(f"{one_line(str(row['id'])):<24} {row['playbook']:<16} {size}  {row['title']}")
