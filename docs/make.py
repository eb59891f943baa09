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


def documents() -> dict[Path, str]:
    """Every document that is written from the code, with what it should say."""
    log_format = HERE / "log-format.md"
    return {HERE / "commands.md": commands(), log_format: _between(log_format.read_text(encoding="utf-8"), events())}


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


def _between(text: str, table: str) -> str:
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n\n{table}\n\n{END}{rest.split(END)[1]}"


def stale() -> Iterator[Path]:
    """The written documents that do not say what the code says."""
    for path, text in documents().items():
        if path.read_text(encoding="utf-8") != text:
            yield path


if __name__ == "__main__":
    for path, text in documents().items():
        path.write_text(text, encoding="utf-8")
