"""Going on with another playbook, or another crisis.yaml: one log, and nothing that was done is asked for again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from crisisctl import acts as act
from crisisctl import events as ev
from crisisctl.acts import Clock
from crisisctl.approvals import texts_digest
from crisisctl.decisions import Events, asked, on
from crisisctl.errors import Refused
from crisisctl.incident import Incident
from crisisctl.plain import to_plain
from crisisctl.playbook import Phase, Playbook, Step, equip
from crisisctl.reloading import changes

ASKED_FIRST = "asked-first"
"""The step that asks what the new playbook asks for at the start."""
_ASKED_FIRST = {"en": "What this playbook asks first", "fr": "Ce que ce scénario demande au départ"}


@on(act.ChangePlaybook)
def _change(wanted: act.ChangePlaybook, incident: Incident, clock: Clock) -> Events:
    reason = asked(wanted.reason, "say why it goes on with another playbook", "--reason")
    return change(incident, wanted.playbook, wanted.when or clock.now, reason=reason)


@on(act.ChangeOrganisation)
def _reload(wanted: act.ChangeOrganisation, incident: Incident, clock: Clock) -> Events:
    found = changes(incident.organisation, wanted.organisation)
    if not found:
        return ()
    changed = tuple(each.path for each in found)
    return (ev.OrganisationChanged(to_plain(wanted.organisation), changed, wanted.reason.strip()),)


def change(incident: Incident, to: Playbook, at: datetime, *, reason: str = "", step: str = "") -> Events:
    """The events that go on with ``to``. ``step`` is the decision that is being answered. Raises ``Refused``."""
    if to.id == incident.playbook.id:
        raise Refused(f"{incident.id} follows the playbook {to.id} already", "crisisctl playbook list names the others")
    again = _said_otherwise(incident, to)
    going_on = continued(incident, equip(to, incident.organisation), at, step)
    changed = ev.PlaybookChanged(to_plain(going_on), incident.playbook.id, reason, step)
    return (changed, *(ev.StepReopened(each, f"{to.id} has other words for it") for each in again))


def _said_otherwise(incident: Incident, to: Playbook) -> list[str]:
    """The steps that were done and whose message reads otherwise in the new playbook."""
    old = incident.playbook
    return [step.id for _, step in to.steps() if _done(step, incident) and not _same_words(step, old, to)]


def _same_words(step: Step, old: Playbook, to: Playbook) -> bool:
    before = next((each.message for _, each in old.steps() if each.id == step.id), None)
    said, says = old.messages.get(before or ""), to.messages.get(step.message or "")
    return (said and texts_digest(said)) == (says and texts_digest(says))


def continued(incident: Incident, to: Playbook, at: datetime, deciding: str = "") -> Playbook:
    """The new playbook with the steps of the old one that have a history, and all that these may name.

    A step that both have keeps its state, but for a message that reads otherwise now. Times count from now: nobody
    could have begun earlier.
    """
    old = incident.playbook
    late = max(int((at - incident.opened_at).total_seconds()), 0)
    fresh = {step.id for _, step in to.steps() if not _done(step, incident)} | set(_said_otherwise(incident, to))
    new = {step.id for _, step in to.steps()}
    kept = {phase.id: tuple(_kept(phase, incident, deciding)) for phase in old.phases}
    kept = {name: tuple(step for step in steps if step.id not in new) for name, steps in kept.items()}
    there = new | {step.id for steps in kept.values() for step in steps}
    missing = tuple(name for name in to.inputs if name not in incident.facts)
    first = Step(ASKED_FIRST, "question", title=_ASKED_FIRST, role=to.lead, facts=missing)
    started = {name: old.clocks[name] for name in incident.clocks if name in old.clocks}
    phases = [replace(phase, steps=kept[phase.id]) for phase in old.phases if kept[phase.id] and not _in(phase, to)]
    for number, phase in enumerate(to.phases):
        before = kept.get(phase.id, ()) + ((first,) if missing and number == 0 else ())
        phases.append(
            replace(
                phase, steps=before + tuple(_later(step, late) if step.id in fresh else step for step in phase.steps)
            )
        )
    return replace(
        to,
        phases=tuple(replace(phase, steps=tuple(_leading(step, there) for step in phase.steps)) for phase in phases),
        roles={**old.roles, **to.roles},
        inputs={**old.inputs, **to.inputs},
        facts={name: spec for name, spec in {**old.facts, **to.facts}.items() if name not in to.inputs},
        severities={**old.severities, **to.severities},
        audiences={**old.audiences, **to.audiences},
        messages={**old.messages, **to.messages},
        clocks={**old.clocks, **to.clocks, **started},
    )


def _in(phase: Phase, playbook: Playbook) -> bool:
    return any(each.id == phase.id for each in playbook.phases)


def _kept(phase: Phase, incident: Incident, deciding: str) -> Iterator[Step]:
    """The steps of a phase that something was done about; one that repeated does so no longer."""
    for step in phase.steps:
        if step.id == deciding or _done(step, incident):
            yield replace(step, every=None, until=None)


def _done(step: Step, incident: Incident) -> bool:
    return incident.state_of(step.id) not in {"pending", "not_applicable"}


def _later(step: Step, late: int) -> Step:
    return replace(step, due=step.due + late) if step.due is not None and step.due_from == "declared" else step


def _leading(step: Step, there: set[str]) -> Step:
    """The step without ways to steps that are gone."""
    if all(option.goto is None or option.goto in there for option in step.options):
        return step
    options = (option if option.goto in there else replace(option, goto=None) for option in step.options)
    return replace(step, options=tuple(options))
