"""playbook new: what it writes lints clean; on a terminal it asks, elsewhere it never does."""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from pathlib import Path

import pexpect
import pytest

from crisisctl import reader
from crisisctl.__main__ import run


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CRISISCTL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CRISISCTL_LANG", "en")


def clean(path: Path, capsys: pytest.CaptureFixture[str]) -> bool:
    capsys.readouterr()
    return run(["playbook", "lint", "--strict", str(path)]) == 0 and capsys.readouterr().out == ""


def test_options_say_it_all_and_the_result_is_clean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    titles = ["--title", 'en=Store "closed": {{ x }} # 1', "--title", "fr=Magasin fermé"]
    assert run(["playbook", "new", "store-closed", *titles, "--owner", "shops", "--channels", "sms, phone"]) == 0
    out = capsys.readouterr()
    path = tmp_path / "playbooks" / "store-closed.yaml"
    assert out.out == "written: playbooks/store-closed.yaml\n"
    assert "walk every branch of it by: crisisctl playbook test playbooks/store-closed.yaml" in out.err
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=./playbook.schema.json\n# A playbook to begin with")
    playbook = reader.read_playbook(path)
    assert dict(playbook.title) == {"en": 'Store "closed": {{ x }} # 1', "fr": "Magasin fermé"}
    assert (playbook.id, playbook.owner, playbook.audiences["customers"].channels) == (
        "store-closed", "shops", ("sms", "phone"),
    )  # fmt: skip
    schema = json.loads((path.parent / "playbook.schema.json").read_text(encoding="utf-8"))
    assert {"include", "clocks", "phases"} <= schema["properties"].keys()
    assert timedelta(170) < date.fromisoformat(playbook.review_by) - date.today() < timedelta(190)  # noqa: DTZ011
    assert clean(path, capsys)


def test_a_copy_of_another_playbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["playbook", "new", "till-outage", "--from", "outage", "--title", "fr=La caisse ne marche plus"]) == 0
    path = tmp_path / "playbooks" / "till-outage.yaml"
    made, outage = reader.read_playbook(path), reader.read_playbook(reader.find_playbook("outage"))
    assert dict(made.title) == dict.fromkeys(("en", "fr"), "La caisse ne marche plus")
    assert (made.id, made.phases, made.messages) == ("till-outage", outage.phases, outage.messages)
    assert reader.check(path)[1] == ()


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["Store"], 2, "`Store` cannot be the id of a playbook"),
        (["store", "--title", "de=Laden"], 2, "--title: `de` is not a language of playbooks"),
        (["store", "--title", "Laden"], 2, "--title `Laden` is not NAME=VALUE"),
        (["store", "--channels", "smss"], 3, "there is no channel `smss`, did you mean `sms`?"),
        (["store", "--channels", ","], 2, "--channels names none"),
        (["store", "--from", "outrage"], 3, "there is no playbook `outrage`, did you mean `outage`?"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    words: list[str], code: int, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["playbook", "new", *words]) == code
    assert told in capsys.readouterr().err
    assert not (tmp_path / "playbooks").exists()


def test_a_file_that_is_there_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["playbook", "new", "store"]) == 0
    before = (tmp_path / "playbooks" / "store.yaml").read_text(encoding="utf-8")
    assert run(["playbook", "new", "store", "--owner", "me"]) == 1
    assert "is there already, and stays as it is" in capsys.readouterr().err
    assert (tmp_path / "playbooks" / "store.yaml").read_text(encoding="utf-8") == before


def test_a_name_that_is_taken_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    (tmp_path / "till-outage.yaml").write_text("mine", encoding="utf-8")
    child = pexpect.spawn(
        sys.executable,
        ["-m", "crisisctl", "playbook", "new", "till-outage", "-o", str(tmp_path)],
        timeout=60,
        encoding="utf-8",
    )
    told = str(child.read())
    child.close()
    assert child.exitstatus == 1
    assert told.startswith("crisisctl: ")
    assert "is there already, and stays as it is" in " ".join(told.split())


def test_on_a_terminal_it_asks_and_enter_takes_what_is_proposed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CRISISCTL_LANG", "fr")
    child = pexpect.spawn(
        sys.executable, ["-m", "crisisctl", "playbook", "new", "magasin"], encoding="utf-8", timeout=60
    )
    child.expect("Ce qui est arrivé, en français.*: ")
    child.sendline("Magasin fermé")
    child.expect("La même chose en anglais.*: ")
    child.sendline("Store closed")
    child.expect(r"Qui le tient à jour \[comms\]: ")
    child.sendline("")
    child.expect("Par où joindre les clients.*: ")
    child.sendline("email,sms")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    path = tmp_path / "playbooks" / "magasin.yaml"
    playbook = reader.read_playbook(path)
    assert dict(playbook.title) == {"en": "Store closed", "fr": "Magasin fermé"}
    assert (playbook.owner, playbook.audiences["customers"].channels) == ("comms", ("email", "sms"))
    assert clean(path, capsys)
