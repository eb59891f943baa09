"""A crisis.yaml that cannot be read when an incident has to be opened: the last incident knows who we are."""

from __future__ import annotations

import pytest

from conftest import Crisis

COMPANY = """\
schema: crisisctl/organisation/v1
name: Exemplia
languages: [en]
timezone: Europe/Paris
contacts: {phone: "020 7946 0017"}
"""
START = ("start", "small", "--no-walk", "--set", "service=WhatsApp")


@pytest.fixture
def broken(crisis: Crisis) -> str:
    """A drill was held with a good file; then a slip got into it. The drill's id."""
    ours = crisis.work / "crisis.yaml"
    ours.write_text(COMPANY, encoding="utf-8")
    drill = crisis.run(*START, "--title", "Drill of the week", "--drill", "--format", "json").json["incident"]["id"]
    ours.write_text(COMPANY + "people:\n  - {name: Bo, roles: [lead}\n", encoding="utf-8")
    return str(drill)


def test_the_error_names_the_line_and_the_way_on(crisis: Crisis, broken: str) -> None:
    found = crisis.run(*START, "--title", "Real")
    assert found.code == 4
    assert "crisis.yaml:7:" in found.stderr
    assert f"crisisctl start … --company-of {broken}" in found.stderr
    real = crisis.start("small", "--title", "Real", "--company-of", broken)
    assert crisis.status("-i", real)["incident"]["mode"] == "live"
    crisis.run("set", "-i", real, "affected=3").succeeds()
    crisis.run("draft", "first", "-i", real, "--channel", "sms").says("Exemplia: WhatsApp is down")


def test_without_an_earlier_incident_the_file_has_to_be_mended(crisis: Crisis) -> None:
    (crisis.work / "crisis.yaml").write_text(COMPANY + "people: [", encoding="utf-8")
    found = crisis.run(*START, "--title", "Real")
    assert found.code == 4
    assert "(mend the lines named)" in found.stderr


def test_in_french_the_finding_and_the_way_on_are_french_and_json_is_not(
    crisis: Crisis, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRISISCTL_LANG", "fr")
    found = crisis.run(*START, "--title", "Vrai")
    plain = found.stderr.replace("\N{NO-BREAK SPACE}", " ")
    assert "crisis.yaml:7:28: erreur syntax : ce n’est pas du YAML : il manque « , » ou « ] » (un texte avec" in plain
    told = crisis.run(*START, "--title", "Vrai", "--format", "json").json["error"]["findings"]
    assert "error syntax: not YAML: did not find expected ',' or" in told[0]
    assert "corrigez les lignes nommées, ou ouvrez-le avec l’entreprise telle que" in found.stderr


def test_an_incident_that_is_not_there_knows_no_company(crisis: Crisis, broken: str) -> None:
    crisis.run(*START, "--title", "Real", "--company-of", "nowhere-1").fails_with(3, "no incident `nowhere-1`")
