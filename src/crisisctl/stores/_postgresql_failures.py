"""What a failing server tells the person on call: one line, and what to do next. A password is never in it.

The codes are PostgreSQL's SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html). A connection that
cannot be made has none, only the server's words: there, what is not plainly a refusal counts as out of reach.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisisctl.errors import StoreFailed, Unreachable

if TYPE_CHECKING:
    import psycopg

_INIT = "an administrator makes it by: crisisctl store init --apply"
_CHECK = "see what is wrong by: crisisctl store check"
_GONE = ("08", "57P", "53")
"""Connection lost, server stopping or starting, too many connections or no memory: it may be back in a moment."""
_TOLD = {
    "3F000": ("holds no crisisctl log", _INIT),
    "42P01": ("holds no crisisctl log", _INIT),
    "42883": ("holds a log that lacks a function", _CHECK),
    "42501": (
        "does not let this user do that",
        "an administrator lets one in by: crisisctl store init --user NAME",
    ),
    "25006": ("can only be read: it is a standby, or set to read-only", "give the address of the primary"),
    "53100": ("cannot be written: its disk is full", "tell the administrator, then run the same command again"),
    "55P03": ("is held by another program", "look who holds it in pg_stat_activity, then run the same command again"),
    "57014": ("took too long and was stopped", "run the same command again; see also: crisisctl store check"),
}
_REFUSALS = re.compile(
    r"authentication failed|no password supplied|pg_hba|does not exist|not permitted|not currently accepting|"
    r"permission denied|not allowed|certificate|does not support SSL|invalid",
    re.IGNORECASE,
)


def of_error(where: str, error: psycopg.Error, gone: bool) -> StoreFailed:
    """What to say for an error of the driver; ``gone``: the connection did not survive it."""
    code = error.sqlstate or ""
    if code in _TOLD:
        problem, hint = _TOLD[code]
        return StoreFailed(f"the log at {where} {problem} ({_words(error)})", hint)
    if gone or code.startswith(_GONE):
        return of_unreachable(where, error)
    return StoreFailed(f"the log at {where} cannot be used ({_words(error)})", _CHECK)


def of_no_connection(where: str, error: psycopg.Error) -> StoreFailed:
    """What to say when no connection could be made."""
    if _REFUSALS.search(str(error)):
        return StoreFailed(
            f"the server {where} does not let us in ({_words(error)})",
            "check the user, password and database in CRISISCTL_STORE",
        )
    return of_unreachable(where, error)


def of_unreachable(where: str, error: psycopg.Error, tried: tuple[str, ...] = ()) -> Unreachable:
    """What to say when the server is not there, or not any more."""
    return Unreachable(
        f"the server {where} cannot be reached ({_words(error)})",
        "look at the network and the server: crisisctl store check",
        tried,
    )


def of_lost(told: StoreFailed, tried: tuple[str, ...]) -> Unreachable:
    """What to say when the connection broke in the midst of a change, and asking afterwards failed as ``told``."""
    return Unreachable(told.message, told.hint, tried)


def of_no_log(where: str) -> StoreFailed:
    return StoreFailed(f"the log at {where} does not exist yet: the database holds none", _INIT)


def of_newer(where: str, needed: str) -> StoreFailed:
    """What to say when a later crisisctl set the server up in a way this one does not know."""
    return StoreFailed(
        f"the log at {where} was set up by a newer crisisctl: it needs {needed} or later",
        f'upgrade, for instance with: pip install --upgrade "crisisctl[team]>={needed}"',
    )


def of_set_up(where: str, error: psycopg.Error) -> StoreFailed:
    """What to say when ``store init`` could not do what it should; nothing of it was done."""
    return StoreFailed(
        f"the log at {where} was not set up ({_words(error)})",
        "connect as somebody who may create schemas and roles, or give an administrator what `store init` prints",
    )


def of_no_driver() -> StoreFailed:
    return StoreFailed("a PostgreSQL log needs psycopg, which is not installed", "pip install 'crisisctl[team]'")


def of_bad_url(form: str) -> StoreFailed:
    return StoreFailed("the URL of a PostgreSQL log is not understood", f"write {form}")


def _words(error: psycopg.Error) -> str:
    """The driver's words on one line, without what it repeats and what it explains."""
    found = error.diag.message_primary or str(error).split("\nMultiple connection attempts")[0]
    lines = [line.strip() for line in found.split("\n") if line.strip()]
    kept = lines[0] if lines else type(error).__name__
    shown = re.sub(r'^connection failed: |connection to server (at|on) "[^"]*"(, port \d+)? failed: ', "", kept)
    return re.sub(r"^(FATAL|ERROR): +", "", shown).rstrip(".")
