"""How the incident went, in numbers: each with its formula, and with a reason where it cannot be known.

Pure. An open incident is measured up to ``view.now``. Drills are measured like the rest and must never be averaged with
it; a number out of a retrospective is as good as the memory it was typed in from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Literal

from crisisctl import events as ev
from crisisctl.incident import Promise
from crisisctl.metrics.clocks import clock_margins
from crisisctl.metrics.silence import Silence, longest_silence
from crisisctl.metrics.texts import SPANS, Metric, named
from crisisctl.playbook import SEVERITIES
from crisisctl.queries import IncidentView, StepView, acknowledgements
from crisisctl.teller import MILESTONES
from crisisctl.text import Words, typeset

__all__ = [
    "Metric",
    "Silence",
    "approval_latencies",
    "lint_rules",
    "longest_silence",
    "metrics",
    "promise_state",
    "severity_changes",
]

_OUT_OF_ORDER: Words = {"en": "milestones out of order", "fr": "jalons dans le désordre"}
_LONGEST = "approval_latency_max"
_STEPS_TARGET, _ACTIONS_TARGET, _ACKNOWLEDGED_TARGET = 0.9, 0.8, 0.95
# What ``checking`` and ``outbound`` write beside a reason: ``(although lint: blame (sms fr); jargon (sms fr))``.
_RULE = r"[a-z-]+(?: \([^()]*\))?"
_LINT = re.compile(rf"\(although (?:.*?; )?lint: ({_RULE}(?:[;,] {_RULE})*)\)")


def metrics(view: IncidentView) -> tuple[Metric, ...]:
    """Every metric, in the order reports print them. Linear in the length of the log."""
    spans = [_span(view, name) for name in SPANS]
    return (
        *spans,
        _promise_rate(view),
        _silence(view),
        *_approvals(view),
        _acknowledged(view),
        _unknown(view),
        *clock_margins(view),
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


def approval_latencies(view: IncidentView) -> list[float]:
    """Seconds from the last drafting of a message to each approval of it; negative where times were mistaken."""
    drafted: dict[str, datetime] = {}
    found = []
    for entry in view.incident.entries:
        if isinstance(entry.event, ev.MessageDrafted):
            drafted[entry.event.message] = entry.when
        elif isinstance(entry.event, ev.MessageApproved) and entry.event.message in drafted:
            found.append((entry.when - drafted[entry.event.message]).total_seconds())
    return found


def lint_rules(override: str) -> tuple[str, ...]:
    """The rules of the message lint that a recorded override names, each once."""
    named_there = ", ".join(re.sub(r" \([^()]*\)", "", each) for each in _LINT.findall(override))
    return tuple(dict.fromkeys(rule for rule in re.split(r"[;, ]+", named_there) if rule))


def _span(view: IncidentView, name: str) -> Metric:
    later, earlier, en, fr = SPANS[name]
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
    metric = replace(named("update_promise_rate", "ratio"), target=1.0)
    why: Words = {"en": "no promise was made", "fr": "aucune promesse n’a été faite"}
    if states:
        why = {"en": "no promise is due yet", "fr": "aucune promesse n’est encore échue"}
    return _ratio(metric, states.count("kept"), len(states) - states.count("running"), why)


def _silence(view: IncidentView) -> Metric:
    gap = longest_silence(view)
    levels = view.incident.playbook.severities
    held = [levels[level].next_update for _, level in severity_changes(view) if level in levels]
    return replace(
        named("longest_silence", "seconds"),
        value=(gap.end - gap.start).total_seconds() if gap else None,
        target=min((seconds for seconds in held if seconds), default=None),
        why_none={}
        if gap
        else {"en": "nobody outside waited for word", "fr": "personne dehors n’attendait de message"},
    )


def _approvals(view: IncidentView) -> Iterator[Metric]:
    found = approval_latencies(view)
    known = sorted(seconds for seconds in found if seconds >= 0)
    why: Words = {"en": "no approval is recorded", "fr": "aucune validation n’est enregistrée"}
    if found:
        why = {"en": "approved before it was drafted", "fr": "validé avant d’être rédigé"}
    if not known:
        yield from (replace(named(name, "seconds"), why_none=why) for name in ("approval_latency", _LONGEST))
        return
    middle = (known[(len(known) - 1) // 2] + known[len(known) // 2]) / 2
    yield replace(named("approval_latency", "seconds"), value=middle)
    yield replace(named(_LONGEST, "seconds"), value=known[-1])


def _acknowledged(view: IncidentView) -> Metric:
    found = acknowledgements(view.incident)
    why: Words = {
        "en": "no internal alert is recorded as sent",
        "fr": "aucune alerte interne n’est enregistrée comme envoyée",
    }
    if "first_internal_alert" in view.incident.milestones:
        why = {"en": "nobody is known to have been alerted", "fr": "aucune personne alertée n’est connue"}
    metric = replace(named("internal_ack_rate", "ratio"), target=_ACKNOWLEDGED_TARGET)
    return _ratio(metric, found.in_time if found.alerted else 0, found.alerted, why)


def _unknown(view: IncidentView) -> Metric:
    """One that never ended is unknown too; one that was made good, by a later attempt or by hand, is not."""
    last = {
        (each.message, each.channel, each.language, each.digest, each.destination): each
        for each in view.incident.sendings.values()
    }
    count = sum(each.state in {"unknown", "sending"} and not each.by_hand for each in last.values())
    return replace(named("unknown_sendings", "count"), value=count, target=0)


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
    metric = replace(named("steps_on_time", "ratio"), target=_STEPS_TARGET)
    return _ratio(metric, good, len(counted), {"en": "no step was due", "fr": "aucune étape n’était échue"})


def _was_due(step: StepView, now: datetime) -> bool:
    """Skipped steps are not counted, but listed; repeating ones are measured by their promises."""
    if step.due_at is None or step.step.repeats:
        return False
    return step.state == "done" or (step.state in {"pending", "failed"} and step.due_at <= now)


def _actions(view: IncidentView) -> Metric:
    dated = [(action, day) for action in view.incident.actions.values() if (day := action.day) is not None]
    counted = [(action, day) for action, day in dated if action.done_at or day < view.now.date()]
    good = sum(action.done_at is not None and action.done_at.date() <= day for action, day in counted)
    why: Words = {"en": "no action has a due day", "fr": "aucune action n’a d’échéance"}
    if dated:
        why = {"en": "no action is due yet", "fr": "aucune action n’est encore échue"}
    return _ratio(replace(named("action_completion", "ratio"), target=_ACTIONS_TARGET), good, len(counted), why)


def _counts(view: IncidentView) -> Iterator[Metric]:
    kinds = {name: message.kind for name, message in view.incident.playbook.messages.items()}
    events = [entry.event for entry in view.incident.entries]
    sent = [kinds.get(event.message) for event in events if isinstance(event, ev.MessageSent)]
    yield replace(named("corrections", "count"), value=sent.count("correction"))
    notes = sum(isinstance(event, ev.NoteCorrected) for event in events)
    yield replace(named("notes_corrected", "count"), value=notes)
    overrides = [text for event in events if (text := getattr(event, "override", ""))]
    yield replace(named("overrides", "count"), value=len(overrides))
    yield replace(named("lint_overrides", "count"), value=sum(bool(lint_rules(text)) for text in overrides))
