"""The files that people write: whether each can be read, before it is needed at night."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from crisisctl import destinations, lint_settings, organisation, outbound, reader
from crisisctl.checks import Check, Finding, Place
from crisisctl.errors import BadInputFile, CrisisError, NotFound
from crisisctl.french import said


def _look(place: Place) -> Iterator[Finding]:
    yield from _tried(organisation.load, "no incident can be opened", "aucun incident ne peut être ouvert")
    yield from _tried(lint_settings.own_settings, "no message can be checked", "aucun message ne peut être vérifié")
    if destinations.where().exists():
        yield from _tried(destinations.load, "nothing can be sent", "rien ne peut être envoyé")
        yield from _destinations()
    folder = place.home / "playbooks"
    for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else ():
        problems = [each for each in reader.check(path)[1] if each.level == "error"]
        if problems:
            yield _finding(
                f"{path}: {len(problems)} errors, the first at line {problems[0].line}",
                f"{path} : {len(problems)} erreurs, la première à la ligne {problems[0].line}",
                "it cannot be started",
                "il ne peut pas être lancé",
                f"crisisctl playbook lint {path}",
                f"crisisctl playbook lint {path}",
            )


def _tried(load: Callable[[], object], en: str, fr: str) -> Iterator[Finding]:
    try:
        load()
    except (BadInputFile, NotFound) as problem:
        first = problem.findings[0] if isinstance(problem, BadInputFile) and problem.findings else problem.hint
        french = said(first, "fr") if isinstance(first, str) else first.said("fr")
        yield _finding(problem.message, said(problem.message, "fr"), en, fr, str(first), french)


def _destinations() -> Iterator[Finding]:
    try:
        known = outbound.known()
    except CrisisError:  # just said
        return
    for name, found in known.items():
        if found.problem:
            yield _finding(
                f"the destination {name}: {found.problem}",
                f"la destination {name} : {said(found.problem, 'fr')}",
                "nothing can be sent there",
                "rien ne peut y être envoyé",
                f"mend it in {destinations.where()}",
                f"corrigez-la dans {destinations.where()}",
            )


def _finding(problem: str, fr: str, means: str, signifie: str, todo: str, faire: str) -> Finding:
    return Finding("warning", {"en": problem, "fr": fr}, {"en": means, "fr": signifie}, {"en": todo, "fr": faire})


CHECK = Check({"en": "configuration", "fr": "configuration"}, _look)
