"""edit: other words for one draft, by hand."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from difflib import unified_diff
from pathlib import Path
from typing import Annotated

import typer

from crisisctl import checking, drafting, runner
from crisisctl.commands import _acting, _asking, _complete
from crisisctl.commands._options import Format, Incident, Output
from crisisctl.commands.draft import show
from crisisctl.errors import Refused, Usage
from crisisctl.messages.draft import edited
from crisisctl.messages.drafts import Drafts, write
from crisisctl.messages.lettered import lettered, parted
from crisisctl.screen import Tongue
from crisisctl.text import clean, one_line
from crisisctl.tongue import here

_LONGEST = 100_000
"""Characters of one draft; what its channel allows is another matter."""


def command(
    message: Annotated[str, typer.Argument(help="The message.", autocompletion=_complete.messages)],
    channel: Annotated[str, typer.Option("--channel", "-c", help="The channel.", autocompletion=_complete.channels)],
    lang: Annotated[str, typer.Option("--lang", "-l", help="The language.")],
    file: Annotated[
        str | None, typer.Option("--file", help="Take the words from this file (- for standard input), not an editor.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Keep it without asking.")] = False,
    incident: Incident = None,
    output: Output = Format.text,
) -> None:
    """Edit one draft in $VISUAL or $EDITOR; see what changed and what the lint says, then keep it.

    On channels with a subject the first line may be `Subject: …`. What is kept does not follow the facts any more
    (`crisisctl draft --fresh` does), and an approval of it is void.

    Examples:\n
      crisisctl edit first-notice --channel sms --lang fr\n
      crisisctl edit first-notice -c sms -l fr --file words.txt --yes
    """
    desk = runner.open_desk()
    incident_id = desk.choose(incident)
    view = desk.view(incident_id)
    state = view.incident
    zone = runner.zone_of(state.organisation)
    written = write(state, message, desk.time(state), zone, only_channels=[channel], only_languages=[lang])
    draft = written.drafts[0]
    subject, text = parted(_given(file) if file else _from_editor(lettered(draft)), draft)
    if (subject, text) == (draft.subject, draft.text):
        typer.echo(here("nothing was changed"), err=True)
        _acting.say_done(runner.Done(view, ()), output)
        return
    if not text.strip():
        raise Refused(
            "the text is empty, and the draft stays as it was", "to leave the message out: crisisctl skip STEP"
        )
    if len(text) > _LONGEST:
        raise Refused(f"the text has {len(text)} characters, a draft {_LONGEST} at most", "shorten it")
    changed = edited(draft, text, state, subject)
    if output is Format.text:
        for line in diff_lines(lettered(draft), lettered(changed)):
            typer.echo(line)
        words = Tongue(_acting.language_of(None, state.organisation))
        show(changed, checking.check(state, changed), words)
    if not yes and file is None and not _asking.agreed("keep it?", default=True):
        raise typer.Exit(1)
    kept = Drafts(message, (changed,), written.next_update, written.left_out)
    _acting.say_done(drafting.keep(desk, state, kept), output)


def diff_lines(old: str, new: str) -> list[str]:
    """A unified diff without its file names, safe for a terminal."""
    lines = list(unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=3))[2:]
    return [clean(line) for line in lines]


def _given(file: str) -> str:
    try:
        if file == "-":
            data = sys.stdin.buffer.read(4 * _LONGEST + 1)
        else:
            with Path(file).open("rb") as stream:
                data = stream.read(4 * _LONGEST + 1)
        return data.decode("utf-8-sig").replace("\r\n", "\n").removesuffix("\n")
    except UnicodeError:
        if len(data) > 4 * _LONGEST:  # cut within a character
            return data.decode("utf-8-sig", "replace")
        raise Usage(f"--file {one_line(file)} is not UTF-8 text", "save it as UTF-8") from None
    except (OSError, ValueError) as problem:
        raise Usage(f"--file {one_line(file)}: {problem}") from None


def _from_editor(text: str) -> str:
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor or not sys.stdin.isatty():
        raise Usage("there is no editor to open", "set EDITOR, or give the words by --file FILE")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "draft.txt")
        path.write_text(text + "\n", encoding="utf-8")
        try:
            code = subprocess.run([*shlex.split(editor), str(path)], check=False).returncode
        except (OSError, ValueError) as problem:
            raise Usage(f"the editor `{one_line(editor)}` cannot be started: {problem}") from None
        if code:
            raise Refused(f"the editor ended with {code}, and the draft stays as it was")
        return path.read_text(encoding="utf-8", errors="replace").removesuffix("\n")
