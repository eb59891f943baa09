"""playbook test: every branch walked, every text written; what would stand in the way is told."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from crisisctl.__main__ import run

SKELETON = Path(__file__).parents[2] / "templates" / "playbook.yaml"


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CRISISCTL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CRISISCTL_LANG", "en")


def playbook(tmp_path: Path, *changes: tuple[str, str]) -> str:
    text = SKELETON.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "my-playbook.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_skeleton_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["playbook", "test", playbook(tmp_path), "--format", "json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["playbooks"]
    assert (told["walks"], told["steps"], told["reached"], told["never_reached"], told["texts"]) == (1, 6, 6, [], 10)
    assert told["findings"] == []
    assert not (tmp_path / "home").exists(), "nothing is kept"


def test_each_answer_is_taken_and_a_step_behind_a_fact_is_come_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decision = """      - id: real
        kind: decision
        title: {en: Real?, fr: Réel ?}
        options:
          - {id: real, title: {en: Yes, fr: Oui}}
          - {id: not, title: {en: No, fr: Non}, goto: lessons}
          - {id: again, title: {en: Look again, fr: Revoir}, goto: two-sources}
      - id: many
        kind: task
        when: "affected > 500 and severity == 'SEV2' and 'whatsapp' in down"
        title: {en: Many, fr: Beaucoup}
      - id: how-many
"""
    path = playbook(tmp_path, ("      - id: how-many\n", decision))
    assert run(["playbook", "test", path, "--format", "json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["playbooks"]
    assert (told["reached"], told["never_reached"]) == (8, [])


def test_a_step_that_is_never_come_to_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = playbook(
        tmp_path, ("        facts: [affected]\n", "        facts: [affected]\n        when: affected < 0\n")
    )
    assert run(["playbook", "test", path]) == 1
    told = capsys.readouterr()
    assert (
        "my-playbook: error how-many: never-reached: no walk came by the step how-many\n"
        "    → look at its `when`, and at the answers that lead past it\n"
    ) in told.out
    assert told.err.startswith("my-playbook: 2 walks, 5 of 6 steps, ")


def test_texts_that_are_refused_or_too_long_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = playbook(
        tmp_path,
        ('Answer "received".', "{{ contacts.nobody }}"),
        ("        facts: [affected]\n", "        facts: [learned]\n"),
        ("and we are sorry.\n", "and {{ affected }} of you are with us; we are sorry.\n"),
        ('      en: "{{ company }}: you', f'      en: "{{{{ company }}}}: {"very long, " * 150}you'),
    )
    assert run(["playbook", "test", path]) == 1
    told = capsys.readouterr().out
    assert (
        "error internal-alert: text-refused: the message internal-alert says what is not known yet: contacts.nobody"
        in told
    )
    assert "warning first-notice: asked-too-late: it prints what nobody has asked for on this way: affected" in told
    assert "error first-notice (sms; en): draft: too long: " in told
    assert "\n    → shorten it, or give sms words of its own: `channels`\n" in told
    assert "\n    → ask for it in a step before this message, or do not print it\n" in told
    monkeypatch.setenv("CRISISCTL_LANG", "fr")
    assert run(["playbook", "test", path]) == 1
    told = capsys.readouterr().out
    plain = told.replace("\N{NO-BREAK SPACE}", " ")
    assert "my-playbook : avertissement first-notice : asked-too-late : il imprime ce que personne n’a demandé" in plain
    assert "my-playbook : erreur first-notice (sms ; en) : draft : trop long : " in plain
    assert re.search(r"\b(?:error|warning)\b", told) is None


def test_what_is_found_in_a_message_is_said_once_with_what_to_write_instead(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = playbook(tmp_path, ("and we are sorry.\n", "and it is a minor matter.\n"))
    assert run(["playbook", "test", path]) == 1
    told = capsys.readouterr().out.splitlines()
    at = next(at for at, line in enumerate(told) if "minimising-words" in line)
    assert told[at].startswith("my-playbook: error first-notice (2 texts: email, status-page; en): minimising-words: ")
    assert told[at + 1].startswith("    → ")
    assert run(["playbook", "test", path, "--format", "json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)["playbooks"]
    places = [each["where"] for each in found["findings"] if each["code"] == "minimising-words"]
    assert sorted(places) == ["first-notice email en", "first-notice status-page en"]
    assert all(each["todo"] for each in found["findings"])


def test_why_a_text_is_wrong_is_said_in_the_language_of_who_reads_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRISISCTL_LANG", "fr")
    path = playbook(tmp_path, ("and we are sorry.\n", "and it is a minor matter.\n"))
    assert run(["playbook", "test", path]) == 1
    told = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    wanted = "erreur first-notice (2 textes : email, status-page ; en) : minimising-words : Celui qui est touché lit"
    assert wanted in told
    assert "minor matter)\n" in told  # the words that were found stay as they are


def test_the_playbook_that_the_guide_leads_to_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(SKELETON.parents[1] / "examples" / "cold-room.yaml")
    assert run(["playbook", "lint", "--strict", path]) == 0
    assert run(["playbook", "test", "--strict", path]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.endswith("cold-room: 3 walks, 21 of 21 steps, 62 texts, 0 errors, 0 warnings\n")


def test_a_sample_that_cannot_be_made_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = playbook(tmp_path, ("    section: lessons\n    example: a second phone line\n", '    pattern: "[0-9]{4}"\n'))
    assert run(["playbook", "test", path]) == 1
    assert "my-playbook: error learned: no-sample: " in capsys.readouterr().out


def test_a_command_is_never_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = f"      - {{id: touch, kind: command, run: touch {tmp_path}/ran, title: {{en: Run, fr: Lancer}}}}\n"
    path = playbook(tmp_path, ("      - id: how-many\n", f"{command}      - id: how-many\n"))
    assert run(["playbook", "test", path]) == 0
    assert not (tmp_path / "ran").exists()
    assert "7 of 7 steps" in capsys.readouterr().err


def test_what_is_in_a_shared_file_is_told_once_with_the_playbooks_that_include_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["playbook", "lint", "outage", "ddos"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if "core.yaml" in line]
    assert lines
    assert len(set(lines)) == len(lines)
    (press,) = [line for line in lines if "with press down" in line]
    assert press.endswith(" [outage, ddos]")
    assert run(["playbook", "lint", "outage", "ddos", "--format", "json"]) == 0
    told = [tuple(each.items()) for each in json.loads(capsys.readouterr().out)["problems"]]
    assert len(set(told)) == len(told)
