"""A store on a server, as `store check` sees it."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.checks import Check, Finding, Place
from crisisctl.errors import StoreFailed
from crisisctl.french import said


def _look(place: Place) -> Iterator[Finding]:
    if place.server is None:
        return
    try:
        _, found = place.server.check()
    except StoreFailed as problem:
        yield Finding(
            "bad",
            {"en": problem.message, "fr": said(problem.message, "fr")},
            {
                "en": "nothing can be read or recorded there until it answers",
                "fr": "rien ne peut y être lu ni enregistré tant qu’il ne répond pas",
            },
            {"en": problem.hint, "fr": said(problem.hint, "fr")},
        )
        return
    for each in found:
        yield Finding(
            "warning",
            {"en": f"{place.where}: {each.problem}", "fr": f"{place.where} : {said(each.problem, 'fr')}"},
            {"en": "the server is not set up as it should be", "fr": "le serveur n’est pas réglé comme il devrait"},
            {"en": each.hint, "fr": said(each.hint, "fr")},
        )


CHECK = Check({"en": "server", "fr": "serveur"}, _look)
