"""The sheet for the drawer: who, by which phone, on which channels, and the first half hour. For paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from crisisctl import rota
from crisisctl.markdown import escape
from crisisctl.playbook import Organisation, Person, Playbook, Step
from crisisctl.teller import flat
from crisisctl.templating import render_template
from crisisctl.text import say, typeset, unbroken
from crisisctl.times import format_duration

_FIRST = 1800
_WORDS = {
    "en": {
        "title": "{name}: crisis sheet",
        "intro": "Printed on {day}. Print it anew when a person or a number changes, and keep it off every network.",
        "people": "People", "name": "Name", "roles": "Roles", "ways": "How to reach them", "hours": "When",
        "duties": "Roles", "role": "Role", "duty": "What for", "who": "Who, then deputies",
        "channels": "Channels, in the order to fall back", "audience": "Who is told", "order": "First, then",
        "public": "What may be published", "bridge": "Call of the team", "kind": "What", "value": "Value",
        "first": "The first 30 minutes: {playbook}", "by": "By", "step": "Step", "done": "Done at",
    },
    "fr": {
        "title": "{name} : fiche de crise",
        "intro": "Imprimée le {day}. À réimprimer dès qu’une personne ou un numéro change, et à garder hors de tout "
        "réseau.",
        "people": "Personnes", "name": "Nom", "roles": "Rôles", "ways": "Comment les joindre", "hours": "Quand",
        "duties": "Rôles", "role": "Rôle", "duty": "Mission", "who": "Qui, puis suppléance",
        "channels": "Canaux, dans l’ordre de repli", "audience": "Public", "order": "D’abord, puis",
        "public": "Ce qui peut être publié", "bridge": "Conférence de l’équipe", "kind": "Quoi", "value": "Valeur",
        "first": "Les 30 premières minutes : {playbook}", "by": "Avant", "step": "Étape", "done": "Fait à",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A table with its title."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def blank(self) -> int:
        """The column that is filled in by hand; -1 where there is none."""
        return next((at for at in range(len(self.head)) if not any(row[at] for row in self.rows)), -1)


@dataclass(frozen=True, slots=True)
class Sheet:
    language: str
    title: str
    intro: str
    parts: tuple[Part, ...]


def sheet(
    ours: Organisation, playbook: Playbook, language: str, now: datetime, others: Iterable[Playbook] = ()
) -> Sheet:
    """What stands on it; those parts that have something to say. ``others`` name roles it has not."""
    words = {key: typeset(text) if language == "fr" else text for key, text in _WORDS[language].items()}

    def part(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Part:
        return Part(flat(title), tuple(words[key] for key in head), tuple(tuple(map(flat, row)) for row in rows))

    roles = {
        name: say(role.title, language) or name for each in (*others, playbook) for name, role in each.roles.items()
    }
    parts = (
        _people(ours, roles, part, words, lambda person: rota.told(person, ours, now, language)),
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
                (
                    unbroken(f"T+{format_duration(due, language)}"),
                    say(step.title, language),
                    roles.get(step.role or "", ""),
                    "",
                )
                for due, step in _first(playbook)
            ],
        ),
        part(
            words["channels"],
            ("audience", "order"),
            [(say(each.title, language) or each.id, " → ".join(each.channels)) for each in playbook.audiences.values()],
        ),
        part(words["public"], ("kind", "value"), list(ours.published.items())),
    )
    return Sheet(
        language,
        words["title"].format(name=flat(ours.name)),
        words["intro"].format(day=f"{now:%Y-%m-%d}"),
        tuple(each for each in parts if each.rows),
    )


def _first(playbook: Playbook) -> list[tuple[int, Step]]:
    """What is due in the first half hour, in the order of time."""
    found = [(step.due, step) for _, step in playbook.steps() if step.due is not None and step.due_from == "declared"]
    return sorted((each for each in found if each[0] <= _FIRST), key=lambda each: each[0])


def _hours(text: str) -> str:
    """They stay on one line, from their day to their last hour."""
    return unbroken(text).replace("-", "\N{NON-BREAKING HYPHEN}")


def _people(
    ours: Organisation,
    roles: Mapping[str, str],
    part: Callable[..., Part],
    words: Mapping[str, str],
    hours: Callable[[Person], Iterable[str]],
) -> Part:
    """Who, with their hours where anybody's are known; and where they meet."""
    timed = any(person.hours for person in ours.people)
    rows = [
        (
            person.name,
            ", ".join(roles.get(each, each) for each in person.roles),
            " · ".join(unbroken(f"{way} {flat(to)}") for way, to in person.ways.items()),
            *([", ".join(map(_hours, hours(person))) or "–"] if timed else []),
        )
        for person in ours.people
    ]
    rows += [(words[name], "", unbroken(flat(way)), *([""] if timed else [])) for name, way in ours.ours_alone.items()]
    return part(words["people"], ("name", "roles", "ways", *(["hours"] if timed else [])), rows)


def html(made: Sheet) -> str:
    """One file that prints on A4; it loads nothing from anywhere."""
    return render_template(
        "sheet.html.j2",
        {"language": made.language, "title": made.title, "intro": made.intro, "parts": made.parts},
    )


def markdown(made: Sheet) -> str:
    """The same tables as text, for a wiki that prints or a terminal; what people wrote is never markup."""
    return "\n".join(_markdown(made)) + "\n"


def _markdown(made: Sheet) -> Iterator[str]:
    yield f"# {escape(made.title)}\n\n{escape(made.intro)}"
    for part in made.parts:
        yield f"\n## {escape(part.title)}\n"
        yield _row(part.head)
        yield "|" + "---|" * len(part.head)
        yield from (_row(row) for row in part.rows)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(escape, cells))} |"
