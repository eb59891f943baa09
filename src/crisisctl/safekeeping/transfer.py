"""Bringing a whole log to a store, line by line as it is: digests intact, checked before and after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

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


class Standing(NamedTuple):
    """How the log that is somewhere already goes together with another: the same, behind, ahead, or another log."""

    what: Literal["same", "behind", "ahead", "other"]
    missing: Lines = ()
    """What is to be added where it is behind."""
    differs: int = 0
    """The number of the first entry in which another log is another."""


def compared(here: Lines, theirs: Lines) -> Standing:
    """Digests decide: an entry that was redacted meanwhile, here or there, is the same entry."""
    pairs = zip(chain.digests(here), chain.digests(theirs), strict=False)
    if differs := next((number for number, (mine, other) in enumerate(pairs, 1) if mine != other), 0):
        return Standing("other", differs=differs)
    if len(here) < len(theirs):
        return Standing("behind", theirs[len(here) :])
    return Standing("same" if len(here) == len(theirs) else "ahead")


def bring(target: Store, where: str, incident: str, lines: Lines) -> int:
    """Write what is missing of the log ``lines`` to ``target``; how many lines that were.

    What lies there already must be the beginning of it, or all of it and more. Raises ``Refused`` for another log. What
    was redacted there stays so; what was redacted here is taken out there as well.
    """
    written = 0

    def missing(there: Lines) -> Sequence[str]:
        nonlocal written
        found = compared(there, lines)
        if found.differs:
            raise Refused(
                f"another log of {one_line(incident)} is at {where}: they differ from entry {found.differs} on",
                "nothing was written; it stays as it is",
            )
        written = len(found.missing)
        return found.missing

    after = target.change(incident, missing)
    if unfinished := chain.verify(after).unfinished:
        target.redact(incident, unfinished)
    _same(target.read, where, incident, lines, after)
    return written


def _same(read: Callable[[str], Lines], where: str, incident: str, lines: Lines, after: Lines) -> None:
    """Whether what can be read there is what was to be written, and the chain holds."""
    found = read(incident)
    stands = compared(found, lines).what
    if stands not in {"same", "ahead"} or len(found) < len(after) or chain.verify(found).problems:
        raise StoreFailed(
            f"what {where} holds of {one_line(incident)} is not what was written", "see: crisisctl store check, verify"
        )
