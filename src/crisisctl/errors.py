"""What can go wrong in a way a person can mend: one line, what to do next, and the exit code.

The class owns its exit code and its stable name (``code``), so the boundary in ``__main__`` needs no table.
"""

from __future__ import annotations

from typing import ClassVar, Protocol


class CrisisError(Exception):
    """A problem to tell a person about, never a traceback."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Refused(CrisisError):
    """The act does not fit the state of the incident, or findings were found."""

    code = "refused"
    exit_code = 1

    def __init__(self, message: str, hint: str = "", names: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint)
        self.names = names
        """What it would need to be known first: facts, roles, contacts, ``next_update``."""


class Usage(CrisisError):
    """The words of the command line are not understood."""

    code = "usage"
    exit_code = 2


class NotFound(CrisisError):
    """Something named on the command line does not exist."""

    code = "not_found"
    exit_code = 3


class Finding(Protocol):
    """One thing that is wrong in a file: ``str`` makes the English line of it, ``said`` that of who reads it."""

    def said(self, language: str) -> str: ...


class BadInputFile(CrisisError):
    """A playbook, a template or the organisation's file is wrong."""

    code = "bad_file"
    exit_code = 4

    def __init__(self, message: str, hint: str = "", findings: tuple[str | Finding, ...] = ()) -> None:
        super().__init__(message, hint)
        self.findings = findings
        """Every problem found, one line each, in the order of the file."""


class StoreFailed(CrisisError):
    """The log cannot be read or written."""

    code = "store"
    exit_code = 5


class Unreachable(StoreFailed):
    """The server that holds the log is not there, or not any more; what is wrong may pass by itself."""

    def __init__(self, message: str, hint: str = "", tried: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint)
        self.tried = tried
        """Lines of which nobody can tell yet whether they were written."""


class SpoolDamaged(StoreFailed):
    """The file of acts that wait on this machine cannot be read any more; what is on the server can."""


class DeliveryFailed(CrisisError):
    """Something that had to leave this machine did not, or not surely."""

    code = "delivery"
    exit_code = 6
