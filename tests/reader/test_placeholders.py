"""What a message may use, and what is said of everything else. No text is ever run here."""

from __future__ import annotations

import pytest

from crisisctl.messages import placeholders
from crisisctl.messages.placeholders import BUILT_IN, FILTERS, flaws, used

FACTS, ROLES = ("service", "affected"), ("lead", "comms")


@pytest.mark.parametrize(
    "text",
    [
        "nothing at all",
        "{{ service|cap }} {{ affected|default('many') }} {{ next_update|clock }} {{ opened_at|day|upper }}",
        "{% if affected and affected > 10 %}{{ affected }}{% elif not service %}-{% else %}{{ service }}{% endif %}",
        "{% if affected %}{% set n = 1 %}{% elif service %}{% set n = 2 %}{% else %}{% set n = 3 %}{% endif %}{{ n }}",
        "{% for channel in down %}{{ loop.index }} {{ channel }}{% else %}{{ service }}{% endfor %}",
        "{% for key, value in contacts.items %}{{ key }}{{ value }}{% endfor %}",
        "{% set who = roles.lead %}{{ who }}",
        "{% set who %}{{ roles['comms'] }}{% endset %}{{ who }}",
        "{# {{ nobody }} #}{% raw %}{{ nobody }}{% endraw %}",
        "{{ service if service is defined else 'it' }} {{ 'a' ~ service }} {{ contacts.reception }}",
        *(f"{{{{ {name} }}}}" for name in BUILT_IN if name != "roles"),
    ],
)
def test_is_fine(text: str) -> None:
    assert flaws(text, FACTS, ROLES) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{{ servce }}", [(1, "servce", "unknown-placeholder")]),
        ("one\n{{ service }}\n{{ nobody }}", [(3, "nobody", "unknown-placeholder")]),
        ("{% for x in down %}{{ x }}{% endfor %}{{ x }}", [(1, "x", "unknown-placeholder")]),
        ("{{ who }}{% set who = service %}", [(1, "who", "unknown-placeholder")]),
        ("{% for x in y %}{% if x is odd %}{% endif %}{% endfor %}", [(1, "y", "unknown-placeholder")]),
        ("{% for x in down if z %}{{ x }}{% endfor %}", [(1, "z", "unknown-placeholder")]),
        ("{{ roles.led }} {{ roles['x'] }}", [(1, "led", "unknown-role"), (1, "x", "unknown-role")]),
        ("{{ service|upcase }}", [(1, "upcase", "unknown-filter")]),
        ("{% if service is know %}{% endif %}", [(1, "know", "unknown-test")]),
        ("{{ service", [(1, "", "bad-template")]),
        ("\n{% if service %}", [(2, "", "bad-template")]),
        ("{% import 'x' as y %}", [(1, "", "bad-template")]),
        ("{% macro m() %}{% endmacro %}", [(1, "", "bad-template")]),
        ("{{ service.upper() }}", [(1, "", "bad-template")]),
        ("{% with a = 1 %}{{ company }}{% endwith %}", [(1, "", "bad-template")]),
        ("{{ 2 * 3 }}", [(1, "", "bad-template")]),
        ("x" * (placeholders.LONGEST + 1), [(1, "", "too-long")]),
    ],
)
def test_finds(text: str, found: list[tuple[int, str, str]]) -> None:
    assert [(flaw.line, flaw.word, flaw.code) for flaw in flaws(text, FACTS, ROLES)] == found


def test_a_near_name_is_suggested() -> None:
    assert flaws("{{ afected }}", FACTS, ROLES)[0].text == "unknown placeholder `afected`, did you mean `affected`?"
    assert flaws("{{ next_updat }}", FACTS, ROLES)[0].text.endswith("did you mean `next_update`?")
    assert flaws("{{ roles.comm }}", FACTS, ROLES)[0].text.endswith("did you mean `comms`?")
    assert flaws("{{ service|clok }}", FACTS, ROLES)[0].text.endswith("did you mean `clock`?")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{{ service }} {% if affected %}{{ company }}{% endif %}", {"service", "affected"}),
        ("{% for x in down %}{{ x }}{{ cause }}{% endfor %}", {"cause"}),
        ("{{ roles.lead }} {{ next_update|clock }}", set()),
        ("{{ broken", set()),
        ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", set()),
        ("", set()),
    ],
)
def test_the_facts_a_text_uses(text: str, names: set[str]) -> None:
    assert used(text) == names


def test_messages_know_the_same_filters_and_names() -> None:
    from crisisctl.messages import wording

    environment = wording._environment(True)
    assert set(FILTERS) <= set(environment.filters)
    assert set(wording.CONTACTS) <= set(BUILT_IN)
