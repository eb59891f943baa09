"""What is said of drafts, destinations and sendings, in English and in French; see ``refusals``."""

from __future__ import annotations

SENDING: dict[str, str] = {
    "the lint goes on by the usual rules": "la relecture continue avec les règles habituelles",
    # --- destinations
    "it names the places to send to: see docs/sending.md": "il nomme les endroits où envoyer : voir docs/sending.md",
    "mend it, or set it aside": "corrigez-le, ou mettez-le de côté",
    "mend that line": "corrigez cette ligne",
    "mend it in {path}": "corrigez-la dans {path}",
    "--to takes the name of a destination, not an address": "--to prend le nom d’une destination, pas une adresse",
    "there is no destination `{name}`{near}": "il n’y a pas de destination « {name} »{near}",
    "{path} names them": "{path} les nomme",
    "the destination {name} cannot be used: {problem}": "la destination {name} est inutilisable : {problem}",
    "CRISISCTL_SEND_TIMEOUT is a number of seconds, 3600 at most": (
        "CRISISCTL_SEND_TIMEOUT est un nombre de secondes, 3600 au plus"
    ),
    "unset it for the usual 60": "sans elle : les 60 habituelles",
    # --- sending
    "the time it promises, {when}, has passed": "l’heure qu’il promet, {when}, est passée",
    "write it anew: {command}": "réécrivez-le : {command}",
    "say which message": "dites quel message",
    "crisisctl send MESSAGE; crisisctl draft writes the texts": (
        "crisisctl send MESSAGE ; crisisctl draft écrit les textes"
    ),
    "{command} --yes, or --dry-run to look first": "{command} --yes, ou --dry-run pour regarder d’abord",
    "nothing was sent": "rien n’a été envoyé",
    "nothing was sent: {told}": "rien n’a été envoyé : {told}",
    "crisisctl edit changes a text, --to and --channel what leaves": (
        "crisisctl edit change un texte, --to et --channel ce qui part"
    ),
    "mend the text: {command}": "corrigez le texte : {command}",
    "look whether it arrived; to send it once more: {options}": (
        "regardez si c’est arrivé ; pour l’envoyer une fois de plus : {options}"
    ),
    "to send it once more: {options}": "pour l’envoyer une fois de plus : {options}",
    "say why it is sent once more": "dites pourquoi l’envoyer une fois de plus",
    "{message} was sent to {destination} already": "{message} est déjà parti vers {destination}",
    "whether {message} reached {destination} is unknown: the last attempt did not end": (
        "on ne sait pas si {message} est arrivé à {destination} : la dernière tentative n’a pas de fin"
    ),
    "its sending did not end: look whether it arrived": "son envoi n’a pas de fin : regardez s’il est arrivé",
    "look whether it arrived before you send it again": "regardez si c’est arrivé avant d’envoyer de nouveau",
    "the attempt {attempt} was begun already": "la tentative {attempt} a déjà commencé",
    "there is no sending {attempt} under way": "aucun envoi {attempt} n’est en cours",
    "the text of {message} that was being sent is not in the log": (
        "le texte de {message} qui était en cours d’envoi n’est pas dans le journal"
    ),
    "note it by hand; the log shows this sending as unknown": (
        "notez-le à la main ; le journal montre cet envoi comme inconnu"
    ),
    "nothing is sent in an incident that is typed in afterwards": "rien ne part d’un incident saisi après coup",
    "record it by: {command}": "le noter par : {command}",
    "{destination} is not for drills, and {incident} is one": (
        "{destination} n’est pas pour les exercices, et {incident} en est un"
    ),
    "a drill reaches only destinations with `drill = true`": (
        "un exercice n’atteint que les destinations avec `drill = true`"
    ),
    "{destination} is for drills, and {incident} is none": (
        "{destination} est pour les exercices, et {incident} n’en est pas un"
    ),
    "name one that people read: --to NAME": "nommez-en une que des gens lisent : --to NOM",
    "no draft of {message} fits: it has {texts}; {takes}": "aucun texte de {message} ne convient : {texts} ; {takes}",
    "crisisctl draft {message} writes them": "crisisctl draft {message} les écrit",
    "no destination takes {message}: it has {texts}, for {audience}": (
        "aucune destination ne prend {message} : {texts}, pour {audience}"
    ),
    "name one by --to NAME; crisisctl send --destinations lists them": (
        "nommez-en une par --to NOM ; crisisctl send --destinations les montre"
    ),
    "the lint found {rules}, and nobody can force that": "la relecture a trouvé {rules}, et personne ne peut l’imposer",
    "sent": "envoyé",
    "FAILED": "ÉCHEC",
    "UNKNOWN": "INCONNU",
    "NOT SENT": "NON ENVOYÉ",
    "left out": "laissé de côté",
    "not taken": "refusé",
    "attempt {attempt}": "tentative {attempt}",
    "lint: {rules}": "relecture : {rules}",
    "{destination} is for {audiences}, and {message} for {audience}": (
        "{destination} est pour {audiences}, et {message} pour {audience}"
    ),
    "nobody knows whether it arrived: the attempt of {clock} has no certain end": (
        "personne ne sait si c’est arrivé : la tentative de {clock} n’a pas de fin certaine"
    ),
    "once more: {told}": "une fois de plus : {told}",
    "it was sent at {clock}": "envoyé à {clock}",
    "another text of it may have arrived there at {clock}": "un autre texte y est peut-être arrivé à {clock}",
    "it was recorded as sent by hand at {clock}": "noté comme envoyé à la main à {clock}",
    "by hand: no destination takes {texts}": "à la main : aucune destination ne prend {texts}",
    "somebody said no": "quelqu’un a dit non",
    "Enter: the rest of this text": "Entrée : la suite de ce texte",
    "the facts changed since the draft of {clock}; it leaves as it was drafted": (
        "les informations ont changé depuis le texte de {clock} ; il part tel qu’il a été écrit"
    ),
    "the facts changed since the draft of {clock}; recorded as it was drafted": (
        "les informations ont changé depuis le texte de {clock} ; noté tel qu’il a été écrit"
    ),
    "it promises an update at {clock}, which has passed": "il promet un point à {clock}, et cette heure est passée",
    "still sending to {name}: {passed} s of {most} s at most": (
        "envoi en cours vers {name} : {passed} s sur {most} s au plus"
    ),
    "still sending to {name}: {passed} s of {most} s at most, try {number}": (
        "envoi en cours vers {name} : {passed} s sur {most} s au plus, essai {number}"
    ),
    "send this text to {names}?": "envoyer ce texte à {names} ?",
    "send these {count} texts to {names}?": "envoyer ces {count} textes à {names} ?",
    # --- how a sending ended
    "the connection was lost before the mail server said whether it took the mail": (
        "la connexion s’est perdue avant que le serveur de courrier dise s’il prenait l’e-mail"
    ),
    "the mail server did not take it: {answer}": "le serveur de courrier ne l’a pas pris : {answer}",
    "the mail server is not ready: {answer}": "le serveur de courrier n’est pas prêt : {answer}",
    "the mail server said {answer}": "le serveur de courrier a répondu {answer}",
    "the mail server hung up: {answer}": "le serveur de courrier a raccroché : {answer}",
    "no recipient was taken: {answers}": "aucun destinataire n’a été accepté : {answers}",
    "the login was refused: {answer}": "l’identification a été refusée : {answer}",
    "the connection was lost before the mail was handed over ({what})": (
        "la connexion s’est perdue avant la remise de l’e-mail ({what})"
    ),
    "the connection was lost ({what}): it may have been taken all the same": (
        "la connexion s’est perdue ({what}) : peut-être accepté malgré tout"
    ),
    "no connection: {problem}": "pas de connexion : {problem}",
    "no connection ({problem})": "pas de connexion ({problem})",
    "its certificate is not trusted: {problem}": "son certificat n’est pas fiable : {problem}",
    "no secure connection: {problem}": "pas de connexion sûre : {problem}",
    "it was interrupted: it may have been taken all the same": "interrompu : peut-être accepté malgré tout",
    "it was interrupted, before anything had left": "interrompu, avant que rien ne soit parti",
    "no answer within {seconds} s: it may have been taken all the same": (
        "pas de réponse en {seconds} s : peut-être accepté malgré tout"
    ),
    "no answer within {seconds} s, before anything had left": (
        "pas de réponse en {seconds} s, avant que rien ne soit parti"
    ),
    "it answered {answer}: it may have taken it all the same": "réponse {answer} : peut-être accepté malgré tout",
    "it answered {code}, but not in the words of {kind}": "réponse {code}, mais pas dans les mots de {kind}",
    "it answered {code}, and broke off": "réponse {code}, puis coupure",
    "it answered {code} with a page: is there a login in between?": (
        "réponse {code} avec une page : faut-il s’identifier quelque part ?"
    ),
    "it answered {code}": "réponse {code}",
    "it does not say why": "sans raison donnée",
    "within 5 minutes: {count} of {all}, {told}": "en 5 minutes : {count} sur {all}, {told}",
    "{share}%": "{share} %",
    "n/a (no internal alert is recorded as sent)": "sans objet (aucune alerte interne n’est notée comme envoyée)",
    "not yet: {among}": "pas encore : {among}",
    # --- channels and routes
    "written: {path}": "écrit : {path}",
    "may fail too, same provider: {risky}": "peuvent tomber aussi, même fournisseur : {risky}",
    "left out: {channel} is marked down": "laissé de côté : {channel}, noté en panne",
    "nobody of {audience} can be reached: none of their channels works": (
        "{audience} : personne n’est joignable, aucun de leurs canaux ne marche"
    ),
    "{person} can be reached only by what is down: {ways}": (
        "{person} n’est joignable que par ce qui est en panne : {ways}"
    ),
    "{audience} has received nothing yet": "{audience} : rien reçu encore",
    "against {channel}": "comparé à {channel}",
    "(the same)": "(identique)",
    # --- what is wrong with a draft
    "too long: {length} of {limit} {unit}": "trop long : {length} sur {limit} {unit}",
    "{channel} shares its provider with {twin}, which is down: do not count on it": (
        "{channel} a le même fournisseur que {twin}, en panne : n’y comptez pas"
    ),
    "a correction says that it is one: write the word `{word}`": "une correction se nomme : écrivez le mot « {word} »",
    "edited by hand: it does not follow the facts any more (--fresh writes it anew)": (
        "retouché à la main : il ne suit plus les informations (--fresh le réécrit)"
    ),
    "an exercise, and the text does not say {mark}": "un exercice, et le texte ne dit pas {mark}",
    "a part holds 70 characters instead of 160 because of {characters}": (
        "une partie tient 70 caractères au lieu de 160 à cause de {characters}"
    ),
    "{count} parts: shorten it to {most} at most": "{count} parties : raccourcissez à {most} au plus",
    "the header has {count} characters: a template's header holds {most}": (
        "l’en-tête a {count} caractères : celui d’un modèle en tient {most}"
    ),
    "the {told} has {count} characters: a lock screen shows about {most}": (
        "{told} a {count} caractères : un écran verrouillé en montre {most} environ"
    ),
    "title": "le titre",
    "body": "le texte",
    "the subject has {count} characters: a phone shows fewer than {most}": (
        "l’objet a {count} caractères : un téléphone en montre moins de {most}"
    ),
    "the name has {count} characters: a status page takes {most}": (
        "le nom a {count} caractères : une page d’état en prend {most}"
    ),
    "needs an image: name one in the setting `image`": "demande une image : nommez-la dans le réglage `image`",
    "the image needs a description for those who do not see it: the setting `image_alt`": (
        "l’image demande une description pour qui ne la voit pas : le réglage `image_alt`"
    ),
    "{url} cannot be clicked in a caption: say where else to find it": (
        "{url} ne se clique pas dans une légende : dites où le trouver autrement"
    ),
    "{word} cannot be understood when read out: say it in words, or where to find it": (
        "{word} ne se comprend pas à l’oral : dites-le en mots, ou dites où le trouver"
    ),
    "{word}: write it as it is to be said": "{word} : écrivez-le comme il se dit",
    "{number}: write the digits in groups, as they are to be said": (
        "{number} : groupez les chiffres comme ils se disent"
    ),
}  # fmt: skip
