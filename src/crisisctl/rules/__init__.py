"""Message lint: one rule a file. Rules warn about words that hurt in a crisis; they never see a person's name for it.

``lint(message, context)`` gives the findings of one text. Every part of the context may be left out: a rule that
needs what is not known stays silent. A rule's module ends in ``RULE = Rule(…)``; its name is the id with ``_``
for ``-``. Modules that begin with ``_`` are what the rules share: a folded text (``_fold``), word lists (``_words``),
the message as it is read (``_reading``).
"""

# No `from __future__ import annotations` here: a NamedTuple compiles every annotation that is a string, at each start.

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from crisisctl import registry
from crisisctl.text import Words, say, typeset

if TYPE_CHECKING:
    from crisisctl.rules._reading import Reading
    from crisisctl.rules._settings import Settings

Level = Literal["error", "warning", "info", "off"]
_AT_ONCE = 200
"""So many texts are gone over together: with more the texts themselves no longer fit into the caches."""
LEVELS: tuple[Level, ...] = ("error", "warning", "info", "off")

_INSIDE_WORDS = (
    "employees employee staff internal team teams on-call oncall crisis-team agents colleagues management "
    "executives exec board salaries collaborateurs equipe equipes interne personnel "
)
INSIDE = frozenset(_INSIDE_WORDS.split())
"""Audiences that are inside the house, when nobody says whether a message is external."""


class Message(NamedTuple):
    """One exact text, and who it is for. An empty language is guessed; an ``external`` of None follows the audience."""

    text: str
    language: str = ""
    channel: str = "email"
    audience: str = "customers"
    kind: str = "update"
    external: bool | None = None
    subject: str = ""
    allow: frozenset[str] = frozenset()
    """Rules the template's author has allowed here; the two that guard gaps and secrets cannot be."""


class Context(NamedTuple):
    """What is known of the incident and the organisation. None and empty mean "not known"."""

    status: str | None = None
    severity: str | None = None
    mode: str | None = None
    channels_down: tuple[str, ...] = ()
    cause_confirmed: bool | None = None
    eta_confirmed: bool | None = None
    facts: Mapping[str, object] = MappingProxyType({})
    last_sent_facts: Mapping[str, object] | None = None
    """The facts as the last message to the same audience (or a wider one) told them."""
    other_language_text: str = ""
    company: str = ""
    senders: tuple[str, ...] = ()
    """Other names under which the organisation signs."""
    own_domains: tuple[str, ...] = ()
    published_contacts: tuple[str, ...] | None = None
    internal_terms: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    """Names of people who are not spokespersons."""
    security: bool | None = None
    same_zone: bool = False
    """All readers share one time zone."""
    zone_label: str = ""
    """How the organisation names its zone in the language of the message: ``Paris time``."""


class Hit(NamedTuple):
    """What a check found: a span of the raw text (empty for something missing). Unset parts are the rule's own."""

    start: int = 0
    end: int = 0
    level: Level | None = None
    shown: str | None = None
    """Shown in place of the matched words (never for a secret)."""
    why: Words | None = None
    rewrite: str = ""


class Rule(NamedTuple):
    """One rule. ``checks`` says what it looks for, ``why`` why that hurts, ``rewrite`` what to write."""

    id: str
    number: str
    level: Level
    priority: int
    checks: Words
    why: Words
    rewrite: Words
    check: Callable[["Reading"], Iterable[Hit]]
    overridable: bool = True
    """With ``--force --reason``, or by configuration."""


class Finding(NamedTuple):
    """One finding, in the language of the message. Lines and columns count from 1, columns in characters."""

    rule: str
    level: Level
    line: int
    column: int
    match: str
    why: str
    rewrite: str


def ids() -> tuple[str, ...]:
    """The ids of all rules, in the order of their numbers."""
    return tuple(rule.id for rule in rules())


def rules() -> tuple[Rule, ...]:
    """All rules, in the order of their numbers."""
    if not _rules:
        found = (get(name.replace("_", "-")) for name in registry.names(__name__) if name != "words")
        _rules.extend(sorted(found, key=lambda rule: int(rule.number[1:])))
    return tuple(_rules)


