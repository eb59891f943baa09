"""playbook list: what can be started."""

from __future__ import annotations

import typer

from crisisctl import reader
from crisisctl.commands import _acting
from crisisctl.commands._options import Format, Language, Output
from crisisctl.text import one_line, say
from crisisctl.tongue import here


def command(lang: Language = None, output: Output = Format.text) -> None:
    """Playbooks that can be started: ./playbooks first, then $CRISISCTL_HOME/playbooks, then those shipped.

    Examples:\n
      crisisctl playbook list
    """
    language = _acting.language_of(lang)
    rows: list[dict[str, object]] = []
    for name, path in reader.playbooks():
        playbook, problems = reader.check(path)
        title = say(playbook.title, language) if playbook else f"({len(problems)} problems: playbook lint {name})"
        steps = sum(1 for _ in playbook.steps()) if playbook else 0
        rows.append({"id": name, "title": title, "file": str(path), "steps": steps, "usable": playbook is not None})
    if output is Format.json:
        _acting.show_json({"playbooks": rows})
        return
    for row in rows:
        name, title, file = (one_line(str(row[key])) for key in ("id", "title", "file"))
        title = title if row["usable"] else here(title)
        typer.echo(f"{name:<20} {title:<52} {row['steps']:>3} {here('steps')}  {file}")
