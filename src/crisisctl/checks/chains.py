"""The chain of digests of every incident: whether anything that was recorded has been changed."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl import chain
from crisisctl.checks import Check, Finding, Place
from crisisctl.french import said
from crisisctl.text import one_line


def _look(place: Place) -> Iterator[Finding]:
    for name, lines in place.logs():
        verdict = chain.verify(lines)
        if not verdict.problems:
            continue
        (seq, text), more = verdict.problems[0], len(verdict.problems) - 1
        shown = one_line(name)
        beside_en, beside_fr = (f", and {more} more", f", et {more} de plus") if more else ("", "")
        yield Finding(
            "bad",
            {
                "en": f"{shown}: entry {seq} {text}{beside_en}",
                "fr": f"{shown} : entrée {seq} : {said(text, 'fr')}{beside_fr}",
            },
            {
                "en": "somebody, or the disk, changed what was recorded; the entries before it are as they were",
                "fr": "quelqu’un, ou le disque, a modifié ce qui était enregistré ; ce qui précède est intact",
            },
            {
                "en": f"crisisctl verify -i {shown} says what; compare with a backup or a report",
                "fr": f"crisisctl verify -i {shown} dit quoi ; comparez avec une sauvegarde ou un compte rendu",
            },
        )


CHECK = Check({"en": "chains of digests", "fr": "chaînes d’empreintes"}, _look)
