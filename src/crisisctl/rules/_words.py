"""Word lists: files of phrases, all searched in one pass over a message.

A list file has ``[name]`` headings; under each, one phrase a line, in the small language of ``_phrases``. A line that
begins with ``# `` is a comment; ``=> …`` after a phrase says what to write instead; ``@name`` inside a bracket puts in
the words of the list of that name. Case and accents do not matter.

Reading a thousand phrases takes longer than everything else a lint does, so it is done once: ``fr.index`` beside
``fr.txt`` holds them as they are searched (``_index``). A wheel ships it; in a checkout it is written when a list has
changed, as Python does with ``.pyc`` files. Where it is missing and cannot be written, nothing but time is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from crisisctl.rules import _stored
from crisisctl.rules._fold import fold
from crisisctl.rules._index import Data, Index, Span, keep
from crisisctl.rules._matching import Tokens

FOLDER = Path(__file__).with_name("words")
_FORMAT = b"crisisctl words 7\n"
"""Another number whenever another version of this program would make another index of the same lists."""


def languages() -> tuple[str, ...]:
    """The languages that have word lists."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.txt")))


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


@cache
def shipped(language: str) -> Mapping[str, tuple[str, ...]]:
    """The lists of a language as they lie in its file, folded; nothing for a language without one."""
    return read(_source(language).decode())


@cache
def shipped_index(language: str) -> Index:
    """The index of a language's lists: the one that is stored, or a new one where that is missing or out of date."""
    source = _source(language)
    place = FOLDER / f"{language}.index"
    kept: tuple[Data, bytes | memoryview] | None = _stored.read(place, _FORMAT, source) if source else None
    if kept is None:
        kept = _made(source)
        if source:
            _stored.write(place, _FORMAT, source, *kept)
    return Index(*kept)


def write_indexes() -> tuple[Path, ...]:
    """Writes the index of each language beside its lists: what a build does."""
    for language in languages():
        source = _source(language)
        _stored.write(FOLDER / f"{language}.index", _FORMAT, source, *_made(source))
    return tuple(FOLDER / f"{language}.index" for language in languages())


def _source(language: str) -> bytes:
    place = FOLDER / f"{language}.txt"
    return place.read_bytes() if language.isalpha() and place.is_file() else b""


def _made(source: bytes) -> tuple[Data, bytes]:
    from crisisctl.rules._indexing import index_of

    lists = read(source.decode())
    return index_of(lists, lists)


class Lists:
    """The lists of one language, ready to be searched: those that are shipped, and those of a team laid over them."""

    def __init__(self, own: Mapping[str, Iterable[str]], language: str = "") -> None:
        over = shipped_index(language)
        lists = {name: tuple(phrases) for name, phrases in own.items()}
        if over.called & lists.keys():  # phrases that are shipped call for a list that has changed
            lists = _together(shipped(language), lists)
            over = shipped_index("")
        self._indexes = [over]
        if lists:
            from crisisctl.rules._indexing import index_of

            self._indexes.append(Index(*index_of(lists, _together(shipped(language), lists))))
        self.plain = _together(*[index.plain for index in self._indexes])

    def search(self, text: str, without: frozenset[str] = frozenset()) -> dict[str, list[Span]]:
        """Every place of a folded text where a phrase of any list (but some) stands: list -> spans, in order."""
        tokens = Tokens(text)
        found, *more = (index.search(tokens, without) for index in self._indexes)
        for other in more:
            for name, spans in other.items():
                kept: list[Span] = []
                for span in sorted((*found.get(name, ()), *spans), key=lambda span: (span[0], -span[1])):
                    keep(kept, span)
                found[name] = kept
        return found

    def instead(self, name: str, matched: str) -> str:
        """What the list says to write in place of a matched text, or nothing."""
        tokens = Tokens(matched)
        return next(filter(None, (index.instead(name, tokens) for index in self._indexes)), "") if tokens.count else ""


def _together(*some: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    names = dict.fromkeys(name for lists in some for name in lists)
    return {name: tuple(phrase for lists in some for phrase in lists.get(name, ())) for name in names}
