"""Which texts of a message are meant: by their numbers, their channels, or all of them."""

from __future__ import annotations

from collections.abc import Sequence

from crisisctl.screen import Shown, paragraph
from crisisctl.walk.asking import ask, confirmed
from crisisctl.walk.seat import Seat


def several(seat: Seat, waiting: list[Shown], question: str) -> list[Shown]:
    """The texts meant; all of them by Enter alone."""
    if len(waiting) == 1:
        return waiting
    names = ", ".join(f"{each.number} {each.name}" for each in waiting)
    hint = f"{seat.words('several_hint')} · {seat.words('enter_all')} ({names})"
    while True:
        typed = ask(seat.paper, seat.words, seat.words(question), hint=hint).replace(",", " ").lower().split()
        if not typed:
            return waiting
        typed = [_whole(word, waiting) for word in typed]
        if found := _named(typed, waiting):
            return found
        wrong = next((word for word in typed if not any(word in _handles(each) for each in waiting)), " ".join(typed))
        told = f"! {seat.words('no_such', word=wrong, near='')}"
        seat.paper.put(paragraph(told, seat.paper.width, "yellow", " "))


def _whole(word: str, waiting: Sequence[Shown]) -> str:
    """The channel that begins so, where only one does."""
    if any(word in _handles(each) for each in waiting):
        return word
    begun = {each.draft.channel for each in waiting if each.draft.channel.startswith(word)}
    return begun.pop() if len(begun) == 1 else word


def _named(typed: Sequence[str], waiting: Sequence[Shown]) -> list[Shown]:
    """Those whose number or channel is typed; ``sms fr`` narrows to a language. Empty where a word is none of them."""
    languages = {each.draft.language for each in waiting}
    narrowed = set(typed) & languages
    handles = [word for word in typed if word not in languages]
    if any(not any(word in _handles(each) for each in waiting) for word in handles):
        return []
    chosen = [each for each in waiting if not handles or set(handles) & _handles(each)]
    return [each for each in chosen if not narrowed or each.draft.language in narrowed]


def _handles(each: Shown) -> set[str]:
    return {str(each.number), each.draft.channel, f"{each.draft.channel}/{each.draft.language}"}


def agreed(seat: Seat, chosen: Sequence[Shown]) -> bool:
    """Whether the person says that these have left: each of them is named, however they were chosen."""
    if len(chosen) == 1:
        return confirmed(seat.paper, seat.words, seat.words("ask_sent", name=chosen[0].name))
    ways = ", ".join(
        f"{channel} {'/'.join(languages)}" for languages, channels in grouped(chosen).items() for channel in channels
    )
    return confirmed(seat.paper, seat.words, seat.words("ask_all", count=len(chosen), names=ways))


def grouped(chosen: Sequence[Shown]) -> dict[tuple[str, ...], list[str]]:
    """Channels by the languages that are meant on them: most often one act tells it all."""
    languages: dict[str, list[str]] = {}
    for each in chosen:
        languages.setdefault(each.draft.channel, []).append(each.draft.language)
    groups: dict[tuple[str, ...], list[str]] = {}
    for channel, known in languages.items():
        groups.setdefault(tuple(sorted(known)), []).append(channel)
    return groups
