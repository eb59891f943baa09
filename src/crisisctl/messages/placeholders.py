"""The placeholders of a message: which there are, and what is wrong with a text that uses them.

Texts are parsed with Jinja's own parser and never run here, so nothing in a playbook can make reading it slow.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from crisisctl.text import did_you_mean

if TYPE_CHECKING:
    from jinja2 import nodes
    from jinja2.sandbox import SandboxedEnvironment

BUILT_IN: Mapping[str, str] = {
    "company": "our name",
    "phone": "our telephone number",
    "email": "our address for customers",
    "status_url": "the address of our status page",
    "website": "the address of our site",
    "press_email": "our address for the press",
    "bridge": "where the people who work on the incident meet",
    "next_update": "the time of the next update promised to this audience",
    "overdue": "the time by which this audience was promised word, once it has passed without any: `{% if overdue %}`",
    "opened_at": "when the incident was opened",
    "severity": "SEV1 to SEV4, or unset",
    "title": "the title of the incident",
    "incident": "the id of the incident",
    "roles": "the people by role: roles.lead",
    "down": "the channels that are down",
    "contacts": "every other way to reach us that crisis.yaml gives: contacts.reception",
    "language": "the language of this text",
}
"""Names that every message may use beside the inputs and facts of its playbook."""

FILTERS: Mapping[str, str] = {
    "cap": "with a capital first letter",
    "clock": "the time of the day, without its zone",
    "dated": "the time with its day and year, today's as well",
    "day": "the day",
}
"""Filters beside Jinja's own."""

LONGEST = 20_000
"""Characters of one text."""

