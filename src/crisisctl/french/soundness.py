"""What would let people down in a playbook, in English as it is found and in French as it is said; see ``reading``."""

from __future__ import annotations

SOUNDNESS: dict[str, str] = {
    "a phone number is written into the playbook": "un numéro de téléphone est écrit dans le scénario",
    "an e-mail address is written into the playbook": "une adresse électronique est écrite dans le scénario",
    "keep it in crisis.yaml: {{ phone }}, {{ email }}, {{ contacts.NAME }} print it": (
        "gardez-le dans crisis.yaml : {{{{ phone }}}}, {{{{ email }}}}, {{{{ contacts.NOM }}}} l’impriment"
    ),
    "the playbook is not written in {languages}, which crisis.yaml writes to people in": (
        "le scénario n’est pas écrit en « {languages} », que crisis.yaml emploie pour écrire aux gens"
    ),
    "add {languages} to `languages`, and to each text": "ajoutez « {languages} » à `languages`, et à chaque texte",
    "with {channel} down, no message reaches `{audience}`": (
        "si {channel} tombe en panne, aucun message n’atteint « {audience} »"
    ),
    "add a channel that does not share the provider of {channel}, or a message for one": (
        "ajoutez un canal qui n’a pas le fournisseur de {channel}, ou un message pour un tel canal"
    ),
    "`{audience}` has no two channels that fail independently: {channels}": (
        "« {audience} » n’a pas deux canaux indépendants en cas de panne : {channels}"
    ),
    "add one of another provider: phone, sms, email": "ajoutez-en un d’un autre fournisseur : phone, sms, email",
    "`{step}` tells the outside before any step tells our own people": (
        "« {step} » s’adresse au dehors avant qu’une étape prévienne les nôtres"
    ),
    "put the internal alert before it": "placez l’alerte interne avant",
    "nobody in crisis.yaml can take the role `{role}`": "personne dans crisis.yaml ne peut tenir le rôle « {role} »",
    "add {role} to the roles of somebody in crisis.yaml": "ajoutez {role} aux rôles de quelqu’un dans crisis.yaml",
    "the role `{role}` asks for a deputy, and only {person} can take it": (
        "le rôle « {role} » demande une suppléance, et seul {person} peut le tenir"
    ),
    "add {role} to the roles of a second person in crisis.yaml": (
        "ajoutez {role} aux rôles d’une deuxième personne dans crisis.yaml"
    ),
    "`{playbook}` was never drilled here": "« {playbook} » n’a jamais été joué en exercice ici",
    "`{playbook}` was last drilled on {day}, more than {count} days ago": (
        "le dernier exercice de « {playbook} » date du {day}, il y a plus de {count} jours"
    ),
    "`{step}` is due after {among}, before `{before}` above it ({also})": (
        "« {step} » a pour échéance {among}, avant « {before} » plus haut ({also})"
    ),
    "{whole} d": "{whole} j",
    "{whole} d {rest} h": "{whole} j {rest} h",
    "let target times grow down the file": "les échéances grandissent au fil du fichier",
    "`{message}` was approved by {who} on {day}, more than a year ago": (
        "« {message} » a été validé par {who} le {day}, il y a plus d’un an"
    ),
    "have its texts approved anew, and write the day": "faites valider ses textes à nouveau, et écrivez le jour",
    "the template of `{message}` in {language} was approved on {day}, more than a year ago": (
        "le modèle de « {message} » en « {language} » a été approuvé le {day}, il y a plus d’un an"
    ),
    "look whether the provider still has it; write the day": (
        "regardez si le fournisseur l’a encore ; écrivez le jour"
    ),
    "`{message}` prints what no step asks for: {names}": (
        "« {message} » imprime ce qu’aucune étape ne demande : {names}"
    ),
    "add it to the `facts` of a question step": "ajoutez-la aux `facts` d’une étape question",
}
