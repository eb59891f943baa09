"""A playbook that was never drilled, or not for half a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from crisisctl.soundness import Check, Flaw, Subject

_GOOD_FOR = timedelta(days=180)


def check(subject: Subject) -> Iterator[Flaw]:
    if subject.drills is None:
        return
    name = subject.playbook.id
    at, hint = subject.examined.section("id"), f"crisisctl start {name} --drill"
    last = subject.drills.last.get(name)
    if last is None:
        yield Flaw(at, f"`{name}` was never drilled here", hint, "info")
    elif subject.today - last > _GOOD_FOR:
        yield Flaw(at, f"`{name}` was last drilled on {last.isoformat()}, more than 180 days ago", hint)


CHECK = Check(
    id="playbook-stale",
    level="warning",
    checks={
        "en": "the drills in the log: none (info), or the last more than 180 days ago",
        "fr": "les exercices du journal : aucun (remarque), ou le dernier il y a plus de 180 jours",
    },
    why={
        "en": "People, numbers and providers change; only a drill finds out.",
        "fr": "Les personnes, les numéros et les fournisseurs changent ; seul un exercice le montre.",
    },
    rewrite={
        "en": "Drill it: crisisctl start ID --drill.",
        "fr": "Faites un exercice : crisisctl start ID --drill.",
    },
    check=check,
)
