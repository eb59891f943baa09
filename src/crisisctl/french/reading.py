"""What the reader finds in playbooks, scenarios and crisis.yaml, in English and in French.

As ``refusals``: ``{told}``, ``{near}`` and ``{among}`` stand for other sentences of ours; every other name for words of
the file, which may be any. What is wrong and what to do about it are looked up one by one.
"""

from __future__ import annotations

READING: dict[str, str] = {
    ", did you mean `{word}`?": " ; vouliez-vous dire « {word} » ?",
    # --- values of the wrong kind
    "`{label}` has no value": "« {label} » n’a pas de valeur",
    "write a value, or remove the key": "écrivez une valeur, ou retirez la clé",
    "`{label}` is empty": "« {label} » est vide",
    "fill it, or remove the key": "donnez-lui un contenu, ou retirez la clé",
    "`{label}` is {told}, not {among}": "« {label} » est {told}, pas {among}",
    "`{label}` is `{value}`": "« {label} » vaut « {value} »",
    "a text": "un texte",
    "a list": "une liste",
    "a map": "un groupe de clés",
    "a single value": "une valeur seule",
    "write true or false, without quotes": "écrivez true ou false, sans guillemets",
    "write a text, or `{en: …, fr: …}`": "écrivez un texte, ou `{{en: …, fr: …}}`",
    "write [{text}]": "écrivez [{text}]",
    "each item begins with `- `": "chaque élément commence par `- `",
    "write `{}` when there is nothing": "écrivez `{{}}` quand il n’y a rien",
    "write `id: value`": "écrivez `identifiant: valeur`",
    "a {word} has {words}": "on y écrit : {words}",
    "one of {words}": "au choix : {words}",
    "`{word}` is twice in `{label}`": "« {word} » figure deux fois dans « {label} »",
    "`{word}` is not a language": "« {word} » n’est pas une langue",
    "a text with a comma inside { } goes in quotes": (
        "entre {{ }}, un texte avec une virgule se met entre guillemets droits"
    ),
    # --- how values are written
    "`{word}` cannot be used as id": "« {word} » ne peut pas servir d’identifiant",
    "`{word}` cannot be used as name": "« {word} » ne peut pas servir de nom",
    "`{word}` cannot be used as language code": "« {word} » ne peut pas servir de code de langue",
    "write small letters, digits and -, a letter first: `{example}`": (
        "écrivez minuscules, chiffres et -, une lettre d’abord : `{example}`"
    ),
    "write small letters, digits and _, a letter first: `{example}`": (
        "écrivez minuscules, chiffres et _, une lettre d’abord : `{example}`"
    ),
    "write letters, digits, - and _: `{example}`": "écrivez lettres, chiffres, - et _ : `{example}`",
    "write a code such as `en` or `fr`": "écrivez un code comme `en` ou `fr`",
    "the word has a meaning in expressions, take another": "ce mot a un sens dans les expressions, prenez-en un autre",
    "every playbook has a value of that name already, take another": (
        "chaque scénario a déjà une valeur de ce nom, prenez-en un autre"
    ),
    "longer than a year": "plus d’un an",
    "longer than ten years": "plus de dix ans",
    "longer than 500 characters": "plus de 500 caractères",
    "write a day as 2026-12-25": "écrivez un jour sous la forme 2026-12-25",
    "month must be in {words}": "ce mois n’existe pas",
    "day is out of range for month": "ce jour n’existe pas dans ce mois",
    "day {number} must be in range {words}": "ce jour n’existe pas dans ce mois",
    "year {number} is out of range": "cette année n’existe pas",
    "write a whole number": "écrivez un nombre entier",
    "write an address that begins with https://": "écrivez une adresse qui commence par https://",
    "not a time zone: write a name such as `Europe/Paris`": (
        "ce n’est pas un fuseau horaire : écrivez un nom comme `Europe/Paris`"
    ),
    "this program reads `{version}`": "ce programme lit `{version}`",
    "write 72h, 15 days, 1 month, 4 business days, end of day, or none": (
        "écrivez 72h, 15 days, 1 month, 4 business days, end of day ou none"
    ),
    "a deadline in hours ends at its hour: write it without `end of day`": (
        "un délai en heures finit à son heure : écrivez-le sans `end of day`"
    ),
    "a deadline has a length": "un délai a une durée",
    "write mon-fri 08:00-20:00, sat 22:00-06:00, or 24/7": ("écrivez lun-ven 08:00-20:00, sam 22:00-06:00 ou 24/7"),
    "a day has 24 hours: {told}": "un jour a 24 heures : {told}",
    # --- keys
    "unknown key `{word}`{near}": "clé inconnue : « {word} »{near}",
    "known here: {words}": "connues ici : {words}",
    "`{key}` is missing from this {among}": "`{key}` manque à {among}",
    "`{key}` does not fit a step of kind `{kind}`": "`{key}` ne va pas avec une étape de type `{kind}`",
    "it is for steps of kind {words}": "c’est pour les étapes de type {words}",
    "`{key}` without `{wanted}` says nothing": "`{key}` sans `{wanted}` ne dit rien",
    "add `{word}`": "ajoutez `{word}`",
    "step of kind `{kind}`": "cette étape de type `{kind}`",
    "audience": "ce public",
    "clocks": "ce fichier d’horloges",
    "inject": "cet événement",
    "link": "ce lien",
    "message": "ce message",
    "option": "cette réponse",
    "organisation": "cette organisation",
    "person": "cette personne",
    "phase": "cette phase",
    "playbook": "ce scénario",
    "preapproval": "cette validation d’avance",
    "reaction": "cette réaction",
    "scenario": "ce scénario joué",
    "shared file": "ce fichier partagé",
    "step": "cette étape",
    "template": "ce modèle",
    "upkeep": "ce point à entretenir",
    # --- what a key that is missing is for
    "The version of this format.": "la version de ce format",
    "Its name; the file is called `ID.yaml`.": "son nom ; le fichier s’appelle `ID.yaml`",
    "Its name, which is also the name of its file.": "son nom, qui est aussi celui du fichier",
    "Its name, unique in the playbook.": "son nom, unique dans le scénario",
    "Its name in commands and in the log, unique in the playbook.": (
        "son nom dans les commandes et le journal, unique dans le scénario"
    ),
    "Its name, kept in the log.": "son nom, tel que le journal le garde",
    "Its name there.": "son nom là-bas",
    "Its name.": "son nom",
    "Its language code there.": "le code de sa langue là-bas",
    "As messages name it.": "telle que les messages la nomment",
    "As it is shown and kept in the log.": "tel qu’il s’affiche et que le journal le garde",
    "What the scenario is called.": "comment s’appelle le scénario",
    "How they are reached, in fallback order.": "comment les joindre, dans l’ordre des secours",
    "Who it is for.": "à qui il s’adresse",
    "The text, in light Markdown with placeholders.": ("le texte, en Markdown léger avec des emplacements {{{{ … }}}}"),
    "Who approved it.": "qui l’a validé",
    "The day: `{day}`.": "le jour : `{day}`",
    "Of the texts as they were; `crisisctl playbook lint` prints it.": (
        "l’empreinte des textes d’alors ; `crisisctl playbook lint` la donne"
    ),
    "Of the body as it was; `crisisctl playbook lint` prints it.": (
        "l’empreinte du texte d’alors ; `crisisctl playbook lint` la donne"
    ),
    "The steps, in the order of the walk.": "les étapes, dans l’ordre du parcours",
    "What to do, in order.": "quoi faire, dans l’ordre",
    "What has to be done.": "ce qu’il y a à faire",
    "What is to be done, in a few words.": "ce qu’il y a à faire, en quelques mots",
    "The address.": "l’adresse",
    "What to ask.": "quoi demander",
    "The answers, two or more.": "les réponses, deux ou plus",
    "What is typed and kept in the log.": "ce qui se tape et que le journal garde",
    "Which message.": "quel message",
    "The shell line; it is shown before it is run.": "la ligne de commande ; elle est montrée avant d’être lancée",
    "How long; going on earlier takes a reason.": "combien de temps ; continuer avant demande une raison",
    "The clocks by id; they add to the shipped ones or replace them.": (
        "les horloges par identifiant ; elles s’ajoutent à celles qui sont fournies, ou les remplacent"
    ),
    "What has to be seen to.": "ce dont il faut s’occuper",
    "What is played.": "ce qui est joué",
    "The playbook it is played with.": "le scénario avec lequel il se joue",
    "What happens, in the order of time.": "ce qui arrive, dans l’ordre du temps",
    "How long after the start it comes.": "combien de temps après le départ il arrive",
    "What the team reads or hears.": "ce que l’équipe lit ou entend",
    "In which time after it was shown.": "en combien de temps après l’affichage",
    # --- words that lead nowhere
    "unknown audience `{word}`{near}": "public inconnu : « {word} »{near}",
    "unknown channel `{word}`{near}": "canal inconnu : « {word} »{near}",
    "unknown clock `{word}`{near}": "horloge inconnue : « {word} »{near}",
    "unknown confidence `{word}`{near}": "fiabilité inconnue : « {word} »{near}",
    "unknown fact `{word}`{near}": "information inconnue : « {word} »{near}",
    "unknown fact or severity `{word}`{near}": "information inconnue : « {word} »{near}",
    "unknown filter `{word}`{near}": "filtre inconnu : « {word} »{near}",
    "unknown language `{word}`{near}": "langue inconnue : « {word} »{near}",
    "unknown message `{word}`{near}": "message inconnu : « {word} »{near}",
    "unknown message kind `{word}`{near}": "type de message inconnu : « {word} »{near}",
    "unknown milestone `{word}`{near}": "jalon inconnu : « {word} »{near}",
    "unknown placeholder `{word}`{near}": "emplacement inconnu : « {word} »{near}",
    "unknown playbook `{word}`{near}": "scénario inconnu : « {word} »{near}",
    "unknown reminder `{word}`{near}": "rappel inconnu : « {word} »{near}",
    "unknown role `{word}`{near}": "rôle inconnu : « {word} »{near}",
    "unknown section `{word}`{near}": "section inconnue : « {word} »{near}",
    "unknown severity `{word}`{near}": "gravité inconnue : « {word} »{near}",
    "unknown stage `{word}`{near}": "stade inconnu : « {word} »{near}",
    "unknown state `{word}`{near}": "état inconnu : « {word} »{near}",
    "unknown step `{word}`{near}": "étape inconnue : « {word} »{near}",
    "unknown step kind `{word}`{near}": "type d’étape inconnu : « {word} »{near}",
    "unknown test `{word}`{near}": "test inconnu : « {word} »{near}",
    "unknown type `{word}`{near}": "type inconnu : « {word} »{near}",
    "declare it under `roles`": "déclarez-le sous `roles`",
    "declare it under `facts`": "déclarez-la sous `facts`",
    "declare it under `facts`; a text goes in quotes": (
        "déclarez-la sous `facts` ; un texte se met entre apostrophes '…'"
    ),
    "declare it under `messages`": "déclarez-le sous `messages`",
    "declare it under `audiences`": "déclarez-le sous `audiences`",
    "declare it under `inputs` or `facts`; every playbook has company, phone, next_update …": (
        "déclarez-le sous `inputs` ou `facts` ; chaque scénario a company, phone, next_update…"
    ),
    "crisisctl playbook list names those there are": "crisisctl playbook list nomme ceux qu’il y a",
    "name the id of a step": "nommez l’identifiant d’une étape",
    "add it to `languages`": "ajoutez-la à `languages`",
    "name one of `crisisctl clock list --all`, or declare it under `clocks`": (
        "nommez l’une de celles de `crisisctl clock list --all`, ou déclarez-la sous `clocks`"
    ),
    "beside Jinja's own there are {words}": "en plus de ceux de Jinja il y a {words}",
    "it is looked for in the playbook `{word}`": "cherché dans le scénario « {word} »",
    "it is looked for in the playbook `{word}`, under `languages`": (
        "cherché dans le scénario « {word} », sous `languages`"
    ),
    # --- ids and files
    "another step has the id `{word}`": "une autre étape a l’identifiant « {word} »",
    "another phase has the id `{word}`": "une autre phase a l’identifiant « {word} »",
    "another fact has the id `{word}`": "une autre information a l’identifiant « {word} »",
    "another answer of `{step}` has the id `{word}`": "une autre réponse de « {step} » a l’identifiant « {word} »",
    "it is on line {line}": "elle est à la ligne {line}",
    "the id `{word}` is used twice": "l’identifiant « {word} » sert deux fois",
    "each inject has its own": "chaque événement a le sien",
    "the file is {file}, the playbook's id is `{word}`": (
        "le fichier est {file}, l’identifiant du scénario est « {word} »"
    ),
    "a playbook is found by the name of its file": "un scénario se trouve par le nom de son fichier",
    "the file is {file}, the scenario's id is `{word}`": (
        "le fichier est {file}, l’identifiant du scénario joué est « {word} »"
    ),
    "a scenario is found by the name of its file": "un scénario joué se trouve par le nom de son fichier",
    "there is no shared file `{word}`{near}": "il n’y a pas de fichier partagé « {word} »{near}",
    "there are: {words}": "il y a : {words}",
    "shared files lie in playbooks/shared": "les fichiers partagés sont dans playbooks/shared",
    "`{word}` includes itself: {words}": "« {word} » s’inclut lui-même : {words}",
    "take one of these `include` out": "retirez l’un de ces `include`",
    "this is not a shared file": "ce n’est pas un fichier partagé",
    "it begins with `{line}`": "il commence par `{line}`",
    "there is no shared step `{word}`{near}": "il n’y a pas d’étape partagée « {word} »{near}",
    "there is no shared phase `{word}`{near}": "il n’y a pas de phase partagée « {word} »{near}",
    "write the step out, or `include` the file it is in": (
        "écrivez l’étape en entier, ou donnez son fichier sous `include`"
    ),
    "write the phase out, or `include` the file it is in": (
        "écrivez la phase en entier, ou donnez son fichier sous `include`"
    ),
    # --- facts
    "`{word}` is a choice without `choices`": "« {word} » est un choix sans `choices`",
    "list them: [one, two]": "donnez-en la liste : [un, deux]",
    "`{key}` does not fit the type `{type}`": "`{key}` ne va pas avec le type `{type}`",
    "it is for `type: {type}`": "c’est pour `type: {type}`",
    "`default` of {label}: {told}": "`default` de {label} : {told}",
    "`example` of {label}: {told}": "`example` de {label} : {told}",
    "nothing asks for the fact `{word}` and nothing uses it": (
        "rien ne demande l’information « {word} » et rien ne s’en sert"
    ),
    "add it to the `facts` of a question, or remove it": "ajoutez-la aux `facts` d’une question, ou retirez-la",
    "a secret is a text: leave `type` out": "un secret est un texte : laissez `type` de côté",
    "a secret has no default: whoever reads this file would know it": (
        "un secret n’a pas de valeur par défaut : qui lit ce fichier le connaîtrait"
    ),
    "remove the default": "retirez cette valeur",
    "`{word}` is secret, and an expression would tell something of it": (
        "« {word} » est secret, et une expression en dirait quelque chose"
    ),
    "ask for a fact beside it, which is not secret": "demandez à côté une information qui n’est pas secrète",
    "`{word}` is secret, and the answers of a decision stand in this file": (
        "« {word} » est secret, et les réponses d’une décision sont dans ce fichier"
    ),
    "let it set another fact": "faites-lui donner une autre information",
    "`{word}` is not secret, and every command sees it already": (
        "« {word} » n’est pas secret, et toute commande le voit déjà"
    ),
    "remove it here, or add `secret: true` to the fact": "retirez-le ici, ou ajoutez `secret: true` à l’information",
    "`{word}` is secret, and a message would print it": "« {word} » est secret, et un message l’imprimerait",
    "take it out of the message": "retirez-le du message",
    # --- steps and the way through them
    "`{step}` has one answer only": "« {step} » n’a qu’une réponse",
    "add the other answers, or make it a `task`": "ajoutez les autres réponses, ou faites-en une `task`",
    "`playbook` beside `goto`": "`playbook` à côté de `goto`",
    "an answer goes on at a step, or with another playbook": "une réponse mène à une étape, ou à un autre scénario",
    "`goto` leads back to `{step}` itself": "`goto` ramène à « {step} » même",
    "leave `goto` out to go on with the next step": "sans `goto`, on continue à l’étape suivante",
    "`{word}` is not a choice of `{fact}`{near}": "« {word} » n’est pas un choix de « {fact} »{near}",
    "a decision sets the fact to the id of its answer": (
        "une décision donne à l’information l’identifiant de sa réponse"
    ),
    "no way leads to step `{step}`: the decision above always goes elsewhere": (
        "aucun chemin ne mène à l’étape « {step} » : la décision plus haut part toujours ailleurs"
    ),
    "let a `goto` lead here, or leave one out above": "faites mener un `goto` ici, ou retirez-en un plus haut",
    "there is no role `{role}`, so nobody can acknowledge": (
        "il n’y a pas de rôle « {role} » : personne ne peut prendre l’incident en charge"
    ),
    "declare a role `lead`, or name the role: `lead: ROLE`": "déclarez un rôle `lead`, ou nommez-le : `lead: RÔLE`",
    "`{name}` is never `{word}`{near}": "« {name} » ne vaut jamais « {word} »{near}",
    "`{word}` is not a text, so it is never '{text}'": "« {word} » n’est pas un texte, et ne vaut jamais '{text}'",
    "write a number without quotes, or true or false": "écrivez un nombre sans apostrophes, ou true, ou false",
    # --- texts
    "the text in {languages} is missing": "il manque le texte en « {languages} »",
    "every text is written in all `languages`, or as one text for all": (
        "chaque texte s’écrit dans toutes les `languages`, ou en un seul pour toutes"
    ),
    "write it, or one text for all languages": "écrivez-le, ou un seul texte pour toutes les langues",
    "the texts of `{message}` are not those that `{who}` approved on `{day}`": (
        "les textes de « {message} » ne sont pas ceux que {who} a validés le {day}"
    ),
    "once they are approved: digest: {digest}": "une fois validés : digest: {digest}",
    "the body of `{message}` in {language} is not the one approved as `{template}`": (
        "le texte de « {message} » en « {language} » n’est pas celui qui a été approuvé sous le nom « {template} »"
    ),
    "once it is approved: digest: {digest}": "une fois approuvé : digest: {digest}",
    "no step sends the message `{message}`": "aucune étape n’envoie le message « {message} »",
    "add a step of kind `message`, or remove it": "ajoutez une étape de type `message`, ou retirez-le",
    "{count} characters; a text has at most {most}": "{count} caractères ; un texte en a {most} au plus",
    "`{word}` is not for messages": "`{word}` n’est pas pour les messages",
    "a message has placeholders, filters, if, for and set": (
        "un message a des emplacements, des filtres, `if`, `for` et `set`"
    ),
    # --- clocks
    "`{key}` is missing from the clock `{clock}`{near}": "`{key}` manque à l’horloge « {clock} »{near}",
    "a clock of your own has a title and a deadline": "une horloge à vous a un titre et un délai",
    "the clock `{clock}` waits for itself": "l’horloge « {clock} » s’attend elle-même",
    "`with`, `after` and `within` name clocks that do not lead back to it": (
        "`with`, `after` et `within` nomment des horloges qui n’y ramènent pas"
    ),
    # --- drills
    "`{word}` comes before the one above": "« {word} » vient avant celui du dessus",
    "`{channel}` is marked by the scenario, and expected to be marked by the team": (
        "« {channel} » est marqué par le scénario joué, et l’équipe est censée le marquer"
    ),
    "leave one of them out": "retirez l’un des deux",
    "nothing is expected here but a time": "rien n’est attendu ici, sauf un délai",
    "name a step, message, fact, channel, or note: true": (
        "nommez une étape (step), un message, une information (fact), un canal (channel), ou note: true"
    ),
    # --- crisis.yaml
    "nothing here is written in `{language}`": "rien ici n’est écrit en « {language} »",
    "crisisctl speaks `fr` and `en`; write the texts, or mend it": (
        "crisisctl parle `fr` et `en` ; écrivez les textes, ou corrigez"
    ),
    "no playbook has the role `{role}`{near}": "aucun scénario n’a le rôle « {role} »{near}",
    "the playbooks have {words}": "les scénarios ont {words}",
}
