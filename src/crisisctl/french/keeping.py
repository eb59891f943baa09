"""What is said of keeping and letting go, in English and in French: redactions, secrets, signatures, backups.

As ``refusals``: ``{told}``, ``{near}`` and ``{among}`` stand for other sentences of ours.
"""

from __future__ import annotations

KEEPING: dict[str, str] = {
    # --- at the end of an act
    "{day} is a day that is past": "le {day} est un jour passé",
    "nobody is {role} now: {command}": "plus personne n’est {role} : {command}",
    # --- redact and forget
    "say why it is redacted, without repeating what it was": "dites pourquoi c’est effacé, sans redire ce que c’était",
    "there is no entry {seq} in {incident}": "il n’y a pas d’entrée {seq} dans {incident}",
    "entry {seq} is not redacted: it holds the playbook, without which nothing else can be read": (
        "l’entrée {seq} ne s’efface pas : elle contient le scénario, sans lequel le reste ne se lit pas"
    ),
    "the whole incident goes, once it has ended, by: {command}": (
        "l’incident entier part, une fois terminé, par : {command}"
    ),
    "entry {seq} holds nothing that could be redacted: {type} is all it says": (
        "l’entrée {seq} ne contient rien à effacer : {type} est tout ce qu’elle dit"
    ),
    "the reason repeats what is to be redacted, and it is kept": (
        "la raison redit ce qui doit être effacé, et elle est gardée"
    ),
    "the reason names the person, and it is kept": "la raison nomme la personne, et elle est gardée",
    "say it in other words: --reason": "dites-le autrement : --reason",
    "say why it is forgotten; that is kept": "dites pourquoi il est oublié ; cela reste",
    "{incident} is {status}: an incident is forgotten once it has ended": (
        "{incident} n’est pas terminé ({status}) : un incident s’oublie une fois terminé"
    ),
    "end it by: {command} or crisisctl cancel": "terminez-le par : {command} ou crisisctl cancel",
    "{incident} was forgotten": "{incident} a été oublié",
    "{incident} was forgotten: there is nothing to report": "{incident} a été oublié : il n’y a rien à rapporter",
    "what is left of it: {command}": "ce qu’il en reste : {command}",
    "say what to forget": "dites quoi oublier",
    "say whom to forget": "dites qui oublier",
    "{incident}: redaction of entry {seq} not completed: its data is still there": (
        "{incident} : l’effacement de l’entrée {seq} n’est pas achevé : son contenu est encore là"
    ),
    "complete it by: {command}": "achevez-le par : {command}",
    "{incident}: {count} entries, intact, {redacted} redacted, head {head}": (
        "{incident} : {count} entrées, intact, {redacted} au contenu effacé, empreinte de tête {head}"
    ),
    "{incident}: {count} entries, NOT INTACT, {redacted} redacted, head {head}": (
        "{incident} : {count} entrées, PAS INTACT, {redacted} au contenu effacé, empreinte de tête {head}"
    ),
    # --- secrets
    "jsonl is the log to the byte, and entries {seqs} hold secret facts": (
        "jsonl est le journal à l’octet près, et les entrées {seqs} contiennent des faits secrets"
    ),
    "add --with-secrets and guard the file, or first: {command}": (
        "ajoutez --with-secrets et gardez bien le fichier, ou d’abord : {command}"
    ),
    "the message {message} would print a secret: {names}": "le message {message} écrirait un secret : {names}",
    "take it out of the message in the playbook; no draft ever holds a secret": (
        "retirez-le du message dans le scénario ; aucun projet ne contient jamais de secret"
    ),
    "one value comes from elsewhere, for one fact": "une seule valeur vient d’ailleurs, pour un seul fait",
    "{command} NAME --from-env VARIABLE, or --stdin": "{command} NOM --from-env VARIABLE, ou --stdin",
    "there is no environment variable {name}": "il n’y a pas de variable d’environnement {name}",
    "export {name}=… first": "d’abord : export {name}=…",
    "export it first": "exportez-la d’abord",
    "{name}: {secret} is how a secret is shown, not what it is": (
        "{name} : {secret} est la façon dont un secret s’affiche, pas ce qu’il est"
    ),
    "{name}: what was typed does not match the pattern {pattern}": (
        "{name} : ce qui a été tapé ne suit pas le modèle {pattern}"
    ),
    "{step} asks for {count} facts: what was typed could be any of them": (
        "{step} demande {count} faits : ce qui a été tapé pourrait être n’importe lequel"
    ),
    "{names} is secret, and stands in the history of this shell now: {command}": (
        "{names} est secret, et se trouve maintenant dans l’historique de ce terminal : {command}"
    ),
    # --- times that look wrong
    "{name}: {moment} is more than {count} days before this incident was opened, is that right?": (
        "{name} : {moment} est plus de {count} jours avant l’ouverture de cet incident, est-ce exact ?"
    ),
    "{name} ({early}) is before {first} ({late}), set right what is wrong: {command}": (
        "{name} ({early}) vient avant {first} ({late}), corrigez ce qui est faux : {command}"
    ),
    "{name} ({early}) is before {first} ({late}), set right what is wrong: {command} --at …": (
        "{name} ({early}) vient avant {first} ({late}), corrigez ce qui est faux : {command} --at …"
    ),
    "{name}: {text} is taken as yesterday's, {moment}; if it is not, write it with its day": (
        "{name} : {text} est pris comme hier, {moment} ; sinon, écrivez l’heure avec son jour"
    ),
    "{name} stands at {moment}; it would be moved to {new}": "{name} est à {moment} et passerait à {new}",
    "{name} stands at {moment}, and at {new} it would be out of order with {others}": (
        "{name} est à {moment} ; à {new}, il ne serait plus dans l’ordre avec {others}"
    ),
    'to move it all the same: --force --reason "…"': 'le déplacer malgré tout : --force --reason "…"',
    "say why {name} is moved; the report will show it": "dites pourquoi {name} est déplacé ; le rapport le montrera",
    "milestones are out of order: {among}": "jalons dans le désordre : {among}",
    "{own} contradicts {others}: set right what is wrong; until then no message says {fact}": (
        "{own} contredit {others} : corrigez ce qui est faux ; d’ici là, aucun message ne dit {fact}"
    ),
    # --- what is still owed at the end
    "still to be sent of {message}: {texts}": "reste à envoyer de {message} : {texts}",
    "--next-update: {text} is rounded up to the next five minutes, {moment}": (
        "--next-update : {text} est arrondi aux cinq minutes suivantes, {moment}"
    ),
    "still to be answered: {among}": "encore à trancher : {among}",
    "it is over, and not everybody has heard it; still to be sent: {among}": (
        "c’est fini, et tout le monde ne le sait pas encore ; reste à envoyer : {among}"
    ),
    "word is still promised to {among}": "un point reste promis à : {among}",
    "{count} steps are open: crisisctl status shows them": "{count} étapes sont ouvertes : crisisctl status les montre",
    # --- signatures
    "{incident} is not intact, and is not signed": "{incident} n’est pas intact, et n’est pas signé",
    "see why: {command}": "voir pourquoi : {command}",
    "signatures need the package cryptography": "les signatures demandent le paquet cryptography",
    "pip install 'crisisctl[sign]'": "installez-le par : pip install 'crisisctl[sign]'",
    "a signature is checked against a key": "une signature se vérifie avec une clé",
    "give both: --signature FILE --key PUBLIC_KEY": "donnez les deux : --signature FICHIER --key CLÉ_PUBLIQUE",
    "there is no signature in {path}": "il n’y a pas de signature dans {path}",
    "crisisctl sign writes one": "crisisctl sign en écrit une",
    "the signature file does not begin with a statement of ours": (
        "le fichier ne commence pas par une déclaration à nous"
    ),
    "the signature cannot be read": "la signature ne se lit pas",
    "take another copy of the file": "prenez une autre copie du fichier",
    "the key {path} cannot be read: {problem}": "la clé {path} ne se lit pas : {problem}",
    "it takes a private key as ssh-keygen writes it, and its passphrase": (
        "il faut une clé privée telle que ssh-keygen l’écrit, et sa phrase de passe"
    ),
    "the key {path} is not an Ed25519 key": "la clé {path} n’est pas une clé Ed25519",
    "make one by: {command}": "faites-en une par : {command}",
    "name the .pub file of the key that signed": "nommez le fichier .pub de la clé qui a signé",
    "name the file of a key: --key {path}": "nommez le fichier d’une clé : --key {path}",
    "{incident}: signed by {key} up to entry {seq}": "{incident} : signé par {key} jusqu’à l’entrée {seq}",
    # --- backups
    "{path} is not a whole backup: {problem}": "{path} n’est pas une sauvegarde entière : {problem}",
    "nothing was restored; take another copy of it": "rien n’a été rétabli ; prenez-en une autre copie",
    "{path} was written by a newer crisisctl ({version})": (
        "{path} a été écrit par un crisisctl plus récent ({version})"
    ),
    "upgrade crisisctl first; nothing was restored": "mettez d’abord crisisctl à jour ; rien n’a été rétabli",
    "name the file that crisisctl backup wrote": "nommez le fichier que crisisctl backup a écrit",
    "crisisctl: {incident} is not intact, and is kept as it is ({command})": (
        "crisisctl : {incident} n’est pas intact, et est gardé tel quel ({command})"
    ),
    # --- doctor
    "{log} could not be mended: {problem}": "{log} n’a pas pu être réparé : {problem}",
    "nothing was taken away; look at the disk (df), then run the same command again": (
        "rien n’a été retiré ; regardez le disque (df), puis relancez la même commande"
    ),
    "the log {log} is in use by another program": "le journal {log} est utilisé par un autre programme",
    "leave every walk and status --watch, then run it again": (
        "quittez chaque walk et chaque status --watch, puis relancez"
    ),
    "its owner can: chmod {mode} {path}": "son propriétaire le peut : chmod {mode} {path}",
    "look at the file and its folder": "regardez le fichier et son dossier",
    "--yes goes with --mend": "--yes va avec --mend",
    "crisisctl doctor --mend --yes, or without --mend to look only": (
        "crisisctl doctor --mend --yes, ou sans --mend pour regarder seulement"
    ),
}
