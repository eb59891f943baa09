"""Whether a playbook would carry a night: one check a file, on the whole of a playbook that could be read.

The reader says what cannot be understood; these say what would let people down. Several of them are the reader's own
complaints under the name that code review tools know: ``aliases`` are its codes. A module ends in ``CHECK = Check(…)``;
its name is the id without ``playbook-`` and with ``_`` for ``-``.
"""

# No `from __future__ import annotations` here: a NamedTuple compiles every annotation that is a string, at each start.

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Literal, NamedTuple

from crisisctl import registry
from crisisctl.errors import BadInputFile
from crisisctl.playbook import Organisation, Playbook
from crisisctl.reader import Examined
from crisisctl.reader.problems import Placed, Problem
from crisisctl.text import Words, did_you_mean, say
from crisisctl.tongue import level as called

Level = Literal["error", "warning", "info"]
PREFIX = "playbook-"


class Drills(NamedTuple):
    """What the log says: the day each playbook was last drilled. A playbook that is not there never was."""

    last: Mapping[str, date]


class Subject(NamedTuple):
    """A playbook, where its parts are in the file, and what is known around it; None where nothing is."""

    playbook: Playbook
    examined: Examined
    today: date
    organisation: Organisation | None = None
    drills: Drills | None = None


class Flaw(NamedTuple):
    """Something that a check found. An unset level is the check's own."""

    at: Placed
    text: str
    hint: str
    level: Level | None = None


class Check(NamedTuple):
    """One check. ``checks`` says what it looks for, ``why`` why that hurts, ``rewrite`` what to do."""

    id: str
    level: Level
    checks: Words
    why: Words
    rewrite: Words
    check: Callable[[Subject], Iterable[Flaw]]
    aliases: tuple[str, ...] = ()


_IN_A_HURRY = frozenset({"ack", "scope", "update", "resolved", "false-alarm", "internal", "correction"})


def in_a_hurry(playbook: Playbook, audience: str) -> bool:
    """Whether these people hear of a crisis by our messages, hour by hour; an authority and the press know others."""
    kinds = {each.kind for each in playbook.messages.values() if each.audience == audience}
    return bool(kinds & _IN_A_HURRY) and not kinds & {"press", "regulator"}


def found_by_the_reader(_: Subject) -> Iterator[Flaw]:
    """Nothing more than what the reader complains of."""
    yield from ()


def ids() -> tuple[str, ...]:
    return tuple(PREFIX + name.replace("_", "-") for name in registry.names(__name__))


def get(check_id: str) -> Check:
    """The check of that id; ``KeyError`` when there is none."""
    if check_id not in ids():
        raise KeyError(check_id)
    return registry.get(__name__, check_id.removeprefix(PREFIX).replace("-", "_"), "CHECK", Check)


def checks() -> tuple[Check, ...]:
    return tuple(get(each) for each in ids())


def renamed(problem: Problem) -> Problem:
    """A complaint of the reader under the name of the check that it belongs to."""
    owner = next((check.id for check in checks() if problem.code in check.aliases), None)
    return replace(problem, code=owner) if owner else problem


def look(subject: Subject) -> tuple[Problem, ...]:
    """What every check finds in a playbook that could be read, in the order of the file."""
    found = []
    for check in checks():
        for flaw in check.check(subject):
            file = flaw.at.file or str(subject.examined.path)
            level = flaw.level or check.level
            found.append(Problem(file, flaw.at.line, flaw.at.column, level, check.id, flaw.text, flaw.hint))
    return tuple(sorted(dict.fromkeys(found), key=lambda each: (each.line, each.column, each.code)))


def levelled(problems: Iterable[Problem], levels: Mapping[str, str]) -> tuple[Problem, ...]:
    """The problems at the levels that a team has chosen (``lint.toml``); what the reader cannot read stays an error."""
    known = ids()
    for wanted in levels:
        if wanted.startswith(PREFIX) and wanted not in known:
            raise BadInputFile(
                f"lint.toml: levels: there is no check `{wanted}`{did_you_mean(wanted, known)}",
                "crisisctl playbook lint --explain all names them",
            )
    told = []
    for problem in problems:
        level = levels.get(problem.code) if problem.code in known and problem.level != "error" else None
        if level == "off":
            continue
        told.append(replace(problem, level=level) if level in {"error", "warning", "info"} else problem)  # type: ignore[arg-type]
    return tuple(told)


def explain(check_id: str, language: str = "en") -> str:
    """A check in words. ``KeyError`` when there is none."""
    check = get(check_id)
    titles = {"fr": ("Vérifie", "Pourquoi", "Que faire")}.get(language, ("Checks", "Why", "What to do"))
    also = f", {', '.join(check.aliases)}" if check.aliases else ""
    colon = "\N{NO-BREAK SPACE}:" if language == "fr" else ":"
    lines = [f"{check.id} ({called(check.level, language)}{also})"]
    for title, words in zip(titles, (check.checks, check.why, check.rewrite), strict=True):
        lines.append(f"  {title}{colon} {say(words, language)}")
    return "\n".join(lines)
