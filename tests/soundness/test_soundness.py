"""The checks of a whole playbook: one case file each, with what must be found in its first lines."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from crisisctl import lint_settings, organisation, paths, reader, soundness
from crisisctl.__main__ import run
from crisisctl.errors import BadInputFile
from crisisctl.playbook import equip
from crisisctl.reader.problems import Problem
from crisisctl.soundness import Drills, Subject

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").glob("*.yaml"))
TODAY = date(2026, 11, 29)
DRILLED = Drills(
    {"stale": date(2026, 1, 15), **{path.stem: date(2026, 11, 1) for path in CASES if path.stem != "stale"}}
)


def look(path: Path, drills: Drills | None = DRILLED) -> list[Problem]:
    ours, _ = organisation.check(HERE / "crisis.yaml")
    assert ours
    examined = reader.examine(path)
    found = [soundness.renamed(each) for each in examined.problems]
    if examined.playbook:
        found += soundness.look(Subject(equip(examined.playbook, ours), examined, TODAY, ours, drills))
    return found


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_finds_exactly_this(path: Path) -> None:
    heads = re.findall(r"^# (.+)$", path.read_text(encoding="utf-8").partition("schema:")[0], flags=re.MULTILINE)
    found = [f"{each.level} {each.line}:{each.column} {each.code}" for each in look(path)]
    assert found == ([] if heads == ["fine"] else heads)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_company_of_one_language_hears_nothing_of_the_words_of_another(language: str) -> None:
    ours, _ = organisation.check(HERE / "crisis.yaml")
    assert ours
    ours = replace(ours, languages=(language,))
    for path in sorted(paths.shipped("playbooks").glob("*.yaml")):
        examined = reader.examine(path)
        assert examined.playbook
        found = soundness.look(Subject(equip(examined.playbook, ours), examined, TODAY, ours, DRILLED))
        assert [each.text for each in found if each.code == "playbook-undefined-fact"] == []


def test_each_check_has_its_case_and_says_itself_in_both_languages() -> None:
    assert {path.stem for path in CASES} == {each.removeprefix("playbook-") for each in soundness.ids()} | {"fine"}
    for each in soundness.checks():
        assert soundness.get(each.id) is each
        for words in (each.checks, each.why, each.rewrite):
            assert set(words) == {"en", "fr"}
        assert soundness.explain(each.id, "fr") != soundness.explain(each.id, "en")


def test_a_playbook_that_was_never_drilled_is_told_only_where_there_is_a_log() -> None:
    (told,) = look(HERE / "cases" / "fine.yaml", Drills({}))
    assert (told.level, told.code, told.text) == ("info", "playbook-stale", "`fine` was never drilled here")
    assert look(HERE / "cases" / "fine.yaml", None) == []


def test_a_team_chooses_levels_but_an_error_stays_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lint.toml").write_text(
        '[levels]\nplaybook-time-order = "error"\nplaybook-order = "off"\nplaybook-missing-language = "off"\n'
    )
    levels = lint_settings.own_settings().levels

    def told(name: str) -> list[str]:
        return [each.level for each in soundness.levelled(look(HERE / "cases" / f"{name}.yaml"), levels)]

    assert (told("time-order"), told("order"), told("missing-language")) == (["error"], [], ["error"])
    with pytest.raises(BadInputFile, match="there is no check `playbook-ordr`, did you mean `playbook-order`"):
        soundness.levelled([], {"playbook-ordr": "off"})


def test_the_command_finds_them_as_text_json_and_sarif(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CRISISCTL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CRISISCTL_CONFIG", str(HERE / "crisis.yaml"))
    path = str(HERE / "cases" / "time-order.yaml")
    assert run(["playbook", "lint", path]) == 0
    out = capsys.readouterr()
    assert "warning playbook-time-order: `outside` is due after 8 min, before `inside` above it (10 min)" in out.out
    assert out.err == "1 file, 0 errors, 1 warning\n"
    assert run(["playbook", "lint", path, "--strict", "--format", "json"]) == 4
    assert json.loads(capsys.readouterr().out)["problems"][0]["code"] == "playbook-time-order"
    assert run(["playbook", "lint", path, "--format", "sarif"]) == 0
    log = json.loads(capsys.readouterr().out)["runs"][0]
    assert [each["ruleId"] for each in log["results"]] == ["playbook-time-order"]
    assert {each["id"] for each in log["tool"]["driver"]["rules"]} == set(soundness.ids())


def test_the_command_speaks_french_to_people_and_english_to_programs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CRISISCTL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CRISISCTL_CONFIG", str(HERE / "crisis.yaml"))
    monkeypatch.setenv("CRISISCTL_LANG", "fr")
    path = str(HERE / "cases" / "time-order.yaml")
    assert run(["playbook", "lint", path]) == 0
    told = capsys.readouterr()
    assert told.out.replace("\N{NO-BREAK SPACE}", " ").endswith(
        "avertissement playbook-time-order : « outside » a pour échéance 8 min, avant « inside » plus haut (10 min)"
        " (les échéances grandissent au fil du fichier)\n"
    )
    assert told.err == "1 fichier, 0 erreur, 1 avertissement\n"
    assert run(["playbook", "lint", path, "--format", "json"]) == 0
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["level"], problem["hint"]) == ("warning", "let target times grow down the file")
    assert run(["playbook", "lint", "--explain", "playbook-stale"]) == 0
    assert capsys.readouterr().out.startswith("playbook-stale (avertissement)\n")


def test_explains_a_check_by_its_name_or_the_reader_s(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["playbook", "lint", "--explain", "unreachable"]) == 0
    assert capsys.readouterr().out.startswith("playbook-unreachable-step (error, unreachable)\n  Checks: ")
    assert run(["playbook", "lint", "--explain", "playbook-stal"]) == 3
    assert "there is no check `playbook-stal`, did you mean `playbook-stale`?" in capsys.readouterr().err


def test_steps_that_nobody_walks_one_after_the_other_are_not_compared(tmp_path: Path) -> None:
    text = (HERE / "cases" / "time-order.yaml").read_text(encoding="utf-8")
    fork = (
        "      - id: who\n        kind: decision\n        role: lead\n"
        "        title: {en: Who?, fr: Qui ?}\n        options:\n"
        "          - {id: ours, title: {en: Ours, fr: À nous}}\n"
        "          - {id: theirs, title: {en: Theirs, fr: À eux}, goto: outside}\n"
    )
    path = tmp_path / "time-order.yaml"
    path.write_text(text.replace("      - {id: inside", fork + "      - {id: inside"), encoding="utf-8")
    assert "playbook-time-order" not in {each.code for each in look(path)}
    # with the fork above it, a step that both branches have walked still counts
    path.write_text(
        text.replace("due: 5m", "due: 9m").replace("      - {id: inside", fork + "      - {id: inside"),
        encoding="utf-8",
    )
    (told,) = [each for each in look(path) if each.code == "playbook-time-order"]
    assert told.text == "`outside` is due after 8 min, before `how-many` above it (9 min)"
