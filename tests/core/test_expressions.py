"""The small language of `when` and `until`: what it says, what it refuses, and that it runs nothing."""

from __future__ import annotations

import builtins
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisisctl.expressions import check, holds, names

FACTS = {
    "severity": "SEV1",
    "affected": 120,
    "rate": 0.5,
    "down": ("whatsapp", "x"),
    "cause": "network",
    "restored": False,
    "words": ["a"],
}
MARKS = [
    "severity",
    "affected",
    "down",
    "cause",
    "unknown",
    "None",
    "true",
    "false",
    "none",
    "'SEV1'",
    "''",
    "1",
    "0",
    "1.5",
    "-1",
    "1e999",
    "0x1f",
    "1j",
    "b'x'",
    "f'{x}'",
    "...",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "in",
    "not",
    "is",
    "and",
    "or",
    "if",
    "else",
    "for",
    "lambda",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    ":=",
    ".",
    "*",
    "**",
    "%",
    "+",
    "-",
    "~",
    "@",
    ";",
    "#",
    "'",
    '"',
    "\\",
    "\\d",
    "\n",
    "\x00",
    "\ud800",
    "²",
    "__import__",
]
WORDS = st.one_of(
    st.lists(st.sampled_from(MARKS), max_size=12).map(" ".join),
    st.lists(st.sampled_from(MARKS), max_size=12).map("".join),
    st.text(max_size=40),
)


@pytest.mark.parametrize(
    "text",
    [
        "severity == 'SEV1' and affected > 100",
        "severity in ['SEV1', 'SEV2']",
        "'whatsapp' in down",
        "'sms' not in down and not restored",
        "'net' in cause",
        "unknown == none",
        "not unknown",
        "unknown != 'x'",
        "not unknown > 3 and not unknown < 3",
        "not cause > 3",
        "100 < affected <= 120",
        "affected > -1",
        "rate < 1 and 'a' < 'b'",
        "cause and (restored or true) != false",
        "words == ['a']",
        "'x' not in unknown",
        "not 3 in cause",
        "-cause == none",
    ],
)
def test_what_holds(text: str) -> None:
    assert check(text) is None
    assert holds(text, FACTS)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "cause.upper()",
        "print(cause)",
        "cause()",
        "down[0]",
        "[each for each in down]",
        "lambda: 1",
        "affected + 1 > 3",
        "'a' * 1000000000",
        "2 ** 9999 > 1",
        "f'{cause}'",
        "cause is none",
        "(x := 3)",
        "{1: 2}",
        "{1}",
        "~affected",
        "1j == 1",
        "b'x' == 'x'",
        "... == 1",
        "[*down]",
        "cause if restored else severity",
        "await cause",
    ],
)
def test_what_is_not_let_in(text: str) -> None:
    assert check(text) == f"`{text}`: only names, values, comparisons, and, or, not and in are allowed"
    with pytest.raises(ValueError, match="are allowed"):
        holds(text, FACTS)


@pytest.mark.parametrize("text", ["", "and", "a b", "a = 3", "a; b", "\0", "(" * 400, "'" * 3, "a\nb", "\ud800"])
def test_what_is_no_expression(text: str) -> None:
    assert (check(text) or "").endswith(
        "is not an expression: write for instance severity == 'SEV1' and affected > 100"
    )


def test_an_expression_is_short() -> None:
    assert check(" or ".join(["cause"] * 100)) == "an expression has at most 500 characters"
    assert check("not " * 124 + "a") is None


def test_the_names_it_reads() -> None:
    assert names("severity == 'SEV1' and (true or affected > limit) and none != cause") == {
        "severity", "affected", "limit", "cause",
    }  # fmt: skip


@given(
    WORDS, st.dictionaries(st.sampled_from(["affected", "cause", "severity"]), st.none() | st.integers() | st.text())
)
def test_anything_holds_does_not_or_is_refused(text: str, facts: dict[str, Any]) -> None:
    reason = check(text)
    try:
        assert holds(text, {**FACTS, **facts}) in {True, False}
        assert reason is None
        assert names(text).isdisjoint({"true", "false", "none"})
    except ValueError as problem:
        assert str(problem) == reason  # noqa: PT017 - anything else is raised


@given(WORDS)
def test_nothing_is_ever_run(text: str) -> None:
    class Trap(str):
        """A value whose every hook tells."""

        __slots__ = ()

        def __getattribute__(self, name: str) -> Any:
            if name == "__class__":
                return str
            raise AssertionError(f"reached into for {name}")

        def __call__(self) -> None:
            raise AssertionError("called")

        def __getitem__(self, key: object) -> str:
            raise AssertionError("indexed")

    before = set(vars(builtins))
    if check(text) is None:
        holds(text, dict.fromkeys(names(text), Trap("trap")))
    assert set(vars(builtins)) == before
