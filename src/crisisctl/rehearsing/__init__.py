"""A playbook walked by nobody: each answer of each decision once, each message written from sample facts.

An incident in memory is walked by the same acts as at night, so what is refused here would be refused there. Commands
are never run. A walk takes answers that were not taken before; then each step that was not come to gets a walk of its
own, with the answers that lead there and facts under which its ``when`` holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from crisisctl import acts as act
from crisisctl.errors import CrisisError
from crisisctl.playbook import Organisation, Playbook, equip
from crisisctl.rehearsing._result import Found as Found
from crisisctl.rehearsing._result import Result as Result
from crisisctl.rehearsing._walk import Walk, told
from crisisctl.rehearsing._ways import evening, sample, ways, wish
from crisisctl.runner import Desk
from crisisctl.stores import open_store

_NEVER_REACHED = "look at its `when`, and at the answers that lead past it"
_NEVER_SENT = "add a step with `message`, or take the message out"


def rehearse(playbook: Playbook, organisation: Organisation) -> Iterator[Result]:
    """Walk it; what was found so far after each walk, so that somebody can be told how far it is. The last is whole."""
    playbook = equip(playbook, organisation)
    result, seen = Result(playbook), set[tuple[object, ...]]()

    def walk(answers: Mapping[str, str], facts: Mapping[str, str]) -> Result:
        result.walks += 1
        _walk(playbook, organisation, result, seen, answers, facts)
        return result

    yield walk({}, {})
    for _ in range(sum(len(step.options) for _, step in playbook.steps())):
        before = len(result.taken)
        if not result.untaken:
            break
        yield walk({}, {})
        if len(result.taken) == before:
            break
    there = ways(playbook)
    for step in result.never:
        if step.id not in result.reached and step.id in there:
            yield walk(*wish(playbook, step, there[step.id]))
    for step, option in result.untaken:
        if not result.taken[step.id, option.id] and step.id in there:
            answers, facts = wish(playbook, step, there[step.id])
            yield walk({**answers, step.id: option.id}, facts)
    for step in result.never:
        result.add("error", step.id, "never-reached", f"no walk came by the step {step.id}", _NEVER_REACHED)
    for name in sorted(set(playbook.messages) - {step.message for _, step in playbook.steps()}):
        result.add("warning", name, "never-sent", f"no step sends the message {name}: it was not written", _NEVER_SENT)
    yield result


def _walk(
    playbook: Playbook,
    organisation: Organisation,
    result: Result,
    seen: set[tuple[object, ...]],
    answers: Mapping[str, str],
    facts: Mapping[str, str],
) -> None:
    """One walk, from the opening to the last step that is open."""
    at = evening(organisation)

    def now() -> datetime:
        nonlocal at
        at += timedelta(seconds=1)
        return at

    desk = Desk(open_store("memory:"), "rehearsal", now)
    opened = act.Open(
        incident="",
        title=next(iter(playbook.title.values()), playbook.id),
        playbook=playbook,
        organisation=organisation,
        values={name: sample(spec, facts) for name, spec in playbook.inputs.items()},
        roles=dict.fromkeys(playbook.roles, "Ana"),
    )
    try:
        incident = desk.open(opened).view.incident.id
    except CrisisError as refused:
        result.add("error", "inputs", "not-opened", told(refused))
        return
    walk = Walk(playbook, desk, incident, result, seen, dict(answers), facts)
    walk.begin()
    walk.go()
