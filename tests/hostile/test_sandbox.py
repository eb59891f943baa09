"""A playbook is data: its texts reach into nothing, fill no memory, and come to an end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import StrictUndefined, TemplateError

from crisisctl.messages.sandbox import LONGEST, Sandbox, with_work

BOMBS = {
    "wide": "{{ 'a' | center(9999999999) }}",
    "method": "{{ 'a'.ljust(9999999999) }}",
    "times": "{{ 'a' * 9999999999 }}",
    "power": "{{ 10 ** 10 ** 10 }}",
    "percent": "{{ '%9999999999d' % 1 }}",
    "format": "{{ '{:9999999999}'.format(1) }}",
    "doubling": "{% set a = 'aaaaaaaa' %}" + "{% set a = a ~ a %}" * 60 + "{{ a }}",
    "adding": "{% set a = 'aaaaaaaa' %}" + "{% set a = a + a %}" * 60 + "{{ a }}",
    "replacing": "{% set a = 'aaaaaaaa' %}" + "{% set a = a | replace('a', a) %}" * 60 + "{{ a }}",
    "joining": "{% set a = 'aaaaaaaa' %}" + "{% set a = a | list | join(a) %}" * 60 + "{{ a }}",
    "lists in lists": "{% set a = [1] %}" + "{% set a = [a, a] %}" * 60 + "{{ a }}",
    "tuples in tuples": "{% set a = (1, 2) %}" + "{% set a = (a, a) %}" * 60 + "{{ a }}",
    "loops in loops": "{% set a = 'aaaaaaaaaaaaaaaaaaaaaaaa' %}" + "{% for x in a %}" * 12 + "{% endfor %}" * 12,
    "range": "{% for x in range(999999999) %}{% endfor %}",
    "recursion": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "class": "{{ ''.__class__ }}",
    "globals": "{{ say.__globals__ }}",
    "attribute": "{{ '' | attr('__class__') }}",
    "format attribute": "{{ '{0.__class__}'.format('') }}",
    "include": "{% include '/etc/passwd' %}",
    "import": "{% import 'os' as os %}",
    "lipsum": "{{ lipsum.__globals__['os'] }}",
    "cycler": "{{ cycler.__init__.__globals__ }}",
}


def fill(text: str) -> str:
    made = Sandbox(undefined=StrictUndefined).from_string(text)
    return "".join(made.generate(with_work({"say": fill, "name": "WhatsApp", "down": ["sms"]})))


@pytest.mark.parametrize("name", BOMBS)
def test_what_reaches_or_grows_is_refused(name: str) -> None:
    with pytest.raises((TemplateError, ValueError, TypeError)):
        fill(BOMBS[name])


def test_what_messages_need_is_there() -> None:
    assert fill("{% if 'sms' in down %}{{ name | upper }}{% endif %}") == "WHATSAPP"
    assert fill("{% for each in down %}{{ loop.index }} {{ each }}{% endfor %}") == "1 sms"
    assert (
        fill("{{ down | reject('equalto', 'x') | join(', ') }} {{ 'a' ~ 1 }} {{ 1 + 2 }} {{ 7 % 3 }}") == "sms a1 3 1"
    )


_PIECES = st.sampled_from(
    ["{{ ", " }}", "{% for x in ", " %}", "{% endfor %}", "{% set a = ", "a", "name", "down", " ~ ", " + ", " | ", "list",
     "join", "replace('a', name)", "[", "]", "(", ")", ", ", "'aaaaaaaaaa'", "12", " if ", "x", "{% if a %}", "{% endif %}",
     "upper", "map('upper')", "sort", ".x", "['x']"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=40).map("".join))
def test_any_text_is_filled_or_refused_and_never_long(text: str) -> None:
    try:
        assert len(fill(text)) <= 20 * LONGEST
    except (TemplateError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError):
        return