_STATEMENTS = (
    "Include",
    "Import",
    "FromImport",
    "Extends",
    "Block",
    "Macro",
    "CallBlock",
    "Call",
    "With",
    "Mul",
    "Pow",
)


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong in a text: on which of its lines, near which word."""

    line: int
    word: str
    code: str
    text: str
    hint: str = ""


@cache
def _environment() -> SandboxedEnvironment:
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment()


@lru_cache(maxsize=1024)
def _parse(text: str) -> nodes.Template:
    return _environment().parse(text)


@lru_cache(maxsize=1024)
def _read(text: str) -> tuple[tuple[str, int], ...]:
    """The names that a text reads and does not define itself, each with its line: gone through once, asked often."""
    return tuple((name.name, name.lineno) for name in _free(_parse(text), frozenset()))


@lru_cache(maxsize=1024)
def _telling(text: str) -> tuple[nodes.Node, ...]:
    """The nodes of a text that say what it does, beside the names: gone through once."""
    from jinja2 import nodes

    kinds = (nodes.Filter, nodes.Test, nodes.Getattr, nodes.Getitem, *(getattr(nodes, name) for name in _STATEMENTS))
    return tuple(_parse(text).find_all(kinds))


def used(text: str) -> frozenset[str]:
    """The inputs and facts that a text reads; nothing when it cannot be parsed."""
    from jinja2 import TemplateSyntaxError

    if "{" not in text or len(text) > LONGEST:
        return frozenset()
    try:
        return frozenset(name for name, _ in _read(text)) - BUILT_IN.keys()
    except (TemplateSyntaxError, RecursionError):
        return frozenset()


def roles(text: str) -> frozenset[str]:
    """The roles whose holders a text prints."""
    from jinja2 import TemplateSyntaxError

    try:
        return frozenset(name for name, _ in _roles(text)) if "roles" in text else frozenset()
    except (TemplateSyntaxError, RecursionError):
        return frozenset()


def flaws(text: str, names: Iterable[str], seats: Iterable[str], secrets: Collection[str] = ()) -> list[Flaw]:
    """Everything that is wrong with a text, ``names`` being the inputs and facts and ``seats`` the roles there are."""
    from jinja2 import TemplateSyntaxError

    if len(text) > LONGEST:
        return [Flaw(1, "", "too-long", f"{len(text)} characters; a text has at most {LONGEST}")]
    if "{" not in text:
        return []
    try:
        unknown, secret = _unknown_names(text, {*names, *BUILT_IN}), _secret(text, secrets)
        return list(dict.fromkeys([*unknown, *secret, *_foreign(text, list(seats))]))
    except TemplateSyntaxError as error:
        hint = "a placeholder is {{ name }}, a condition {% if name %} … {% endif %}"
        return [Flaw(error.lineno, "", "bad-template", f"the placeholders cannot be read: {error.message}", hint)]
    except RecursionError:
        return [Flaw(1, "", "bad-template", "the placeholders are nested too deep", "write it more simply")]


def _unknown_names(text: str, known: set[str]) -> Iterator[Flaw]:
    for name, line in _read(text):
        if name not in known:
            told = f"unknown placeholder `{name}`{did_you_mean(name, known)}"
            hint = "declare it under `inputs` or `facts`; every playbook has company, phone, next_update …"
            yield Flaw(line, name, "unknown-placeholder", told, hint)


def _secret(text: str, secrets: Collection[str]) -> Iterator[Flaw]:
    for name, line in _read(text):
        if name in secrets:
            told = f"`{name}` is secret, and a message would print it"
            yield Flaw(line, name, "secret-shown", told, "take it out of the message")


def _free(node: nodes.Node, bound: frozenset[str]) -> Iterator[nodes.Name]:
    from jinja2 import nodes

    if isinstance(node, nodes.Name):
        if node.ctx == "load" and node.name not in bound:
            yield node
        return
    if isinstance(node, nodes.For):
        yield from _free(node.iter, bound)
        inside = bound | {"loop"} | _names(node.target)
        for part in [*node.body, *node.else_, *([node.test] if node.test else [])]:
            yield from _free(part, inside)
        return
    for child in node.iter_child_nodes():
        yield from _free(child, bound)
        bound |= _defined(child)


def _defined(node: nodes.Node) -> set[str]:
    """The names that ``set`` gives a value to for what follows; an ``if`` around it does not keep them in."""
    from jinja2 import nodes

    if isinstance(node, nodes.If):
        return {name for part in (*node.body, *node.elif_, *node.else_) for name in _defined(part)}
    if isinstance(node, nodes.Assign | nodes.AssignBlock):
        return _names(node.target)
    return set()


def _names(target: nodes.Node) -> set[str]:
    from jinja2 import nodes

    return {target.name} if isinstance(target, nodes.Name) else {name.name for name in target.find_all(nodes.Name)}


def _foreign(text: str, roles: list[str]) -> Iterator[Flaw]:
    """What a text does that no message may do: unknown filters, tests and roles, statements beyond if and for."""
    from jinja2 import nodes

    from crisisctl.messages import sandbox

    known: dict[Any, Iterable[str]] = {
        nodes.Filter: {*sandbox.FILTERS, *FILTERS},
        nodes.Test: _environment().tests,
    }
    for node in _telling(text):
        if isinstance(node, nodes.Filter | nodes.Test):
            name = str(node.name)
            if name not in known[type(node)]:
                what = "filter" if isinstance(node, nodes.Filter) else "test"
                told = f"unknown {what} `{name}`{did_you_mean(name, known[type(node)])}"
                hint = f"beside Jinja's own there are {', '.join(FILTERS)}"
                yield Flaw(node.lineno, name, f"unknown-{what}", told, hint)
    for node in _telling(text):
        if type(node).__name__ in _STATEMENTS:
            hint = "a message has placeholders, filters, if, for and set"
            yield Flaw(node.lineno, "", "bad-template", f"`{type(node).__name__.lower()}` is not for messages", hint)
    for wanted, line in _roles(text):
        if wanted not in roles:
            yield Flaw(
                line,
                wanted,
                "unknown-role",
                f"unknown role `{wanted}`{did_you_mean(wanted, roles)}",
                "declare it under `roles`",
            )


def _roles(text: str) -> Iterator[tuple[str, int]]:
    """The ``x`` of each ``roles.x`` and ``roles['x']``."""
    from jinja2 import nodes

    for node in _telling(text):
        if isinstance(node, nodes.Getattr | nodes.Getitem) and getattr(node.node, "name", "") == "roles":
            wanted = node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", None)
            if isinstance(wanted, str):
                yield wanted, node.lineno
