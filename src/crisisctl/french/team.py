"""What is said of a team's server, and of logs that go from one store to another, in English and in French."""

from __future__ import annotations

TEAM: dict[str, str] = {
    # --- the server is away, or back
    "the server {place} cannot be reached ({reason})": "le serveur {place} est injoignable ({reason})",
    "{told}: this is this machine's copy": "{told} : voici la copie gardée sur cette machine",
    "{told}: this is this machine's copy; {count} not yet shared": (
        "{told} : voici la copie gardée sur cette machine ; pas encore partagé : {count}"
    ),
    "the server {place} is back": "le serveur {place} est de retour",
    "act {number} of {actor}, kept {clock}, is shared now": (
        "l’acte {number} de {actor}, gardé à {clock}, est maintenant partagé"
    ),
    "act {number} of {actor}, kept {clock}, was refused: {told}": (
        "l’acte {number} de {actor}, gardé à {clock}, a été refusé : {told}"
    ),
    "look at the network and the server: crisisctl store check": (
        "regardez le réseau et le serveur : crisisctl store check"
    ),
    "open it on this machine by: {command}, and bring it over later by: crisisctl store copy": (
        "l’ouvrir sur cette machine par : {command}, et l’apporter plus tard par : crisisctl store copy"
    ),
    "nothing leaves before the team's log says so: send it by hand, and record it by: crisisctl sent": (
        "rien ne part avant que le journal de l’équipe le dise : envoyez-le à la main, et notez-le par : crisisctl sent"
    ),
    "the drafts of {message} were written anew meanwhile": "les textes de {message} ont été réécrits entre-temps",
    "look: {command}": "à voir : {command}",
    # --- what waits here
    "act {number} that waits cannot be read: it is torn": "l’acte {number} en attente ne peut être lu : il est abîmé",
    "act {number} that waits cannot be read: {why}": "l’acte {number} en attente ne peut être lu : {why}",
    "the acts that wait on this machine cannot be read: {path} is damaged ({why})": (
        "les actes en attente sur cette machine ne peuvent être lus : {path} est abîmé ({why})"
    ),
    "see what can be saved, and how: crisisctl doctor": ("voyez ce qui peut être sauvé, et comment : crisisctl doctor"),
    "act {number} that waits cannot be read: it is a `{kind}`, which this crisisctl does not know": (
        "l’acte {number} en attente ne peut être lu : c’est un « {kind} », que ce crisisctl ne connaît pas"
    ),
    "upgrade crisisctl to the version that kept it, or drop it by: crisisctl store spool --drop NUMBER": (
        "mettez crisisctl à jour, ou abandonnez l’acte par : crisisctl store spool --drop NUMÉRO"
    ),
    "no act {number} is kept here": "aucun acte {number} n’est gardé ici",
    "crisisctl store spool lists them": "la liste : crisisctl store spool",
    # --- from one store to another
    "{incident} is not intact, and was not brought over: entry {seq} {problem}": (
        "{incident} n’est pas intact et n’a pas été copié : entrée {seq}, {problem}"
    ),
    "see all of it by: crisisctl verify": "tout voir par : crisisctl verify",
    "another log of {incident} is at {place}: they differ from entry {number} on": (
        "un autre journal de {incident} se trouve à {place} : ils diffèrent à partir de l’entrée {number}"
    ),
    "nothing was written; it stays as it is": "rien n’a été écrit ; il reste tel quel",
    "what {place} holds of {incident} is not what was written": (
        "ce que {place} contient de {incident} n’est pas ce qui a été écrit"
    ),
    "see: crisisctl store check, verify": "à voir : crisisctl store check, verify",
    "there is no incident `{incident}` at {place}": "il n’y a pas d’incident « {incident} » à {place}",
    "known: {among}": "connus : {among}",
    "{file} is not an intact log, and was not imported": "{file} n’est pas un journal intact et n’a pas été importé",
    "export it again where it is kept": "exportez-le à nouveau là où il est gardé",
    "there is no file {file}": "il n’y a pas de fichier {file}",
    "{file} holds no log": "{file} ne contient pas de journal",
    "write one by: {command}": "en écrire un par : {command}",
    "{file} does not begin with the opening of an incident": "{file} ne commence pas par l’ouverture d’un incident",
    "a `{kind}` store needs no set-up": "un journal « {kind} » ne demande aucune mise en place",
    "name a server: {command}": "nommez un serveur : {command}",
    "{who} is not in crisis.yaml": "{who} n’est pas dans crisis.yaml",
    "{who} is not in crisis.yaml{near}": "{who} n’est pas dans crisis.yaml{near}",
    "{incident} knows what {path} says: nothing to take over": ("{incident} sait ce que dit {path} : rien à reprendre"),
    "there is no crisis.yaml of yours here: this is the example": (
        "il n’y a pas ici de crisis.yaml à vous : c’est l’exemple"
    ),
    "go to its folder, set CRISISCTL_CONFIG, or write one by: {command}": (
        "allez dans son dossier, donnez CRISISCTL_CONFIG, ou écrivez-en un par : {command}"
    ),
    "{message} is written anew: {names}": "{message} est réécrit : {names}",
    "{message}: no longer approved, the text changed: {names}; {command}": (
        "{message} : n’est plus validé, le texte a changé : {names} ; {command}"
    ),
    "{message}: edited by hand, and left as it is: {names}; read it again, or write it anew: {command}": (
        "{message} : modifié à la main, laissé tel quel : {names} ; relisez-le, ou réécrivez-le : {command}"
    ),
    "{message} is not written anew: {told}": "{message} n’est pas réécrit : {told}",
    "no internal alert is recorded as sent yet": "aucune alerte interne n’est encore notée comme partie",
}
