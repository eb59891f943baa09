"""The command line as a table: names, order and one line of help. A command's module is imported when it is called.

So ``--version`` and ``--help`` load none of them, and adding a command is one file and one line here.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any, TypeAlias

import typer
from typer.core import TyperGroup

from crisisctl import __version__

Table: TypeAlias = dict[str, str]

COMMANDS: Table = {
    "start": "Open an incident from a playbook, and walk it.",
    "walk": "Go on where the incident stopped (also: resume).",
    "status": "Where the incident stands: next step, people, promises, clocks.",
    "list": "All incidents, the open ones first.",
    "log": "Everything that was recorded.",
    "verify": "Check that nothing recorded was changed, and print the head digest.",
    "sign": "Sign the head digest with your own key.",
    "ack": "Who has acknowledged the internal alert, and who has not.",
    "who": "Who holds which role, and how to reach them.",
    "done": "A step is done.",
    "skip": "Leave a step out, with a reason.",
    "fail": "A step was tried and did not work.",
    "run": "Run the command of a command step.",
    "set": "Set facts.",
    "note": "Write a note into the log.",
    "correct": "Correct a note; the first text stays in the log.",
    "redact": "Take what entries say out of the log, for good.",
    "role": "Give a role to somebody.",
    "handover": "Hand a role over to somebody else.",
    "switch": "Go on with another playbook.",
    "reload": "Take over what crisis.yaml says now into the open incident.",
    "severity": "Set the severity, with a reason.",
    "stage": "Set the stage: investigating, identified, monitoring.",
    "mark": "Mark a milestone: when it started, was detected, was mitigated …",
    "clock": "Legal and contractual clocks: list, start, met, waive, show.",
    "channel": "Mark a channel as down, degraded or up.",
    "draft": "Write the drafts of a message for every channel and language.",
    "lint": "Look for words that hurt in a crisis, in a message or any text.",
    "approve": "Approve the exact texts of a message.",
    "edit": "Edit one draft by hand.",
    "diff": "What changed against the last words this audience received.",
    "sent": "Record that drafts of a message have left.",
    "send": "Send the drafts of a message to their destinations.",
    "count": "Count a text against a channel's limit.",
    "action": "Action items: add, done, list.",
    "resolve": "The incident is over for those who were affected.",
    "close": "The work on the incident is finished, post-mortem and all.",
    "cancel": "It was no incident of ours: false alarm, duplicate …",
    "reopen": "Open a step, or the whole incident, again.",
    "backup": "Write every log and our own files into one file.",
    "restore": "Put back what a backup holds and is not here.",
    "forget": "Remove an ended incident, or what names a person, for good.",
    "report": "Export the post-incident report.",
    "import": "Bring in an incident that was exported by `log --format jsonl`.",
    "ready": "What is missing before the crisis: deputies, ways to reach people, drills.",
    "doctor": "What is wrong on this machine, what it means, and what can be mended.",
    "store": "Where the log is kept: init, check, copy, spool.",
    "playbook": "Playbooks: list, show, graph, lint, test, new, schema.",
    "drill": "Scenarios to practise with: list, show, play.",
    "init": "Write your own crisis.yaml: who you are, people, channels.",
    "demo": "Play a whole outage by itself, with drafts and a report on disk.",
    "completion": "Print the shell completion script.",
}
GROUPS: dict[str, Table] = {
    "action": {
        "add": "Add an action item.",
        "done": "An action item is done.",
        "list": "All action items.",
    },
    "clock": {
        "list": "The clocks of an incident; without one, all there are.",
        "start": "A clock runs: since when, and why.",
        "met": "What a clock asks for is done.",
        "waive": "A clock does not apply, with a reason.",
        "show": "One clock in full.",
    },
    "drill": {
        "list": "Scenarios that can be played.",
        "show": "A scenario with its injects, for who leads the drill.",
        "play": "Play a scenario without a team, to its debrief.",
    },
    "playbook": {
        "list": "Playbooks that can be started.",
        "show": "A playbook as a readable sheet.",
        "graph": "Draw a playbook: steps, answers, and where they lead.",
        "lint": "Check playbooks: every problem at once, with line and column.",
        "test": "Walk every branch and write every draft, without a terminal.",
        "new": "Write a new playbook from a skeleton.",
        "schema": "The JSON Schema for editors.",
    },
    "store": {
        "init": "Set a PostgreSQL server up for a team: print the SQL, or apply it.",
        "check": "What is wrong with the store, and what to do about it.",
        "copy": "Copy incidents from one store to another, digests and all.",
        "spool": "Acts that wait on this machine for the server to be back.",
    },
}
_ALIASES = {"resume": "walk"}
_EPILOG = (
    'Begin with: crisisctl start outage --title "WhatsApp down".  Each command has examples: crisisctl COMMAND --help'
)
_SWITCHES: dict[str, Any] = {"rich_markup_mode": None, "pretty_exceptions_enable": False, "add_completion": False}


class _Commands(TyperGroup):
    """A group whose commands are looked up by name, one module each."""

    table: Table = COMMANDS
    package = "crisisctl.commands"

    def list_commands(self, ctx: Any) -> list[str]:
        return list(self.table)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        name = _ALIASES.get(cmd_name, cmd_name)
        if name not in self.table:
            return None
        return _group(name) if name in GROUPS else _build(f"{self.package}.{name}", name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and _ALIASES.get(args[0], args[0]) not in self.table:  # without building the command a second time
            from crisisctl.errors import Usage
            from crisisctl.text import did_you_mean, one_line

            word = one_line(args[0])
            raise Usage(
                f"there is no command `{word}`{did_you_mean(word, self.table)}", f"{ctx.command_path} --help lists them"
            )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(self.table.items()))


def _group(name: str) -> Any:
    kind = type(
        f"_{name.title()}Commands", (_Commands,), {"table": GROUPS[name], "package": f"crisisctl.commands.{name}"}
    )
    app = typer.Typer(cls=kind, help=COMMANDS[name], invoke_without_command=True, **_SWITCHES)
    app.callback()(_help_when_alone)
    return _named(app, name)


def _build(module: str, name: str) -> Any:
    """The command that a module's function ``command`` describes by its signature and docstring."""
    function: Callable[..., object] = import_module(module.replace("-", "_")).command
    app = typer.Typer(**_SWITCHES)
    app.command(name)(function)
    return _named(app, name)


def _named(app: typer.Typer, name: str) -> Any:
    found = typer.main.get_command(app)
    found.name = name
    return found


def _help_when_alone(ctx: typer.Context) -> None:
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"crisisctl {__version__}")
        raise typer.Exit


def command() -> Any:
    """The whole command line, ready to be called."""
    if "_CRISISCTL_COMPLETE" in os.environ:  # a shell asks for words: typer learns its shells only when told to
        from typer._completion_classes import completion_init

        completion_init()
    app = typer.Typer(cls=_Commands, invoke_without_command=True, epilog=_EPILOG, **_SWITCHES)

    @app.callback()
    def crisisctl(
        ctx: typer.Context,
        version: Annotated[
            bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
        ] = False,
    ) -> None:
        """Walk an on-call team through an outage: what to do, what to say, on which channel, and what was done."""
        _help_when_alone(ctx)

    return typer.main.get_command(app)
