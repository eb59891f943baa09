"""store check: what is wrong with the store."""

from __future__ import annotations

import typer

from crisisctl.commands import _acting
from crisisctl.commands._options import Format, Output
from crisisctl.commands.store._server import Url
from crisisctl.paths import store_url
from crisisctl.stores import Finding, open_store, place_of, server_at
from crisisctl.tongue import colon, here


def command(url: Url = None, output: Output = Format.text) -> None:
    """Say what is wrong with the store, and what to do about each: exits 1 when there is something.

    A server: its age and clock, the table and its guards, who has which rights, what can be read and written. A server
    that cannot be reached at all is exit code 5.

    Examples:\n
      crisisctl store check\n
      crisisctl store check postgresql://ana@db.example/crisis --format json
    """
    wanted = url or store_url()
    where = place_of(wanted)
    found = server_at(wanted)
    about, findings = found.check() if found else _look(wanted)
    if output is Format.json:
        listed = [{"problem": each.problem, "hint": each.hint} for each in findings]
        _acting.show_json({"store": where, "about": about, "ok": not findings, "findings": listed})
    else:
        for each in findings:
            typer.echo(f"{where}{colon()}{here(each.problem)} ({here(each.hint)})")
        state = here(f"{len(findings)} to mend" if findings else "fine")
        typer.echo(f"{where}{colon()}{about}{colon()}{state}")
    if findings:
        raise typer.Exit(1)


def _look(url: str) -> tuple[str, list[Finding]]:
    """A store without a server: whether it can be read."""
    count = len(open_store(url).incidents())
    return f"{count} incident{'' if count == 1 else 's'}", []
