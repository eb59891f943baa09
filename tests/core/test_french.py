"""Every sentence that is raised for a person has its French; what is left English is listed here, and why."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import crisisctl
from crisisctl.french import override, said

SOURCE = Path(crisisctl.__file__).parent
RAISED = {"Refused", "NotFound", "Usage", "StoreFailed", "DeliveryFailed", "BadInputFile"}
SPOKEN = {"times.py", "values.py"}
"""Modules whose ``ValueError`` is shown as it is."""
ENGLISH = {
    "cli.py": "typer speaks English on the same screen",
    "destinations.py": "read on a quiet day, with docs/sending.md beside it",
    "lint_settings.py": "read on a quiet day",
    "rules": "who writes corpora and word lists reads docs/message-lint.md",
    "commands/lint.py": "as rules",
    "stores": "the words of the file system are in them",
    "templating.py": "who writes templates",
    "transports": "addresses and their options, with docs/sending.md beside them",
}

PRINTED_IN_ENGLISH = {"commands/lint.py": "findings in the form that editors read"}
PUT_TOGETHER = {
    "still sending to none: none s of none s at mostnone": [
        "still sending to mail: 2 s of 60 s at most",
        "still sending to mail: 2 s of 60 s at most, try 2",
    ],
    "none: none, head none": ["x: 3 of 4 entries imported, head 1a", "x: 4 entries, all there already, head 1a"],
    "send none to none?": ["send this text to mail?", "send these 2 texts to mail, slack?"],
    "none: set upnone": ["db: set up", "db: set up; read and append: ana"],
    "none: none entries, nonenone, head none": [
        "x: 3 entries, intact, head 1a",
        "x: 3 entries, NOT INTACT, head 1a",
        "x: 3 entries, intact, 1 redacted, head 1a",
    ],
}
"""Sentences made of pieces, as they come out."""


def sentences(node: ast.expr) -> Iterator[str]:
    """The sentences that an expression can be, with ``none`` for what is put into them; none where it is another's."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=values):
            made = ""
            for value in values:
                made += str(value.value) if isinstance(value, ast.Constant) else _put(value)
            yield made
        case ast.IfExp(body=one, orelse=other):
            yield from sentences(one)
            yield from sentences(other)
        case _:
            return


def _put(value: ast.expr) -> str:
    """Whatever a sentence is completed by: nothing for a near word, else a word."""
    written = ast.unparse(value)
    if "shown(" in written:
        return "`none`"
    return "" if "did_you_mean" in written or "near" in written or "there}" in written else "none"


def raised() -> Iterator[tuple[str, str]]:
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if any(name == each or name.startswith(f"{each}/") for each in ENGLISH):
            continue
        classes = RAISED | ({"ValueError"} if name in SPOKEN else set())
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "asked":
                yield from ((f"{name}:{node.lineno}", each) for each in sentences(node.args[1]))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in classes:
                for argument in node.args[: 1 if node.func.id == "ValueError" else 2]:
                    yield from ((f"{name}:{node.lineno}", each) for each in sentences(argument))


def printed() -> Iterator[tuple[str, str]]:
    """What commands print or ask in words of ours: by ``here``, by ``agreed``, or bare, which nobody French reads."""
    for path in sorted((SOURCE / "commands").rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and name not in PRINTED_IN_ENGLISH:
                called = ast.unparse(node.func)
                if called in {"here", "tongue.here", "typer.echo", "_asking.agreed"}:
                    yield from ((f"{name}:{node.lineno}", each) for each in sentences(node.args[0]))


def _of_ours(sentence: str) -> bool:
    """Whether there are words of ours in it, and not only commands, options and what is put in."""
    alone = re.sub(r"crisisctl [^;]*|chmod .*|--\S+|\bnone\b|[^a-z]", "", sentence)
    return len(alone) > 3


def test_every_refusal_and_every_hint_is_said_in_french() -> None:
    english = [
        f"{where}: {sentence}"
        for where, sentence in raised()
        if _of_ours(sentence) and said(sentence, "fr") == sentence
    ]
    assert english == []


def test_whatever_a_command_prints_in_words_of_ours_is_said_in_french() -> None:
    english = [
        f"{where}: {sentence}"
        for where, sentence in printed()
        for example in PUT_TOGETHER.get(sentence, [sentence])
        if re.search(r"[a-z]{4}", re.sub(r"(none)+|crisisctl( [a-z-]+)*", "", example))
        and said(example, "fr") == example
    ]
    assert english == []


@pytest.mark.parametrize(
    ("english", "french"),
    [
        (
            "there is no step `insid` in x-1, did you mean `inside`?",
            "il n’y a pas d’étape « insid » dans x-1 ; vouliez-vous dire « inside » ?",
        ),
        (
            "notice: the approval by Ana is void: doing changed (email fr, sms fr)",
            "notice : la validation par Ana est caduque : doing a changé (email fr, sms fr)",
        ),
        (
            "x-1 is not ready to close: it is monitoring, not resolved; 2 steps are open: a, b",
            "x-1 ne peut pas encore être clos : statut : sous surveillance, pas résolu ; 2 étapes sont ouvertes : a, b",
        ),
        ("--at: `2x` is not a time of the day", "--at : « 2x » n’est pas une heure du jour"),
    ],
)
def test_sentences_within_sentences_are_said_in_french(english: str, french: str) -> None:
    assert said(english, "fr").replace("\N{NO-BREAK SPACE}", " ") == french
    assert said(english, "en") == english


@pytest.mark.parametrize(
    "words", ["", "Bo: no answer", "say what you like; we go", "x" * 5000, "{told} {0}", "a: b (c)"]
)
def test_what_a_person_wrote_stays_as_it_is(words: str) -> None:
    assert said(words, "fr") == words


def test_a_recorded_override_keeps_the_reason_and_says_the_rest_in_french() -> None:
    kept = "nothing was sent (although notice: not approved by comms (sms fr); lint: impact-missing (sms fr))"
    french = override(kept, "fr").replace("\N{NO-BREAK SPACE}", " ")
    assert french == (
        "nothing was sent (malgré : notice : pas validé par comms (sms fr) ; relecture : impact-missing (sms fr))"
    )
    assert override(kept, "en") == kept