_rules: list[Rule] = []


def get(rule_id: str) -> Rule:
    """The rule of that id; ``KeyError`` when there is none."""
    name = rule_id.replace("-", "_")
    if name not in registry.names(__name__) or "_" in rule_id:
        raise KeyError(rule_id)
    return registry.get(__name__, name, "RULE", Rule)


def explain(rule_id: str, language: str = "en") -> str:
    """A rule in words: what it checks, at which level, why, and what to write. ``KeyError`` when there is none."""
    rule = get(rule_id)
    titles = {
        "en": ("Checks", "Why", "Write", "cannot be overridden"),
        "fr": ("Vérifie", "Pourquoi", "Écrire", "ne peut pas être outrepassée"),
    }.get(language, ("Checks", "Why", "Write", "cannot be overridden"))
    firm = "" if rule.overridable else f", {titles[3]}"
    lines = [f"{rule.id} ({rule.number}, {rule.level}{firm})"]
    for title, words in zip(titles, (rule.checks, rule.why, rule.rewrite), strict=False):
        lines.append(f"  {title}: {say(words, language)}")
    return "\n".join(lines)


def lint(message: Message, context: Context | None = None, settings: "Settings | None" = None) -> tuple[Finding, ...]:
    """The findings of one text, in the order of the text."""
    return next(lint_all([(message, context or Context())], settings))


def lint_all(
    texts: Iterable[tuple[Message, Context]], settings: "Settings | None" = None
) -> Iterator[tuple[Finding, ...]]:
    """The findings of each text. Each rule goes over many texts before the next one does: its words and patterns are
    then at hand in the processor's caches, and a thousand texts take four fifths of the time."""
    from crisisctl.rules._reading import Reading
    from crisisctl.rules._settings import DEFAULT

    left = iter(texts)
    while some := list(islice(left, _AT_ONCE)):
        readings = [Reading(message, context, settings or DEFAULT) for message, context in some]
        found: list[list[tuple[int, Finding]]] = [[] for _ in readings]
        for rule in rules():
            for reading, findings in zip(readings, found, strict=True):
                if not rule.overridable or rule.id not in reading.message.allow:
                    findings.extend(_findings(rule, reading))
        for findings in found:
            findings.sort(key=itemgetter(0))
            yield tuple(finding for _, finding in findings)


def _findings(rule: Rule, reading: "Reading") -> Iterator[tuple[int, Finding]]:
    """What one rule finds in a text, with where it begins; the same place once, by whatever it was found."""
    settings = reading.settings
    told: set[tuple[int, int]] = set()
    for hit in rule.check(reading):
        if hit.end and (hit.start, hit.end) in told:
            continue
        told.add((hit.start, hit.end))
        level = settings.level(rule, hit.level or rule.level, reading.audience)
        shown = _shown(hit, reading)
        if level != "off" and not (rule.overridable and settings.allows(rule.id, shown)):
            yield hit.start, _finding(rule, hit, level, shown, reading)


def _set(words: str, reading: "Reading") -> str:
    return typeset(words) if reading.language == "fr" else words


def _shown(hit: Hit, reading: "Reading") -> str:
    """The matched words, or the kind of the secret among them."""
    if hit.shown is not None:
        return hit.shown
    for start, end, kind in reading.secrets:
        if hit.start < end and start < hit.end:
            return f"<{kind}>"
    return reading.message.text[hit.start : hit.end]


def _finding(rule: Rule, hit: Hit, level: Level, shown: str, reading: "Reading") -> Finding:
    before = reading.message.text[: hit.start]
    line_start = before.rfind("\n") + 1
    return Finding(
        rule=rule.id,
        level=level,
        line=before.count("\n") + 1,
        column=hit.start - line_start + 1,
        match=" ".join(shown.split()),
        why=_set(say(hit.why or rule.why, reading.language), reading),
        rewrite=_set(hit.rewrite or say(rule.rewrite, reading.language), reading),
    )
