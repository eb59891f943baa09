"""Redactions that were recorded and not completed: something ended before the data was taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from crisisctl import chain
from crisisctl.checks import Check, Finding, Mend, Place
from crisisctl.text import Words, listed, one_line


def _look(place: Place) -> Iterator[Finding]:
    for name, lines in place.logs():
        left = chain.verify(lines).unfinished
        if not left:
            continue
        shown, numbers = one_line(name), listed([str(seq) for seq in left])
        yield Finding(
            "bad",
            {
                "en": f"{shown}: redacted, and the data is still there: entry {numbers}",
                "fr": f"{shown} : effacé, mais les données sont encore là : entrée {numbers}",
            },
            {
                "en": "what was to be taken out can still be read in the log's file",
                "fr": "ce qui devait être retiré se lit encore dans le fichier du journal",
            },
            {"en": "crisisctl doctor --mend", "fr": "crisisctl doctor --mend"},
            Mend(
                {"en": f"take out the data of entry {numbers}", "fr": f"retirer les données de l’entrée {numbers}"},
                _finish(place, name),
            ),
        )


def _finish(place: Place, name: str) -> Callable[[], Words]:
    def do() -> Words:
        from crisisctl.runner import Desk
        from crisisctl.safekeeping import removing

        done = listed([str(seq) for seq in removing.finish(Desk(place.store, "doctor"), name)])
        return {"en": f"the data of entry {done} is gone", "fr": f"les données de l’entrée {done} sont retirées"}

    return do


CHECK = Check({"en": "redactions", "fr": "effacements"}, _look)
