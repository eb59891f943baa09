"""Whatever is said of a file that somebody wrote has its French, found by a walk over the calls that say it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.test_french import SOURCE, sentences
from crisisctl import organisation, reader
from crisisctl.french import said_of_file
from crisisctl.reader import grammar
from crisisctl.reader.kinds import Kind, ListOf, MapOf, OneOf, Plain, Record, Ref
from crisisctl.reader.problems import Problem
from crisisctl.reader.syntax import _HINTS
from crisisctl.soundness import Drills
from soundness import test_soundness

READER = Path(__file__).parents[1] / "reader"
FOUND_IN = ["reader", "soundness", "organisation.py", "messages/placeholders.py"]
REASONS_IN = ["reader/kinds.py", "deadlines.py", "hours.py", "expressions.py"]
"""Modules whose ``ValueError`` becomes a problem of the file."""
PUT_TOGETHER: dict[str, list[str]] = {
    "unknown none `none`": [],
    "another none has the id `none`": [],
    "there is no shared none `none`": ["there is no shared step `x`", "there is no shared phase `x`"],
    "write the none out, or `include` the file it is in": [
        "write the step out, or `include` the file it is in",
        "write the phase out, or `include` the file it is in",
    ],
    "`none` is none, not none": [],
    "`none` cannot be used as none": [],
    "`none` is missing from this none": ["`title` is missing from this step of kind `task`"],
    "none, so there is no value": ["`#x` is taken for a comment, so there is no value"],
    "none, so the text ends before it": ["`#x` is taken for a comment, so the text ends before it"],
    "none is written into the playbook": [
        "a phone number is written into the playbook",
        "an e-mail address is written into the playbook",
    ],
    "none, more than a year ago": [
        "`x` was approved by Bo on 2025-01-15, more than a year ago",
        "the template of `x` in fr was approved on 2025-01-15, more than a year ago",
    ],
    "`none` of none": ["`default` of many: `a few` is not a whole number: write for instance 1200"],
    "not YAML: none": [],
}
"""Sentences made of other sentences, as they come out; none where the grammar or a parser has each of them below."""
ENGLISH = re.compile(
    r"\b(?:the|is|are|it|its|and|of|with|write|put|not|no|this|that|to|in|for|by|take|add|remove|found|expected|has)\b"
)
CODE = re.compile(
    r"72h, 15 days.*|`[^`]*`|«[^»]*»|'[^']*'|\"[^\"]*\"|\{\{.*?\}\}|crisisctl [a-z -]*|severity == .*"
    r"|\bet in\b|and, or, not"
)
"""What is written in files and commands, and stays as it is in any language."""


def left_english(french: str) -> list[str]:
    return ENGLISH.findall(CODE.sub("", french.replace("au choix\N{NO-BREAK SPACE}:", "")))


def files(places: list[str]) -> Iterator[Path]:
    for place in places:
        path = SOURCE / place
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def said_there(tree: ast.Module, wanted: ast.expr, inside: ast.AST) -> Iterator[str]:
    """The sentences that an argument can be: its own words, or those that its name is given around it."""
    match wanted:
        case ast.Name(id=name) | ast.Starred(value=ast.Name(id=name)):
            for scope in (inside, tree):
                given = [each for each in ast.walk(scope) if isinstance(each, ast.Assign)]
                found = [part for each in given for target in each.targets for part in parts(target, each.value, name)]
                if found:
                    for part in found:
                        yield from said_there(tree, part, inside) if not isinstance(part, ast.Name) else ()
                    return
        case ast.Tuple(elts=items):
            for item in items:
                yield from sentences(item)
        case _:
            yield from sentences(wanted)


def parts(target: ast.expr, value: ast.expr, name: str) -> Iterator[ast.expr]:
    """What a name is given by ``name = value`` and by ``name, other = value, other``."""
    if isinstance(target, ast.Name) and target.id == name:
        yield value
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, given in zip(target.elts, value.elts, strict=True):
            yield from parts(one, given, name)


def told() -> Iterator[tuple[str, str]]:
    """Where something is wrong in a file, or what to do about it, in the words of the code."""
    for path in files(FOUND_IN):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]
        for function in functions:
            for node in ast.walk(function):
                if isinstance(node, ast.Return) and function.name == "explain" and isinstance(node.value, ast.Tuple):
                    yield from (
                        (f"{path.name}:{node.lineno}", each)
                        for part in node.value.elts[2:]
                        for each in said_there(tree, part, function)
                    )
                if isinstance(node, ast.Call):
                    called = ast.unparse(node.func).rpartition(".")[2]
                    first = {"error": 2, "warn": 2, "say": 2, "_wrong": 3, "Flaw": 1}.get(called)
                    if path.name == "placeholders.py" and called == "Flaw":
                        first = 3
                    for argument in node.args[first : first + 2] if first is not None else ():
                        yield from (
                            (f"{path.name}:{node.lineno}", each) for each in said_there(tree, argument, function)
                        )
    for path in files(REASONS_IN):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "ValueError" and node.args:
                yield from ((f"{path.name}:{node.lineno}", each) for each in said_there(tree, node.args[0], tree))


def kinds(kind: Kind, seen: dict[int, Kind]) -> dict[int, Kind]:
    """Every kind of value below one."""
    if id(kind) not in seen:
        seen[id(kind)] = kind
        match kind:
            case Record(keys=keys):
                for key in keys.values():
                    kinds(key.kind, seen)
            case ListOf(item):
                kinds(item, seen)
            case MapOf(key, value):
                kinds(key, seen)
                kinds(value, seen)
            case _:
                pass
    return seen


GRAMMARS = (grammar.PLAYBOOK, grammar.SHARED, grammar.CLOCKS, grammar.ORGANISATION, grammar.DRILL)
KINDS = [kind for each in GRAMMARS for kind in kinds(each, {}).values()]


def of_the_grammar() -> Iterator[str]:
    """What is put together with the words of the grammar."""
    yield from ("`x` is a text, not a list", "`x` is a list, not a map", "`x` is a map, not a single value")
    yield from (f"another {what} has the id `x`" for what in ("step", "phase", "fact", "answer of `y`"))
    for kind in KINDS:
        match kind:
            case OneOf(noun) | Ref(noun):
                yield f"unknown {noun} `x`"
            case Record(name, keys=keys):
                required = [key for key in keys.values() if key.required]
                yield from (key.help for key in required)
                if required:
                    yield f"`x` is missing from this {name}"
            case Plain(says, code="bad-id"):
                yield f"`x` cannot be used as {says}"
            case _:
                pass


def test_the_walk_sees_the_calls() -> None:
    seen = {sentence for _, sentence in told()}
    assert len(seen) > 150
    assert {"a tab is used for indentation", "put the internal alert before it", "a deadline has a length"} <= seen
    assert PUT_TOGETHER.keys() <= seen


def test_whatever_is_said_of_a_file_is_said_in_french() -> None:
    wanted = [(where, each) for where, sentence in told() for each in PUT_TOGETHER.get(sentence, [sentence])]
    wanted += [("grammar", each) for each in of_the_grammar()] + [("syntax", hint) for _, hint in _HINTS]
    english = [
        f"{where}: {sentence} → {french}"
        for where, sentence in wanted
        if re.search(r"[a-z]{3}", re.sub(r"\bnone\b|crisisctl start.*", "", sentence))
        for french in [said_of_file(sentence, "fr")]
        if french == sentence or left_english(french)
    ]
    assert english == []


LIBYAML = """
did not find expected key
did not find expected ',' or ']'
did not find expected ',' or '}'
did not find expected '-' indicator
did not find expected node content
did not find expected <document start>
did not find expected tag URI
could not find expected ':'
mapping values are not allowed in this context
block sequence entries are not allowed in this context
found character that cannot start any token
found character '%' that cannot start any token
found unexpected end of stream
found unknown escape character
found undefined tag handle
expected <block end>, but found '<scalar>'
expected ',' or '}', but got '<stream end>'
something that a newer parser says
"""


@pytest.mark.parametrize("problem", LIBYAML.strip().split("\n"))
def test_the_words_of_a_parser_are_said_in_french_or_left_out(problem: str) -> None:
    french = said_of_file(f"not YAML: {problem}", "fr")
    assert french.startswith("ce n’est pas du YAML")
    assert not left_english(french)


@pytest.fixture
def cases(monkeypatch: pytest.MonkeyPatch) -> list[Problem]:
    """All that the cases of the reader and of the checks have."""
    monkeypatch.setenv("CRISISCTL_HOME", str(READER / "home"))
    found = [problem for path in sorted((READER / "cases").glob("*.yaml")) for problem in reader.check(path)[1]]
    for path in test_soundness.CASES:
        found += test_soundness.look(path)
    return [*found, *test_soundness.look(test_soundness.HERE / "cases" / "fine.yaml", Drills({}))]


def test_every_problem_of_the_cases_is_french_from_end_to_end(cases: list[Problem]) -> None:
    assert len(cases) > 150
    for problem in cases:
        line = problem.said("fr").removeprefix(f"{problem.file}:{problem.line}:{problem.column}: ")
        assert re.match(rf"(?:erreur|avertissement|remarque) {problem.code}\N{{NO-BREAK SPACE}}: ", line)
        assert not left_english(line.partition(": ")[2]), line
        assert " :" not in CODE.sub("", line), line  # the space before a colon does not break
        assert problem.said("en") == str(problem)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        (
            "name: {a, b",
            "erreur syntax : ce n’est pas du YAML : il manque « , » ou « } » (un texte avec , [ ] { } ou des guillemets"
            " se met entre guillemets droits ; ou un crochet n’est pas refermé)",
        ),
        ("nam: Exemplia", "erreur unknown-key : clé inconnue : « nam » ; vouliez-vous dire « name » ?"),
        (
            "timezone: Paris; is missing from this step",
            "erreur bad-timezone : « timezone » vaut « Paris; is missing from this step »"
            " (ce n’est pas un fuseau horaire : écrivez un nom comme `Europe/Paris`)",
        ),
        (
            "cadence: {SEV1: 30}",
            "erreur bad-duration : « 30 » n’a pas d’unité : 30m pour des minutes, 30h pour des heures",
        ),
    ],
)
def test_a_slip_in_crisis_yaml_is_told_in_french(written: str, wanted: str, tmp_path: Path) -> None:
    path = tmp_path / "crisis.yaml"
    path.write_text(f"schema: crisisctl/organisation/v1\n{written}\n", encoding="utf-8")
    told = [each.said("fr").replace("\N{NO-BREAK SPACE}", " ") for each in organisation.check(path)[1]]
    assert wanted in [line.partition(": ")[2] for line in told]
