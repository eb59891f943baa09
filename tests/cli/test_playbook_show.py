"""playbook show as a sheet for paper: everything is in it, nothing in it is markup, contacts only when asked for."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from crisisctl import paths, reader
from crisisctl.__main__ import run
from crisisctl.handwriting import by_hand
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
            first = by_hand(text.strip(), {}).split("\n")[0].strip().replace("**", "")
            assert first in (said if form == "html" else out)
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


@pytest.mark.parametrize("form", ["html", "md"])
def test_what_a_question_asks_is_printed_and_where_each_answer_leads(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["playbook", "show", "outage", "--lang", "fr", "--format", form]) == 0
    out = capsys.readouterr().out
    said = Words(out).said if form == "html" else out.replace("\\", "")
    assert "Quels clients ? (scope)" in said.replace("\N{NO-BREAK SPACE}", " ")
    assert "une partie de nos clients" in said.partition("Premier message")[0]
    goes_on = "Fausse alerte → aller à « Fausse alerte : le dire à ceux qui ont demandé »"
    assert goes_on in said.replace("\N{NO-BREAK SPACE}", " ")
    assert "Responsable technique · T+5" in said
    assert re.search(r"Source 1\s:\s", said)


def test_name_and_numbers_are_those_of_your_crisis_yaml(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ours = (paths.shipped("templates") / "crisis.yaml").read_text(encoding="utf-8")
    show = ["playbook", "show", "outage", "--lang", "en", "--format", "md"]
    assert run(show) == 0
    out, err = capsys.readouterr()
    assert "‹phone›" in out
    assert "Exemplia" not in out, "nobody calls the numbers of an example"
    assert err == "there is no crisis.yaml of yours: name and numbers are left blank\n"
    (tmp_path / "crisis.yaml").write_text(ours.replace("name: Exemplia", "name: Boulons & Fils"), encoding="utf-8")
    assert run(show) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "    The Boulons & Fils team" in out
    assert "01 99 00 12 34" in out.replace("\N{NO-BREAK SPACE}", " ")
    assert "01 99 00 12 50" not in out.replace("\N{NO-BREAK SPACE}", " "), "where the team meets is not for everybody"
    assert run([*show, "--contacts"]) == 0
    assert "01 99 00 12 50" in capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ").partition("Messages")[2]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("{{ company }}, {{ service }}", "Us, ‹service›"),
        ("{% if cause %}Cause: {{ cause }}.{% else %}Not known.{% endif %}", "[Cause: ‹cause›. / Not known.]"),
        ("{{ blocked_en if blocked == 'other' else blocked }}", "‹blocked›"),
        ("{{ ('working' if cause and doing == 'searching' else doing) | cap }}", "‹doing›"),
        ("{{ contacts.helpline or phone }}", "01 99 00 12 34"),
        ("{{ cross_border or 'being established' }}", "‹cross_border›"),
        ("{% if roles.lead %}{{ roles.lead }}{% endif %}{# a remark #}", "[‹lead›]"),
        ("100 % sure {x}", "100 % sure {x}"),
    ],
)
def test_a_text_for_paper_has_blanks_and_no_code(text: str, printed: str) -> None:
    assert by_hand(text, {"company": "Us", "phone": "01 99 00 12 34"}) == printed


def test_no_shipped_text_prints_code(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("data-breach", "account-suspended", "provider-outage"):
        assert run(["playbook", "show", name, "--lang", "fr", "--format", "md"]) == 0
        assert not re.search(r"\{[{%#]|[%#}]\}|‹›", capsys.readouterr().out), name
