"""playbook show as a sheet for paper: everything is in it, nothing in it is markup, contacts only when asked for."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from crisisctl import paths, reader
from crisisctl.__main__ import run
from crisisctl.text import one_line, say


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CRISISCTL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CRISISCTL_LANG", "en")


class Words(HTMLParser):
    """What a browser shows, and the names of its tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said, self.tags = "", set[str]()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            assert not name.startswith("on")
            assert name not in {"src", "href"} or (value or "").startswith("#")

    def handle_data(self, data: str) -> None:
        self.said += data


@pytest.mark.parametrize("form", ["html", "md"])
def test_the_sheet_holds_each_step_and_each_text(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["playbook", "show", "outage", "--lang", "fr", "--format", form]) == 0
    out = capsys.readouterr().out
    said = Words(out).said if form == "html" else out.replace("\\", "")
    playbook = reader.read_playbook(reader.find_playbook("outage"))
    for _, step in playbook.steps():
        assert one_line(say(step.title, "fr")) in said
    for message in playbook.messages.values():
        for text in message.body.values():
            assert text.split("\n")[0].strip() in (said if form == "html" else out)
    assert "Prochain" in said
    assert "01 99 00 12 01" not in said


def test_html_loads_nothing_and_runs_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (paths.shipped("templates") / "playbook.yaml").read_text(encoding="utf-8")
    bad = "'</pre><script>alert(1)</script> **x** [y](javascript:z)'"
    text = text.replace("{en: Who is affected?, fr: Qui est touché ?}", bad)
    path = tmp_path / "my-playbook.yaml"
    path.write_text(text, encoding="utf-8")
    assert run(["playbook", "show", str(path), "--format", "html"]) == 0
    out = capsys.readouterr().out
    assert "script" not in Words(out).tags
    assert "default-src 'none'; style-src 'unsafe-inline'" in out
    assert not re.search(r"url\(|@import|https?://[^ <]*\.(?:css|js)", out)
    assert run(["playbook", "show", str(path), "--format", "md"]) == 0
    out = capsys.readouterr().out
    assert "<script>" not in out
    assert "[y](" not in out


def test_contacts_come_only_when_asked_for_and_into_a_private_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sheet.html"
    assert run(["playbook", "show", "outage", "--format", "html", "--contacts", "-o", str(file)]) == 0
    assert capsys.readouterr().err == f"written: {file}\n"
    said = Words(file.read_text(encoding="utf-8")).said
    assert "01 99 00 12 01" in said.replace("\N{NO-BREAK SPACE}", " ")
    assert "Personal contacts: keep this sheet where few can read it." in said
    assert file.stat().st_mode & 0o777 == 0o600
    assert run(["playbook", "show", "outage", "--contacts"]) == 2
    assert "--contacts is for a printed sheet" in capsys.readouterr().err
