"""What is said to who writes playbooks, in English and in French.

As ``french_refusals``: ``{told}``, ``{near}`` and ``{among}`` stand for other sentences of ours.
"""

from __future__ import annotations

AUTHORING: dict[str, str] = {
    # --- lint
    "there is no check `{name}`{near}": "il n’y a pas de contrôle « {name} »{near}",
    "lint.toml: levels: there is no check `{name}`{near}": (
        "lint.toml : levels : il n’y a pas de contrôle « {name} »{near}"
    ),
    "crisisctl playbook lint --explain all names them": "crisisctl playbook lint --explain all les nomme",
    # --- show
    "--contacts is for a printed sheet": "--contacts est pour une fiche imprimée",
    "add --format html or --format md": "ajoutez --format html ou --format md",
    # --- test
    "it prints what nobody has asked for on this way: {names}": (
        "il imprime ce que personne n’a demandé sur ce chemin : {names}"
    ),
    "no walk came by the step {step}": "aucun parcours ne passe par l’étape {step}",
    "no step sends the message {name}: it was not written": (
        "aucune étape n’envoie le message {name} : il n’a pas été rédigé"
    ),
    "give the fact an `example`": "donnez un `example` à ce fait",
}
