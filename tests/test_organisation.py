"""``crisis.yaml``: read, checked, and found in the right place."""

from __future__ import annotations

from pathlib import Path

import pytest

from crisisctl import organisation, paths
from crisisctl.errors import BadInputFile, NotFound
from crisisctl.plain import from_plain, to_plain
from crisisctl.playbook import Organisation

WHOLE = """\
schema: crisisctl/organisation/v1
name: Exemplia
languages: [fr, en]
timezone: Europe/Paris
timezone_label: {fr: heure de Paris, en: Paris time}
contacts: {phone: 01 99 00 12 34, status_url: https://status.exemplia.example}
audiences:
  customers: {title: {fr: Clients, en: Customers}, channels: [sms, email], languages: [fr]}
  staff: {channels: [slack], external: false}
people:
  - {name: Ana, roles: [lead, comms], ways: {phone: 01 99 00 12 35, email: ana@exemplia.example}}
cadence: {SEV1: 30m, SEV2: 1h}
settings:
  instagram: {image: outage.png}
"""


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRISISCTL_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("CRISISCTL_CONFIG", raising=False)
    (tmp_path / "data").mkdir()
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


def written(path: Path, text: str = WHOLE) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_everything_it_can_say_is_read(tmp_path: Path) -> None:
    made, problems = organisation.check(written(tmp_path / "crisis.yaml"))
    assert problems == ()
    assert made is not None
    assert (made.name, made.language, made.timezone) == ("Exemplia", "fr", "Europe/Paris")
    assert made.contacts["phone"] == "01 99 00 12 34"
    assert made.audiences["customers"].languages == ("fr",)
    assert made.audiences["staff"].external is False
    assert made.people[0].ways["email"] == "ana@exemplia.example"
    assert made.cadence == {"SEV1": 1800, "SEV2": 3600}
    assert made.settings == {"instagram": {"image": "outage.png"}}
    assert from_plain(Organisation, to_plain(made)) == made


def test_hours_that_cannot_be_read_say_how_they_are_written(tmp_path: Path) -> None:
    text = WHOLE.replace("ways: {phone", "hours: [at night], ways: {phone")
    _, problems = organisation.check(written(tmp_path / "crisis.yaml", text))
    assert [(each.line, each.code, each.hint) for each in problems] == [
        (11, "bad-hours", "write mon-fri 08:00-20:00, sat 22:00-06:00, or 24/7")
    ]


def test_every_mistake_is_found_in_one_run(tmp_path: Path) -> None:
    text = (
        WHOLE.replace("Europe/Paris", "Europe/Pari")
        .replace("name: Exemplia", "nane: Exemplia")
        .replace("[slack]", "[slak]")
        .replace("SEV1: 30m", "SEV9: 30m")
        .replace("1h}", "1}")
        .replace("instagram:", "instagran:")
        .replace("fr: heure de Paris", "de: Pariser Zeit")
    )
    path = written(tmp_path / "crisis.yaml", text)
    made, problems = organisation.check(path)
    assert made is None
    assert [(found.line, found.code) for found in problems] == [
        (1, "missing-key"),
        (2, "unknown-key"),
        (4, "bad-timezone"),
        (5, "unknown-language"),
        (9, "unknown-channel"),
        (12, "unknown-severity"),
        (12, "bad-duration"),
        (14, "unknown-channel"),
    ]


def test_who_writes_in_one_language_may_leave_the_translations(tmp_path: Path) -> None:
    text = WHOLE.replace("languages: [fr, en]", "languages: [en]").replace(", languages: [fr]", "")
    made, problems = organisation.check(written(tmp_path / "crisis.yaml", text))
    assert (made and made.languages, problems) == (("en",), ())


def test_an_audience_reads_only_what_is_written(tmp_path: Path) -> None:
    text = WHOLE.replace("languages: [fr, en]", "languages: [en]")
    _, problems = organisation.check(written(tmp_path / "crisis.yaml", text))
    assert [(each.line, each.code) for each in problems] == [(8, "unknown-language")]


@pytest.mark.parametrize(
    ("old", "new", "level", "line"),
    [("[fr, en]", "[fr, xx, en]", "warning", 3), ("{fr: heure", "{xx: heure", "error", 5)],
)
def test_a_language_that_nobody_knows_is_named(old: str, new: str, level: str, line: int, tmp_path: Path) -> None:
    _, problems = organisation.check(written(tmp_path / "crisis.yaml", WHOLE.replace(old, new, 1)))
    assert [(each.line, each.code, each.level) for each in problems] == [(line, "unknown-language", level)]
    assert "`xx`" in problems[0].text


@pytest.mark.parametrize("zone", ["/etc/passwd", "../../etc/passwd", "Europe", "nowhere", "Europe/Paris/x"])
def test_a_zone_is_a_name_of_the_database(zone: str, tmp_path: Path) -> None:
    text = f"schema: crisisctl/organisation/v1\nname: X\ntimezone: {zone}\n"
    _, problems = organisation.check(written(tmp_path / "crisis.yaml", text))
    assert [found.code for found in problems] == ["bad-timezone"]


def test_a_playbook_is_not_an_organisation(tmp_path: Path) -> None:
    _, problems = organisation.check(written(tmp_path / "crisis.yaml", "schema: crisisctl/v1\nname: X\n"))
    assert str(problems[0]).endswith(
        "bad-schema: `schema` is `crisisctl/v1` (this program reads `crisisctl/organisation/v1`)"
    )


def test_the_environment_then_here_then_the_data_directory_then_the_example(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    example, found = organisation.load()
    assert found == paths.shipped("templates") / "crisis.yaml"
    assert example.name
    for place in (tmp_path / "data" / "crisis.yaml", tmp_path / "here" / "crisis.yaml", tmp_path / "chosen.yaml"):
        written(place)
        if place.name == "chosen.yaml":
            monkeypatch.setenv("CRISISCTL_CONFIG", str(place))
        assert organisation.load()[1] == place


def test_a_chosen_file_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRISISCTL_CONFIG", "nowhere.yaml")
    with pytest.raises(NotFound, match=r"there is no file nowhere\.yaml"):
        organisation.load()


def test_a_bad_file_tells_everything(tmp_path: Path) -> None:
    path = written(tmp_path / "here" / "crisis.yaml", "schema: crisisctl/organisation/v1\nlanguages: fr\n")
    with pytest.raises(BadInputFile) as refused:
        organisation.load()
    assert tuple(map(str, refused.value.findings)) == (
        f"{path}:1:1: error missing-key: `name` is missing from this organisation (As messages name it.)",
        f"{path}:2:12: error wrong-kind: `languages` is a text, not a list (write [fr])",
    )
