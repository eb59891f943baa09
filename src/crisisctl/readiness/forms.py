"""Every number and address of crisis.yaml can be right: of people, and of what may be published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crisisctl.readiness import Check, Ground, Item, well
from crisisctl.readiness._forms import country_of, fault

_ADVICE = {
    "en": "mend it in crisis.yaml, then try it once",
    "fr": "corrigez-le dans crisis.yaml, puis essayez-le une fois",
}


def _look(ground: Ground) -> Iterator[Item]:
    for person in ground.organisation.people:
        if person.ways:
            yield from _faults(person.name, person.ways, person.timezone, ground)
    if ground.organisation.contacts:
        yield from _faults("contacts", ground.organisation.contacts, "", ground)


def _faults(subject: str, ways: Mapping[str, str], timezone: str, ground: Ground) -> Iterator[Item]:
    country = country_of(timezone or ground.organisation.timezone)
    found = [(way, value, fault(way, value, country, example=ground.example)) for way, value in ways.items()]
    wrong = [row for row in found if row[2]]
    if not wrong:
        yield well(subject)
    else:
        told = {
            "en": "; ".join(f"{way} {value}: {said['en']}" for way, value, said in wrong),
            "fr": " ; ".join(f"{way} {value} : {said['fr']}" for way, value, said in wrong),
        }
        yield Item(subject, told, _ADVICE)


CHECK = Check({"en": "numbers and addresses that can be right", "fr": "numéros et adresses plausibles"}, _look)
