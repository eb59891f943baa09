"""The server a command is about: the URL on its command line, else the one in the environment."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

from crisisctl.errors import Usage
from crisisctl.stores import Server, server_at

Url: TypeAlias = Annotated[
    str | None,
    typer.Argument(help="Its URL; else CRISISCTL_STORE. Passwords belong into ~/.pgpass.", metavar="[URL]"),
]


def server(url: str) -> Server:
    """The server at ``url``. Raises ``Usage`` where the store is on none."""
    found = server_at(url)
    if found is None:
        raise Usage(
            f"a `{url.partition(':')[0]}` store needs no set-up",
            "name a server: crisisctl store init postgresql://user@host/database",
        )
    return found
