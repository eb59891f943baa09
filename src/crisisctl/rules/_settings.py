"""What a team may change: levels, levels per audience, words of its own, and what is allowed.

[levels]
jargon = "off"

[audience.partners]
blame = "warning"

[allow]
internal-leak = ["A-123"]            # matched texts that never count

[words.fr]
jargon = ["bascule à froid", "kub* => nos serveurs"]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from crisisctl.errors import BadInputFile
from crisisctl.rules import LEVELS, Level, Rule, ids
from crisisctl.rules._fold import fold
from crisisctl.rules._index import PLAIN
from crisisctl.rules._words import Lists
from crisisctl.text import did_you_mean


class Settings:
    """Changes to what is shipped; the empty one changes nothing."""

    def __init__(
        self,
        levels: Mapping[str, Level] | None = None,
        audiences: Mapping[str, Mapping[str, Level]] | None = None,
        allowed: Mapping[str, frozenset[str]] | None = None,
        words: Mapping[str, Mapping[str, tuple[str, ...]]] | None = None,
    ) -> None:
        self.levels = levels or {}
        self.audiences = audiences or {}
        self.allowed = allowed or {}
        self.words = words or {}
        self._lists: dict[str, Lists] = {}
        self._entries: dict[tuple[str, str], frozenset[str]] = {}

    def level(self, rule: Rule, level: Level, audience: str) -> Level:
        """The level a finding has: the audience's, else the rule's, else what the rule itself says."""
        if not rule.overridable:
            return level
        for_audience = self.audiences.get(audience) or {}
        return for_audience.get(rule.id) or self.levels.get(rule.id) or level

    def allows(self, rule: str, matched: str) -> bool:
        return rule in self.allowed and fold(matched).strip() in self.allowed[rule]

    def lists(self, language: str) -> Lists:
        """The word lists of a language, with the team's own words."""
        if language not in self._lists:
            own = self.words.get(language)
            self._lists[language] = Lists(own, language) if own else _shipped_lists(language)
        return self._lists[language]

    def plain(self, language: str, name: str) -> tuple[str, ...]:
        """The entries of a list as they are, for lists that are not phrases (domains, numbers)."""
        return self.lists(language).plain.get(name, ())

    def entries(self, language: str, name: str) -> frozenset[str]:
        """The words of a list that is not made of phrases."""
        key = (language, name)
        if key not in self._entries:
            self._entries[key] = frozenset(word for line in self.plain(language, name) for word in line.split())
        return self._entries[key]


@cache
def _shipped_lists(language: str) -> Lists:
    return Lists({}, language)


DEFAULT = Settings()
_SECTIONS = ("levels", "audience", "allow", "words")


def read(text: str, where: str = "lint.toml", over: Settings = DEFAULT) -> Settings:
    """The settings of a ``lint.toml``, laid over others. Raises ``BadInputFile`` with every problem."""
    import tomllib

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise BadInputFile(f"{where}: {problem}", findings=(f"{where}: {problem}",)) from None
    problems: list[str] = []
    problems += [f"`{key}` is not a section{did_you_mean(key, _SECTIONS)}" for key in data if key not in _SECTIONS]
    levels = _levels(data.get("levels", {}), problems, "levels")
    audiences = {
        name: {**over.audiences.get(name, {}), **_levels(section, problems, f"audience.{name}")}
        for name, section in _table(data.get("audience", {}), problems, "audience").items()
    }
    allowed = {
        rule: over.allowed.get(rule, frozenset())
        | {fold(text).strip() for text in _texts(texts, problems, f"allow.{rule}")}
        for rule, texts in _table(data.get("allow", {}), problems, "allow").items()
        if _known(rule, problems, "allow")
    }
    words = dict(over.words)
    for language, section in _table(data.get("words", {}), problems, "words").items():
        words[language] = _words(language, section, problems, words.get(language, {}))
    if problems:
        findings = tuple(f"{where}: {problem}" for problem in problems)
        raise BadInputFile(findings[0], "see `docs/message-lint.md`", findings)
    return Settings({**over.levels, **levels}, {**over.audiences, **audiences}, {**over.allowed, **allowed}, words)


def _levels(section: object, problems: list[str], where: str) -> dict[str, Level]:
    found: dict[str, Level] = {}
    for rule, level in _table(section, problems, where).items():
        if not rule.startswith("playbook-") and not _known(rule, problems, where):  # those are the playbook lint's
            continue
        chosen = next((known for known in LEVELS if known == level), None)
        if chosen is None:
            problems.append(f"{where}.{rule}: `{level}` is not a level (error, warning, info, off)")
        elif rule in {"placeholder-unrendered", "secret-leak"}:
            problems.append(f"{where}.{rule}: this rule cannot be changed")
        else:
            found[rule] = chosen
    return found


def _known(rule: str, problems: list[str], where: str) -> bool:
    if rule in ids():
        return True
    problems.append(f"{where}: there is no rule `{rule}`{did_you_mean(rule, ids())}")
    return False


def _table(section: object, problems: list[str], where: str) -> dict[str, object]:
    if isinstance(section, dict):
        return section
    problems.append(f"{where} must be a table")
    return {}


def _texts(value: object, problems: list[str], where: str) -> Iterable[str]:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return value
    problems.append(f"{where} must be a list of texts")
    return ()


def _words(
    language: str, section: object, problems: list[str], over: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    from crisisctl.rules._phrases import PhraseError, check

    found = dict(over)
    for name, value in _table(section, problems, f"words.{language}").items():
        phrases = []
        for text in _texts(value, problems, f"words.{language}.{name}"):
            phrase, arrow, instead = text.partition("=>")
            phrases.append(fold(phrase).strip() + (f" => {instead.strip()}" if arrow else ""))
            try:
                if name not in PLAIN:
                    check(text)
            except PhraseError as problem:
                problems.append(f"words.{language}.{name}: {problem}")
        found[name] = (*found.get(name, ()), *phrases)
    return found
