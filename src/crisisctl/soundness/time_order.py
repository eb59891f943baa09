"""A step that is due before one that comes earlier on every way to it."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.playbook import Step
from crisisctl.soundness import Check, Flaw, Subject
from crisisctl.times import format_duration


def check(subject: Subject) -> Iterator[Flaw]:
    steps = [step for _, step in subject.playbook.steps()]
    place = {step.id: at for at, step in enumerate(steps)}
    jumps = [
        (at, place.get(option.goto, -1)) for at, step in enumerate(steps) for option in step.options if option.goto
    ]
    latest: dict[str, tuple[int, Step]] = {}
    told = set[str]()
    for at, step in enumerate(steps):
        if step.due is None or step.repeats:
            continue
        before = latest.get(step.due_from)
        if before and step.due < (before[1].due or 0):
            past = any(start < before[0] < end <= at for start, end in jumps)  # a way leads past the earlier step
            if not past and before[1].id not in told:
                told.add(before[1].id)  # one late step, one complaint: all below it would be another
                text = (
                    f"`{step.id}` is due after {format_duration(step.due)}, before `{before[1].id}` above it"
                    f" ({format_duration(before[1].due or 0)})"
                )
                yield Flaw(subject.examined.step(step.id, "due"), text, "let target times grow down the file")
        elif step.when is None and not step.optional:  # the others need not come
            latest[step.due_from] = (at, step)


CHECK = Check(
    id="playbook-time-order",
    level="warning",
    checks={
        "en": "that target times counted from one moment do not decrease down the walk",
        "fr": "que les échéances comptées depuis un même instant ne décroissent pas au fil du parcours",
    },
    why={
        "en": "The step shows as late before anybody could come to it, and a clock that cries wolf is not read.",
        "fr": "L’étape s’affiche en retard avant qu’on ait pu y arriver, et on ne lit plus une alerte qui se trompe.",
    },
    rewrite={
        "en": "Move the step up, or give it more time.",
        "fr": "Remontez l’étape, ou donnez-lui plus de temps.",
    },
    check=check,
)
