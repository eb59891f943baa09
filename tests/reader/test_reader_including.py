"""What a playbook takes from shared files, as it is started and shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from crisisctl import reader
from crisisctl.errors import BadInputFile
from crisisctl.playbook import Playbook

HERE = Path(__file__).parent
SHARED = HERE / "home" / "playbooks" / "shared"


@pytest.fixture(autouse=True)
def shared_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRISISCTL_HOME", str(HERE / "home"))


@pytest.fixture
def case() -> Playbook:
    return reader.read_playbook(HERE / "cases" / "include.yaml")


def test_steps_stand_where_the_playbook_names_them(case: Playbook) -> None:
    walk = [f"{phase.id}/{step.id}" for phase, step in case.steps()]
    assert walk == ["confirm/see-it", "confirm/how-many", "confirm/own", "confirm/tell", "after/thank"]
    assert [phase.title["fr"] for phase in case.phases] == ["Confirmer", "Après"]


def test_keys_written_above_replace_those_below(case: Playbook) -> None:
    see_it, how_many = (step for _, step in list(case.steps())[:2])
    assert (see_it.due, see_it.sources) == (600, 2), "more.yaml changes what it includes"
    assert (how_many.due, how_many.facts) == (480, ("affected",))
    assert case.roles["lead"].deputy
    assert case.roles["lead"].title["fr"] == "Responsable"
    assert case.roles["comms"].duties["en"] == "Writes"


def test_a_new_body_takes_the_old_texts_with_it(case: Playbook) -> None:
    notice = case.messages["notice"]
    assert (notice.audience, notice.approver, notice.body["en"]) == ("customers", "comms", "{{ service }} fails.")
    assert (notice.subject, notice.short) == ({}, {})


def test_a_shared_fact_asked_at_the_start_is_an_input(case: Playbook) -> None:
    assert case.inputs["service"].required
    assert case.inputs["service"].prompt["en"] == "What is down?"
    assert "service" not in case.facts


def test_what_is_not_used_does_not_come_along(case: Playbook) -> None:
    assert set(case.roles) == {"lead", "comms"}
    assert set(case.facts) == {"affected"}
    assert set(case.messages) == {"notice"}
    assert set(case.audiences) == {"customers"}


def test_the_later_of_two_files_counts(tmp_path: Path) -> None:
    path = tmp_path / "two.yaml"
    path.write_text(
        "schema: crisisctl/v1\nid: two\ntitle: Two\ninclude: [more, parts]\nphases:\n  - {id: a, steps: [see-it]}\n"
    )
    (_, step), *_ = reader.read_playbook(path).steps()
    assert step.due == 600, "parts is taken once, below more, which includes it"


def test_an_own_shared_file_stands_in_for_one_further_down(
    case: Playbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "playbooks" / "shared"
    own.mkdir(parents=True)
    text = (SHARED / "parts.yaml").read_text(encoding="utf-8")
    (own / "parts.yaml").write_text(text.replace("due: 5m", "due: 5m, optional: true"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (_, step), *_ = reader.read_playbook(HERE / "cases" / "include.yaml").steps()
    assert step.optional


def test_a_shared_file_is_not_listed_and_not_started() -> None:
    assert "parts" not in dict(reader.playbooks())
    with pytest.raises(BadInputFile, match=r"parts\.yaml is a shared file, not a playbook") as refused:
        reader.read_playbook(SHARED / "parts.yaml")
    assert refused.value.hint == "playbooks take parts of it: include: [parts]"


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("parts", []),
        ("more", []),
        ("round", ["2:11 include-cycle"]),
        ("faulty", ["2:8 alias", "4:28 unknown-role", "5:30 unknown-role", "6:1 unknown-key"]),
    ],
)
def test_a_shared_file_is_checked_by_itself(name: str, lines: list[str]) -> None:
    problems = reader.check(SHARED / f"{name}.yaml")[1]
    assert [f"{found.line}:{found.column} {found.code}" for found in problems] == lines
