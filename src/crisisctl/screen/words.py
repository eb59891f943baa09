"""Every word of the screens, in English and in French. The keys that are pressed are the same in both."""

from __future__ import annotations

from crisisctl.teller import typeset

LANGUAGES = ("en", "fr")

_TABLE: dict[str, tuple[str, str]] = {
    # --- header
    "drill": (
        "DRILL: nothing of this is real, send nothing to real people",
        "EXERCICE : rien de ceci n’est réel, n’envoyez rien à de vraies personnes",
    ),
    "retrospective": ("RETROSPECTIVE: typed in afterwards", "RÉTROSPECTIF : saisi après coup"),
    "free": ("nobody yet", "à pourvoir"),
    "open_roles": ("open: {roles}", "à pourvoir : {roles}"),
    "promised": ("next update promised to {audience} {clock}", "prochain point promis à {audience} {clock}"),
    "more_promises": ("and {count} more", "et {count} de plus"),
    "first_due": ("first external message due {clock}", "premier message externe à envoyer avant {clock}"),
    "in": ("in {span}", "dans {span}"),
    "late": ("LATE {span}", "EN RETARD de {span}"),
    "step_of": ("step {number} of {count}", "étape {number} sur {count}"),
    # --- the step
    "now": ("NOW", "À FAIRE"),
    "waiting": ("WAITING", "EN ATTENTE"),
    "due": ("due {clock}", "avant {clock}"),
    "again_at": ("next time at {clock}", "prochaine fois à {clock}"),
    "again_due": ("again, due {clock}", "à refaire avant {clock}"),
    "times": ("done {count} times so far", "déjà fait {count} fois"),
    "optional": ("optional", "facultatif"),
    "interrupted": (
        "This command was begun at {clock} by {actor} and its end was never recorded: check by hand before "
        "running it again.",
        "Cette commande a été lancée à {clock} par {actor} et sa fin n’est pas consignée : vérifier à la main "
        "avant de la relancer.",
    ),
    "wait_left": ("{span} left", "encore {span}"),
    "wait_over": ("the time is over", "le délai est écoulé"),
    "nothing_left": ("Nothing is left to do.", "Il ne reste rien à faire."),
    "ended": ("This incident is {status}.", "Cet incident est {status}."),
    "more": ("… {count} more lines: [v]", "… encore {count} lignes : [v]"),
    "kind_task": ("task", "tâche"),
    "kind_question": ("question", "question"),
    "kind_check": ("check", "vérification"),
    "kind_decision": ("decision", "décision"),
    "kind_message": ("message", "message"),
    "kind_command": ("command", "commande"),
    "kind_wait": ("wait", "attente"),
    # --- drafts
    "drafts": ("{count} texts to send", "{count} textes à envoyer"),
    "warned": ("with a warning: {names}", "avec avertissement : {names}"),
    "left_out": ("left out, marked down: {names}", "laissés de côté, en panne : {names}"),
    "promises_at": (
        "they promise the next update at {clock} ({span})",
        "ils promettent le prochain point à {clock} ({span})",
    ),
    "parts": ("{count} parts", "{count} SMS"),
    "ok": ("ok", "ok"),
    "too_long": ("TOO LONG", "TROP LONG"),
    "edited": ("edited", "modifié"),
    "sent_at": ("SENT {clock}", "ENVOYÉ {clock}"),
    "subject": ("Subject", "Objet"),
    "septets": ("septets", "septets"),
    "utf-16 units": ("utf-16 units", "unités utf-16"),
    "characters": ("characters", "caractères"),
    "weighted characters": ("weighted characters", "caractères pondérés"),
    "bytes": ("bytes", "octets"),
    "words": ("words", "mots"),
    # --- status
    "status_open": ("open steps", "étapes ouvertes"),
    "status_facts": ("known", "établi"),
    "status_actions": ("actions", "actions"),
    "late_count": ("{count} late", "{count} en retard"),
    "unconfirmed": ("not confirmed", "non confirmé"),
    "how_on": ("go on by: crisisctl walk {incident}", "continuer par : crisisctl walk {incident}"),
}  # fmt: skip


class Tongue:
    """The words of one language; any other than French is English."""

    def __init__(self, language: str, table: dict[str, tuple[str, str]] | None = None) -> None:
        self.language = language if language in LANGUAGES else "en"
        self._table = _TABLE | (table or {})

    def __call__(self, key: str, **parts: object) -> str:
        en, fr = self._table[key]
        return (typeset(fr) if self.language == "fr" else en).format(**parts)

    def known(self, key: str) -> str:
        """The word for ``key``; a key that a newer part of the program made up shows as it is."""
        return self(key) if key in self._table else key
