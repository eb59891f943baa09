"""What the walk asks and answers at a message step, in English and in French."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "mend_keys": (
        "[r] writes it anew from the facts, [e] changes it by hand, [v] tells what is wrong",
        "[r] le réécrit d’après les faits, [e] le modifie à la main, [v] dit ce qui ne va pas",
    ),
    "ask_which": ("Which one?", "Lequel ?"),
    "ask_which_sent": ("Which have left?", "Lesquels sont partis ?"),
    "ask_which_approved": ("Which are approved?", "Lesquels sont validés ?"),
    "needs_no_approval": (
        "this message names no approver: it may leave as it is",
        "ce message ne demande pas de validation : il peut partir tel quel",
    ),
    "nothing_to_approve": ("nothing here waits for approval", "rien n’attend de validation ici"),
    "ask_approver": ("Who approves these words? ({role})", "Qui valide ces mots ? ({role})"),
    "ask_vacant_approver": (
        "Nobody is {role} yet. Who approves these words, and takes that role?",
        "Personne n’est encore {role}. Qui valide ces mots, et prend ce rôle ?",
    ),
    "approver_hint": (
        "Enter: the name shown; empty the line: not now",
        "Entrée : le nom affiché ; ligne vide : pas maintenant",
    ),
    "not_approved_now": ("not approved: nothing was recorded", "pas validé : rien n’a été noté"),
    "nothing_recorded": ("nothing was recorded as sent", "rien n’a été noté comme parti"),
    "not_theirs": ("{by} is not {role} ({holders})", "{by} n’est pas {role} ({holders})"),
    "stale": ("changed since it was written: {facts}", "changé depuis la rédaction : {facts}"),
    "firm": (
        "it cannot leave like this, and nobody can force that: {rules}. Mend it: [e]",
        "cela ne peut pas partir ainsi, et personne ne peut l’imposer : {rules}. Corriger : [e]",
    ),
    "now_void": (
        "approvals VOID: {count} of {all}, {message}. At its step, [a] approves anew",
        "validations CADUQUES : {count} sur {all}, {message}. À son étape, [a] valide de nouveau",
    ),
    "may_approve": ("[a] approve first", "[a] valider d’abord"),
    "may_force": ("[f] go on all the same, with a reason", "[f] continuer malgré tout, avec un motif"),
    "may_not": ("[any other key] no", "[autre touche] non"),
    "ask_other": ("Instead: “{step}”?", "Plutôt : « {step} » ?"),
    "changes_title": ("What changes", "Ce qui change"),
    "against_approved": ("against the text that {by} approved", "comparé au texte validé par {by}"),
    "against": ("against {channel} of {clock}", "comparé à {channel} de {clock}"),
    "nothing_yet": ("they have received nothing yet", "ils n’ont encore rien reçu"),
    "the_same": ("(the same)", "(identique)"),
    "several_hint": ("numbers or channels: 1 3, or sms email", "numéros ou canaux : 1 3, ou sms email"),
    "ask_sent": ("Has it left: {name}?", "C’est parti : {name} ?"),
    "ask_all": ("Have these {count} left: {names}?", "Sont partis, les {count} : {names} ?"),
    "ask_to": ("To whom, or which list?", "À qui, ou à quelle liste ?"),
    "ask_text": ("The new text; ⏎ stands for a line break", "Le nouveau texte ; ⏎ tient lieu de retour à la ligne"),
    "unchanged": ("the text is as it was", "le texte n’a pas changé"),
    "empty_text": ("an empty text is not kept", "un texte vide n’est pas gardé"),
    "editor_failed": ("the editor did not work: {problem}", "l’éditeur n’a pas marché : {problem}"),
    "kept_edit": ("✓ {name}: your text is kept, {measure}", "✓ {name} : votre texte est gardé, {measure}"),
    "copied": (
        "{name}: handed to the clipboard of your terminal. If it does not paste: [w] writes files",
        "{name} : confié au presse-papiers de votre terminal. S’il ne se colle pas : [w] écrit des fichiers",
    ),
    "cannot_copy": (
        "this terminal has no clipboard: [w] writes files",
        "ce terminal n’a pas de presse-papiers : [w] écrit des fichiers",
    ),
    "ask_folder": ("Into which folder?", "Dans quel dossier ?"),
    "written": ("{count} files written into {folder}", "{count} fichiers écrits dans {folder}"),
    "ask_fresh": (
        "Write every text anew? What was edited by hand is lost.",
        "Réécrire tous les textes ? Les modifications à la main seront perdues.",
    ),
    "rewritten": ("written anew", "textes réécrits"),
    "ask_next_update": ("When will they hear from us again?", "Quand auront-ils de nos nouvelles ?"),
    "future_hint": ("a time to come: 15:30, in 40m", "une heure à venir : 15:30, dans 40m"),
    "lacks": (
        "The message cannot be written yet. Missing: {names}",
        "Le message ne peut pas encore être écrit. Il manque : {names}",
    ),
}
