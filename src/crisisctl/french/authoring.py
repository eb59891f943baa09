"""What is said to who writes playbooks, in English and in French.

As ``refusals``: ``{told}``, ``{near}`` and ``{among}`` stand for other sentences of ours.
"""

from __future__ import annotations

AUTHORING: dict[str, str] = {
    # --- lint
    "there is no language `{word}`{near}": "il n’y a pas de langue « {word} »{near}",
    "there is no kind of message `{word}`{near}": "il n’y a pas de type de message « {word} »{near}",
    "{place}: the JSON cannot be read from here on": "{place} : le JSON ne se lit plus à partir d’ici",
    "a comma, a quote or a bracket is missing, or is one too many": (
        "une virgule, un guillemet ou un crochet manque, ou est de trop"
    ),
    "{place}: the YAML cannot be read from here on": "{place} : le YAML ne se lit plus à partir d’ici",
    "look at the indentation; a text with a colon, a bracket or a quote goes into quotes": (
        "regardez l’alignement ; un texte avec deux-points, crochet ou guillemet se met entre guillemets"
    ),
    "{path}: it holds a value that cannot be read": "{path} : une valeur ne se lit pas",
    "put dates and texts in quotes": "mettez dates et textes entre guillemets",
    "{path} is a folder": "{path} est un dossier",
    "name a file in it": "nommez un fichier qui s’y trouve",
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
    # --- list
    "({count} problems: playbook lint {name})": "({count} problèmes : playbook lint {name})",
    # --- files that are asked for
    "name a YAML file": "nommez un fichier YAML",
    "{path} is not a regular file": "{path} n’est pas un fichier ordinaire",
    "{path} is a shared file, not a playbook": "{path} est un fichier partagé, pas un scénario",
    "playbooks take parts of it: include: [{name}]": "les scénarios y prennent des parties : include: [{name}]",
    "there is no playbook `{name}`{near}": "il n’y a pas de scénario « {name} »{near}",
    "there is no scenario `{name}`{near}": "il n’y a pas de scénario joué « {name} »{near}",
    "`crisisctl playbook list` names the playbooks there are": "`crisisctl playbook list` nomme les scénarios",
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
    "look at its `when`, and at the answers that lead past it": (
        "regardez son `when`, et les réponses qui passent à côté"
    ),
    "add a step with `message`, or take the message out": "ajoutez une étape avec `message`, ou retirez ce message",
    "ask for it in a step before this message, or do not print it": (
        "posez la question à une étape d’avant, ou ne l’imprimez pas"
    ),
    "mend the words of this message for this channel, or the settings in crisis.yaml": (
        "corrigez les mots de ce message pour ce canal, ou les réglages de crisis.yaml"
    ),
    "shorten it, or give {channel} words of its own: `channels`": (
        "raccourcissez-le, ou donnez à {channel} ses propres mots : `channels`"
    ),
    "no walk came by the step {step}": "aucun parcours ne passe par l’étape {step}",
    "no step sends the message {name}: it was not written": (
        "aucune étape n’envoie le message {name} : il n’a pas été rédigé"
    ),
    "give the fact an `example`": "donnez un `example` à cette information",
}
