"""``crisisctl lint`` in all its forms: a message, a file, standard input, a corpus, one rule explained."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.outgoing import opened
from conftest import Crisis
from crisisctl import rules

GUESS = "Il s'agit probablement d'un piratage."
CLEAN = "Les ascenseurs sont arrêtés jusqu'à 18 h (heure de Paris)."
PASSED_ON = "Mot de passe : hunter2-Zebra!"
ALONE = ("--audience", "employees", "--kind", "internal", "--lang", "fr")
"""For our own people: few rules have anything to say about what is missing."""


def lint(crisis: Crisis, text: str, *options: str) -> dict[str, Any]:
    """Findings by rule, with the code the program ended with."""
    done = crisis.run("lint", "--file", "-", "--format", "json", *ALONE, *options, stdin=text)
    (found,) = done.json["texts"]
    return {"code": done.code, "name": found["name"], **{each["rule"]: each for each in found["findings"]}}


def test_a_text_is_read_from_a_file_or_from_standard_input(crisis: Crisis) -> None:
    (crisis.work / "word.txt").write_text(f"Bonjour.\n{GUESS}\n", encoding="utf-8")
    shown = crisis.run("lint", "--file", "word.txt", *ALONE)
    assert shown.code == 1
    (line,) = [each for each in shown.stdout.splitlines() if "cause-speculation" in each]
    assert line.startswith("word.txt:2:")
    assert ": error cause-speculation `" in line
    assert " -> " in line
    piped = crisis.run("lint", "--file", "-", *ALONE, stdin=f"Bonjour.\n{GUESS}\n")
    assert piped.stdout == shown.stdout.replace("word.txt", "stdin")
    assert shown.stderr == piped.stderr == f"1 text, 1 error, {len(shown.stdout.splitlines()) - 1} others\n"


def test_a_finding_says_where_what_why_and_what_instead(crisis: Crisis) -> None:
    found = lint(crisis, f"Bonjour.\n{GUESS}")
    assert (found["code"], found["name"]) == (1, "stdin")
    finding = found["cause-speculation"]
    assert set(finding) == {"rule", "level", "line", "column", "match", "why", "rewrite"}
    assert (finding["level"], finding["line"]) == ("error", 2)
    assert finding["match"] in GUESS
    assert GUESS[finding["column"] - 1 :].startswith(finding["match"])
    assert finding["why"]
    assert finding["rewrite"]


def test_words_without_errors_end_well(crisis: Crisis) -> None:
    assert lint(crisis, CLEAN)["code"] == 0
    assert lint(crisis, "")["code"] == 0


def test_a_secret_is_never_repeated(crisis: Crisis) -> None:
    done = crisis.run("lint", "--file", "-", *ALONE, stdin=PASSED_ON)
    assert done.code == 1
    assert "secret-leak" in done.stdout
    assert "hunter2" not in done.stdout + done.stderr
    assert "hunter2" not in json.dumps(lint(crisis, PASSED_ON))


def test_the_language_is_guessed_when_nobody_says(crisis: Crisis) -> None:
    said = ("--file", "-", "--audience", "employees", "--kind", "internal", "--format", "json")
    french, english = (
        next(
            each["why"]
            for each in crisis.run("lint", *said, stdin=text).json["texts"][0]["findings"]
            if each["level"] == "error"
        )
        for text in (GUESS, "This was probably caused by hackers, we think that it was an attack.")
    )
    assert french != english
    assert {french, english} & set(rules.get("cause-speculation").why.values())


def test_a_message_of_the_incident_is_checked_with_what_is_known_of_it(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run("draft", "inside")
    crisis.run("lint", "inside").succeeds()
    assert [each["name"] for each in crisis.json("lint", "inside")["texts"]] == ["inside.slack.fr", "inside.sms.fr"]
    crisis.run("set", "affected=9")
    done = crisis.run("lint", "inside")
    assert done.code == 1
    assert "inside.sms.fr:1:" in done.stdout
    assert "fact-mismatch" in done.stdout


def test_words_that_are_edited_by_hand_are_what_is_checked(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run("edit", "inside", "-c", "sms", "-l", "fr", "--file", "-", stdin=GUESS).succeeds()
    (found,) = crisis.run("lint", "inside", "--format", "json").json["texts"]
    assert found["name"] == "inside.sms.fr"
    assert "cause-speculation" in {each["rule"] for each in found["findings"]}


@pytest.mark.parametrize("rule", ["cause-speculation", "secret-leak"])
def test_each_rule_is_explained(crisis: Crisis, rule: str) -> None:
    for language in ("en", "fr"):
        crisis.environment = {"CRISISCTL_LANG": language}
        crisis.run("lint", "--explain", rule).prints(f"{rules.explain(rule, language)}\n")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ((), 2, "say what to lint"),
        (
            ("--explain", "cause-speculatio"),
            3,
            "there is no rule `cause-speculatio`, did you mean `cause-speculation`?",
        ),
        (("--explain", ""), 3, "there is no rule ``"),
        (("--file", "none.txt"), 3, "there is no file none.txt"),
        (("--file", "latin.txt"), 4, "latin.txt is not UTF-8 text"),
        (("--file", "a\0b"), 4, "cannot be read"),
        (("--file", "."), 4, "crisisctl: . is a folder (name a file in it)\n"),
        (("--file", "word.txt", "--channel", "fax"), 3, "there is no channel `fax`"),
        (
            ("--file", "word.txt", "--kind", "resolvd"),
            3,
            "there is no kind of message `resolvd`, did you mean `resolved`?",
        ),
        (("--file", "word.txt", "--lang", "de"), 3, "there is no language `de`"),
        (("inside",), 3, "no incident is open"),
        (("--cases", "none.yml"), 3, "there is no file none.yml"),
        (("--cases", "bad.yml"), 4, "bad.yml"),
        (("--cases", "word.txt"), 4, "a corpus is a list of cases"),
        (("--cases", "rule.yml"), 4, "there is no rule `no-such-rule`"),
        (("--cases", "key.yml"), 4, "the context has no `cause_confirmd`, did you mean `cause_confirmed`?"),
    ],
)
def test_what_cannot_be_linted(crisis: Crisis, arguments: tuple[str, ...], code: int, message: str) -> None:
    (crisis.work / "word.txt").write_text("Bonjour", encoding="utf-8")
    (crisis.work / "latin.txt").write_bytes("é".encode("latin-1"))
    (crisis.work / "bad.yml").write_text("- {a: [", encoding="utf-8")
    (crisis.work / "rule.yml").write_text("- {id: a, text: x, expect: [no-such-rule]}", encoding="utf-8")
    (crisis.work / "key.yml").write_text("- {id: a, text: x, context: {cause_confirmd: x}}", encoding="utf-8")
    done = crisis.run("lint", *arguments)
    assert (done.code, done.stdout) == (code, "")
    assert message in done.stderr


@pytest.mark.parametrize("audience", ["customers", "\x1b[2J", "x" * 9999])
def test_any_audience_will_do(crisis: Crisis, audience: str) -> None:
    assert crisis.run("lint", "--file", "-", "--audience", audience, stdin=GUESS).code == 1


def test_what_is_wrong_with_the_words_of_a_team_is_told(crisis: Crisis) -> None:
    (crisis.work / "lint.toml").write_text("[levels]\nno-such-rule = 'off'\n", encoding="utf-8")
    done = crisis.run("lint", "--file", "-", stdin="x")
    assert done.code == 4
    assert "lint.toml: levels: there is no rule `no-such-rule`" in done.stderr


def test_a_team_changes_levels_and_adds_words(crisis: Crisis) -> None:
    (crisis.work / "lint.toml").write_text(
        '[levels]\ncause-speculation = "off"\n[words.fr]\njargon = ["bascule à froid => un redémarrage"]\n',
        encoding="utf-8",
    )
    found = lint(crisis, f"{GUESS} La bascule à froid est faite.", "--audience", "customers", "--kind", "update")
    assert "cause-speculation" not in found
    assert found["jargon"]["match"] == "bascule à froid"


HOSTILE = [
    "\x00",
    "\x1b]0;x\x07",
    "\u202e",
    "{{" * 999,
    "{%" * 999,
    "é" * 200_000,
    "a." * 50_000,
    "\n" * 50_000,
    "[bold]" * 99,
]


@pytest.mark.parametrize("text", HOSTILE, ids=[repr(each[:8]) for each in HOSTILE])
def test_no_text_stops_the_lint_or_steers_the_screen(crisis: Crisis, text: str) -> None:
    done = crisis.run("lint", "--file", "-", stdin=text)
    assert done.code in {0, 1}
    assert not {"\x00", "\x1b", "\x07", "\u202e"} & set(done.stdout + done.stderr)


def test_a_file_that_is_far_too_large_is_refused(crisis: Crisis) -> None:
    with (crisis.work / "huge.txt").open("wb") as stream:
        stream.truncate(20_000_001)
    crisis.run("lint", "--file", "huge.txt").fails_with(4, "huge.txt is larger than 20 MB")


def test_the_name_of_a_file_stays_on_its_line(crisis: Crisis) -> None:
    Path(crisis.work / "a\nb\x1b[2J.txt").write_text(GUESS, encoding="utf-8")
    done = crisis.run("lint", "--file", "a\nb\x1b[2J.txt", *ALONE)
    assert "\x1b" not in done.stdout
    assert all(line.startswith("a b.txt:1:") for line in done.stdout.splitlines())


CASES = f"""\
defaults: {{lang: fr, channel: email, audience: employees, kind: internal, context: {{status: investigating}}}}
cases:
  - {{id: one, text: "{GUESS}", expect: [cause-speculation]}}
  - {{id: two, text: "{CLEAN}"}}
  - {{id: three, text: "{GUESS}"}}
  - {{id: four, text: "{CLEAN}", expect: [secret-leak]}}
  - {{id: five, text: "{GUESS}", allow: [cause-speculation]}}
