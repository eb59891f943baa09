"""restore: what a backup holds and is not here is put back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crisisctl import runner
from crisisctl.commands import _acting, _removals
from crisisctl.commands._options import Format, Language, Output
from crisisctl.commands._progress import watched
from crisisctl.safekeeping import backups
from crisisctl.text import one_line

_WORDS = {
    "en": {
        "restored": "{name}: restored",
        "extended": "{name}: what came after was restored",
        "would be restored": "{name}: would be restored",
        "would be extended": "{name}: what came after would be restored",
        "same": "{name}: is here already",
        "older": "{name}: is here already, and goes on after the backup",
        "forgotten": "{name}: was forgotten here, and stays so",
        "different": "{name}: another one is here, and stays as it is",
        "damaged": "{name}: was not intact when it was backed up, and is not restored",
        "n": "{n} entries",
        "dry": "nothing was written: --dry-run",
    },
    "fr": {
        "restored": "{name} : rétabli",
        "extended": "{name} : la suite a été rétablie",
        "would be restored": "{name} : serait rétabli",
        "would be extended": "{name} : la suite serait rétablie",
        "same": "{name} : déjà là",
        "older": "{name} : déjà là, et continue après la sauvegarde",
        "forgotten": "{name} : oublié ici, et le reste",
        "different": "{name} : un autre est là, et reste tel quel",
        "damaged": "{name} : n’était pas intact au moment de la sauvegarde, et n’est pas rétabli",
        "n": "{n} entrées",
        "dry": "rien n’a été écrit : --dry-run",
    },
}


def command(
    file: Annotated[Path, typer.Argument(help="The file that `crisisctl backup` wrote.", dir_okay=False)],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check the file and say what would be done.")] = False,
    lang: Language = None,
    output: Output = Format.text,
) -> None:
    """Put back what a backup holds and is not here. The whole file is checked first: torn or changed, nothing is done.

    Nothing that is here is overwritten: a log that goes on is extended, another log or file of the same name stays, an
    incident that was forgotten stays forgotten. Exits 1 when something could not be put back.

    Examples:\n
      crisisctl restore crisisctl-backup-20261122T023107Z.zip --dry-run\n
      crisisctl restore crisisctl-backup-20261122T023107Z.zip
    """
    desk = runner.open_desk()
    language = _acting.language_of(lang)
    found = backups.put_back(desk, backups.read(file), dry_run=dry_run, watch=watched)
    if output is Format.json:
        shown = [{"name": each.name, "outcome": each.what, "entries": each.entries} for each in found]
        _acting.show_json({"file": str(file), "outcomes": shown, "done": not dry_run})
    else:
        for each in found:
            would = f"would be {each.what}"
            what = would if dry_run and would in _WORDS[language] else each.what
            line = _removals.told(_WORDS, what, language, name=one_line(each.name))
            count = _removals.told(_WORDS, "n", language, n=str(each.entries))
            typer.echo(f"{line} ({count})" if each.entries else line)
        if dry_run:
            typer.echo(_WORDS[language]["dry"], err=True)
    if not all(each.fine for each in found):
        raise typer.Exit(1)
