"""What commands, files and logs say when something does not go, in English and in French; see ``refusals``."""

from __future__ import annotations

WAYS: dict[str, str] = {
    # --- commands
    "there is no command `{word}`{near}": "il n’y a pas de commande « {word} »{near}",
    "{command} --help lists them": "{command} --help les montre",
    "{command} shows them: {names}": "{command} les montre : {names}",
    "crisisctl does not speak `{language}`": "crisisctl ne parle pas « {language} »",
    "{option}: {told}": "{option} : {told}",
    "that time has passed": "cette heure est passée",
    "{option} `{word}` is not NAME=VALUE": "{option} « {word} » n’a pas la forme NOM=VALEUR",
    "`{word}` is not NAME=VALUE": "« {word} » n’a pas la forme NOM=VALEUR",
    "write for instance {example}": "par exemple {example}",
    "that is a text, and no message's name": "c’est un texte, et non le nom d’un message",
    "give it by: {command}": "donnez-le par : {command}",
    "mend the lines named": "corrigez les lignes nommées",
    "mend the lines named, or open it with the company as {incident} knew it: {command}": (
        "corrigez les lignes nommées, ou ouvrez-le avec l’entreprise telle que {incident} la connaissait : {command}"
    ),
    "Go on with the company as {incident} knew it, and mend the file later?": (
        "Continuer avec l’entreprise telle que {incident} la connaissait, et corriger le fichier plus tard ?"
    ),
    "{path}: 1 error": "{path} : 1 erreur",
    "{path}: {count} errors": "{path} : {count} erreurs",
    "no incident is open": "aucun incident n’est ouvert",
    "no incident is open; there is no log at {where}": (
        "aucun incident n’est ouvert ; il n’y a pas de journal à {where}"
    ),
    "open one by: {command}, or name an ended one: -i ID": (
        "en ouvrir un par : {command}, ou en nommer un terminé : -i ID"
    ),
    "there is no incident `{incident}`{near}": "il n’y a pas d’incident « {incident} »{near}",
    "no log at {where}: open an incident by: {command}": (
        "pas de journal à {where} : ouvrir un incident par : {command}"
    ),
    "{count} incidents are open: {names}": "{count} incidents sont ouverts : {names}",
    "say which: -i {incident}, or set CRISISCTL_INCIDENT": "dites lequel : -i {incident}, ou CRISISCTL_INCIDENT",
    "the command of {step} stands in no playbook of yours, and was not run": (
        "la commande de {step} ne figure dans aucun de vos scénarios, et n’a pas été lancée"
    ),
    "read it, then: {command}; or put the playbook into {folder}": (
        "lisez-la, puis : {command} ; ou rangez le scénario dans {folder}"
    ),
    "others can put files into {folder}: {command}": "d’autres peuvent écrire dans {folder} : {command}",
    "{path} cannot be written: it is a link that somebody else put there": (
        "impossible d’écrire {path} : c’est un lien que quelqu’un d’autre a mis là"
    ),
    "nobody is there to be asked": "personne n’est là pour répondre",
    "the walk needs a terminal": "le parcours demande un terminal",
    "a script uses: {commands}": "un script emploie : {commands}",
    "--watch needs a terminal": "--watch demande un terminal",
    "a script asks again by: {command}": "un script redemande par : {command}",
    "there is no report format `{format}`{near}": "il n’y a pas de rapport au format « {format} »{near}",
    "crisisctl does not write reports in `{language}`": "crisisctl n’écrit pas de rapport en « {language} »",
    "a note of {count} characters; it may have {most}": "une note de {count} caractères ; il en faut {most} au plus",
    "keep the file elsewhere and note where": "gardez le fichier ailleurs et notez où",
    "the text is empty, and the draft stays as it was": "le texte est vide, et le projet reste tel quel",
    "to leave the message out: {command}": "pour ne pas envoyer ce message : {command}",
    "the text has {count} characters, a draft {most} at most": (
        "le texte a {count} caractères ; il en faut {most} au plus"
    ),
    "shorten it": "raccourcissez-le",
    "there is no editor to open": "il n’y a pas d’éditeur à ouvrir",
    "set EDITOR, or give the words by --file FILE": "définissez EDITOR, ou donnez les mots par --file FICHIER",
    "the editor ended with {code}, and the draft stays as it was": (
        "l’éditeur s’est terminé avec {code}, et le projet reste tel quel"
    ),
    "the editor `{editor}` cannot be started: {problem}": "l’éditeur « {editor} » ne démarre pas : {problem}",
    "there is no {what} `{word}`{near}": "il n’y a pas de {what} « {word} »{near}",
    "say what to lint: a MESSAGE, --file FILE, --cases FILE or --explain RULE": (
        "dites quoi relire : un MESSAGE, --file FICHIER, --cases FICHIER ou --explain RÈGLE"
    ),
    "{folder} is not empty: {names}": "{folder} n’est pas vide : {names}",
    "name another folder: {command}": "nommez un autre dossier : {command}",
    "`{name}` cannot be the id of a playbook": "« {name} » ne peut pas être l’identifiant d’un scénario",
    "small letters, digits and -: store-closed": "minuscules, chiffres et - : magasin-ferme",
    # --- files and the log
    "{incident}: {count} entries, intact, head {head}": "{incident} : {count} entrées, intact, tête {head}",
    "{incident}: {count} entries, NOT INTACT, head {head}": (
        "{incident} : {count} entrées, PAS INTACT, tête {head}"
    ),
    "there is no file {path}": "il n’y a pas de fichier {path}",
    "{path} cannot be read: {problem}": "{path} ne se lit pas : {problem}",
    "{path} cannot be written: {problem}": "{path} ne s’écrit pas : {problem}",
    "name another place: -o": "nommez un autre endroit : -o",
    "{path} is there already, and stays as it is": "{path} existe déjà, et reste tel quel",
    "move it away first, or name another place: -o": "déplacez-le d’abord, ou nommez un autre endroit : -o",
    "{path} is not UTF-8": "{path} n’est pas en UTF-8",
    "{path} is not UTF-8 text": "{path} n’est pas un texte en UTF-8",
    "save it as UTF-8": "enregistrez-le en UTF-8",
    "save it again as UTF-8": "enregistrez-le de nouveau en UTF-8",
    "{path} is larger than {count} MB": "{path} dépasse {count} Mo",
    "split it": "divisez-le",
    "CRISISCTL_CONFIG names the organisation's file: mend or unset it": (
        "CRISISCTL_CONFIG nomme le fichier de l’organisation : corrigez ou retirez cette variable"
    ),
    "there is no home directory for {name}": "il n’y a pas de dossier personnel pour {name}",
    "write the whole path": "écrivez le chemin entier",
    "entry {number} of {incident} cannot be read": "l’entrée {number} de {incident} ne se lit pas",
    "the log of {incident} cannot be read: {problem}": "le journal de {incident} ne se lit pas : {problem}",
    "see what is wrong by: {command}": "voir ce qui ne va pas : {command}",
    "cannot read or write: {problem}": "lecture ou écriture impossible : {problem}",
    "look at the disk and the folder": "regardez le disque et le dossier",
    # --- a log elsewhere
    "{file} is not an intact log, and was not imported": "{file} n’est pas un journal intact, et n’a pas été importé",
    "export it again where it is kept": "exportez-le de nouveau là où il est gardé",
    "{file} holds no log": "{file} ne contient pas de journal",
    "write one by: {command}": "en écrire un par : {command}",
    "{file} does not begin with the opening of an incident": "{file} ne commence pas par l’ouverture d’un incident",
    "a `{kind}` store needs no set-up": "un journal « {kind} » ne demande aucune préparation",
    "name a server: {command}": "nommez un serveur : {command}",
    "there is no incident `{incident}` at {where}": "il n’y a pas d’incident « {incident} » à {where}",
    "say why it goes on with another playbook": "dites pourquoi continuer avec un autre scénario",
    "{incident} follows the playbook {playbook} already": "{incident} suit déjà le scénario {playbook}",
    "{incident} is not intact, and was not brought over: {entry}": (
        "{incident} n’est pas intact, et n’a pas été repris : {entry}"
    ),
    "see all of it by: {command}": "tout voir par : {command}",
    "what {where} holds of {incident} is not what was written": (
        "ce que {where} contient de {incident} n’est pas ce qui a été écrit"
    ),
    "another log of {incident} is at {where}: they differ from entry {number} on": (
        "un autre journal de {incident} est à {where} : ils diffèrent à partir de l’entrée {number}"
    ),
    "nothing was written; it stays as it is": "rien n’a été écrit ; il reste tel quel",
    # --- a fault of ours
    "a fault in crisisctl itself: {what}": "une faute de crisisctl lui-même : {what}",
    "nothing acknowledged is lost; CRISISCTL_DEBUG=1 shows the whole story, please report it": (
        "rien de ce qui a été confirmé n’est perdu ; CRISISCTL_DEBUG=1 montre toute l’histoire, merci de la signaler"
    ),
}  # fmt: skip
