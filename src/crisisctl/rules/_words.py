"""Word lists: files of phrases, all searched in one pass over a message.

A list file has ``[name]`` headings; under each, one phrase a line, in the small language of ``_phrases``. A line that
begins with ``# `` is a comment; ``=> …`` after a phrase says what to write instead; ``@name`` inside a bracket puts in
the words of the list of that name. Case and accents do not matter.

Phrases are found by their first words, and read the first time one of those is met: starting costs next to
nothing, however long the lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from crisisctl.rules._fold import fold
from crisisctl.rules._matching import Tokens, match, second_words
from crisisctl.rules._phrases import KEY, Items, first_words, parse, with_lists

Span = tuple[int, int]
PLAIN = frozenset({"contacts", "domains", "shorteners", "acronyms", "ticket-fine", "idle"})
"""Lists that are compared as they are, not as phrases."""
_FOLDER = Path(__file__).with_name("words")


def languages() -> tuple[str, ...]:
    """The languages that have word lists."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.txt")))


@cache
def shipped(language: str) -> Mapping[str, tuple[str, ...]]:
    """The lists of a language as they lie in its file, folded; nothing for a language without one."""
    place = _FOLDER / f"{language}.txt"
    return read(place.read_text("utf-8")) if language.isalpha() and place.is_file() else {}


def read(text: str) -> dict[str, tuple[str, ...]]:
    """The lists of a file: name -> folded phrases (what stands after ``=>`` stays as written)."""
    lists: dict[str, list[str]] = {}
    current: list[str] = []
    for line in text.split("\n"):
        phrase = line.strip()
        if not phrase or phrase.startswith("# "):
            continue
        if phrase[0] == "[":
            current = lists.setdefault(phrase.strip("[]"), [])
            continue
        phrase, arrow, instead = phrase.partition("=>")
        current.append(
            (phrase.lower() if phrase.isascii() else fold(phrase)).strip() + (f" =>{instead}" if arrow else "")
        )
    return {name: tuple(phrases) for name, phrases in lists.items()}


_Some = list[tuple[str, Items]]


def _bucket(first: str, phrases: list[tuple[str, str]]) -> dict[str, _Some]:
    """The phrases of a first word by the first letters of their second; under nothing those that take any."""
    bucket: dict[str, _Some] = {}
    for name, phrase in phrases:
        items = parse(phrase)
        seconds = second_words(items, first)
        for second in {""} if "" in seconds else seconds:
            bucket.setdefault(second, []).append((name, items))
    return bucket


def _try(some: _Some, tokens: Tokens, at: int, found: dict[str, list[Span]], without: frozenset[str]) -> None:
    for name, items in some:
        if name in without:
            continue
        end = match(items, tokens, at)
        if end:
            span = (tokens.starts[at], tokens.ends[end - 1])
            spans = found.setdefault(name, [])
            if not spans or spans[-1][1] < span[1]:
                if spans and spans[-1][0] == span[0]:
                    spans.pop()
                spans.append(span)


class Lists:
    """The lists of one language, ready to be searched."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        self.plain = {name: tuple(phrases) for name, phrases in lists.items()}
        self._instead: dict[str, list[tuple[str, str]]] = {}
        self._written: dict[str, list[tuple[str, str]]] = {}
        """First word (or the first letters of an open one, with a star) -> list and phrase."""
        self._ready: dict[str, dict[str, _Some]] = {}
        for name, phrases in self.plain.items():
            if name[0] != "_" and name not in PLAIN:
                for phrase in phrases:
                    self._add(name, phrase)

    def _add(self, name: str, phrase: str) -> None:
        phrase, arrow, instead = phrase.partition("=>")
        whole = with_lists(phrase.strip(), self.plain)
        if arrow:
            self._instead.setdefault(name, []).append((whole, instead.strip()))
        for key in {word[:KEY] + "*" if word[-1] == "*" else word for word in first_words(whole)}:
            self._written.setdefault(key, []).append((name, whole))

    def search(self, text: str, without: frozenset[str] = frozenset()) -> dict[str, list[Span]]:
        """Every place of a folded text where a phrase of any list (but some) stands: list -> spans, in order."""
        found: dict[str, list[Span]] = {}
        tokens = Tokens(text)
        written = self._written
        for at, word in enumerate(tokens.words):
            if word in written:
                self._match(word, tokens, at, found, without)
            if (key := word[:KEY] + "*") in written:
                self._match(key, tokens, at, found, without)
            if word[0] <= "9" and "#" in written:
                self._match("#", tokens, at, found, without)
        return found

    def _match(self, key: str, tokens: Tokens, at: int, found: dict[str, list[Span]], without: frozenset[str]) -> None:
        bucket = self._ready.get(key)
        if bucket is None:
            bucket = self._ready[key] = _bucket(key, self._written[key])
        after = at + 1
        if after < tokens.count and not tokens.before[after]:
            word = tokens.words[after]
            if some := bucket.get(word[:KEY]):
                _try(some, tokens, at, found, without)
            if word[0] <= "9" and (some := bucket.get("#")):
                _try(some, tokens, at, found, without)
        if some := bucket.get(""):
            _try(some, tokens, at, found, without)

    def instead(self, name: str, matched: str) -> str:
        """What the list says to write in place of a matched text, or nothing."""
        tokens = Tokens(matched)
        for phrase, instead in self._instead.get(name, ()):
            if tokens.count and match(parse(phrase), tokens, 0) == tokens.count:
                return instead
        return ""
