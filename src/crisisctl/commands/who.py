"""who: roles, people, and how to reach them."""

from __future__ import annotations

from typing import Any

import typer

from crisisctl import runner, shapes
from crisisctl.commands import _acting
from crisisctl.commands._options import Format, Incident, Language, Output
from crisisctl.persons import same
from crisisctl.queries import IncidentView
from crisisctl.rota import reachable
from crisisctl.text import one_line, say
from crisisctl.tongue import colon, here

_HOURS = {
    "en": {True: " (to be reached now)", False: " (not at this hour)"},
    "fr": {True: " (joignable maintenant)", False: " (pas à cette heure)"},
}


def command(incident: Incident = None, lang: Language = None, output: Output = Format.text) -> None:
    """Who holds which role, the deputies, who could take an empty one, how to reach them; who is at which step now.

    Beside who wrote down their hours in crisis.yaml it says whether they can be reached at this one.

    Examples:\n
      crisisctl who\n
      crisisctl who --format json
    """
    desk = runner.open_desk()
    incident_id = desk.choose(incident)
    view = desk.view(incident_id)
    state, others = view.incident, desk.others(incident_id)
    language = _acting.language_of(lang, state.organisation)
    if output is Format.json:
        roles = [_shape(view, role, language) for role in state.playbook.roles]
        shown = {"roles": roles, "offers": shapes.offers(state), "present": shapes.present(view, others)}
        _acting.show_json(shown)
        return
    for role in state.playbook.roles:
        found = _shape(view, role, language)
        holder = found["person"] or "–"
        deputy = here(f"  (deputy {found['deputy']})") if found["deputy"] else ""
        typer.echo(f"{one_line(role):<12} {one_line(found['title']):<34} {one_line(holder)}{one_line(deputy)}")
        for person in found["people"]:
            ways = " · ".join(f"{way} {where}" for way, where in person["ways"].items())
            hours = _HOURS[language].get(person["reachable"], "")
            typer.echo(f"{'':<12}   {one_line(person['name'])}{colon()}{one_line(ways) or '–'}{hours}")
    from crisisctl.screen.company import company, offers
    from crisisctl.screen.words import Tongue

    words = Tongue(language)
    for row in [*offers(view, words), *company(others, view, words, 100)]:
        typer.echo(row.plain.strip())


def _shape(view: IncidentView, role: str, language: str) -> dict[str, Any]:
    state = view.incident
    person, deputy = state.roles.get(role), state.deputies.get(role)
    known = [
        each
        for each in state.organisation.people
        if same(each.name, person) or same(each.name, deputy) or role in each.roles
    ]
    return {
        "role": role,
        "title": say(state.playbook.roles[role].title, language),
        "person": person,
        "deputy": deputy,
        "people": [
            {"name": each.name, "ways": dict(each.ways)}
            | {"hours": list(each.hours), "reachable": reachable(each, state.organisation, view.now)}
            for each in known
        ],
    }
