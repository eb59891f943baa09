"""Whatever is in the file, the reader answers with problems that have a place and a documented code."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from crisisctl import organisation, reader
from crisisctl.plain import from_plain, to_plain
from crisisctl.playbook import Playbook

FINE = (Path(__file__).parent / "cases" / "fine.yaml").read_text(encoding="utf-8")
DOCUMENTED = set(
    re.findall(r"`([a-z0-9-]+)`", (Path(__file__).parents[2] / "docs" / "playbook-format.md").read_text("utf-8"))
)

words = st.sampled_from(
    [
        *re.findall(r"[\w-]+", FINE),
        "{{",
        "}}",
        "{%",
        "%}",
        "|",
        ">",
        "&a",
        "*a",
        "<<",
        "!!str",
        "#x",
        "\t",
        "15:00",
        "~",
        "\u2028",
    ]
)
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | words | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(words | st.text(max_size=8) | st.integers(), inner, max_size=6)
    ),
    max_leaves=30,
)


def judge(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fine.yaml"
        path.write_bytes(data)
        made, problems = reader.check(path)
        organisation.check(path)
    assert (made is None) == any(problem.level == "error" for problem in problems)
    lines = data.count(b"\n") + data.count(b"\r") + 1
    for problem in problems:
        assert 1 <= problem.line <= lines + 1
        assert problem.column >= 1
        assert problem.code in DOCUMENTED
        assert "\n" not in str(problem)
    assert list(problems) == sorted(problems, key=lambda problem: (problem.line, problem.column))
    if made is not None:
        assert from_plain(Playbook, to_plain(made)) == made


@settings(deadline=None)  # other tests run beside it: a slow moment is no finding
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    judge(data)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    judge(text.encode("utf-8", "surrogatepass"))


@settings(deadline=None)
@given(plain)
def test_any_yaml(value: object) -> None:
    judge(yaml.safe_dump(value, allow_unicode=True).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("fast", [True, False], ids=["fast", "slow"])
@settings(max_examples=settings().max_examples * 4 // 5, deadline=None)  # both are slow
@given(data=st.data())
def test_a_playbook_with_words_put_in_and_taken_out(fast: bool, data: st.DataObject) -> None:
    text = FINE
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = start + data.draw(st.integers(0, 40))
        text = text[:start] + data.draw(words) + text[end:]
    with pytest.MonkeyPatch.context() as patch:
        if not fast:
            patch.delattr(yaml, "CSafeLoader", raising=False)
        judge(text.encode())
