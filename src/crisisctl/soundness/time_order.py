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
    certain: list[tuple[int, int, Step]] = []  # what comes on the way unless a jump leads past it, and when it is due
    for at, step in enumerate(steps):
        if step.due is None or step.repeats:
            continue
        above = [
            (due, each)
            for start, due, each in certain
            if each.due_from == step.due_from and not any(jump < start < end <= at for jump, end in jumps)
        ]
        latest, before = max(above, key=lambda found: found[0], default=(0, step))
        if step.due < latest:
            text = (
                f"`{step.id}` is due after {format_duration(step.due, 'en')}, before `{before.id}` above it"
                f" ({format_duration(latest, 'en')})"
            )
            yield Flaw(subject.examined.step(step.id, "due"), text, "let target times grow down the file")
        if step.when is None and not step.optional:  # the others need not come
            certain.append((at, step.due, step))


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
