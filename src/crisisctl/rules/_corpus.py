"""A corpus of labelled messages: how many of the expected findings are found, and what is found that should not be.

A corpus is a list of cases, or ``{defaults: {context: …}, cases: [...]}``. A case has ``id, lang, channel, audience,
kind, text``, a ``context``, ``expect`` (rules that must fire) and ``allow`` (rules that may). Everything here is pure:
the caller reads the file.
"""

# No `from __future__ import annotations` here: a NamedTuple compiles every annotation that is a string, at each start.

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from crisisctl.errors import BadInputFile
from crisisctl.rules import Context, Finding, Message, ids, lint_all
from crisisctl.rules._settings import DEFAULT, Settings
from crisisctl.text import did_you_mean

_MESSAGE = {
    "lang": "language",
    "language": "language",
    "channel": "channel",
    "audience": "audience",
    "kind": "kind",
    "subject": "subject",
}
_TUPLES = frozenset({"channels_down", "senders", "own_domains", "internal_terms", "staff"})
_CONTEXT = frozenset(Context._fields)


class Case(NamedTuple):
    id: str
    message: Message
    context: Context
    expect: frozenset[str]
    allow: frozenset[str]


class Outcome(NamedTuple):
    """What one case gave: ``missed`` rules, and ``false`` findings (errors that are neither expected nor allowed)."""

    case: Case
    findings: tuple[Finding, ...]
    missed: frozenset[str]
    false: tuple[Finding, ...]


def cases(document: object) -> tuple[Case, ...]:
    """The cases of a corpus that was read from YAML or JSON. Raises ``BadInputFile`` with every problem."""
    listed: object = document
    defaults: Mapping[str, object] = {}
    if isinstance(document, Mapping):
        listed, given = document.get("cases", []), document.get("defaults") or {}
        defaults = given if isinstance(given, Mapping) else {}
    problems: list[str] = []
    found: list[Case] = []
    if not isinstance(listed, Sequence) or isinstance(listed, str):
        problems.append("a corpus is a list of cases, or a mapping with `cases`")
        listed = ()
    for at, entry in enumerate(listed):
        name = str(entry.get("id", f"case {at + 1}")) if isinstance(entry, Mapping) else f"case {at + 1}"
        try:
            found.append(_case(entry, defaults, name))
        except (ValueError, TypeError, AttributeError) as problem:
            problems.append(f"{name}: {problem}")
    if problems:
        raise BadInputFile(problems[0], "a case has id, lang, channel, audience, kind, text, expect", tuple(problems))
    return tuple(found)


def messages(document: object, said: Mapping[str, str]) -> tuple[Case, ...]:
    """The messages of a list: texts, or cases whose labels nobody asks for. What ``said`` says, the list may change."""
    listed: object = document
    defaults: object = {}
    if isinstance(document, Mapping):
        listed, defaults = document.get("cases", []), document.get("defaults")
    if isinstance(listed, Sequence) and not isinstance(listed, str):
        listed = [
            {"id": str(at), **(each if isinstance(each, Mapping) else {"text": each})}
            for at, each in enumerate(listed, 1)
        ]
    return cases({"defaults": {**said, **(defaults if isinstance(defaults, Mapping) else {})}, "cases": listed})


def _case(entry: object, defaults: Mapping[str, object], name: str) -> Case:
    if not isinstance(entry, Mapping) or not isinstance(entry.get("text"), str):
        raise TypeError("a case is a mapping with a `text`")
    whole = {**defaults, **entry}
    said = {_MESSAGE[key]: str(value) for key, value in whole.items() if key in _MESSAGE and value is not None}
    external = whole.get("external")
    message = Message(entry["text"], external=external if isinstance(external, bool) else None)
    message = message._replace(**said)  # type: ignore[arg-type]
    shared = defaults.get("context") or {}
    own = whole.get("context") or {}
    context = _context({**_mapping(shared), **_mapping(own)})
    expect, allow = _rules(whole.get("expect")), _rules(whole.get("allow"))
    unknown = sorted((expect | allow) - set(ids()))
    if unknown:
        raise ValueError(f"there is no rule `{unknown[0]}`")
    return Case(name, message, context, expect, allow)


def _mapping(value: object) -> Mapping[str, object]:
    if isinstance(value, Mapping):
        return value
    raise TypeError("`context` is a mapping")


def _rules(value: object) -> frozenset[str]:
    if value is None:
        return frozenset()
    if isinstance(value, str):
        return frozenset({value})
    if isinstance(value, Sequence):
        return frozenset(map(str, value))
    raise TypeError("`expect` and `allow` are lists of rules")


def _context(given: Mapping[str, object]) -> Context:
    """Keys nobody knows are left alone (a corpus may carry notes of its own), unless they look like a slip."""
    known: dict[str, object] = {}
    for key, value in given.items():
        if key not in _CONTEXT and (near := did_you_mean(key, _CONTEXT)):
            raise ValueError(f"the context has no `{key}`{near}")
        if value is None or key not in _CONTEXT:
            continue
        if key in _TUPLES or key == "published_contacts":
            known[key] = tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)
        elif key in {"facts", "last_sent_facts"} and not isinstance(value, Mapping):
            raise TypeError(f"`{key}` is a mapping")
        else:
            known[key] = value
    return Context(**known)  # type: ignore[arg-type]


def run(found: Sequence[Case], settings: Settings = DEFAULT) -> tuple[Outcome, ...]:
    """Each case linted and compared with its labels."""
    outcomes = []
    for case, findings in zip(found, lint_all(((case.message, case.context) for case in found), settings), strict=True):
        fired = {finding.rule for finding in findings if finding.level != "off"}
        accepted = case.expect | case.allow
        false = tuple(finding for finding in findings if finding.level == "error" and finding.rule not in accepted)
        outcomes.append(Outcome(case, findings, frozenset(case.expect - fired), false))
    return tuple(outcomes)


def measure(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """The figures of a corpus; ``clean`` cases are those that expect nothing."""
    expected = sum(len(outcome.case.expect) for outcome in outcomes)
    found = expected - sum(len(outcome.missed) for outcome in outcomes)
    clean = [outcome for outcome in outcomes if not outcome.case.expect]
    by_rule: dict[str, dict[str, int | float | None]] = {}
    for rule in ids():
        wanted = sum(rule in outcome.case.expect for outcome in outcomes)
        got = wanted - sum(rule in outcome.missed for outcome in outcomes)
        false = sum(any(finding.rule == rule for finding in outcome.false) for outcome in outcomes)
        by_rule[rule] = {
            "expected": wanted,
            "found": got,
            "recall": round(got / wanted, 4) if wanted else None,
            "false": false,
        }
    return {
        "cases": len(outcomes),
        "expected": expected,
        "found": found,
        "recall": round(found / expected, 4) if expected else None,
        "clean": len(clean),
        "clean_with_false_error": sum(bool(outcome.false) for outcome in clean),
        "false_findings": sum(len(outcome.false) for outcome in outcomes),
        "by_rule": by_rule,
    }
