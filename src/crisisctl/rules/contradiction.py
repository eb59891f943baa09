"""L33: other facts than the last message told the same people, without saying so."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._reading import Reading

_WHY = {
    "fr": "Le dernier message disait {0} ({1}) ; celui-ci dit {2}, sans le mot « correction ».",
    "en": 'The last message said {0} ({1}); this one says {2}, without the word "correction".',
}


def check(reading: Reading) -> Iterator[Hit]:
    before = reading.context.last_sent_facts
    if not before or reading.has("correction") or reading.kind == "correction":
        return
    from crisisctl.rules import _facts

    for change in _facts.changes(reading, before):
        before_and_now = (change.before, change.name, change.now)
        why = {language: text.format(*before_and_now) for language, text in _WHY.items()}
        yield reading.hit(change.span, change.level, why)


RULE = Rule(
    id="contradiction",
    number="L33",
    level="error",
    priority=1,
    checks={
        "fr": (
            "un fait (gravité, nombre, début, retour prévu) qui diffère du dernier message envoyé, sans le mot « "
            "correction »"
        ),
        "en": "a fact (severity, count, start, ETA) that differs from the last message sent, "
        'without the word "correction"',
    },
    why={
        "fr": "Deux messages qui se contredisent sans le dire font douter de tous les autres.",
        "en": "Two messages that contradict each other silently make people doubt all the others.",
    },
    rewrite={
        "fr": "Correction : nous avions annoncé … ; le chiffre confirmé est ….",
        "en": "Correction: we said …; the confirmed figure is ….",
    },
    check=check,
)
