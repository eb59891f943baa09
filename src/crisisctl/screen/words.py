"""Every word of the screens, in English and in French. The keys that are pressed are the same in both."""

from __future__ import annotations

from crisisctl.text import typeset

LANGUAGES = ("en", "fr")

_TABLE: dict[str, tuple[str, str]] = {
    # --- header
    "drill": (
        "DRILL: nothing of this is real, send nothing to real people",
        "EXERCICE : rien de ceci n’est réel, n’envoyez rien à de vraies personnes",
    ),
    "inject": ("▶ {at} {who}{text}", "▶ {at} {who}{text}"),
    "more_heard": ("… {count} more lines: [t]", "… encore {count} lignes : [t]"),
    "inject_missed": ("no reaction yet", "toujours sans réaction"),
    "faster": (" · clock ×{speed}", " · horloge ×{speed}"),
    "drill_score": ("score so far {good} of {of}", "note provisoire : {good} sur {of}"),
    "retrospective": ("RETROSPECTIVE: typed in afterwards", "RÉTROSPECTIF : saisi après coup"),
    "away": ("SERVER AWAY since {clock}", "SERVEUR INJOIGNABLE depuis {clock}"),
    "not_shared": ("not yet shared: {count}", "pas encore partagé : {count}"),
    "refused_acts": (
        "Refused when the server was back: {count}. Look: crisisctl store spool",
        "Refusé au retour du serveur : {count}. À voir : crisisctl store spool",
    ),
    "company": ("also here:", "aussi ici :"),
    "at_this_step": ("{who} is at this step too", "{who} est aussi à cette étape"),
    "at_step": ("{who}: {step}", "{who} : {step}"),
    "at_no_step": ("{who}", "{who}"),
    "offered": (
        "{role} offered to {who}, not accepted yet: {giver} holds it",
        "{role} proposé à {who}, pas encore accepté : {giver} le garde",
    ),
    "free": ("nobody yet", "à pourvoir"),
    "severity": ("severity", "gravité"),
    "open_roles": ("open: {roles}", "à pourvoir : {roles}"),
    "promised": ("next update promised to {audience} {clock}", "prochain point promis à : {audience}, {clock}"),
    "more_promises": ("and {count} more", "et {count} de plus"),
    "first_due": ("first external message due {clock}", "premier message externe à envoyer avant {clock}"),
    "in": ("in {span}", "dans {span}"),
    "late": ("LATE {span}", "EN RETARD de {span}"),
    "step_of": ("step {number} of {count}", "étape {number} sur {count}"),
    # --- the step
    "now": ("NOW", "À FAIRE"),
    "waiting": ("WAITING", "EN ATTENTE"),
    "due": ("due {clock}", "avant {clock}"),
    "again_at": ("next time at {clock}", "prochaine fois : {clock}"),
    "again_due": ("again, due {clock}", "à refaire avant {clock}"),
    "times": ("done so far: {count}×", "déjà fait {count} fois"),
    "optional": ("optional", "facultatif"),
    "interrupted": (
        "This command was begun at {clock} by {actor} and its end was never recorded: check by hand before "
        "running it again.",
        "Cette commande a été lancée par {actor} ({clock}) et sa fin n’est pas consignée : vérifier à la main "
        "avant de la relancer.",
    ),
    "wait_left": ("{span} left", "encore {span}"),
    "wait_over": ("the time is over", "le délai est écoulé"),
    "actions_left": (
        "Every step is over. Actions that are open: {count} (crisisctl action list).",
        "Toutes les étapes sont terminées. Actions ouvertes : {count} (crisisctl action list).",
    ),
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
    "drafts": ("{texts} to send", "{texts} à envoyer"),
    "colon": (":", " :"),
    "quoted": ("“{words}”", "« {words} »"),
    "departs": ("or send: {command}", "ou envoyer : {command}"),
    "void_here": ("{names}: approval VOID, {why}", "{names} : validation CADUQUE, {why}"),
    "drafts_left": ("{texts} of {count} left to send", "reste {texts} sur {count} à envoyer"),
    "all": ("all", "tous"),
    "none": ("none", "aucun"),
    "unknown_texts": ("UNKNOWN whether it arrived: {names}", "arrivée INCONNUE : {names}"),
    "with_errors": ("with an error: {names}", "avec erreur : {names}"),
    "to_approve": ("to be approved: {names}", "à valider : {names}"),
    "warned": ("with a warning: {names}", "avec avertissement : {names}"),
    "left_out": ("left out, marked down: {names}", "laissés de côté, en panne : {names}"),
    "promises_at": (
        "they promise the next update at {clock} ({span})",
        "ils promettent le prochain point : {clock} ({span})",
    ),
    "approved": ("approved by {by}", "validé par {by}"),
    "approved_own": ("approved by {by}, who wrote it", "validé par {by}, qui l’a écrit"),
    "in_place": ("override: {told}, in place of {role}", "outrepassé : {told}, à la place de « {role} »"),
    "preapproved": ("approved beforehand", "validé d’avance"),
    "not_approved": ("not approved yet: {who}", "pas encore validé : {who}"),
    "not_template": ("not the text that WhatsApp approved", "ce n’est pas le texte validé par WhatsApp"),
    "void_text": ("approval by {by} VOID: the text changed", "validation par {by} CADUQUE : le texte a changé"),
    "void_fact": ("approval by {by} VOID: {fact} changed", "validation par {by} CADUQUE : changé : {fact}"),
    "unknown_text": ("UNKNOWN: look whether it arrived; if so [s]", "INCONNU : vérifier ; si c’est arrivé, [s]"),
    "failed_text": ("NOT SENT: {why}", "NON ENVOYÉ : {why}"),
    "level_error": ("error", "erreur"),
    "level_warning": ("warning", "avertissement"),
    "level_info": ("note", "remarque"),
    "more_notes": ("(+{count}: [v])", "(+{count} : [v])"),
    "edited_by_hand": (
        "edited by hand: it does not follow the facts any more ([r] writes it anew)",
        "modifié à la main : ne suit plus les faits ([r] le réécrit)",
    ),
    "facts_changed": ("the facts changed since it was written", "les faits ont changé depuis sa rédaction"),
    # --- what stands between us and the readers
    "unknown": ("UNKNOWN {name} {clock}: look whether it arrived", "INCONNU {name} {clock} : vérifier si c’est arrivé"),
    "unknown_more": ("{count} more unknown", "{count} de plus, inconnus"),
    "void": ("approval VOID: {message} ({texts}): {why}", "validation CADUQUE : {message} ({texts}) : {why}"),
    "void_count": ("{count} texts", "{count} textes"),
    "void_brief": ("approval VOID: {message}: {why}", "validation CADUQUE : {message} : {why}"),
    "changed": ("{fact} changed", "changé : {fact}"),
    "text_changed": ("the text changed", "le texte a changé"),
    "answered": ("{done}/{all} acknowledged", "alerte lue par {done}/{all}"),
    "answered_not": ("not yet: {names}", "pas encore : {names}"),
    "unreachable": ("reachable by no channel that works: {names}", "joignables par aucun canal qui marche : {names}"),
    "nobody": ("{audience}: none of their channels works", "{audience} : aucun de leurs canaux ne marche"),
    "rerouted": ("{audience}: {dead} → {working}", "{audience} : {dead} → {working}"),
    "reached": ("{audience}: {working}", "{audience} : {working}"),
    "at_risk": (
        "same provider as {twin}, which is down: do not count on it",
        "même fournisseur que {twin}, en panne : ne pas compter dessus",
    ),
    "shares": ("may fail with it, same provider: {names}", "peuvent tomber avec, même fournisseur : {names}"),
    "only_dead": (
        "{person} can be reached only by what is down: {ways}",
        "{person} n’est joignable que par ce qui est en panne : {ways}",
    ),
    "promises_brief": ("next update {clock} ({span})", "prochain point {clock} ({span})"),
    "parts": ("{count} parts", "{count} SMS"),
    "forced": ("{encoding} forced by {letters}", "{encoding} à cause de {letters}"),
    "ok": ("ok", "ok"),
    "edited": ("edited", "modifié"),
    "errors": ("{count} to mend", "{count} à corriger"),
    "read_over": ("read it over", "à relire"),
    "too_long": ("TOO LONG", "TROP LONG"),
    "sent_at": ("SENT {clock}", "ENVOYÉ {clock}"),
    "subject": ("Subject", "Objet"),
    "septets": ("septets", "septets"),
    "utf-16 units": ("utf-16 units", "unités utf-16"),
    "characters": ("characters", "caractères"),
    "weighted characters": ("weighted characters", "caractères pondérés"),
    "bytes": ("bytes", "octets"),
    "words": ("words", "mots"),
    # --- legal and contractual clocks
    "clock_line": ("{title}: {how}", "{title} : {how}"),
    "clock_due": ("due {at}", "échéance {at}"),
    "clock_notice": ("timers, not legal advice", "minuteurs, pas un conseil juridique"),
    "clock_since": ("since {at}, declared by {who}", "depuis {at}, déclarée par {who}"),
    "clock_open": ("without a fixed time", "sans délai chiffré"),
    "clock_carried": ("carried on by {clock}", "poursuivie par {clock}"),
    "clock_waived": ("waived by {who}: {why}", "écartée par {who} : {why}"),
    "clock_met": ("met {at}", "tenue {at}"),
    "clock_met_early": ("{met}, {span} before its end", "{met}, {span} avant l’échéance"),
    "clock_met_late": ("{met}, LATE by {span}", "{met}, EN RETARD de {span}"),
    "clock_not_started": ("not started", "non lancée"),
    "clock_checked": ("checked {day}", "vérifié le {day}"),
    "no_clocks": (
        "no clock runs, and the playbook names none; the catalogue: crisisctl clock list --all",
        "aucune horloge ne court et le scénario n’en nomme pas ; catalogue : crisisctl clock list --all",
    ),
    "until_day": ("end of day", "fin de journée"),
    "until_working_day": ("end of working day", "fin du jour ouvré"),
    "sure_high": ("high", "élevée"),
    "sure_medium": ("MEDIUM confidence", "fiabilité MOYENNE"),
    "sure_low": ("LOW confidence", "fiabilité FAIBLE"),
    "sure_unverified": ("NOT VERIFIED", "NON VÉRIFIÉ"),
    "card_id": ("clock", "horloge"),
    "card_title": ("title", "titre"),
    "card_who": ("applies to", "concerne"),
    "card_trigger": ("starts when", "départ"),
    "card_deadline": ("deadline", "délai"),
    "card_duty": ("what to do", "à faire"),
    "card_with": ("starts with", "part avec"),
    "card_after": ("starts after", "part après"),
    "card_within": ("takes over", "remplace"),
    "card_from": ("counts from", "compte depuis"),
    "card_reference": ("reference", "référence"),
    "card_source": ("source", "source"),
    "card_checked": ("checked on", "vérifié le"),
    "card_valid": ("in force", "en vigueur"),
    "card_sure": ("confidence", "fiabilité"),
    "card_caveat": ("mind", "attention"),
    "status_clocks": ("clocks", "horloges"),
    # --- status
    "status_open": ("open steps", "étapes ouvertes"),
    "status_unanswered": ("still to answer", "à trancher"),
    "status_facts": ("known", "établi"),
    "status_actions": ("actions", "actions"),
    "late_count": ("{count} late", "{count} en retard"),
    "contradicted": ("contradicted by another fact", "contredit par une autre information"),
    "unconfirmed": ("not confirmed", "non confirmé"),
    "status_more": (
        "… {count} more lines: crisisctl status --full -i {incident}",
        "… encore {count} lignes : crisisctl status --full -i {incident}",
    ),
    "brief_more": (
        "… all of it: crisisctl handover --full -i {incident}",
        "… tout : crisisctl handover --full -i {incident}",
    ),
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
