"""Write the documents that follow from the code; a test checks that the written ones are current.

python docs/make.py
"""

from __future__ import annotations

import contextlib
import inspect
import io
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import FieldInfo, fields

HERE = Path(__file__).parent
BEGIN, END = "<!-- events: written by docs/make.py -->", "<!-- end of events -->"
RULES = ("<!-- rules: written by docs/make.py -->", "<!-- end of rules -->")
SEEDS = ("<!-- seeds: written by docs/make.py -->", "<!-- end of seeds -->")


def documents() -> dict[Path, str]:
    """Every document that is written from the code, with what it should say."""
    log_format, message_lint = HERE / "log-format.md", HERE / "message-lint.md"
    lint = message_lint.read_text(encoding="utf-8")
    for marks, table in ((RULES, lint_rules()), (SEEDS, lint_seeds())):
        lint = _between(lint, table, marks)
    return {
        HERE / "commands.md": commands(),
        log_format: _between(log_format.read_text(encoding="utf-8"), events()),
        message_lint: lint,
    }


def commands() -> str:
    """docs/commands.md: the head kept by hand, then the help of every command."""
    from crisisctl.cli import COMMANDS, GROUPS

    head = (HERE / "commands.head.md").read_text(encoding="utf-8")
    names = [
        (name, *inner)
        for name in COMMANDS
        for inner in ([(each,) for each in GROUPS[name]] if name in GROUPS else [()])
    ]
    return head + "".join(f"\n## {' '.join(words)}\n\n```\n{_help(words)}\n```\n" for words in names)


def _help(words: tuple[str, ...]) -> str:
    """What ``crisisctl WORDS --help`` prints at 100 columns."""
    from crisisctl import cli

    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        cli.command().main(args=[*words, "--help"], prog_name="crisisctl", standalone_mode=False, terminal_width=100)
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip().split("\n"))


def events() -> str:
    """The table of events: type, fields (those in brackets may be absent), meaning."""
    from crisisctl.events import KINDS

    rows = [f"| `{name}` | {_fields(kind)} | {_meaning(kind)} |" for name, kind in KINDS.items()]
    return "\n".join(["| type | data | meaning |", "|---|---|---|", *rows])


def _fields(kind: type) -> str:
    return ", ".join(_field(each) for each in fields(kind)) or "–"


def _field(each: FieldInfo) -> str:
    return f"`{each.name}`" if each.required else f"[`{each.name}`]"


def _meaning(kind: type) -> str:
    return re.sub(r"\s+", " ", (inspect.getdoc(kind) or "").replace("``", "`"))


def lint_rules() -> str:
    """The table of the message lint's rules."""
    from crisisctl.rules import rules

    rows = [
        f"| {rule.number} | `{rule.id}` | {rule.level} | {rule.checks['en']} | {rule.why['en']} |" for rule in rules()
    ]
    return "\n".join(["| | rule | level | checks | why |", "|---|---|---|---|---|", *rows])


def lint_seeds() -> str:
    """Three templates people share, with what the lint says of them while WhatsApp is down, and better ones."""
    import yaml

    corpus = yaml.safe_load((HERE.parent / "examples" / "shared-templates.yml").read_text(encoding="utf-8"))
    return "\n\n".join(_seed(case) for case in corpus["cases"])


def _seed(case: dict[str, str]) -> str:
    from crisisctl.rules import Context, Message, lint

    context = Context(status="investigating", company="Exemplia", channels_down=("whatsapp",))
    found = lint(Message(case["text"].strip(), "fr", case["channel"]), context)
    lines = [
        f"- {one.level} `{one.rule}`" + (f", at {one.column}: `{one.match}`" if one.match else "") for one in found
    ]
    text = "\n".join(f"> {line}".rstrip() for line in case["text"].strip().split("\n"))
    count = f"{len({one.rule for one in found})} rules" if found else "nothing found"
    return "\n\n".join(filter(None, (f"**{case['id']}**: {count}", text, "\n".join(lines))))


def _between(text: str, table: str, marks: tuple[str, str] = (BEGIN, END)) -> str:
    begin, end = marks
    before, rest = text.split(begin)
    return f"{before}{begin}\n\n{table}\n\n{end}{rest.split(end)[1]}"


def stale() -> Iterator[Path]:
    """The written documents that do not say what the code says."""
    for path, text in documents().items():
        if path.read_text(encoding="utf-8") != text:
            yield path


if __name__ == "__main__":
    for path, text in documents().items():
        path.write_text(text, encoding="utf-8")
