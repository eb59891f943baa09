"""At night and at weekends too: each role of the first half hour has somebody who can be reached at every hour."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl import hours
from crisisctl.playbook import Organisation, Playbook
from crisisctl.readiness import Check, Ground, Item, well
from crisisctl.rota import spans

_FIRST = 1800
_MOST = 3
"""Gaps that are named; the rest is counted."""


def _look(ground: Ground) -> Iterator[Item]:
    if not any(person.hours for person in ground.organisation.people):
        yield Item(
            "hours",
            {"en": "nobody's hours are written down", "fr": "les heures de personne ne sont notées"},
            {
                "en": "beside each person in crisis.yaml: hours: [mon-fri 08:00-20:00], or hours: [24/7]",
                "fr": "à côté de chaque personne dans crisis.yaml : hours: [lun-ven 08:00-20:00], ou hours: [24/7]",
            },
        )
        return
    for role in dict.fromkeys(role for playbook in ground.playbooks for role in _first_roles(playbook)):
        open_hours = hours.gaps(_together(ground.organisation, role, ground))
        yield _item(role, open_hours) if open_hours else well(role)


def _first_roles(playbook: Playbook) -> Iterator[str]:
    for _, step in playbook.steps():
        if step.role and step.due is not None and step.due <= _FIRST and step.due_from == "declared":
            yield step.role


def _together(ours: Organisation, role: str, ground: Ground) -> hours.Spans:
    return hours.union(
        span for person in ours.people if role in person.roles for span in spans(person, ours, ground.now)
    )


def _item(role: str, found: hours.Spans) -> Item:
    told = {language: hours.told(found, language) for language in ("en", "fr")}
    more = max(len(told["en"]) - _MOST, 0)
    rest = {"en": f", and {more} more times", "fr": f", et {more} autres plages"} if more else {"en": "", "fr": ""}
    return Item(
        role,
        {
            "en": f"nobody {', '.join(told['en'][:_MOST])}{rest['en']}",
            "fr": f"personne {', '.join(told['fr'][:_MOST])}{rest['fr']}",
        },
        {
            "en": "agree on who answers then, and add it to their hours in crisis.yaml",
            "fr": "convenez de qui répond alors, et ajoutez-le à ses hours dans crisis.yaml",
        },
    )


CHECK = Check(
    {
        "en": "roles of the first 30 minutes, reached at every hour",
        "fr": "rôles des 30 premières minutes joignables à toute heure",
    },
    _look,
)
