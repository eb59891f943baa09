"""``crisisctl clock``: the catalogue on a quiet day; clocks declared, met and waived in an incident."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from conftest import Crisis
from crisisctl import paths
from crisisctl.deadlines import parse
from crisisctl.playbook import CONFIDENCES
from crisisctl.reader.clocks import FILE, catalogue, check_file, closure, family

NOTICE = "Timers, not legal advice: whether a duty applies, and since when, is for your lawyer or DPO to say.\n"
OWN = """\
schema: crisisctl/v1
id: own
title: {en: Ours, fr: Le nôtre}
languages: [en, fr]
roles: {lead: {title: {en: Lead, fr: Responsable}}}
clocks:
  sla: {title: {en: "Word to Exemplia Bank", fr: "Un mot à Exemplia Banque"}, deadline: 4h, from: called_at}
  report: {title: {en: Written report, fr: Rapport écrit}, deadline: "2 business days", after: sla}
  gdpr-authority: {from: called_at}
facts:
  called_at: {type: datetime, prompt: {en: When did they call?, fr: Quand ont-ils appelé ?}}
phases:
  - id: first
    steps:
      - {id: ask, kind: question, facts: [called_at], title: {en: Ask, fr: Demander}, starts: [sla]}
      - {id: tell, kind: task, title: {en: Tell them, fr: Leur dire}, meets: [sla]}
