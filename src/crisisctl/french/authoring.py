"""What is said to who writes playbooks, in English and in French.

As ``refusals``: ``{told}``, ``{near}`` and ``{among}`` stand for other sentences of ours.
"""

from __future__ import annotations

AUTHORING: dict[str, str] = {
    # --- lint
    "there is no check `{name}`{near}": "il n’y a pas de contrôle « {name} »{near}",
    "lint.toml: levels: there is no check `{name}`{near}": (
        "lint.toml : levels : il n’y a pas de contrôle « {name} »{near}"
    ),
    "crisisctl playbook lint --explain all names them": "crisisctl playbook lint --explain all les nomme",
    # --- new
    "--title: `{name}` is not a language of playbooks": "--title : « {name} » n’est pas une langue des scénarios",
    "--title {name} is empty": "--title {name} est vide",
    "write --title": "écrivez --title",
    'write --title en="…"': 'écrivez --title fr="…"',
    "--channels names none": "--channels n’en nomme aucun",
    "write for instance --channels sms,email": "écrivez par exemple --channels sms,email",
    "{name} has its customers' channels elsewhere": "{name} a les canaux de ses clients ailleurs",
    "leave --channels out, and write audiences into crisis.yaml": (
        "laissez --channels de côté, et écrivez audiences dans crisis.yaml"
    ),
    "check it by: {command}": "vérifiez-le par : {command}",
    "walk every branch of it by: {command}": "parcourez toutes ses branches par : {command}",
    # --- show
    "--contacts is for a printed sheet": "--contacts est pour une fiche imprimée",
    "add --format html or --format md": "ajoutez --format html ou --format md",
    "there is no crisis.yaml of yours: name and numbers are left blank": (
        "vous n’avez pas de crisis.yaml : le nom et les numéros restent en blanc"
    ),
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
