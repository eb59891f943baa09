"""The sheet for the drawer: who, by which phone, on which channels, and the first half hour. For paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from crisisctl.playbook import Organisation, Playbook
from crisisctl.teller import flat
from crisisctl.templating import render_template
from crisisctl.text import say, typeset
from crisisctl.times import format_duration

_FIRST = 1800
_WORDS = {
    "en": {
        "title": "{name}: crisis sheet",
        "intro": "Printed on {day}. Print it anew when a person or a number changes, and keep it off every network.",
        "people": "People", "name": "Name", "roles": "Roles", "ways": "How to reach them",
        "duties": "Roles", "role": "Role", "duty": "What for", "who": "Who, then deputies",
        "channels": "Channels, in the order to fall back", "audience": "Who is told", "order": "First, then",
        "public": "What may be published", "kind": "What", "value": "Value",
        "first": "The first 30 minutes: {playbook}", "by": "By", "step": "Step", "done": "Done at",
    },
    "fr": {
        "title": "{name} : fiche de crise",
        "intro": "Imprimée le {day}. À réimprimer dès qu’une personne ou un numéro change, et à garder hors de tout "
        "réseau.",
        "people": "Personnes", "name": "Nom", "roles": "Rôles", "ways": "Comment les joindre",
        "duties": "Rôles", "role": "Rôle", "duty": "Mission", "who": "Qui, puis suppléance",
        "channels": "Canaux, dans l’ordre de repli", "audience": "Public", "order": "D’abord, puis",
        "public": "Ce qui peut être publié", "kind": "Quoi", "value": "Valeur",
        "first": "Les 30 premières minutes : {playbook}", "by": "Avant", "step": "Étape", "done": "Fait à",
    },
}  # fmt: skip


def sheet(ours: Organisation, playbook: Playbook, language: str, now: datetime) -> str:
    """One HTML file that prints on A4; it loads nothing from anywhere."""
    words = {key: typeset(text) if language == "fr" else text for key, text in _WORDS[language].items()}

    def part(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> dict[str, Any]:
        return {"title": title, "head": [words[key] for key in head], "rows": [[*map(flat, row)] for row in rows]}

    roles = {name: say(role.title, language) or name for name, role in playbook.roles.items()}
    parts = [
        part(
            words["people"],
            ("name", "roles", "ways"),
            [
                (
                    person.name,
                    ", ".join(roles.get(each, each) for each in person.roles),
                    " · ".join(f"{way} {to}" for way, to in person.ways.items()),
                )
                for person in ours.people
            ],
        ),
        part(
            words["duties"],
            ("role", "duty", "who"),
            [
                (
                    roles[name],
                    say(role.duties, language),
                    ", ".join(person.name for person in ours.people if name in person.roles) or "–",
                )
                for name, role in playbook.roles.items()
            ],
        ),
        part(
            words["first"].format(playbook=say(playbook.title, language)),
            ("by", "step", "role", "done"),
            [
                (f"T+{format_duration(step.due)}", say(step.title, language), roles.get(step.role or "", ""), "")
                for _, step in playbook.steps()
                if step.due is not None and step.due <= _FIRST and step.due_from == "declared"
            ],
        ),
        part(
            words["channels"],
            ("audience", "order"),
            [(say(each.title, language) or each.id, " → ".join(each.channels)) for each in playbook.audiences.values()],
        ),
        part(words["public"], ("kind", "value"), list(ours.contacts.items())),
    ]
    return render_template(
        "sheet.html.j2",
        {
            "language": language,
            "title": words["title"].format(name=flat(ours.name)),
            "intro": words["intro"].format(day=f"{now:%Y-%m-%d}"),
            "parts": [each for each in parts if each["rows"]],
        },
    )