"""


@pytest.fixture
def own(crisis: Crisis) -> str:
    (crisis.work / "playbooks" / "own.yaml").write_text(OWN, encoding="utf-8")
    return crisis.start("own")


def clocks(crisis: Crisis) -> dict[str, Any]:
    return {each["clock"]: each for each in crisis.status()["clocks"]}


# --- the catalogue


def test_every_shipped_clock_says_all_that_has_to_be_said_in_both_languages() -> None:
    found, problems = check_file(paths.shipped("playbooks") / FILE, {})
    assert [str(problem) for problem in problems] == []
    for clock in found.values():
        for words in (clock.title, clock.applies_to, clock.trigger, clock.duty, clock.reference):
            assert set(words) == {"en", "fr"}, clock.id
        assert (clock.source[:8], clock.checked, clock.confidence in CONFIDENCES) == ("https://", "2026-11-22", True)
        assert set(clock.caveat) in (set(), {"en", "fr"})
        assert clock.caveat or clock.confidence not in {"low", "unverified"}, clock.id
        for text in (clock.title, clock.trigger, clock.duty, clock.caveat):
            assert not re.search(r"[^\s\N{NO-BREAK SPACE}\d][:;?!](?= |$)", text.get("fr", "")), clock.id


def test_the_clocks_that_practice_names_are_there_as_it_names_them() -> None:
    found = {name: clock.deadline for name, clock in catalogue().items()}
    assert found.items() >= {
        "gdpr-authority": "72h", "gdpr-individuals": "none", "gdpr-processor": "none", "gdpr-register": "none",
        "gdpr-dsar": "1 month", "nis2-early": "24h", "nis2-notify": "72h", "nis2-final": "1 month",
        "dora-aware": "24h", "dora-initial": "4h", "dora-intermediate": "72h", "dora-final": "1 month",
        "eidas-24h": "24h", "cer-24h": "24h", "cra-vuln": "24h", "cra-incident": "24h", "ai-act-73": "15 days",
        "telecom-24h": "24h", "uk-gdpr": "72h", "uk-pecr": "72h", "uk-nis": "72h", "sec-8k": "4 business days",
        "fr-plainte-72h": "72h", "mar-17": "none", "meta-appeal": "90 days",
    }.items()  # fmt: skip
    for name, deadline in found.items():
        assert str(parse(deadline) or "none") == deadline, name


def test_chains_are_found_whole() -> None:
    found = catalogue()
    assert family(["nis2-notify"], found) == ["nis2-early", "nis2-notify", "nis2-final"]
    assert family(["dora-aware"], found) == ["dora-aware", "dora-initial", "dora-intermediate", "dora-final"]
    assert closure(["gdpr-dsar"], found) == {"gdpr-dsar"}


def test_the_catalogue_is_read_without_an_incident(crisis: Crisis) -> None:
    lines = crisis.run("clock", "list").succeeds().stdout.splitlines(keepends=True)
    assert lines[0] == (
        "gdpr-authority        72 h · Notify the data protection authority · GDPR art. 33(1), 33(4); EDPB Guidelines"
        " 9/2022 · https://eur-lex.europa.eu/eli/reg/2016/679/oj · checked 2026-11-22\n"
    )
    assert lines[-1] == NOTICE
    assert "mar-17                without a fixed time" in "".join(lines)
    assert [line[:6] for line in lines if "NOT VERIFIED" in line] == ["ai-act", "ai-act", "ai-act", "mar-17"]
    assert "4 jours ouvrés · SEC" in crisis.run("clock", "list", "--all", "--lang", "fr").stdout
    found = crisis.json("clock", "list", "--all")
    assert (len(found["catalogue"]), found["notice"] + "\n") == (len(lines) - 1, NOTICE)
    assert found["catalogue"][0]["trigger"]["fr"].startswith("Vous avez connaissance d’une violation")


def test_one_clock_is_shown_in_full(crisis: Crisis) -> None:
    crisis.run("clock", "show", "dora-initial").says(
        "clock          dora-initial\n",
        "starts when    The incident is classified as major\n",
        "deadline       4 h\n",
        "takes over     dora-aware\n",
        "reference      DORA (EU) 2022/2554 art. 19(4); Delegated Regulation (EU) 2025/301 art. 5\n",
        "checked on     2026-11-22\n",
        "confidence     high\n",
        NOTICE,
    )
    crisis.run("clock", "show", "cra-vuln").says("in force       2026-09-11 –\n")
    crisis.run("clock", "show", "gdpr-athority").fails(
        3,
        "crisisctl: there is no clock `gdpr-athority`, did you mean `gdpr-authority`?"
        " (crisisctl clock list --all names them)\n",
    )


def own_clocks(folder: Path, text: str) -> None:
    (folder / "shared").mkdir(parents=True, exist_ok=True)
    (folder / "shared" / "clocks.yaml").write_text(f"schema: crisisctl/clocks/v1\nclocks:\n{text}", encoding="utf-8")


def test_a_file_of_ones_own_adds_and_replaces(crisis: Crisis) -> None:
    own_clocks(crisis.home / "playbooks", "  gdpr-authority: {title: Ours, deadline: 96h}\n")
    own_clocks(crisis.work / "playbooks", "  bank: {title: Bank, deadline: 2h, after: gdpr-authority}\n")
    crisis.run("clock", "show", "gdpr-authority").says("title          Ours\n", "deadline       96 h\n")
    assert "bank                  2 h · Bank\n" in crisis.run("clock", "list").stdout
    own_clocks(crisis.work / "playbooks", "  bank: {title: Bank, after: gdpr-autority}\n")
    done = crisis.run("clock", "list")
    assert done.code == 4
    assert "unknown clock `gdpr-autority`, did you mean `gdpr-authority`?" in done.stderr
    assert "`deadline` is missing from the clock `bank`" in done.stderr


# --- in an incident


def test_a_step_starts_it_since_the_fact_and_a_step_meets_it(crisis: Crisis, own: str) -> None:
    crisis.run("clock", "list").prints(
        "· gdpr-authority        72 h · Notify the data protection authority · not started\n"
        "· sla                   4 h · Word to Exemplia Bank · not started\n"
        "· report                2 business days · Written report · not started\n" + NOTICE
    )
    crisis.run("done", "ask", "called_at=30 min ago").says("Clock runs: “Word to Exemplia Bank”, since ")
    found = clocks(crisis)["sla"]
    assert (found["state"], found["step"], found["declared_by"], found["law"]) == ("running", "ask", "Ana", "")
    assert datetime.fromisoformat(found["due"]) - datetime.fromisoformat(found["start"]) == timedelta(hours=4)
    assert 12_500 < found["seconds_left"] <= 12_600
    crisis.run("status").says("Word to Exemplia Bank: in 3 h 29", "since ", "declared by Ana", "Timers, not legal")
    done = crisis.run("done", "tell").says("Clock met: “Word to Exemplia Bank”", "Clock runs: “Written report”")
    assert "follows “Word to Exemplia Bank”" in done.stdout
    assert {name: each["state"] for name, each in clocks(crisis).items()} == {"report": "running", "sla": "met"}


def test_it_is_shown_in_our_zone_and_in_utc_and_late_is_a_word(crisis: Crisis, own: str) -> None:
    start = datetime.now(UTC) - timedelta(hours=5)
    crisis.run("clock", "start", "sla", "--at", start.isoformat(), "--reason", "they called", "--by", "Bo").succeeds()
    line = crisis.run("clock", "list").stdout.splitlines()[0].replace("\N{NO-BREAK SPACE}", " ")
    assert re.fullmatch(
        r"✗ sla  Word to Exemplia Bank: LATE 1 h, due .*\d+:\d\d [ap]m CES?T = .*\d+:\d\d [ap]m UTC"
        r" \(since .*\d+:\d\d [ap]m, declared by Bo\)",
        line,
    )
    assert "RETARD de 1 h" in crisis.run("status", "--lang", "fr").stdout.replace("\N{NO-BREAK SPACE}", " ")
    found = clocks(crisis)["sla"]
    assert (found["late"], found["state"], -3700 < found["margin_seconds"] <= -3600) == (True, "late", True)


def test_one_of_the_catalogue_is_started_met_and_waived(crisis: Crisis) -> None:
    crisis.start()
    done = crisis.run("clock", "start", "nis2-early", "--reason", "payments are down for all")
    assert [line.split("  ")[1] for line in done.succeeds().stdout.splitlines()] == ["#3", "#4"]
    assert "crisisctl: A directive: your country's law decides." in done.stderr
    assert done.stderr.endswith(f"crisisctl: {NOTICE}")
    crisis.run("clock", "met", "nis2-notify", "--reference", "CSIRT-77").says(
        "Clock met: “NIS2: incident notification”, reference CSIRT-77", "Clock runs: “NIS2: final report”"
    )
    crisis.run("clock", "waive", "nis2-early", "--reason", "said by telephone").says(
        "Clock waived: “NIS2: early warning”: said by telephone"
    )
    crisis.run("clock", "list").says(
        "– nis2-early  NIS2: early warning: waived by Ana: said by telephone", "(CSIRT-77)"
    )
    assert crisis.json("clock", "show", "nis2-notify")["running"]["reference"] == "CSIRT-77"


def test_later_changes_of_the_data_change_nothing_that_runs(crisis: Crisis) -> None:
    crisis.start()
    crisis.run("clock", "start", "nis2-early", "--reason", "x").succeeds()
    before = clocks(crisis)
    own_clocks(crisis.work / "playbooks", "  nis2-early: {title: Other, deadline: 1h}\n")
    crisis.run("clock", "start", "nis2-early", "--reason", "seen earlier", "--at", "10 min ago").succeeds()
    after = clocks(crisis)["nis2-early"]
    assert after["title"] == before["nis2-early"]["title"]
    assert datetime.fromisoformat(after["due"]) - datetime.fromisoformat(after["start"]) == timedelta(hours=24)
    assert crisis.json("clock", "show", "nis2-early")["clock"]["deadline"] == "24h"


def test_what_is_not_sure_is_said_when_it_is_started(crisis: Crisis) -> None:
    crisis.start()
    done = crisis.run("clock", "start", "ai-act-73", "--reason", "x").succeeds()
    assert "crisisctl: how sure: unverified\n" in done.stderr
    done = crisis.run("clock", "start", "sec-8k", "--reason", "material").succeeds()
    assert "crisisctl: no `holidays` in crisis.yaml: only weekends are left out\n" in done.stderr
    done = crisis.run("clock", "start", "cra-vuln", "--reason", "x", "--at", "2026-09-01 10:00").succeeds()
    assert "crisisctl: not in force on that day (2026-09-11 – …)\n" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        (("start", "sla"), 1, 'say why sla runs: who knew what, when (add --reason "…")'),
        (
            ("start", "slo", "-r", "x"),
            3,
            "there is no clock `slo`, did you mean `sla`? (crisisctl clock list --all names them)",
        ),
        (
            ("start", "sla", "-r", "x", "--at", "soon"),
            2,
            '--at: `soon` is not a time: write 14:05, "10 min ago", "yesterday 23:50" or 2026-11-22T14:05',
        ),
        (("met", "sla"), 1, 'sla does not run (start it by: crisisctl clock start sla --at TIME --reason "…")'),
        (("met", "other"), 3, "no clock `other` runs (there are: none)"),
        (("waive", "sla"), 1, 'sla does not run (start it by: crisisctl clock start sla --at TIME --reason "…")'),
    ],
)  # fmt: skip
def test_errors_say_what_to_do(crisis: Crisis, own: str, arguments: tuple[str, ...], code: int, error: str) -> None:
    crisis.run("clock", *arguments).fails(code, f"crisisctl: {error}\n")
    assert clocks(crisis) == {}


def test_hostile_words_stay_words(crisis: Crisis, own: str) -> None:
    nasty = "\x1b[31m[red]\u202e{0} <b>"
    crisis.run("clock", "start", "sla", "--reason", nasty, "--by", nasty).succeeds()
    crisis.run("clock", "waive", "sla", "--reason", nasty).succeeds()
    for arguments in (
        ("clock", "list"),
        ("status",),
        ("log",),
        ("report", "--format", "html"),
        ("report", "--format", "md"),
    ):
        shown = crisis.run(*arguments).succeeds().stdout
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert "{0} <b>" not in shown or arguments[0] != "report"


def test_words_are_completed(crisis: Crisis, own: str) -> None:
    from crisisctl.commands import _complete

    assert _complete.clocks("nis") == ["nis2-early", "nis2-notify", "nis2-final"]
    assert _complete.clocks("sl") == ["sla"]
    assert _complete.running_clocks("") == []
    crisis.run("clock", "start", "sla", "--reason", "x").succeeds()
    assert _complete.running_clocks("") == ["sla"]


def test_the_report_tells_who_declared_it_why_and_by_how_much_it_was_met(crisis: Crisis, own: str) -> None:
    crisis.run("clock", "start", "sla", "--at", "60 min ago", "--reason", "their call", "--by", "Bo").succeeds()
    crisis.run("clock", "start", "fr-plainte-72h", "--at", "80 h ago", "--reason", "attack seen").succeeds()
    crisis.run("clock", "met", "sla", "--reference", "T-9").succeeds()
    text = crisis.run("report", "--format", "md", "--lang", "en").stdout.replace("\N{NO-BREAK SPACE}", " ")
    section = text.split("## Clocks")[1].split("\n## ")[0]
    assert "timers, not legal advice" in section
    row = next(line for line in section.splitlines() if line.startswith("| Word to Exemplia Bank"))
    assert re.search(r"\| Bo, .* \| their call \| .*\(UTC: .*\) \| met .*, (?:3 h|2 h 59) to spare \| T-9 \|", row)
    assert "MISSED: not met, 8 h over" in section
    assert "Code des assurances art\\. L\\. 12-10-1" in section or "Code des assurances art. L. 12-10-1" in section
    assert "Margin: Word to Exemplia Bank" in text
    french = crisis.run("report", "--format", "html", "--lang", "fr").stdout
    assert "Horloges lancées" in french
    assert "MANQUÉE" in french
    report = crisis.json("report")["report"]
    assert {each["clock"]: each["verdict"] for each in report["clocks"]} == {
        "fr-plainte-72h": "late", "report": "running", "sla": "met",
    }  # fmt: skip
    metrics = {each["id"]: each for each in report["metrics"]}
    assert metrics["clock_margin.fr-plainte-72h"]["missed"]
    assert not metrics["clock_margin.sla"]["missed"]
    assert (
        "Clock met: “Word to Exemplia Bank”, reference T-9"
        in crisis.run("report", "--format", "csv", "--lang", "en").stdout
    )


def test_the_breach_playbook_runs_its_clocks(crisis: Crisis) -> None:
    crisis.start("data-breach")
    crisis.run("done", "finding", "breach", "--force", "--reason", "x").says("Clock runs: “Notify the data protection")
    crisis.run("set", "aware_at=40 min ago").says("Clock runs: “Notify the data protection authority”")
    crisis.run("done", "risk", "high", "--force", "--reason", "x").says("Clock runs: “Tell the people concerned”")
    crisis.run("set", "complaint=planned").says("Clock runs: “File a complaint (France)”")
    found = clocks(crisis)
    assert found["fr-plainte-72h"]["start"] == found["gdpr-authority"]["start"]
    crisis.run("set", "complaint=yes", "authority_told=yes").says(
        "Clock met: “File a complaint (France)”", "Clock met: “Notify the data protection authority”"
    )
