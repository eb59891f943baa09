"""``crisisctl drill``: what can be played, a scenario that plays by itself, and what its file may say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Crisis

ROOT = Path(__file__).resolve().parents[2]

OURS = """\
schema: crisisctl/scenario/v1
id: short
title: {en: Short, fr: Court}
playbook: small
set: {service: {en: the till, fr: la caisse}}
injects:
  - id: locked
    at: 1m
    from: {en: a colleague, fr: un collègue}
    text: {en: The gateway is gone., fr: La passerelle ne répond plus.}
    channels: {sms: down}
    expect: {within: 2m, note: true}
"""


@pytest.fixture(autouse=True)
def _short(crisis: Crisis) -> None:
    folder = crisis.work / "playbooks" / "scenarios"
    folder.mkdir()
    (folder / "short.yaml").write_text(OURS, encoding="utf-8")


def test_a_scenario_plays_without_a_team_and_leaves_nothing_in_the_log(crisis: Crisis) -> None:
    played = crisis.run("drill", "play", "short", "--speed", "600", "-o", "debrief.md")
    played.says(
        "T+00:01  ▶ Drill, a colleague: The gateway is gone.\n",
        "T+00:01  ✓ Channel sms is down (by the scenario)\n",
        "✓ Note: heard: locked\n",
    )
    assert played.stdout.splitlines()[-1].startswith("Score: ")
    assert played.stderr == "written: debrief.md\n"
    assert "## Debrief" in (crisis.work / "debrief.md").read_text(encoding="utf-8")
    crisis.run("list").prints("", "no incident yet; open one by: crisisctl start outage\n")


def test_it_is_told_in_french_and_as_json(crisis: Crisis) -> None:
    played = crisis.run("drill", "play", "short", "--speed", "600", "--lang", "fr", "-o", "debrief.html")
    played.says("▶ Exercice, un collègue\N{NO-BREAK SPACE}: La passerelle ne répond plus.\n")
    assert "Points faibles" in (crisis.work / "debrief.html").read_text(encoding="utf-8")
    told = json.loads(crisis.run("drill", "play", "short", "--speed", "600", "--format", "json").stdout)
    assert (told["scenario"], told["speed"]) == ("short", 600)
    assert told["score"]["of"] >= told["score"]["good"] > 0


def test_what_cannot_be_played_is_said_before_it_begins(crisis: Crisis) -> None:
    crisis.run("drill", "play", "short", "--speed", "601").fails(
        2, "crisisctl: a drill does not run at speed 601 (between 1 and 600: --speed 10)\n"
    )
    crisis.run("drill", "play", "short", "-o", "debrief.pdf").fails(
        3, "crisisctl: there is no report format `pdf` (one of csv, html, json, md)\n"
    )


def test_what_a_scenario_knows_is_in_the_language_of_the_organisation(crisis: Crisis) -> None:
    (crisis.work / "crisis.yaml").write_text(
        "schema: crisisctl/organisation/v1\nname: Exemplia\nlanguages: [fr]\n", encoding="utf-8"
    )
    crisis.run("start", "small", "--drill", "--scenario", "short", "--no-walk").succeeds()
    assert crisis.status()["facts"]["service"]["value"] == "la caisse"


def test_what_the_scenario_does_the_team_is_not_asked_to_do(crisis: Crisis) -> None:
    path = crisis.work / "playbooks" / "scenarios" / "short.yaml"
    path.write_text(OURS.replace("note: true", "channel: sms"), encoding="utf-8")
    found = crisis.run("playbook", "lint", "playbooks/scenarios/short.yaml")
    assert ":11:15: warning nothing-left: `sms` is marked by the scenario" in found.stdout
    crisis.run("drill", "show", "short").says("    from now on: sms down\n")


def test_lint_goes_by_what_a_file_says_it_is(crisis: Crisis) -> None:
    """A scenario, an organisation, shared parts and clocks beside their folders, under other names."""
    shipped = ROOT / "playbooks" / "shared"
    files = {
        "short.yaml": OURS,
        "ours.yaml": (ROOT / "templates" / "crisis.yaml").read_text(encoding="utf-8"),
        "parts.yaml": (shipped / "core.yaml").read_text(encoding="utf-8"),
        "ticking.yaml": (shipped / "clocks.yaml").read_text(encoding="utf-8"),
    }
    for name, text in files.items():
        (crisis.work / name).write_text(text, encoding="utf-8")
    crisis.run("playbook", "lint", *(f"./{name}" for name in files)).prints("", "4 files, 0 errors, 0 warnings\n")


def test_the_debrief_tells_the_times_of_the_drill_in_its_own_language(crisis: Crisis) -> None:
    crisis.run("drill", "play", "whatsapp-at-night", "--speed", "600", "--lang", "en", "-o", "debrief.md")
    told = (crisis.work / "debrief.md").read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")
    told = told.replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert told.startswith("# WhatsApp is down at 3 a.m.\n")
    assert "“WhatsApp is down at 3 a.m.”: resolved." in told
    assert "started 8:22 pm, detected 8:28 pm, " in told
    assert "| Time to acknowledge | 2 min |" in told
    assert "Rules overruled" not in told
    assert "there is no log to verify" in told
    assert "crisisctl verify" not in told
