"""How the incident went, in numbers: each with its formula, and with a reason where it cannot be known.

Pure. An open incident is measured up to ``view.now``. Drills are measured like the rest and must never be averaged with
it; a number out of a retrospective is as good as the memory it was typed in from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import pairwise
from typing import Literal

from crisisctl import events as ev
from crisisctl.incident import Promise
from crisisctl.playbook import SEVERITIES
from crisisctl.queries import IncidentView, StepView
from crisisctl.teller import MILESTONES, typeset
from crisisctl.text import Words

Unit = Literal["seconds", "ratio", "count"]


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
        return self.value < self.target if self.unit == "ratio" else self.value > self.target


# id: later milestone, earlier milestone, English title, French title
_SPANS = {
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
_TEXTS = {
    "update_promise_rate": (
        "Promised updates kept", "updates sent by the time promised / promises due",
        "Promesses de point tenues", "points envoyés à l’heure promise / promesses échues",
    ),
    "longest_silence": (
        "Longest silence", "largest gap between external messages, from the first to resolved (or now)",
        "Plus long silence", "plus grand écart entre messages externes, du premier à la résolution (ou à présent)",
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
}  # fmt: skip
_OUT_OF_ORDER: Words = {"en": "milestones out of order", "fr": "jalons dans le désordre"}
_STEPS_TARGET, _ACTIONS_TARGET = 0.9, 0.8


def metrics(view: IncidentView) -> tuple[Metric, ...]:
    """Every metric, in the order reports print them. Linear in the length of the log."""
    spans = [_span(view, name) for name in _SPANS]
    return (
        *spans,
        _promise_rate(view),
        _silence(view),
        *_severities(view),
        _steps(view),
        _actions(view),
        *_counts(view),
    )


def promise_state(promise: Promise, now: datetime) -> Literal["kept", "broken", "running"]:
    """A promise that nobody has met yet runs until it is due; from then on it is broken, whatever comes later."""
    if promise.kept is not None:
        return "kept" if promise.kept else "broken"
    return "running" if promise.due >= now else "broken"


def longest_silence(view: IncidentView) -> tuple[datetime, datetime] | None:
    """The largest gap between external messages, from the first one to ``resolved`` (to ``now`` while it is not)."""
    end = view.incident.milestones.get("resolved") or view.incident.milestones.get("closed") or view.now
    spoken = sorted(sent.at for sent in view.messages if sent.external and sent.at <= end)
    return max(pairwise([*spoken, end]), key=lambda gap: gap[1] - gap[0], default=None)


def severity_changes(view: IncidentView) -> tuple[tuple[datetime, str], ...]:
    """Each severity from when it held, in the order of time; from the opening on, ``unset`` if nobody had said."""
    opened = view.incident.opened_at
    changes = sorted(
        (max(entry.when, opened), entry.seq, entry.event.severity)
        for entry in view.incident.entries
        if isinstance(entry.event, ev.SeveritySet)
    )
    known = [(at, level) for at, _, level in changes]
    return tuple(known if known and known[0][0] <= opened else [(opened, "unset"), *known])


def _metric(name: str, unit: Unit) -> Metric:
    title_en, formula_en, title_fr, formula_fr = _TEXTS[name]
    return Metric(name, {"en": title_en, "fr": title_fr}, unit, {"en": formula_en, "fr": formula_fr})


def _span(view: IncidentView, name: str) -> Metric:
    later, earlier, en, fr = _SPANS[name]
    known = view.incident.milestones
    formula = {
        language: f"{MILESTONES[later][language]} − {MILESTONES[earlier][language]}" for language in ("en", "fr")
    }
    metric = Metric(name, {"en": en, "fr": fr}, "seconds", formula)
    missing = [each for each in (later, earlier) if each not in known]
    if missing:
        return replace(metric, why_none=_not_recorded(missing))
    seconds = (known[later] - known[earlier]).total_seconds()
    return replace(metric, why_none=_OUT_OF_ORDER) if seconds < 0 else replace(metric, value=seconds)


def _not_recorded(missing: list[str]) -> Words:
    return {
        "en": f"{' and '.join(MILESTONES[each]['en'] for each in missing)} not recorded",
        "fr": typeset("non renseigné : ") + " et ".join(MILESTONES[each]["fr"] for each in missing),
    }


def _ratio(metric: Metric, good: int, of: int, why_none: Words) -> Metric:
    metric = replace(metric, numerator=good, denominator=of)
    return replace(metric, value=good / of) if of else replace(metric, why_none=why_none)


def _promise_rate(view: IncidentView) -> Metric:
    states = [promise_state(promise, view.now) for promise in view.promises]
    metric = replace(_metric("update_promise_rate", "ratio"), target=1.0)
    why: Words = {"en": "no promise was made", "fr": "aucune promesse n’a été faite"}
    if states:
        why = {"en": "no promise is due yet", "fr": "aucune promesse n’est encore échue"}
    return _ratio(metric, states.count("kept"), len(states) - states.count("running"), why)


def _silence(view: IncidentView) -> Metric:
    gap = longest_silence(view)
    levels = view.incident.playbook.severities
    held = [levels[level].next_update for _, level in severity_changes(view) if level in levels]
    return replace(
        _metric("longest_silence", "seconds"),
        value=(gap[1] - gap[0]).total_seconds() if gap else None,
        target=min((seconds for seconds in held if seconds), default=None),
        why_none={} if gap else {"en": "no external message recorded", "fr": "aucun message externe enregistré"},
    )


def _severities(view: IncidentView) -> Iterator[Metric]:
    end = view.incident.milestones.get("resolved") or view.incident.milestones.get("closed") or view.now
    changes = severity_changes(view)
    ends = [*(at for at, _ in changes[1:]), end]
    spent: dict[str, float] = {}
    for (start, level), stop in zip(changes, ends, strict=True):
        spent[level] = spent.get(level, 0.0) + max((min(stop, end) - start).total_seconds(), 0.0)
    for level in (*SEVERITIES, "unset"):
        if spent.get(level):
            yield Metric(
                f"time_in_severity.{level}",
                {
                    "en": "Time without a severity" if level == "unset" else f"Time at {level}",
                    "fr": "Temps sans gravité fixée" if level == "unset" else f"Temps en {level}",
                },
                "seconds",
                {"en": "total time at this severity", "fr": "temps total à cette gravité"},
                value=spent[level],
            )


def _steps(view: IncidentView) -> Metric:
    counted = [step for step in view.steps if _was_due(step, view.now)]
    good = sum(step.state == "done" and not step.late for step in counted)
    metric = replace(_metric("steps_on_time", "ratio"), target=_STEPS_TARGET)
    return _ratio(metric, good, len(counted), {"en": "no step was due", "fr": "aucune étape n’était échue"})


def _was_due(step: StepView, now: datetime) -> bool:
    """Skipped steps are not counted, but listed; repeating ones are measured by their promises."""
    if step.due_at is None or step.step.repeats:
        return False
    return step.state == "done" or (step.state in {"pending", "failed"} and step.due_at <= now)


def _actions(view: IncidentView) -> Metric:
    dated = [(action, day) for action in view.incident.actions.values() if (day := _day(action.due)) is not None]
    counted = [(action, day) for action, day in dated if action.done_at or day < view.now.date()]
    good = sum(action.done_at is not None and action.done_at.date() <= day for action, day in counted)
    why: Words = {"en": "no action has a due day", "fr": "aucune action n’a d’échéance"}
    if dated:
        why = {"en": "no action is due yet", "fr": "aucune action n’est encore échue"}
    return _ratio(replace(_metric("action_completion", "ratio"), target=_ACTIONS_TARGET), good, len(counted), why)


def _day(due: str) -> date | None:
    """Due days are free text (``end of week``); only a date can be measured."""
    try:
        return date.fromisoformat(due.strip()[:10])
    except ValueError:
        return None


def _counts(view: IncidentView) -> Iterator[Metric]:
    kinds = {name: message.kind for name, message in view.incident.playbook.messages.items()}
    events = [entry.event for entry in view.incident.entries]
    sent = [kinds.get(event.message) for event in events if isinstance(event, ev.MessageSent)]
    yield replace(_metric("corrections", "count"), value=sent.count("correction"))
    notes = sum(isinstance(event, ev.NoteCorrected) for event in events)
    yield replace(_metric("notes_corrected", "count"), value=notes)
    yield replace(_metric("overrides", "count"), value=sum(bool(getattr(event, "override", "")) for event in events))
