"""Word lists: phrases in a small language, one a line, matched all at once in one pass over a message.

A list file has ``[name]`` headings; under each, one phrase a line; ``#`` at the start of a line begins a comment.

    petit* soucis?            a word; ``*`` stands for the rest of it, ``?`` makes its last letter optional
    (nous|on) (avons|a)?      one of several; ``?`` after the bracket means it may be missing
    ne ~ pas                  ``~`` stands for up to four words, commas included
    suite à … attaque*        ``…`` stands for up to 80 characters of the same sentence
    cluster* => groupe        what to write instead
    # clients                   ``#`` stands for a number
    @verbs                    inside a group: the words of a list named ``verbs``

Case and accents do not matter. Phrases are found by their first words, and a pattern is compiled
the first time one of those words is met: starting costs next to nothing, however long the lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from crisisctl.rules._fold import fold

Span = tuple[int, int]
_GAP = r"""[\s'"*_()-]{1,4}+"""
_SOME_WORDS = r"""(?:[\s'"*_(),%-]{1,4}+\w++){0,4}?"""
_SAME_SENTENCE = r"(?:(?![.!?;]\s)[^\n]){0,80}?"
_TOKEN = re.compile(r"[a-z0-9]+")
_NUMBER = r"\d{1,9}(?:[\s.,]\d{1,3}){0,4}"
_PIECE = re.compile(r"[()|?~%#]|\.\.\.|[a-z0-9]+[*?]?|\S")
PLAIN = frozenset({"contacts", "domains", "shorteners", "acronyms", "ticket-fine"})
"""Lists that are compared as they are, not as phrases."""
_KEY = 3
"""Phrases that begin with an open word (``indispon*``) are found by this many letters."""


class BadPhrase(ValueError):
    """A phrase that cannot be read; the text says why."""


def languages() -> tuple[str, ...]:
    """The languages that have word lists."""
    found = (entry.name for entry in files(__package__).joinpath("words").iterdir())
    return tuple(sorted(name.removesuffix(".txt") for name in found if name.endswith(".txt")))


@cache
def shipped(language: str) -> Mapping[str, tuple[str, ...]]:
    """The lists of a language as they lie in its file, folded; nothing for a language without one."""
    place = files(__package__).joinpath("words", f"{language}.txt")
    return read(place.read_text("utf-8")) if language.isalpha() and place.is_file() else {}


def read(text: str) -> dict[str, tuple[str, ...]]:
    """The lists of a file: name -> folded phrases, lists named with ``@`` put in where they are called for."""
    lists: dict[str, list[str]] = {}
    current: list[str] = []
    for line, written in zip(fold(text).split("\n"), text.split("\n"), strict=True):
        phrase = line.strip()
        if not phrase or phrase.startswith("# "):
            continue
        if phrase[0] == "[":
            current = lists.setdefault(phrase.strip("[]"), [])
        elif "=>" in phrase:
            current.append(phrase.partition("=>")[0] + "=>" + written.partition("=>")[2])
        else:
            current.append(phrase)
    return {name: tuple(phrases) for name, phrases in lists.items()}


def with_lists(phrase: str, lists: Mapping[str, Iterable[str]]) -> str:
    """``phrase`` with each ``@name`` replaced by the words of that list (which may call for others in turn)."""
    for _ in range(4):
        if "@" not in phrase:
            break
        phrase = re.sub(r"@([a-z0-9_-]+)", lambda called: "|".join(lists.get(called[1], (called[1],))), phrase)
    return phrase


def first_words(phrase: str) -> set[str]:
    """The words a phrase can begin with, each as written (``indispon*`` keeps its star)."""
    found: set[str] = set()
    rest = phrase
    while rest.startswith("("):
        end = _closing(rest)
        for alternative in _alternatives(rest[1:end]):
            found |= first_words(alternative.strip())
        if rest[end + 1 : end + 2] != "?":
            return found
        rest = rest[end + 2 :].strip()
    word = _WORD.match(rest)
    if not rest:
        return found
    if not word:
        raise BadPhrase(f"`{phrase}` must begin with a word")
    found.add(word[1])
    if word[2]:
        found.add(word[1][:-1])
    return found


_WORD = re.compile(r"([a-z0-9]+\*?|#)(\?)?")


def _closing(text: str) -> int:
    depth = 0
    for place, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if not depth:
            return place
    raise BadPhrase(f"`{text}` has a bracket that is never closed")


def _alternatives(text: str) -> Iterator[str]:
    depth = begin = 0
    for place, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if char == "|" and not depth:
            yield text[begin:place]
            begin = place + 1
    yield text[begin:]


def pattern(phrase: str) -> str:
    """The regular expression of a folded phrase, without its ends."""
    pieces = _PIECE.findall(phrase)
    found, rest = _sequence(pieces, 0, top=True)
    if rest != len(pieces):
        raise BadPhrase(f"`{phrase}` has a bracket too many")
    return found


def _sequence(pieces: list[str], at: int, *, top: bool = False) -> tuple[str, int]:
    out: list[str] = []
    leading = True
    while at < len(pieces) and not (pieces[at] in "|)" and not top):
        piece = pieces[at]
        at += 1
        if piece == "~":
            out.append(_SOME_WORDS)
            continue
        if piece == "...":
            out.append(_SAME_SENTENCE)
            continue
        if piece == "(":
            item, at = _group(pieces, at)
        elif piece == "%":
            out.append(r"\s?%")
            continue
        elif piece == "#":
            item = _NUMBER + r"(?!\w)"
        elif piece[0].isalnum():
            item = piece[:-1] + r"\w*+" if piece[-1] == "*" else piece + r"(?!\w)"
        elif piece in "'-\"":
            continue
        else:
            raise BadPhrase(f"`{piece}` has no meaning here")
        optional = at < len(pieces) and pieces[at] == "?"
        at += optional
        out.append(_joined(item, leading=leading, optional=optional))
        leading = leading and optional
    return "".join(out), at


def _joined(item: str, *, leading: bool, optional: bool) -> str:
    if leading:
        return f"(?:{item}{_GAP})?" if optional else item
    return f"(?:{_GAP}{item})?" if optional else _GAP + item


def _group(pieces: list[str], at: int) -> tuple[str, int]:
    found: list[str] = []
    while True:
        item, at = _sequence(pieces, at)
        found.append(item)
        if at >= len(pieces):
            raise BadPhrase("a bracket is never closed")
        at += 1
        if pieces[at - 1] == ")":
            return f"(?:{'|'.join(found)})", at


class Lists:
    """The lists of one language, ready to be searched."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        self._exact: dict[str, dict[str, list[str]]] = {}
        self._open: dict[str, dict[str, list[str]]] = {}
        self._compiled: dict[tuple[bool, str], tuple[tuple[str, re.Pattern[str]], ...]] = {}
        self._instead: dict[str, list[tuple[str, str]]] = {}
        self.plain = {name: tuple(phrases) for name, phrases in lists.items()}
        for name, phrases in self.plain.items():
            if name[0] != "_" and name not in PLAIN:
                for phrase in phrases:
                    self._add(name, with_lists(phrase, self.plain))

    def _add(self, name: str, phrase: str) -> None:
        phrase, _, instead = (part.strip() for part in phrase.partition("=>"))
        if instead:
            self._instead.setdefault(name, []).append((phrase, instead))
        for word in first_words(phrase):
            if not word.endswith("*"):
                self._exact.setdefault(word, {}).setdefault(name, []).append(phrase)
            elif len(word) > _KEY:
                self._open.setdefault(word[:_KEY], {}).setdefault(name, []).append(phrase)
            else:
                raise BadPhrase(f"`{phrase}`: write at least {_KEY} letters before the star")

    def search(self, text: str) -> dict[str, list[Span]]:
        """Every place of a folded text where a phrase of any list begins: list -> spans, in order."""
        found: dict[str, list[Span]] = {}
        exact, openly = self._exact, self._open
        for token in _TOKEN.finditer(text):
            word, start = token[0], token.start()
            if word in exact:
                self._match(False, word, text, start, found)
            if (key := word[:_KEY]) in openly:
                self._match(True, key, text, start, found)
            if word[0] <= "9" and "#" in exact:
                self._match(False, "#", text, start, found)
        return found

    def _match(self, is_open: bool, key: str, text: str, start: int, found: dict[str, list[Span]]) -> None:
        compiled = self._compiled.get((is_open, key)) or self._compile(is_open, key)
        for name, regex in compiled:
            if match := regex.match(text, start):
                spans = found.setdefault(name, [])
                if not spans or spans[-1][1] < match.end():
                    spans.append(match.span())

    def _compile(self, is_open: bool, key: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
        bucket = (self._open if is_open else self._exact)[key]
        compiled = tuple(
            (name, re.compile("(?:" + "|".join(pattern(p) for p in sorted(phrases, key=len, reverse=True)) + r")(?!\w)"))
            for name, phrases in bucket.items()
        )
        self._compiled[is_open, key] = compiled
        return compiled

    def instead(self, name: str, matched: str) -> str:
        """What the list says to write in place of a matched text, or nothing."""
        for phrase, instead in self._instead.get(name, ()):
            if re.fullmatch(pattern(phrase), matched):
                return instead
        return ""
