"""verify: nothing that was recorded has been changed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from crisisctl import chain, runner
from crisisctl.commands import _acting
from crisisctl.commands._options import Format, Incident, Output
from crisisctl.errors import NotFound, Usage
from crisisctl.stores import Lines
from crisisctl.text import one_line
from crisisctl.tongue import here


def command(
    incident: Incident = None,
    head: Annotated[
        str | None, typer.Option("--head", help="A head digest noted elsewhere: shows a cut end as well.")
    ] = None,
    signature: Annotated[
        Path | None,
        typer.Option("--signature", help="A file that `crisisctl sign` wrote; needs --key.", dir_okay=False),
    ] = None,
    key: Annotated[
        Path | None, typer.Option("--key", "-k", help="The public key of who signed it.", dir_okay=False)
    ] = None,
    output: Output = Format.text,
) -> None:
    """Recompute the chain of digests. Exits 1 on any edit, gap or reorder, and prints the head digest.

    Note the head digest elsewhere (a mail, a ticket): with --head, a log whose end was cut off shows too.

    Examples:\n
      crisisctl verify\n
      crisisctl verify -i outage-20261122-1 --head 5c0ffee…\n
      crisisctl verify -i outage-20261122-1 --signature outage.sig --key ana.pub
    """
    desk = runner.open_desk()
    incident_id = _acting.looked_at(desk, incident)
    name = one_line(incident_id)
    lines = desk.lines(incident_id)
    verdict = chain.verify(lines, head)
    signed = ""
    if signature is not None or key is not None:
        signed, problem = _signed(incident_id, lines, signature, key)
        if problem:
            verdict = replace(verdict, problems=(*verdict.problems, (len(lines), problem)))
    if output is Format.json:
        problems = [{"seq": seq, "problem": text} for seq, text in verdict.problems]
        _acting.show_json(
            {
                "incident": incident_id,
                "entries": verdict.entries,
                "head": verdict.head,
                "ok": not problems and not verdict.unfinished,
                "problems": problems,
                "redacted": list(verdict.redacted),
                "unfinished": list(verdict.unfinished),
                "signed": signed or None,
            }
        )
    else:
        for seq, text in verdict.problems:
            typer.echo(here(f"{name}: entry {seq} {text}"), err=True)
        for seq in verdict.unfinished:
            told = here(f"{name}: redaction of entry {seq} not completed: its data is still there")
            hint = here(f"complete it by: crisisctl redact {seq} -i {name} --reason again")
            typer.echo(f"{told} ({hint})", err=True)
        state = "intact" if not verdict.problems else "NOT INTACT"
        redacted = f", {len(verdict.redacted)} redacted" if verdict.redacted else ""
        typer.echo(here(f"{name}: {verdict.entries} entries, {state}{redacted}, head {verdict.head}"))
        if signed:
            typer.echo(here(f"{name}: {signed}"))
    if verdict.problems or verdict.unfinished:
        raise typer.Exit(1)


def _signed(incident_id: str, lines: Lines, signature: Path | None, key: Path | None) -> tuple[str, str]:
    """What the signature says of this log, or what is wrong with it."""
    from crisisctl.safekeeping import signing

    if signature is None or key is None:
        raise Usage("a signature is checked against a key", "give both: --signature FILE --key PUBLIC_KEY")
    try:
        text = signature.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise NotFound(f"there is no signature in {signature}", "crisisctl sign writes one") from None
    found = signing.check(text, key.expanduser())
    if found is None:
        return "", f"is not what {key} signed: the signature does not hold"
    statement, fingerprint = found
    if statement.incident != incident_id:
        return "", f"is not what was signed: that was {one_line(statement.incident)}"
    if statement.entries > len(lines) or not chain.holds_head(lines[: statement.entries], statement.head):
        return "", f"is not what was signed: entry {statement.entries} had the digest {statement.head}"
    return f"signed by {fingerprint} up to entry {statement.entries}", ""