"""


def test_a_corpus_gives_figures(crisis: Crisis) -> None:
    (crisis.work / "cases.yml").write_text(CASES, encoding="utf-8")
    found = crisis.json("lint", "--cases", "cases.yml")
    told = {name: found[name] for name in ("cases", "expected", "found", "recall", "clean", "clean_with_false_error")}
    assert told == {"cases": 5, "expected": 2, "found": 1, "recall": 0.5, "clean": 3, "clean_with_false_error": 1}
    assert found["false_findings"] == 1
    assert set(found["by_rule"]) == set(rules.ids())
    assert found["by_rule"]["secret-leak"] == {"expected": 1, "found": 0, "recall": 0.0, "false": 0}
    lines = crisis.run("lint", "--cases", "cases.yml").succeeds().stdout.splitlines()
    assert [line.split(":")[0] for line in lines] == ["three", "four", "5 cases"]
    assert lines[0].startswith("three: false cause-speculation 1:")
    assert lines[1] == "four: missed secret-leak"
    assert lines[2] == (
        "5 cases: 1 of 2 expected findings (50.0%); 1 of 3 clean cases with a false error; 1 false findings in all"
    )


def test_a_corpus_of_nothing_has_no_recall(crisis: Crisis) -> None:
    (crisis.work / "cases.yml").write_text("[]", encoding="utf-8")
    assert crisis.json("lint", "--cases", "cases.yml")["recall"] is None
    crisis.run("lint", "--cases", "cases.yml").says("0 of 0 expected findings (n/a)")


@pytest.fixture
def _sarif() -> None:
    pytest.importorskip("crisisctl.rules._output")


@pytest.mark.usefixtures("_sarif")
def test_sarif_is_what_code_review_tools_read(crisis: Crisis) -> None:
    (crisis.work / "word.txt").write_text(f"Bonjour.\n{GUESS}\n", encoding="utf-8")
    done = crisis.run("lint", "--file", "word.txt", "--format", "sarif", *ALONE)
    assert (done.code, done.stderr) == (1, "")
    document = json.loads(done.stdout)
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    assert run["tool"]["driver"]["name"] == "crisisctl"
    (result,) = [each for each in run["results"] if each["ruleId"] == "cause-speculation"]
    assert result["level"] == "error"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "word.txt"
    assert place["region"]["startLine"] == 2
    assert {each["ruleId"] for each in run["results"]} <= {each["id"] for each in run["tool"]["driver"]["rules"]}


@pytest.mark.usefixtures("_sarif")
def test_sarif_without_findings_has_no_results(crisis: Crisis) -> None:
    levels = "".join(f'{name} = "off"\n' for name in rules.ids() if rules.get(name).overridable)
    (crisis.work / "lint.toml").write_text(f"[levels]\n{levels}", encoding="utf-8")
    done = crisis.run("lint", "--file", "-", "--format", "sarif", *ALONE, stdin=GUESS).succeeds()
    assert json.loads(done.stdout)["runs"][0]["results"] == []


def test_a_list_of_messages_is_linted_one_by_one(crisis: Crisis) -> None:
    listed = f'- "{GUESS}"\n- {{id: ask, lang: en, text: "Fine.\\nIt is probably an attack."}}\n'
    (crisis.work / "two.yml").write_text(listed, encoding="utf-8")
    done = crisis.run("lint", "--file", "two.yml", "--audience", "employees", "--kind", "internal")
    causes = [line.split(" `")[0] for line in done.stdout.splitlines() if "cause-speculation" in line]
    assert causes == ["two.yml#1:1:1: error cause-speculation", "two.yml#ask:2:1: error cause-speculation"]
    assert done.code == 1
    assert done.stderr.startswith("2 texts, 2 errors, ")


def test_several_files_are_linted_at_once(crisis: Crisis) -> None:
    (crisis.work / "one.txt").write_text(CLEAN, encoding="utf-8")
    (crisis.work / "more.json").write_text(f'{{"cases": ["{GUESS}"], "defaults": {{"kind": "internal"}}}}', "utf-8")
    done = crisis.run("lint", "--file", "one.txt", "--file", "more.json", "--format", "json", *ALONE)
    assert [each["name"] for each in done.json["texts"]] == ["one.txt", "more.json#1"]
    assert done.code == 1


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.yml", "nope", "a corpus is a list of cases, or a mapping with `cases`"),
        ("a.yml", "- 3", "1: a case is a mapping with a `text`"),
        (
            "a.yml",
            "- a\n- {b: }}\n",
            "crisisctl: a.yml:2:8: the YAML cannot be read from here on (look at the indentation; ",
        ),
        ("a.yml", "- {text: 2026-13-45}", "crisisctl: a.yml: it holds a value that cannot be read (put dates and "),
        (
            "a.json",
            "[\n",
            "crisisctl: a.json:2:1: the JSON cannot be read from here on (a comma, a quote or a bracket ",
        ),
        ("a.yml", "- {id: n1, text: x, lang: xx}", "crisisctl: a.yml#n1: there is no language `xx`"),
        ("a.yml", "- {text: x, channel: nosuch}", "crisisctl: a.yml#1: there is no channel `nosuch`"),
        (
            "a.yml",
            "- {text: x, kind: resolvd}",
            "a.yml#1: there is no kind of message `resolvd`, did you mean `resolved`?",
        ),
    ],
)
def test_a_list_that_cannot_be_read_says_why(crisis: Crisis, name: str, text: str, line: str) -> None:
    (crisis.work / name).write_text(text, encoding="utf-8")
    done = crisis.run("lint", "--file", name)
    assert (done.code, done.stdout) == (4, "")
    assert line in done.stderr.splitlines()[-1]


def test_every_message_of_a_list_with_a_word_nobody_knows_is_named(crisis: Crisis) -> None:
    (crisis.work / "a.yml").write_text("- {id: a, text: x, lang: xx}\n- y\n- {text: x, channel: fax}\n", "utf-8")
    crisis.environment = {"CRISISCTL_LANG": "fr"}
    told = crisis.run("lint", "--file", "a.yml").stderr.replace("\N{NO-BREAK SPACE}", " ")
    assert "a.yml#a : il n’y a pas de langue « xx »" in told
    assert "a.yml#3 : il n’y a pas de canal « fax »" in told


def test_a_text_in_the_place_of_a_message_is_told_where_texts_go(crisis: Crisis) -> None:
    crisis.run("lint", "We are sorry.").fails_with(2, "no message's name", "crisisctl lint --file -")


def test_findings_are_said_in_french_on_a_french_terminal(crisis: Crisis) -> None:
    text = ("lint", "--file", "-", "--lang", "fr", "--audience", "customers", "--kind", "update")
    english = crisis.run(*text, stdin="Le DNS est en panne.").stdout
    assert ": warning jargon `DNS`: " in english
    assert " -> " in english
    crisis.environment["CRISISCTL_LANG"] = "fr"
    french = crisis.run(*text, stdin="Le DNS est en panne.").stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert ": avertissement jargon « DNS » : " in french
    assert ": erreur next-update-missing : " in french
    assert " → " in french
    assert " -> " not in french
