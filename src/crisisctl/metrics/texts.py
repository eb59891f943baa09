"""What each metric is called and how it is computed, in French and English; ``metrics`` fills in the numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from crisisctl.text import Words, typeset

Unit = Literal["seconds", "ratio", "count", "margin"]
"""``margin``: seconds that were left, negative where it was too late."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One number. ``value`` is None where it cannot be known, and ``why_none`` says why; it is never 0 for unknown."""

    id: str
    title: Words
    unit: Unit
    formula: Words
    value: float | None = None
    numerator: int | None = None
    denominator: int | None = None
    target: float | None = None
    """What to aim at; from below for a ratio, from above for a duration."""
    why_none: Words = field(default_factory=dict)

    @property
    def missed(self) -> bool:
        """Known, and not what was aimed at."""
        if self.value is None or self.target is None:
            return False
        if self.unit == "seconds":  # judged as it is shown: 30 min 12 s is no miss of 30 min
            return self.value // 60 > self.target // 60
        return self.value < self.target if self.unit in {"ratio", "margin"} else self.value > self.target


# id: later milestone, earlier milestone, English title, French title
SPANS = {
    "time_to_detect": ("detected", "started", "Time to detect", "Délai de détection"),
    "time_to_acknowledge": ("acknowledged", "detected", "Time to acknowledge", "Délai de prise en charge"),
    "time_to_acknowledge_from_started": (
        "acknowledged", "started",
        "Time to acknowledge, from the start", "Délai de prise en charge, depuis le début",
    ),
    "time_to_declare": ("declared", "detected", "Time to declare", "Délai de déclaration"),
    "time_to_first_internal_alert": (
        "first_internal_alert", "detected",
        "Time to first internal alert", "Délai de première alerte interne",
    ),
    "time_to_first_external_communication": (
        "first_external_message", "detected",
        "Time to first external message", "Délai de premier message externe",
    ),
    "time_to_first_external_communication_from_started": (
        "first_external_message", "started",
        "Time to first external message, from the start", "Délai de premier message externe, depuis le début",
    ),
    "time_to_mitigate": ("mitigated", "started", "Time to mitigate", "Délai d’atténuation"),
    "time_to_resolve": ("resolved", "started", "Time to resolve", "Délai de résolution"),
    "time_to_close": ("closed", "resolved", "Time to close", "Délai de clôture"),
}  # fmt: skip
# id: English title, English formula, French title, French formula
TEXTS = {
    "update_promise_rate": (
        "Promised updates kept", "updates sent by the time promised / promises due",
        "Promesses de point tenues", "points envoyés à l’heure promise / promesses échues",
    ),
    "longest_silence": (
        "Longest wait of one audience",
        "longest time from a message to the next one to the same audience, up to resolved (or now)",
        "Plus longue attente d’un public",
        "plus long délai entre un message et le suivant au même public, jusqu’à la résolution (ou à présent)",
    ),
    "approval_latency": (
        "Approval latency, median", "approved − drafted, median of the approvals",
        "Délai de validation, médian", "validé − rédigé, médiane des validations",
    ),
    "approval_latency_max": (
        "Approval latency, longest", "approved − drafted, largest of the approvals",
        "Délai de validation, le plus long", "validé − rédigé, maximum des validations",
    ),
    "internal_ack_rate": (
        "Internal alert acknowledged",
        "people who acknowledged within 5 minutes of the first internal alert / people alerted",
        "Alerte interne : accusés de réception",
        "personnes ayant accusé réception dans les 5 minutes suivant la première alerte interne / personnes alertées",
    ),
    "unknown_sendings": (
        "Sendings of unknown outcome", "sendings of which nobody knows yet whether they arrived",
        "Envois à l’issue inconnue", "envois dont nul ne sait encore s’ils sont arrivés",
    ),
    "steps_on_time": (
        "Steps on time", "steps done by their time / steps due",
        "Étapes à l’heure", "étapes faites à temps / étapes échues",
    ),
    "action_completion": (
        "Actions done by their day", "actions done by their due day / actions done or due",
        "Actions faites à temps", "actions faites au jour dit / actions faites ou échues",
    ),
    "corrections": ("Corrections sent", "messages that correct", "Rectificatifs envoyés", "messages qui corrigent"),
    "notes_corrected": ("Notes corrected", "corrections of notes", "Notes corrigées", "corrections de notes"),
    "overrides": (
        "Overrides", "acts against a warning, with a reason",
        "Avertissements outrepassés", "actes malgré un avertissement, avec une raison",
    ),
    "lint_overrides": (
        "Overrides of the message lint", "approvals and sendings against an error of the lint, with a reason",
        "Erreurs de relecture outrepassées",
        "validations et envois malgré une erreur de la relecture automatique, avec une raison",
    ),
}  # fmt: skip


def named(name: str, unit: Unit) -> Metric:
    """The metric of that id in ``TEXTS``, without its number yet."""
    title_en, formula_en, title_fr, formula_fr = TEXTS[name]
    return Metric(name, {"en": title_en, "fr": typeset(title_fr)}, unit, {"en": formula_en, "fr": typeset(formula_fr)})
