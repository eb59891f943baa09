"""completion: the script that lets the shell complete commands, steps, facts and incidents."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Shell(StrEnum):
    """Shells whose completion is known."""

    bash = "bash"
    zsh = "zsh"
    fish = "fish"


def command(shell: Annotated[Shell, typer.Argument(help="bash, zsh or fish.")]) -> None:
    """Print the completion script of your shell.

    Examples:\n
      crisisctl completion bash >> ~/.bashrc\n
      crisisctl completion zsh > ~/.zfunc/_crisisctl\n
      crisisctl completion fish > ~/.config/fish/completions/crisisctl.fish
    """
    from typer._completion_shared import get_completion_script

    typer.echo(get_completion_script(prog_name="crisisctl", complete_var="_CRISISCTL_COMPLETE", shell=shell.value))
