"""Texts that mean harm: the linter answers, in time, and never with a traceback."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crisisctl.rules import Context, Finding, Message, lint
from crisisctl.rules._fold import Folded, fold
from crisisctl.rules._phrases import PhraseError, check, parse
from crisisctl.rules._words import Lists

SIZE = 40_000
CONTEXT = Context(
    status="investigating",
    mode="drill",
    channels_down=("whatsapp",),
    company="Exemplia",
    own_domains=("exemplia.example",),
    published_contacts=("01 99 00 12 34",),
    facts={"affected": 1200, "started": "14:05", "next_update": "15:30", "severity": "SEV2"},
    last_sent_facts={"affected": 1100, "started": "14:00", "eta": "18:00"},
    other_language_text="Next update at 3:30 pm, 1,200 customers.",
    staff=("Ana Bo",),
    internal_terms=("Mistral",),
)
LONG = {
    "one letter": "a" * SIZE,
    "nous": "nous " * (SIZE // 5),
    "we have": "we have not " * (SIZE // 12),
    "en raison de": "en raison de la panne de la " * (SIZE // 28),
    "digits": "1" * SIZE,
    "phone": "01 99 " * (SIZE // 6),
    "dots": "a." * (SIZE // 2),
    "at signs": "a@" * (SIZE // 2),
    "mails": "a@b.fr " * (SIZE // 7),
    "links": "https://a.fr/b " * (SIZE // 15),
    "short lines": "nous\n" * (SIZE // 5),
    "domain": "a-" * (SIZE // 2) + ".fr",
    "brackets": "[" * SIZE,
    "braces": "{{" * (SIZE // 2),
    "angle": "<nom " * (SIZE // 5),
    "password": "mot de passe le la de " * (SIZE // 22),
    "token": "aB3" * (SIZE // 3),
    "hex": "abcdef01" * (SIZE // 8),
    "clock": "15 h 30 " * (SIZE // 8),
    "marks": "!?" * (SIZE // 2),
    "spaces": " " * SIZE,
    "lines": "\n" * SIZE,
    "paths": "/a" * (SIZE // 2),
    "host": "db-" * (SIZE // 3) + "1",
    "capitals": "URGENT " * (SIZE // 7),
    "underscores": "a_" * (SIZE // 2),
    "colons": "a:" * (SIZE // 2),
    "iban": "FR76 " * (SIZE // 5),
    "combining": "e\u0301" * (SIZE // 2),
}


TIMES = 5
"""How much longer the longer text is; work that grows with the square of the length would grow 25 times."""
FAR = 12
"""Between the two: a busy machine blurs what a pattern costs, never as much as this."""


def _calls(act: Callable[[], object]) -> int:
    """How many functions it calls: the same on every machine, however busy."""
    calls = 0

    def count(frame: object, event: str, called: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(before)
    return calls


def _work(message: Message) -> tuple[int, float]:
    """The calls a text costs, and the work of the processor: what a pattern does inside one call is not counted."""
    begun = time.thread_time()
    return _calls(lambda: lint(message, CONTEXT)), time.thread_time() - begun


@pytest.mark.parametrize("channel", ["email", "sms"])
@pytest.mark.parametrize("name", LONG)
def test_a_text_costs_no_more_than_its_length(name: str, channel: str) -> None:
    """Up to forty times the longest real message: five times the length is about five times the work."""
    for language in ("fr", "en"):
        long, short = LONG[name], LONG[name][: len(LONG[name]) // TIMES]
        lint(Message(short, language, channel), CONTEXT)  # what is made once, at first use, is no part of it
        growth = float("inf")
        for _ in range(3):
            (calls, work), (more_calls, more_work) = (_work(Message(text, language, channel)) for text in (short, long))
            assert more_calls <= FAR * calls, name
            growth = min(growth, more_work / work)
            if growth < FAR:
                break
        assert growth < FAR, name


_PIECES = st.sampled_from(
    [
        *("nous ", "ne ", "pas ", "depuis ", "14 h 05", " (heure de Paris)", "we ", "have ", "not ", "prochain point "),
        *(
            "{{",
            "}}",
            "[",
            "]",
            "http://",
            "a@b.fr ",
            "1 200 clients",
            "01 99 00 12 34",
            "mot de passe : ",
            "EXERCICE ",
        ),
        *("\n", ". ", "é", "œ", "\u0301", "😢", "\x00", "\u202e"),
    ]
)
_TEXTS = st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=30).map("".join))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=_TEXTS,
    language=st.sampled_from(["fr", "en", "", "es", "../x"]),
    channel=st.sampled_from(["email", "sms", "x", "whatsapp", "push", "status-page", "phone", "nowhere", ""]),
    kind=st.sampled_from(["update", "resolved", "data-breach", "internal", "press", ""]),
    other=_TEXTS,
)
def test_nothing_raises_and_every_place_exists(text: str, language: str, channel: str, kind: str, other: str) -> None:
    facts: dict[str, object] = {"affected": other, "started": other, "severity": text}
    for context in (
        Context(),
        CONTEXT,
        Context(other_language_text=other, company=other, facts=facts, last_sent_facts=facts),
    ):
        for finding in lint(Message(text, language, channel, kind=kind, subject=other), context):
            assert isinstance(finding, Finding)
            lines = text.split("\n")
            assert 1 <= finding.line <= len(lines)
            assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1


@given(_TEXTS)
def test_every_folded_place_leads_back_into_the_text(text: str) -> None:
    folded = Folded(text)
    places = [folded.origin(place) for place in range(len(folded.text) + 1)]
    assert places == sorted(places)
    assert not places or 0 <= places[0] <= places[-1] <= len(text)


@given(st.text(alphabet="ab (|)?*~#%+.@'-…", max_size=30))
def test_a_phrase_is_read_or_refused(phrase: str) -> None:
    try:
        check(phrase)
    except PhraseError:
        return
    Lists({"mine": [fold(phrase)]}).search("a b ab ba aab")


@pytest.mark.parametrize("phrase", ["", "(", "a)", "(a|b", "a|b", "~ a", "a !", "ab*", "# )", "(a|(b)"])
def test_phrases_that_are_refused(phrase: str) -> None:
    with pytest.raises(PhraseError):
        check(phrase)


def test_a_phrase_of_many_jumps_stays_small() -> None:
    with pytest.raises(PhraseError):
        parse("a" + " ~ b" * 5)
    lists = Lists({"mine": ["a" + " ~ (b|c d|e f)?" * 4 + " (b|c d)?" * 8 + " z"]})
    short, long = (_calls(partial(lists.search, "a b c d e f " * times)) for times in (40, 80))
    assert long <= 3 * short
