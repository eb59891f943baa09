"""Reading playbooks as a whole: what comes out, and what is said when nothing does."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import Struct

from crisisctl import playbook, reader, registry, steps
from crisisctl.errors import BadInputFile, NotFound
from crisisctl.plain import from_plain, to_plain
from crisisctl.reader import kinds
from crisisctl.reader.grammar import ORGANISATION, PLAYBOOK
from crisisctl.reader.schema import records

FINE = Path(__file__).parent / "cases" / "fine.yaml"

TEN_MISTAKES = """\
schema: crisisctl/v1
id: ten
title: Payments
languages: [en, fr]
rolse: {}
roles:
  lead: {title: {en: Lead, fr: Responsable}}
facts:
  affected: {type: integer, default: several}
audiences:
  customers: {channels: [sms, fax]}
messages:
  notice:
    audience: customers
    body:
      en: |
        Hello,
        {{ afected }} customers.
phases:
  - id: confirm
    steps:
      - {id: look, kind: task, role: led, title: Look, due: 15}
      - {id: ask, kind: question, title: Ask}
      - {id: tell, kind: message, message: notice, title: Tell, optional: yes}
      - {id: look, kind: task, title: Again, when: affected > 3}
"""


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRISISCTL_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


def test_ten_mistakes_are_found_in_one_run(tmp_path: Path) -> None:
    path = tmp_path / "ten.yaml"
    path.write_text(TEN_MISTAKES, encoding="utf-8")
    made, problems = reader.check(path)
    assert made is None
    assert [(found.line, found.code) for found in problems] == [
        (5, "unknown-key"),
        (9, "bad-value"),
        (11, "unknown-channel"),
        (16, "missing-language"),
        (18, "unknown-placeholder"),
        (22, "unknown-role"),
        (22, "bad-duration"),
        (23, "missing-key"),
        (24, "wrong-kind"),
        (25, "duplicate-id"),
    ]
    with pytest.raises(BadInputFile) as refused:
        reader.read_playbook(path)
    assert refused.value.message == f"{path}: 10 errors"
    assert refused.value.findings == problems
    what = "error unknown-key: unknown key `rolse`, did you mean `roles`?"
    assert str(refused.value.findings[0]) == f"{path}:5:1: {what}"


def test_everything_a_playbook_can_say_is_read() -> None:
    made = reader.read_playbook(FINE)
    affected, provider = made.facts["affected"], made.facts["provider"]
    assert (affected.type, affected.default) == ("integer", "1 200")
    assert provider.choices == {"ours": {"": "Our own"}, "theirs": {"en": "A provider", "fr": "Un fournisseur"}}
    assert list(made.facts["answer"].choices) == ["yes", "no"]
    assert made.severities["SEV1"].next_update == 1800
    notice = made.messages["notice"]
    assert notice.body["en"].startswith("Since {{ opened_at|clock }} {{ service }} is down.\n\n{% if")
    assert notice.short == {"": "{{ service }}: next word at {{ next_update }}"}
    told = {step.id: step for _, step in made.steps()}
    assert (told["sure"].due, told["sure"].due_from, told["sure"].sources) == (600, "started", 2)
    assert (told["repair"].timeout, told["pause"].wait, told["tell"].every) == (90, 5400, "next_update")
    assert [link.url for link in told["tell"].links] == ["https://status.example/", "tel:+33199000000"]
    assert [(option.id, option.goto) for option in told["whose"].options] == [("ours", None), ("theirs", "tell")]


def test_what_is_read_survives_the_log() -> None:
    made = reader.read_playbook(FINE)
    assert from_plain(playbook.Playbook, to_plain(made)) == made


def test_every_field_can_be_written() -> None:
    for record in (*records(PLAYBOOK), *records(ORGANISATION)):
        assert isinstance(record.make, type)
        assert issubclass(record.make, Struct)
        written = {name if key.into is None else key.into for name, key in record.keys.items()} - {""}
        assert written | ({record.id} - {""}) == set(record.make.__struct_fields__), record.name


def test_steps_take_the_keys_that_their_kind_uses() -> None:
    step = next(record for record in records(PLAYBOOK) if record.make is playbook.Step)
    for name in steps.names():
        kind = registry.load("crisisctl.steps", name, "KIND")
        assert isinstance(kind, steps.StepKind)
        assert {key for key, rule in step.keys.items() if name in rule.steps} == set(kind.fields)


def test_every_reference_is_looked_up_somewhere() -> None:
    nouns = set()
    for record in records(PLAYBOOK):
        for key in record.keys.values():
            inner = key.kind.item if isinstance(key.kind, kinds.ListOf) else key.kind
            if isinstance(inner, kinds.Ref):
                nouns.add(inner.noun)
    assert nouns == {
        "role",
        "fact",
        "fact or severity",
        "message",
        "audience",
        "channel",
        "step",
        "language",
        "clock",
        "playbook",
    }


def test_a_playbook_is_found_by_name_and_the_first_folder_wins(tmp_path: Path) -> None:
    for folder in (tmp_path / "playbooks", tmp_path / "data" / "playbooks"):
        folder.mkdir(parents=True)
        (folder / "mine.yaml").write_text("", encoding="utf-8")
    (tmp_path / "data" / "playbooks" / "theirs.yaml").write_text("", encoding="utf-8")
    assert reader.find_playbook("mine") == tmp_path / "playbooks" / "mine.yaml"
    found = dict(reader.playbooks())
    assert found["mine"] == tmp_path / "playbooks" / "mine.yaml"
    assert found["theirs"] == tmp_path / "data" / "playbooks" / "theirs.yaml"
    assert list(found) == sorted(found)


def test_a_path_is_used_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "here.yaml"
    path.write_text("", encoding="utf-8")
    assert reader.find_playbook("here.yaml") == Path("here.yaml")
    assert reader.find_playbook(str(path)) == path


@pytest.mark.parametrize("name", ["no/such.yaml", "none.yaml", "../../etc/passwd", "a\0b", "a\0b.yaml", "x" * 5000])
def test_what_is_not_there_is_not_found(name: str) -> None:
    with pytest.raises(NotFound):
        reader.find_playbook(name)


def test_a_misspelt_name_gets_a_suggestion(tmp_path: Path) -> None:
    (tmp_path / "playbooks").mkdir()
    (tmp_path / "playbooks" / "earthquake.yaml").write_text("", encoding="utf-8")
    with pytest.raises(NotFound) as refused:
        reader.find_playbook("earthqake")
    assert refused.value.message == "there is no playbook `earthqake`, did you mean `earthquake`?"
    assert refused.value.hint.startswith("there are: ")
    assert "earthquake" in refused.value.hint
