"""Bringing a whole log to a store, line by line as it is: digests intact, checked before and after."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from crisisctl import chain
from crisisctl.errors import Refused, StoreFailed
from crisisctl.stores import Lines, Store
from crisisctl.text import one_line


def checked(incident: str, lines: Lines) -> str:
    """The head digest of a log that is whole. Raises ``Refused`` with its first problem for one that is not."""
    verdict = chain.verify(lines)
    if verdict.problems:
        seq, problem = verdict.problems[0]
        more = f", and {len(verdict.problems) - 1} more" if len(verdict.problems) > 1 else ""
        raise Refused(
            f"{one_line(incident)} is not intact, and was not brought over: entry {seq} {problem}{more}",
            "see all of it by: crisisctl verify",
        )
    return verdict.head


def bring(target: Store, where: str, incident: str, lines: Lines) -> int:
    """Write what is missing of the log ``lines`` to ``target``; how many lines that were.

    What lies there already must be the beginning of it, or all of it and more. Raises ``Refused`` for another log.
    """
    written = 0

    def missing(there: Lines) -> Sequence[str]:
        nonlocal written
        for number, (old, new) in enumerate(zip(there, lines, strict=False), 1):
            if old != new:
                raise Refused(
                    f"another log of {one_line(incident)} is at {where}: they differ from entry {number} on",
                    "nothing was written; it stays as it is",
                )
        written = len(lines[len(there) :])
        return lines[len(there) :]

    after = target.change(incident, missing)
    _same(target.read, where, incident, lines, after)
    return written


def _same(read: Callable[[str], Lines], where: str, incident: str, lines: Lines, after: Lines) -> None:
    """Whether what can be read there is what was to be written, and the chain holds."""
    found = read(incident)
    if tuple(found[: len(lines)]) != tuple(lines) or len(found) < len(after) or chain.verify(found).problems:
        raise StoreFailed(
            f"what {where} holds of {one_line(incident)} is not what was written", "see: crisisctl store check, verify"
        )
