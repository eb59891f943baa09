"""What is said to two people who act at once, and of roles that change hands, in English and in French."""

from __future__ import annotations

TOGETHER: dict[str, str] = {
    # --- somebody else was first
    "{who} did this {when} ago: {told}": "{who} vient de le faire, il y a {when} : {told}",
    "look at it; if it is to be otherwise, the same goes in {count} s from now": (
        "regardez ; s’il le faut autrement, la même commande passera dans {count} s"
    ),
    "{what} is done": "{what} : c’est fait",
    "{what} is skipped": "{what} : étape passée",
    "{what} is failed": "{what} : échec noté",
    "severity {level}": "gravité {level}",
    "it is {status}": "statut : {status}",
    "{what} is known": "{what} est indiqué",
    "{what} is marked": "{what} est marqué",
    "it goes on with the playbook {playbook}": "la suite se fait avec le scénario {playbook}",
    "{clock} runs": "{clock} court",
    "{clock} runs, since {instant}": "{clock} court, depuis {instant}",
    "{clock} is met": "{clock} est tenue",
    "{message} is recorded as sent ({texts})": "{message} est noté comme parti ({texts})",
    "{message} is approved ({texts})": "{message} est validé ({texts})",
    "{message} is approved already, by {who}": "{message} est déjà validé, par {who}",
    'these very texts may leave; to approve them once more: --force --reason "…"': (
        'ces textes peuvent partir tels quels ; pour les valider à nouveau : --force --reason "…"'
    ),
    "the command of {step} is started": "la commande de {step} est lancée",
    "it may run for {count} s yet: crisisctl status shows how it went": (
        "elle peut durer encore {count} s : crisisctl status montre le résultat"
    ),
    # --- roles
    "{who} is {role}": "{role} : {who}",
    "{role} is held by {who}": "le rôle {role} est tenu par {who}",
    "they hand it over by: {command}; out of reach: {force}": (
        "cette personne passe la main par : {command} ; si elle est injoignable : {force}"
    ),
    "to put {who} in their place: {command}": "pour mettre {who} à sa place : {command}",
    "{role} is offered to {who}": "{role} est proposé à {who}",
    "{role} is offered to {who} already": "{role} est déjà proposé à {who}",
    "take it back first: {command}": "retirez d’abord la proposition : {command}",
    "{role} is offered to {receiver}, not to {who}": "{role} est proposé à {receiver}, pas à {who}",
    "for {who}: {command}": "pour {who} : {command}",
    "say why {role} is not handed over now": "dites pourquoi {role} ne change pas de mains",
    "offer it by: {command}": "le proposer par : {command}",
    "offer a role by: {command}": "proposer un rôle par : {command}",
    "several handovers are open: {names}": "plusieurs passations attendent une réponse : {names}",
    "name the role": "nommez le rôle",
    "{role} is not offered to anybody": "{role} n’est proposé à personne",
    "no role is offered to anybody": "aucun rôle n’est proposé à personne",
    "the handover of {role} is declined": "la passation de {role} est refusée",
    "one handover at a time: `{word}`": "une passation à la fois : « {word} »",
}
