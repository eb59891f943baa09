"""What the core refuses and what it asks for instead, in English as it is raised and in French as it is said.

``{told}``, ``{near}``, ``{among}``, ``{state}`` and ``{status}`` stand for other words of ours; every other name for
words that stay as they are.
"""

from __future__ import annotations

REFUSALS: dict[str, str] = {
    # --- everywhere
    ", did you mean `{word}`?": " ; vouliez-vous dire « {word} » ?",
    "none": "aucun",
    "investigating": "en cours d’analyse",
    "identified": "cause identifiée",
    "monitoring": "sous surveillance",
    "resolved": "résolu",
    "closed": "clos",
    "cancelled": "annulé",
    "down": "en panne",
    "degraded": "dégradé",
    "up": "en service",
    "done": "fait",
    "skipped": "passé",
    "failed": "échoué",
    "one of {among}": "au choix : {among}",
    "it has {among}": "on y trouve : {among}",
    "say why": "dites pourquoi",
    "add {option} \"…\"": "ajoutez {option} \"…\"",
    "give {what}": "il manque : {what}",
    "that time is still to come": "cette heure est encore à venir",
    "an incident's log holds what has happened; use --at for the past": (
        "le journal tient ce qui s’est passé ; --at sert pour le passé"
    ),
    "there is no such incident": "cet incident n’existe pas",
    "crisisctl list shows them all": "crisisctl list les montre tous",
    "go on all the same: --force --reason \"…\"": "continuer malgré tout : --force --reason \"…\"",
    "or go on all the same: {command} --force --reason \"…\"": (
        "ou continuer malgré tout : {command} --force --reason \"…\""
    ),
    "say why you go on all the same": "dites pourquoi vous continuez malgré tout",
    "use: {command}": "utilisez : {command}",
    # --- the incident
    "{incident} exists already": "{incident} existe déjà",
    "the playbook asks for {names}": "le scénario demande {names}",
    "{incident} is {status}": "{incident} : {status}",
    "open it again by: {command}": "le rouvrir par : {command}",
    "{incident} is resolved already": "{incident} est déjà résolu",
    "say why it goes on with another playbook": "dites pourquoi continuer avec un autre scénario",
    "{incident} follows the playbook {playbook} already": "{incident} suit déjà le scénario {playbook}",
    "crisisctl playbook list names the others": "crisisctl playbook list nomme les autres",
    "{step} leads back to {target}": "{step} ramène à {target}",
    "{playbook} has other words for it": "{playbook} le dit autrement",
    "{incident} is not ready to close: {told}": "{incident} ne peut pas encore être clos : {told}",
    "finish or skip them, or close with --force": "terminez-les ou passez-les, ou bien clôturez avec --force",
    "it is {status}, not resolved": "statut : {status}, pas résolu",
    "{count} steps are open: {names}": "{count} étapes sont ouvertes : {names}",
    "say how it ended, in a few words": "dites en quelques mots comment cela s’est terminé",
    "say why it is opened again": "dites pourquoi le rouvrir",
    "an incident has a title": "un incident a un titre",
    "that is its title already": "c’est déjà son titre",
    "the title is set by itself": "le titre se change seul",
    "say why the severity changes from {old} to {new}": "dites pourquoi la gravité passe de {old} à {new}",
    "`{reason}` is not a reason to cancel": "« {reason} » n’est pas un motif d’annulation",
    "{incident} is {status}: there is nothing to reopen": "{incident} : {status}, il n’y a rien à rouvrir",
    "there is no stage `{stage}`{near}": "il n’y a pas de stade « {stage} »{near}",
    "{status} is not a stage of the work": "{status} n’est pas un stade du travail",
    "{what} is {state} already": "{what} : déjà {state}",
    "the severity is {level} already": "la gravité est déjà {level}",
    "there is no severity `{level}`": "il n’y a pas de gravité « {level} »",
    "one of {among}; when in doubt take the higher (SEV1)": "au choix : {among} ; dans le doute, la plus haute (SEV1)",
    "there is no milestone `{milestone}`{near}": "il n’y a pas de jalon « {milestone} »{near}",
    "`{milestone}` is not only a mark": "« {milestone} » n’est pas une simple marque",
    # --- steps and facts
    "there is no step `{step}` in {incident}{near}": "il n’y a pas d’étape « {step} » dans {incident}{near}",
    "there is no step `{step}`": "il n’y a pas d’étape « {step} »",
    "{step} is {state} already, by {who}": "{step} : déjà {state}, par {who}",
    "to do it again: {command}": "pour la refaire : {command}",
    "{step} is open already": "{step} est déjà ouverte",
    "{step} is a {kind} step: it has no command to run": "{step} est une étape « {kind} » : elle n’a pas de commande",
    "{step} does not apply (only if {condition})": "{step} ne s’applique pas (seulement si {condition})",
    "{message} does not go by {channels}: {audience} read {names}": (
        "{message} ne part pas par {channels} : {audience} se lit sur {names}"
    ),
    "name one of these, or add it to the audience in crisis.yaml; while one is down any channel will do": (
        "choisissez parmi ceux-là, ou ajoutez-le à ce public dans crisis.yaml ; si l’un tombe, tout canal convient"
    ),
    'it left that way all the same? --force --reason "…"': "c’est pourtant parti par là ? --force --reason \"…\"",
    "there is no folder {path}": "il n’y a pas de dossier {path}",
    "make it first, or name another place: --sheet": "créez-le d’abord, ou choisissez un autre endroit : --sheet",
    "{step} has {left} to wait": "{step} : encore {left} à attendre",
    "{step} needs {count} independent sources, {named} named": (
        "{step} demande {count} sources indépendantes ; nommées : {named}"
    ),
    "{step} asks for {names}": "{step} demande {names}",
    "{step} asks for {count} facts: `{word}` could be any of them": (
        "{step} demande {count} informations : « {word} » peut être n’importe laquelle"
    ),
    "write name=value: {pairs}": "écrivez nom=valeur : {pairs}",
    "{step} is a decision: say which option": "{step} est une décision : dites quelle option",
    "{step} has no option `{option}`{near}": "{step} n’a pas d’option « {option} »{near}",
    "say why {step} is skipped; the report will show it": "dites pourquoi passer {step} ; le rapport le montrera",
    "say why {step} is opened again": "dites pourquoi rouvrir {step}",
    "say what went wrong with {step}": "dites ce qui n’a pas marché : {step}",
    "there is no fact `{name}` in this playbook{near}": "il n’y a pas d’information « {name} » dans ce scénario{near}",
    "set it by: {command}": "l’indiquer par : {command}",
    "{name}: that time is still to come": "{name} : cette heure est encore à venir",
    "a milestone is marked once it is reached": "un jalon se marque une fois atteint",
    # --- people, notes, channels, actions
    "nobody is {role}": "personne n’est {role}",
    "name somebody: {command}": "nommez quelqu’un : {command}",
    "nobody is {role}: there is nothing to hand over": "personne n’est {role} : il n’y a rien à transmettre",
    "say who takes {role} over": "dites qui reprend {role}",
    "there is no role `{role}` in this playbook{near}": "il n’y a pas de rôle « {role} » dans ce scénario{near}",
    "{what}: only notes are corrected": "{what} : seules les notes se corrigent",
    "crisisctl log shows the numbers; facts are set again, steps reopened": (
        "crisisctl log montre les numéros ; une information s’indique de nouveau, une étape se rouvre"
    ),
    "the note is empty": "la note est vide",
    "the correction is empty": "la correction est vide",
    "a channel is not `{state}`": "un canal n’est pas « {state} »",
    "say what is to be done": "dites ce qu’il faut faire",
    "there is no action {number}": "il n’y a pas d’action {number}",
    "crisisctl action list shows them": "crisisctl action list les montre",
    "action {number} is done already": "l’action {number} est déjà faite",
    # --- messages
    "there is no message `{message}`{near}": "il n’y a pas de message « {message} »{near}",
    "the playbook has {among}": "le scénario contient : {among}",
    "there is no channel `{channel}`{near}": "il n’y a pas de canal « {channel} »{near}",
    "the playbook has no texts in `{language}`": "le scénario n’a pas de textes en « {language} »",
    "the playbook has no texts in {languages}": "le scénario n’a pas de textes en {languages}",
    "every channel of {audience} is marked down: {channels}": (
        "tous les canaux de {audience} sont notés en panne : {channels}"
    ),
    "name one that works: --channel phone; or crisisctl channel NAME=up": (
        "nommez-en un qui marche : --channel phone ; ou : crisisctl channel NOM=up"
    ),
    "the message {message} cannot be written: {problem}": "le message {message} ne peut pas être écrit : {problem}",
    "crisisctl playbook lint checks a playbook": "crisisctl playbook lint vérifie un scénario",
    "the message {message} says what is not known yet: {names}": (
        "le message {message} dit ce qu’on ne sait pas encore : {names}"
    ),
    "{command} (another fact contradicts it)": "{command} (une autre information le contredit)",
    "{command} (it is set, but nobody has confirmed it)": "{command} (indiqué, mais personne ne l’a confirmé)",
    "add {contact} below contacts in crisis.yaml, then: {command}": (
        "ajoutez {contact} sous contacts dans crisis.yaml, puis : {command}"
    ),
    "there is no such draft of {message}": "ce texte de {message} n’existe pas",
    "write it first: {command}": "écrivez-le d’abord : {command}",
    "the next step has no message": "la prochaine étape n’a pas de message",
    "name one: {names}": "nommez-en un : {names}",
    "say who approves": "dites qui valide",
    "add --by NAME": "ajoutez --by NOM",
    "{message} is approved by the role {role} ({holders}), not by {by}": (
        "{message} se valide par le rôle {role} ({holders}), pas par {by}"
    ),
    "the facts changed since it was drafted: {texts}": "les informations ont changé depuis la rédaction : {texts}",
    "not approved by {role}": "pas validé par {role}",
    "the approval by {by} is void: the text changed": "la validation par {by} est caduque : le texte a changé",
    "the approval by {by} is void, changed: {fact}": "la validation par {by} est caduque, changé : {fact}",
    "approve it: {command}": "le faire valider : {command}",
    "or go on all the same: --force --reason \"…\"": "ou continuer malgré tout : --force --reason \"…\"",
    "the approval by {by} is void: severity changed": "la validation par {by} est caduque : la gravité a changé",
    "the approval by {by} is void: {fact} changed": "la validation par {by} est caduque : {fact} a changé",
    "WhatsApp has approved no template in {language}": "WhatsApp n’a approuvé aucun modèle en {language}",
    "its text is not the one WhatsApp approved as {name}": (
        "son texte n’est pas celui que WhatsApp a approuvé sous le nom {name}"
    ),
    "{channel} is marked down": "{channel} est noté en panne",
    "{message} cannot leave like this: {rules}": "{message} ne peut pas partir ainsi : {rules}",
    "{message} has errors: {rules}": "{message} a des erreurs : {rules}",
    "{command}; mend it, or go on all the same: --force --reason \"…\"": (
        "{command} ; corrigez, ou continuez malgré tout : --force --reason \"…\""
    ),
    "{step} does not send the message {message}": "{step} n’envoie pas le message {message}",
    "leave --step out: it is found by itself": "sans --step : l’étape est trouvée d’elle-même",
    "say who acknowledges": "dites qui accuse réception",
    "{person} has acknowledged already": "{person} a déjà accusé réception",
    # --- what is recorded beside a reason
    "sent by hand": "envoyé à la main",
    # --- times and values
    "{name}: {told}": "{name} : {told}",
    "the value is empty": "la valeur est vide",
    "{count} characters; a fact has at most {most}": "{count} caractères ; une information en a {most} au plus",
    "`{text}` does not match the pattern {pattern}": "« {text} » ne suit pas la forme {pattern}",
    "`{text}` is not a whole number: write for instance 1200": (
        "« {text} » n’est pas un nombre entier : par exemple 1200"
    ),
    "`{text}` may be {number} or {other}: write it in one of these ways": (
        "« {text} » peut être {number} ou {other} : écrivez-le de l’une de ces façons"
    ),
    "`{text}` is too large: a number has at most {most} digits": (
        "« {text} » est trop grand : un nombre a {most} chiffres au plus"
    ),
    "`{text}` is not a number: write for instance 12.5": "« {text} » n’est pas un nombre : par exemple 12,5",
    "{number} is less than {least}": "{number} est moins que {least}",
    "`{text}` is neither yes nor no": "« {text} » n’est ni oui ni non",
    "`{text}` is not one of {names}{near}": "« {text} » n’est pas parmi {names}{near}",
    "`{text}` has no unit: write {minutes} for minutes, {hours} for hours": (
        "« {text} » n’a pas d’unité : {minutes} pour des minutes, {hours} pour des heures"
    ),
    "a duration is missing: write for instance 30m, 1h30, 2h or 1d": (
        "il manque une durée : par exemple 30m, 1h30, 2h ou 1j"
    ),
    "`{text}` is not a duration: write for instance 30m, 1h30, 2h or 1d": (
        "« {text} » n’est pas une durée : par exemple 30m, 1h30, 2h ou 1j"
    ),
    "`{text}` is longer than ten years": "« {text} » dépasse dix ans",
    "`{text}` is outside the calendar": "« {text} » est hors du calendrier",
    "{instant} is not an instant in a known zone, between the years {years}": (
        "{instant} n’est pas un instant d’un fuseau connu, entre les années {years}"
    ),
    "`{text}` is not a time of the day": "« {text} » n’est pas une heure du jour",
    "`{text}` is not a time: write 14:05, \"10 min ago\", \"yesterday 23:50\" or 2026-11-22T14:05": (
        "« {text} » n’est pas une heure : écrivez 14:05, \"il y a 10 min\", \"hier 23:50\" ou 2026-11-22T14:05"
    ),
    "`{text}` may be a time of the day or a duration: write {clock}, or \"{told}\"": (
        "« {text} » peut être une heure ou une durée : écrivez {clock}, ou \"{told}\""
    ),
    "{span} ago": "il y a {span}",
    "in {span}": "dans {span}",
}  # fmt: skip
