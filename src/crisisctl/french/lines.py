"""What commands print when all went well, and what they ask, in English and in French; see ``refusals``."""

from __future__ import annotations

LINES: dict[str, str] = {
    "written: {path} ({incident}, {entries} entries, head {head})": (
        "écrit : {path} ({incident}, {entries} entrées, tête {head})"
    ),
    "using the example organisation Exemplia; `crisisctl init` writes your own crisis.yaml": (
        "avec l’organisation d’exemple Exemplia ; « crisisctl init » écrit votre propre crisis.yaml"
    ),
    "{contacts}: from the example; set contacts in {path}": (
        "{contacts} : de l’exemple ; mettez les vôtres dans {path}, sous contacts"
    ),
    "no incident is open: this is the last, {incident}": "aucun incident n’est ouvert : voici le dernier, {incident}",
    "walk it by: {command}": "parcourir par : {command}",
    "edit it, then check it by: {command}": "modifiez-le, puis vérifiez-le par : {command}",
    "no incident yet; open one by: {command}": "pas encore d’incident ; en ouvrir un par : {command}",
    "nothing was changed": "rien n’a été changé",
    "keep it?": "le garder ?",
    "run it?": "la lancer ?",
    "The drafts are in {folder}, the report is {file}.": "Les projets sont dans {folder}, le rapport est {file}.",
    "Now walk one by hand: {command}": "À vous, pas à pas : {command}",
    "{incident}: {written} of {count} entries imported, head {head}": (
        "{incident} : {written} entrées importées sur {count}, tête {head}"
    ),
    "{incident}: {written} of {count} entries copied, head {head}": (
        "{incident} : {written} entrées copiées sur {count}, tête {head}"
    ),
    "{incident}: {count} entries, all there already, head {head}": (
        "{incident} : {count} entrées, toutes déjà là, tête {head}"
    ),
    "{where}: set up": "{where} : prêt",
    "{where}: set up; read and append: {names}": "{where} : prêt ; lisent et ajoutent : {names}",
    "act {number} dropped": "acte {number} abandonné",
    "the reminder's webhook does not answer: {problem}": "le webhook des rappels ne répond pas : {problem}",
    "nothing waits": "rien n’attend",
    "REFUSED: {told}": "REFUSÉ : {told}",
    "waits": "attend",
    "{count} to mend": "{count} à réparer",
    "fine": "en ordre",
    "steps": "étapes",
    "done": "fait",
    "open": "ouvert",
    "  (deputy {person})": "  (suppléance : {person})",
    "CANNOT BE USED": "INUTILISABLE",
    "drill": "exercice",
    "live": "réel",
    "for: {names}": "pour : {names}",
    "error": "erreur",
    "warning": "avertissement",
    "info": "remarque",
    "none": "aucun",
    "only by --to": "seulement par --to",
    "{reached} of {steps} steps": "{reached} étapes sur {steps}",
    # --- what verify finds
    "{file}: entry {seq} {told}": "{file} : entrée {seq} : {told}",
    "is not an entry of the log": "ce n’est pas une entrée du journal",
    "the head digest {digest} is not in this log: its end was cut off, or it was rewritten": (
        "l’empreinte de tête {digest} n’est pas dans ce journal : sa fin a été coupée, ou il a été réécrit"
    ),
    "has number {number}: an entry is missing, doubled or out of order": (
        "porte le numéro {number} : une entrée manque, est en double ou n’est pas à sa place"
    ),
    "does not follow from the entry before it": "ne suit pas de l’entrée précédente",
    "its data was taken away, and no entry says why": "ses données ont été retirées, et aucune entrée ne dit pourquoi",
    "its data was changed after it was written": "ses données ont été changées après coup",
    "its envelope was changed after it was written": "son enveloppe a été changée après coup",
    # --- what typer says of the words of a command
    "Missing argument '{name}'.": "il manque « {name} ».",
    "Missing option '{name}'.": "il manque l’option « {name} ».",
    "No such option: {name} (Possible options: {names})": "il n’y a pas d’option {name} (peut-être : {names})",
    "No such option: {name} Did you mean {names}?": "il n’y a pas d’option {name} (peut-être : {names})",
    "No such option: {name}": "il n’y a pas d’option {name}",
    "Option '{name}' requires an argument.": "l’option « {name} » demande une valeur.",
    "Option '{name}' requires {count} arguments.": "l’option « {name} » demande {count} valeurs.",
    "Option '{name}' does not take a value.": "l’option « {name} » ne prend pas de valeur.",
    "Got unexpected extra argument(s) ({words})": "de trop : {words}",
    "Got unexpected extra argument ({words})": "un mot de trop ({words})",
    "Got unexpected extra arguments ({words})": "des mots de trop ({words})",
    "Invalid value for '{name}': {told}": "valeur impossible pour « {name} » : {told}",
    "'{word}' is not a valid int.": "« {word} » n’est pas un nombre entier.",
    "'{word}' is not a valid integer.": "« {word} » n’est pas un nombre entier.",
    "'{word}' is not one of {names}.": "« {word} » n’est pas parmi {names}.",
}
