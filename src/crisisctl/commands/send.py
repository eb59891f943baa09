"""send: the drafts of a message leave for their destinations."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Annotated, Any

import typer

from crisisctl import outbound, runner, sending
from crisisctl.commands import _acting, _agreeing, _complete, _destinations, _sendings
from crisisctl.commands._options import Force, Format, Incident, Output, Reason
from crisisctl.errors import Refused, Usage
from crisisctl.outbound import Item, Leave

FAILED = 6
REFUSED = 1


def command(
    message: Annotated[str | None, typer.Argument(help="The message.", autocompletion=_complete.messages)] = None,
    channel: Annotated[
        list[str] | None,
        typer.Option("--channel", "-c", help="Only on this channel, repeatable.", autocompletion=_complete.channels),
    ] = None,
    lang: Annotated[list[str] | None, typer.Option("--lang", "-l", help="Only in this language, repeatable.")] = None,
    to: Annotated[
        list[str] | None,
        typer.Option("--to", help="Only to this destination, repeatable; without it, all of the message's audience."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would leave. Nothing is sent or recorded.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Send without asking; for scripts.")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Send once more what may have arrived; with --to, what surely did.")
    ] = False,
    force: Force = False,
    reason: Reason = "",
    destinations: Annotated[bool, typer.Option("--destinations", help="List the places to send to, and stop.")] = False,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """Send the drafts of a message to their destinations: each exact text is shown first, and asked about: once,
    or where a screen cannot hold them all, below each text.

    Where to is in destinations.toml. It is written into the log before a text leaves, and how it went after. What has
    no certain end is shown as unknown, and nothing goes a second time without --again --reason.

    Exit code: 6 when something failed, or nobody knows whether it arrived (the others are sent); 1 when something may
    not leave.

    Examples:\n
      crisisctl send first-notice --dry-run\n
      crisisctl send first-notice\n
      crisisctl send first-notice --channel email --to customers-mail --yes\n
      crisisctl send first-notice --again --reason "the mail log has no trace of it"\n
      crisisctl send --destinations
    """
    if destinations:
        _destinations.show(outbound.known(), output)
        return
    leave = Leave(again, force, reason)
    _usable(message, leave, asks=not (yes or dry_run))
    assert message is not None  # noqa: S101 - just seen
    desk = runner.open_desk()
    found = _sendings.prepare(
        desk, desk.choose(incident), message, channel or (), lang or (), to or (), leave, dry=dry_run
    )
    items = _leaving(found, leave, output, dry_run=dry_run, yes=yes)
    if output is Format.json:
        _acting.show_json({"sendings": [_shape(each) for each in items], "by_hand": _sendings.by_hand(found.plan)})
    if code := _code(items):
        raise typer.Exit(code)


def _usable(message: str | None, leave: Leave, *, asks: bool) -> None:
    if message is None:
        raise Usage("say which message", "crisisctl send MESSAGE; crisisctl draft writes the texts")
    if (leave.again or leave.force) and not leave.reason.strip():
        raise Refused("say why", 'add --reason "…"')
    if asks and not sys.stdin.isatty():
        raise Usage("nobody is there to be asked", f"crisisctl send {message} --yes, or --dry-run to look first")


def _nothing_left(found: _sendings.Prepared) -> None:
    """Raises ``Refused`` where none of the items may leave."""
    plan = found.plan
    if plan.ready:
        return
    told = dict.fromkeys(f"{each.destination.name}: {_agreeing.reason(found, each)}" for each in plan.items)
    hint = 'go on all the same: --force --reason "…"'
    if any(each.state == "unknown" for each in plan.items):
        hint = 'look whether it arrived; to send it once more: --again --reason "…"'
    elif all(each.state == "already" for each in plan.items):
        hint = 'to send it once more: --to DESTINATION --again --reason "…"'
    elif all(each.reason.endswith(outbound.FIRM) for each in plan.items):
        hint = f"mend the text: crisisctl edit {plan.items[0].message}"
    elif any(_agreeing.awaits(found, each) for each in plan.items):
        hint = f"approve it: crisisctl approve {plan.items[0].message} --by NAME; or {hint}"
    raise Refused(f"nothing was sent: {'; '.join(told)}", hint)


def _leaving(found: _sendings.Prepared, leave: Leave, output: Format, *, dry_run: bool, yes: bool) -> list[Item]:
    """Show the texts, ask for them, send them; every item as it stands then."""
    err = output is Format.json
    if dry_run or yes or not found.plan.ready:
        _agreeing.show(found, err=err)
    if dry_run:
        return list(found.plan.items)
    _nothing_left(found)
    items = found.plan.items if yes else _agreeing.agreed(found, err=err)
    return _send(found, items, leave, output)


def _send(found: _sendings.Prepared, items: Iterable[Item], leave: Leave, output: Format) -> list[Item]:
    """Send what is ready, one after the other; every item as it stands then. Each outcome is told as it comes."""
    ended: list[Item] = []
    for item in items:
        if item.state != "ready":
            ended.append(item)
            continue
        letter = sending.letter(found.state, item, found.files(item))
        tick = _sendings.Progress(item.destination.name, found.limits.total)
        try:
            ended.append(sending.send(found.desk, found.state.id, item, letter, leave, found.limits, tick))
        except sending.Interrupted as stop:
            _sendings.tell(stop.item, err=output is Format.json)
            raise
        finally:
            tick.end()
        _sendings.tell(ended[-1], err=output is Format.json)
    return ended


def _code(items: Iterable[Item]) -> int:
    states = {each.state for each in items}
    tried = [each for each in items if each.attempt]
    if any(each.state in {"failed", "unknown"} or each.refused for each in tried):
        return FAILED
    return REFUSED if states & {"refused", "unknown"} else 0


def _shape(item: Item) -> dict[str, Any]:
    return {
        "message": item.message,
        "channel": item.draft.channel,
        "language": item.draft.language,
        "destination": item.destination.name,
        "state": item.state,
        "reason": item.reason,
        "refused": list(item.refused),
        "attempt": item.attempt,
        "digest": item.draft.digest,
    }
