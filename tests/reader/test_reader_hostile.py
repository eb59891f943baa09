"""Files made to hang, to fill the memory or to crash the reader: a naive one would not come back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from crisisctl import reader
from crisisctl.errors import BadInputFile, NotFound
from crisisctl.reader.problems import MAX_PROBLEMS
from crisisctl.reader.syntax import MAX_DEPTH

BASE = (Path(__file__).parent / "cases" / "unused-fact.yaml").read_text(encoding="utf-8")


def message(body: str) -> bytes:
    """A playbook with one message of that body, written in double quotes."""
    head, tail = BASE.split("phases:")
    words = f'audiences:\n  all: {{channels: [sms]}}\nmessages:\n  notice: {{audience: all, body: "{body}"}}\n'
    return (f"{head}{words}phases:{tail}" + "      - {id: tell, kind: message, message: notice, title: T}\n").encode()


LAUGHS = "a0: &a0 [ha, ha, ha]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 20))
MANY_STEPS = BASE + "".join(
    f"      - {{id: s{n}, kind: decision, title: x, options: "
    f"[{{id: a, goto: s{n * 7 % 2000}}}, {{id: b, goto: s{n * 11 % 2000}}}]}}\n"
    for n in range(2000)
)
NINES = "9" * 100_000

FILES = {
    "brackets": (b"[" * 1_000_000, "too-deep"),
    "braces": (b"{" * 1_000_000, "too-deep"),
    "dashes": (b"- " * 500_000, "too-deep"),
    "question marks": (b"? " * 500_000, "too-deep"),
    "colons": (b"a: " * 300_000, "syntax"),
    "open quote": (b'a: "' + b"x" * 1_000_000, "syntax"),
    "long text": (b"a: " + b"x" * 1_000_000, "unknown-key"),
    "many values": (b"a: [" + b"1," * 400_000 + b"]", "too-big"),
    "many keys": (b"".join(b"k%d: 1\n" % n for n in range(20_000)), "too-many-problems"),
    "many documents": (b"---\n" * 200_000, "several-documents"),
    "tabs": (b"\t" * 1_000_000, "tab"),
    "billion laughs": (LAUGHS.encode(), "alias"),
    "itself": (b"a: &a [*a]\n", "alias"),
    "python object": (b"!!python/object/apply:os.system [id]", "tag"),
    "50 MB": (b"a" * 50_000_000, "too-big"),
    "nul": (b"id: \0", "control-character"),
    "utf-16": ("id: x".encode("utf-16"), "not-utf8"),
    "broken utf-8": (b"id: one\ntitle: \xed\xa0\x80", "not-utf8"),
    "empty": (b"", "empty-file"),
    "only a mark": ("\ufeff".encode(), "empty-file"),
    "template power": (message("{{ 10 ** 10 ** 10 ** 10 }}"), "bad-template"),
    "template product": (message("{{ 'a' * 10000000000000 }}"), "bad-template"),
    "template call": (message("{{ range(10000000000000)|list }}"), "bad-template"),
    "template constants": (message("{{ 'a'|center(10000000000000) }}{{ nobody }}"), "unknown-placeholder"),
    "template nesting": (message("{{ " + "(" * 9000 + "1" + ")" * 9000 + " }}"), "bad-template"),
    "template depth": (message("{{ title" + ".a" * 9000 + " }}"), "bad-template"),
    "template size": (message("word " * 5000), "too-long"),
    "goto maze": (MANY_STEPS.encode(), "unreachable"),
    "long number": (
        BASE.encode() + f"      - {{id: w, kind: wait, title: x, wait: {NINES}h30}}\n".encode(),
        "bad-duration",
    ),
    "pattern": (BASE.replace("cause: {}", 'cause: {pattern: "' + "(" * 400 + 'a"}').encode(), "bad-pattern"),
    "expression": (BASE.replace("kind: task", f'kind: task, when: "{"not " * 50_000}1"').encode(), "bad-expression"),
}


# The parser in Python takes a second for each hundred thousand characters: it gets the files that are not that long.
LONG = {name for name, (data, _) in FILES.items() if len(data) > 300_000} | {"goto maze"}
PARSERS = [(name, fast) for name in FILES for fast in (True, False) if fast or name not in LONG]


@pytest.mark.parametrize(("name", "fast"), PARSERS)
def test_is_answered_at_once(name: str, fast: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data, code = FILES[name]
    if not fast:
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    path = tmp_path / "hostile.yaml"
    path.write_bytes(data)
    made, problems = reader.check(path)
    assert made is None
    assert code in {problem.code for problem in problems}
    assert len(problems) <= MAX_PROBLEMS + 1
    assert all(len(str(problem)) < 1000 for problem in problems)


def test_a_hostile_pattern_is_not_run(tmp_path: Path) -> None:
    path = tmp_path / "hostile.yaml"
    words = 'inputs:\n  cause: {pattern: "(a|a)+$", example: ' + "a" * 80 + "b}\n"
    path.write_text(BASE.replace("facts:\n  cause: {}\n", words).replace("unused-fact", "hostile"), encoding="utf-8")
    made, problems = reader.check(path)
    assert made is not None, problems


def test_a_byte_order_mark_and_windows_lines_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "unused-fact.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + BASE.replace("\n", "\r\n").encode())
    made, problems = reader.check(path)
    assert made is not None
    assert [problem.code for problem in problems] == ["unused-fact"]


def test_depth_counts_levels(tmp_path: Path) -> None:
    path = tmp_path / "deep.yaml"
    for depth, deep in ((MAX_DEPTH - 2, False), (MAX_DEPTH + 1, True)):
        path.write_text("a: " + "[" * depth + "]" * depth, encoding="utf-8")
        assert ("too-deep" in {problem.code for problem in reader.check(path)[1]}) == deep


def test_what_is_no_file_is_not_found(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)  # reading it would wait for ever
    for path in (tmp_path / "missing.yaml", tmp_path, pipe, Path("/dev/zero"), Path("a\0b"), Path("x" * 5000)):
        with pytest.raises(NotFound):
            reader.check(path)


def test_a_file_that_may_not_be_read_is_a_bad_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.yaml"
    path.write_text(BASE, encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # root, who runs the tests in a container, may read everything
    with pytest.raises(BadInputFile, match="cannot be read: Permission denied"):
        reader.check(path)
