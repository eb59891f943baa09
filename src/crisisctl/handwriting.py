"""A playbook's texts and questions as printed for somebody who completes them by hand: no code, only blanks. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from crisisctl.playbook import Input, Message, Organisation
from crisisctl.text import Words, clean, one_line, say, unbroken

_TAG = re.compile(r"\{%-?\s*(\w+)(?:[^%]|%(?!\}))*%\}")
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_BLANK = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}", re.DOTALL)
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_NAME = re.compile(r"[^\W\d][\w.]*")
_NO_NAMES = frozenset({"if", "else", "or", "and", "not", "in", "is"})
_SHOWN = {"if": "[", "elif": " / ", "else": " / ", "endif": "]"}


def by_hand(text: str, known: Mapping[str, str]) -> str:
    """Each value that is known, ``‹name›`` for each that is not, ``[this / or that]`` where a condition chooses."""
    without = _TAG.sub(lambda tag: _SHOWN.get(tag[1], ""), _COMMENT.sub("", text))
    return _BLANK.sub(lambda blank: _filled(blank[1], known), without)


def _filled(expression: str, known: Mapping[str, str]) -> str:
    """Of ``contacts.helpline or phone`` the first that is known; of ``this if that else other`` the last."""
    bare = _QUOTED.sub("", expression).partition("|")[0]
    names = [name for name in _NAME.findall(bare) if name not in _NO_NAMES]
    if " or " not in bare:
        names = names[-1:]
    found = next((known[name] for name in names if name in known), "")
    return found or f"‹{(names or [''])[0].removeprefix('roles.')}›"


def known_of(ours: Organisation, *, private: bool) -> dict[str, str]:
    """What every message may print of us; where our own people meet only on a sheet for few eyes."""
    contacts = {name: unbroken(one_line(way)) for name, way in (ours.contacts if private else ours.published).items()}
    return {"company": one_line(ours.name), **contacts, **{f"contacts.{name}": way for name, way in contacts.items()}}


def ask(spec: Input, language: str) -> tuple[str, tuple[str, ...]]:
    """What is to be found out, with its name in the messages, and its possible answers where it has some."""
    prompt, more = one_line(say(spec.prompt, language)), one_line(say(spec.help, language))
    told = f"{prompt} ({spec.name})" if prompt else spec.name
    choices = tuple(one_line(say(words, language)) or choice for choice, words in spec.choices.items())
    return f"{told} – {more}" if more else told, choices


def texts_of(
    message: Message, languages: Iterable[str], short: str, known: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Every text of a message with the name of it: the body, the ``short`` one, those of single channels."""

    def printed(words: Words, language: str) -> str:
        return by_hand(clean(say(words, language)).strip(), known).replace("**", "")

    for each in languages:
        subject = one_line(printed(message.subject, each))
        yield each, "\n\n".join(filter(None, (subject, printed(message.body, each))))
        if message.short:
            yield f"{short} · {each}", printed(message.short, each)
    for channel, own in message.channels.items():
        yield from ((f"{channel} · {each}", printed(own, each)) for each in languages)
