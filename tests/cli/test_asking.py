"""Questions before an act: answered in the language they are asked in, and asked again where the answer is unclear."""

from __future__ import annotations

import io

import pytest
import typer

from conftest import Crisis
from crisisctl.commands import _asking


@pytest.mark.parametrize(
    ("language", "typed", "default", "answer"),
    [
        ("fr", "o\n", False, True),
        ("fr", "Oui\n", False, True),
        ("fr", "non\n", True, False),
        ("fr", "\n", True, True),
        ("en", "yes\n", False, True),
        ("en", "\n", False, False),
        ("en", "what?\ny\n", False, True),
    ],
)
def test_yes_and_no_in_both_languages(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    language: str,
    typed: str,
    default: bool,
    answer: bool,
) -> None:
    monkeypatch.setenv("CRISISCTL_LANG", language)
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert _asking.agreed("keep it?", default=default) is answer
    shown = capsys.readouterr().err.replace("\N{NO-BREAK SPACE}", " ")
    asked = {
        ("fr", False): "le garder ? [o] oui, Entrée seule : non > ",
        ("fr", True): "le garder ? [n] non, Entrée seule : oui > ",
        ("en", False): "keep it? [y] yes, Enter alone: no > ",
        ("en", True): "keep it? [n] no, Enter alone: yes > ",
    }[language, default]
    assert shown == asked * typed.count("\n")


def test_a_terminal_that_is_gone_says_neither_yes_nor_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(typer.Abort):
        _asking.agreed("keep it?", default=True)


def test_where_nothing_names_a_language_the_one_of_crisis_yaml_is_spoken(crisis: Crisis) -> None:
    crisis.environment["CRISISCTL_LANG"] = ""
    assert "steps" not in crisis.run("playbook", "list").succeeds().stdout, (
        "the example organisation writes French first"
    )
    (crisis.work / "crisis.yaml").write_text("schema: crisisctl/v1\nname: Saltmarsh\nlanguages: [en]\n")
    listed = crisis.run("playbook", "list").succeeds().stdout
    assert "steps" in listed
    assert "étapes" not in listed


def test_every_command_speaks_the_one_language_of_the_company(crisis: Crisis) -> None:
    """Also those that refuse before anybody knows whose incident it is, and those that only read the log."""
    crisis.environment["CRISISCTL_LANG"] = ""
    crisis.run("start", "outage", "--no-walk", "--title", "x", "--set", "service=x").succeeds()
    assert "en cours d’analyse" in crisis.run("list").succeeds().stdout
    assert "entrées, intact, tête" in crisis.run("verify").succeeds().stdout
    assert "il n’y a pas d’étape" in crisis.run("done", "nothing").stderr
    assert "il n’y a pas de commande" in crisis.run("nothing").stderr
    crisis.environment["CRISISCTL_LANG"] = "en"
    assert "entries, intact, head" in crisis.run("verify").succeeds().stdout
    assert "there is no step" in crisis.run("done", "nothing").stderr
