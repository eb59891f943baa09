"""Draw docs/walk.svg: the walk as it is, in a real pseudo-terminal, at the step that tells customers.

python docs/make_picture.py
"""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from itertools import groupby
from pathlib import Path

import pexpect
import pyte
from rich.console import Console
from rich.style import Style
from rich.text import Text

COLUMNS, LINES = 108, 38
HERE = Path(__file__).parent
BEFORE = """
start outage --no-walk --title "WhatsApp down" --severity SEV2 --role lead=Ana --role comms=Bo --set service=WhatsApp --at "9 min ago"
done first-signs "Three shops: messages stay on one tick" --at "8 min ago"
done two-sources "own phone on 4G" "the provider's status page" --at "7 min ago"
done verdict real --at "6 min ago"
done impact started_at="25 min ago" blocked=messages scope=everyone still_works=orders queued=unknown doing=rerouting --at "5 min ago"
done origin provider --at "5 min ago"
done severity SEV2 --at "5 min ago"
done data-at-stake no --at "4 min ago"
done roles --at "4 min ago"
sent internal-alert --at "3 min ago"
done pause-campaigns --at "3 min ago"
sent staff-card --at "2 min ago"
done acknowledgements --at "2 min ago"
channel whatsapp=down --at "2 min ago"
done which-channels "sms and email tested" --at "1 min ago"
"""  # noqa: E501 - command lines, as they are typed


def main() -> None:
    """Play the outage to that step, and draw what the terminal shows."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "CRISISCTL_HOME": home, "CRISISCTL_LANG": "en", "TERM": "xterm-256color"}
        for words in BEFORE.strip().split("\n"):
            command = [sys.executable, "-m", "crisisctl", *shlex.split(words)]
            subprocess.run(command, env=environment, cwd=home, check=True, capture_output=True)
        screen = _walk(environment, home)
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    for line in _lines(screen):
        console.print(line, no_wrap=True, overflow="crop")
    # Rich links its font from a public host; a document of ours asks nobody for anything.
    drawn = re.sub(r"@font-face \{.*?\}", "", console.export_svg(title="crisisctl walk"), flags=re.DOTALL)
    drawn = drawn.replace("Fira Code", "ui-monospace, DejaVu Sans Mono, Menlo, Consolas")
    (HERE / "walk.svg").write_text(drawn, encoding="utf-8")


def _walk(environment: dict[str, str], home: str) -> pyte.Screen:
    screen = pyte.Screen(COLUMNS, LINES)
    stream = pyte.Stream(screen)
    walk = pexpect.spawn(
        sys.executable,
        ["-m", "crisisctl", "walk"],
        env=environment,
        cwd=home,
        dimensions=(LINES, COLUMNS),
        encoding="utf-8",
    )
    try:
        while not any("[q]" in line for line in screen.display):
            stream.feed(walk.read_nonblocking(65536, timeout=20))
    finally:
        walk.terminate(force=True)
    return screen


def _lines(screen: pyte.Screen) -> list[Text]:
    """The screen as Rich text with its colours, without the empty lines at its foot."""
    lines = []
    for row in range(LINES):
        cells = [screen.buffer[row][column] for column in range(COLUMNS)]
        line = Text()
        for style, run in groupby(cells, _style):
            line.append("".join(cell.data for cell in run), style)
        lines.append(line)
    while lines and not lines[-1].plain.strip():
        lines.pop()
    return lines


def _style(cell: pyte.screens.Char) -> Style:
    def colour(name: str) -> str | None:
        if name == "default":
            return None
        return (
            f"#{name}"
            if len(name) == 6 and all(each in "0123456789abcdef" for each in name)
            else _NAMES.get(name, name)
        )

    return Style(color=colour(cell.fg), bgcolor=colour(cell.bg), bold=cell.bold, reverse=cell.reverse)


_NAMES = {"brown": "yellow", "brightblack": "bright_black"}

if __name__ == "__main__":
    main()
