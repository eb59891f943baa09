"""Each command: what it records, prints, writes."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Crisis
from crisisctl import channels
from crisisctl.cli import COMMANDS


@pytest.fixture
def name(crisis: Crisis) -> str:
    return crisis.start("small", "--set", "affected=3", "--role", "lead=Ana")


@pytest.mark.parametrize(
    ("arguments", "types"),
    [
        (["done", "look"], ["step.done"]),
        (["done", "count", "1200"], ["fact.set", "step.done"]),
        (["skip", "look", "--reason", "x"], ["step.skipped"]),
        (["fail", "look", "-r", "x"], ["step.failed"]),
        (["set", "affected=4", "service=Pay", "-s", "queue"], ["fact.set", "fact.set"]),
        (["note", "x", "--kind", "lesson"], ["note.added"]),
        (["role", "lead=Bo", "--force"], ["role.left", "role.taken"]),
        (["role", "lead="], ["role.left"]),
        (["role", "lead=Bo", "--deputy"], ["role.taken"]),
        (["handover", "lead=Bo", "--note", "x"], ["handover.offered"]),
        (["handover", "lead=Bo", "--accepted"], ["handover.accepted", "role.handed_over"]),
        (["severity", "sev1"], ["severity.set"]),
        (["stage", "identified"], ["status.set"]),
        (["stage", "resolved"], ["incident.resolved"]),
        (["mark", "mitigated"], ["milestone.marked"]),
        (["channel", "sms=down"], ["channel.set"]),
        (["action", "add", "x"], ["action.added"]),
        (["resolve"], ["incident.resolved"]),
        (["close", "--reason", "x", "--force"], ["incident.closed"]),
        (["cancel", "--reason", "duplicate"], ["incident.cancelled"]),
    ],
    ids=" ".join,
)
def test_an_act_says_what_was_recorded(crisis: Crisis, name: str, arguments: list[str], types: list[str]) -> None:
    before = len(crisis.log())
    told = crisis.json(*arguments, "--at", "1 min ago")
    assert [each["type"] for each in told["recorded"]] == types
    assert told["incident"]["entries"] == before + len(types)
    assert all(entry["data"]["when"] < entry["at"] for entry in crisis.log("-i", name)[before:])
    text = crisis.run("log", "-i", name).stdout.splitlines()[-1]
    assert "(recorded " in text


def test_a_note_can_come_from_a_pipe_and_be_corrected(crisis: Crisis, name: str) -> None:
    crisis.run("note", "-", stdin="first line\nsecond line\n").says("first line", "second line")
    seq = crisis.log()[-1]["seq"]
    crisis.run("correct", str(seq), "one line").succeeds()
    texts = {each["seq"]: each["text"] for each in crisis.status()["timeline"]}
    assert "one line" in texts[seq]
    assert "first line" not in texts[seq]
    assert "first line" in crisis.run("log").stdout


def test_steps_and_incidents_can_be_reopened(crisis: Crisis, name: str) -> None:
    crisis.run("done", "look").succeeds()
    crisis.run("reopen", "look", "--reason", "too early").succeeds()
    assert crisis.status()["next"]["step"] == "look"
    crisis.run("resolve").succeeds()
    crisis.run("reopen", "--reason", "it is back").succeeds()
    assert crisis.status()["incident"]["status"] == "investigating"


def test_an_action_keeps_its_number(crisis: Crisis, name: str) -> None:
    crisis.run("action", "add", "one").succeeds()
    crisis.run("action", "add", "two", "--owner", "Bo", "--due", "2026-12-15", "--kind", "prevent").succeeds()
    crisis.run("action", "done", "1").succeeds()
    crisis.run("action", "list").prints("  1  done  one\n  2  open  two  (Bo · 2026-12-15 · prevent)\n")
    assert [each["number"] for each in crisis.json("action", "list")["actions"]] == [1, 2]


def test_who_does_what_and_how_to_reach_them(crisis: Crisis, name: str) -> None:
    (role,) = crisis.json("who")["roles"]
    assert (role["role"], role["person"], role["deputy"]) == ("lead", "Ana", None)
    assert {person["name"] for person in role["people"]} == {"Ana", "Bo"}
    crisis.run("who").says("lead", "Ana", "phone 01 99 00 12 01")


def test_a_command_is_written_down_before_it_runs(crisis: Crisis, name: str) -> None:
    crisis.run("set", 'service=$(touch gone); "; touch gone #').succeeds()
    found = crisis.run("run", "probe", "--yes", "--allow-commands")
    assert found.code == 1
    assert found.stdout.splitlines()[0] == '$(touch gone); "; touch gone #'
    assert found.stderr.splitlines()[0] == '$ echo "$CRISIS_SERVICE"; exit 3'
    assert [entry["type"] for entry in crisis.log()[-2:]] == ["step.started", "step.failed"]
    assert crisis.log()[-1]["data"]["reason"].startswith("exit 3: ")
    assert list(crisis.work.iterdir()) == [crisis.work / "playbooks"]
    told = crisis.run("run", "probe", "--yes", "--allow-commands", "--format", "json")
    assert (told.code, told.json["recorded"][0]["type"]) == (1, "step.failed")
    crisis.run("run", "look", "--yes").fails(
        1, "crisisctl: look is a task step: it has no command to run (use: crisisctl done look)\n"
    )


def test_a_command_that_does_not_end_is_stopped_with_all_it_started(crisis: Crisis) -> None:
    path = crisis.work / "playbooks" / "small.yaml"
    slow = "run: 'echo started; sleep 60 & sleep 60', timeout: 1s"
    text = re.sub(r"run: '[^']*'", slow, path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    crisis.start()
    found = crisis.spawn("run", "probe", "--yes", "--allow-commands", timeout=30)
    assert found.code == 1
    assert crisis.log()[-1]["data"]["reason"] == "stopped after 1 s: started"


def test_the_log_as_it_is_stored(crisis: Crisis, name: str) -> None:
    lines = crisis.run("log", "--format", "jsonl").stdout.split("\n")[:-1]
    assert [json.loads(line)["seq"] for line in lines] == list(range(1, len(lines) + 1))
    told = crisis.json("log")
    assert (told["incident"], told["zone"], len(told["entries"])) == (name, "Europe/Paris", len(lines))
    assert set(told["entries"][0]) == {"seq", "at", "when", "actor", "type", "text", "digest"}


def test_every_screen_speaks_both_languages(crisis: Crisis, name: str) -> None:
    for command in ("log", "status"):
        both = {lang: crisis.run(command, "--lang", lang).succeeds().stdout for lang in ("fr", "en")}
        assert both["fr"] != both["en"]
        assert crisis.run(command).stdout == both["en"]
        crisis.environment = {"CRISISCTL_LANG": "", "LC_ALL": "fr_FR.UTF-8"}
        assert crisis.run(command).stdout == both["fr"]
        crisis.environment = {"CRISISCTL_LANG": "", "LC_ALL": "C.UTF-8"}
        assert crisis.run(command).stdout == both["fr"]  # the organisation's
        crisis.environment = {}


# --- drafts -----------------------------------------------------------------------------------------------------------


def test_drafts_are_shown_kept_and_recorded_as_they_were(crisis: Crisis, name: str) -> None:
    shown = crisis.run("draft", "first", "-c", "sms", "-l", "en").succeeds().stdout
    assert re.search(r"^--- first · sms · en · \d+/\d+ septets · GSM-7$", shown, re.MULTILINE)
    assert "WhatsApp is down for 3 of you. Next update: " in shown
    crisis.run("set", "service=Pay").succeeds()
    sent = crisis.run("sent", "first")
    assert "the facts changed since the draft of" in sent.succeeds().stderr
    (message,) = crisis.status()["messages"]
    assert [each["text"] in shown for each in message["drafts"]] == [True]


def test_sent_without_a_draft_writes_it_now(crisis: Crisis, name: str) -> None:
    crisis.run("sent", "first", "--channel", "sms").succeeds()
    status = crisis.status()
    assert {(each["channel"], each["language"]) for each in status["messages"][0]["drafts"]} == {
        ("sms", "en"),
        ("sms", "fr"),
    }
    assert "first_external_message" in status["incident"]["milestones"]


def test_what_left_on_one_channel_leaves_the_step_open(crisis: Crisis, name: str) -> None:
    for each in (("done", "look"), ("done", "count", "3"), ("done", "probe")):
        crisis.run(*each).succeeds()
    for channel, state in (("sms", "pending"), ("email", "pending"), ("whatsapp", "done")):
        crisis.run("sent", "first", "--channel", channel).succeeds()
        assert {each["id"]: each["state"] for each in crisis.status()["steps"]}["tell"] == state
    assert [each["type"] for each in crisis.log()].count("message.drafted") == 1


def test_what_left_elsewhere_while_every_channel_is_down_is_recorded(crisis: Crisis, name: str) -> None:
    for channel in ("whatsapp", "sms", "email"):
        crisis.run("channel", f"{channel}=down").succeeds()
    crisis.run("sent", "first").fails_with(1, "every channel of customers is marked down")
    crisis.run("sent", "first", "--channel", "phone", "--force", "--reason", "called").succeeds()
    assert {each["channel"] for each in crisis.status()["messages"][0]["drafts"]} == {"phone"}


def test_what_left_on_a_channel_that_went_down_is_recorded_as_that(crisis: Crisis, name: str) -> None:
    crisis.run("draft", "first").succeeds()
    crisis.run("channel", "sms=down").succeeds()
    crisis.run("sent", "first", "--channel", "sms", "--lang", "fr", "--force", "--reason", "it left before").succeeds()
    (sent,) = [each["data"] for each in crisis.log() if each["type"] == "message.sent"]
    assert sent["override"].startswith("it left before (although ")
    assert "first: sms is marked down" in sent["override"]


def test_a_report_is_written_in_the_format_its_name_ends_in(crisis: Crisis, name: str) -> None:
    crisis.run("report", "-o", "x.pdf").fails_with(3, "there is no report format `pdf`")
    assert not (crisis.work / "x.pdf").exists()
    for arguments, start in (
        (("-o", "x.json"), "{"),
        (("-o", "x"), "#"),
        (("-o", "x.txt", "--format", "md"), "#"),
    ):
        crisis.run("report", *arguments).prints("", f"written: {arguments[1]}\n")
        assert (crisis.work / arguments[1]).read_text(encoding="utf-8").startswith(start)


def test_roles_are_all_taken_or_none(crisis: Crisis, name: str) -> None:
    log = crisis.log()
    crisis.run("role", "lead=Bo", "boss=Eva", "--force").fails_with(3, "there is no role `boss`")
    crisis.run("role", "lead=Ana", "nobody=").fails_with(3, "there is no role `nobody`")
    assert crisis.log() == log


def test_drafts_are_written_into_a_folder(crisis: Crisis, name: str) -> None:
    told = crisis.json("draft", "first", "-o", "out/drafts")
    folder = crisis.work / "out" / "drafts"
    assert sorted(told["files"]) == sorted(f"out/drafts/{path.name}" for path in folder.iterdir())
    for each in told["drafts"]:
        path = folder / f"first.{each['channel']}.{each['language']}.txt"
        assert path.read_text(encoding="utf-8").removesuffix("\n").endswith(each["text"])
    assert {path.suffix for path in folder.iterdir()} >= {".txt", ".eml", ".html"}
    every = [word for channel in channels.ids() for word in ("-c", channel)]
    crisis.run("channel", "whatsapp=down").succeeds()  # else only those of the audience
    crisis.run("draft", "first", *every, "-o", "all").succeeds()
    for path in (crisis.work / "all").glob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))
    (crisis.work / "file").touch()
    crisis.run("draft", "first", "-o", "file").fails_with(2, "crisisctl: Invalid value for ", "'file' is a file")
    crisis.run("draft", "first", "-o", "file/below").fails_with(
        5, "crisisctl: file/below/first.", " cannot be written: Not a dir"
    )


def test_an_exercise_is_marked_everywhere(crisis: Crisis) -> None:
    crisis.start("small", "--drill", "--set", "affected=3")
    for each in crisis.json("draft", "first")["drafts"]:
        assert {"fr": "EXERCICE", "en": "EXERCISE"}[each["language"]] in each["subject"] + each["text"]
    assert crisis.status()["incident"]["mode"] == "drill"
    assert "[drill]" in crisis.run("list").stdout


def test_an_outage_can_be_typed_in_afterwards(crisis: Crisis) -> None:
    crisis.start("small", "--mode", "retrospective", "--at", "2026-01-10T03:14", "--set", "affected=3")
    crisis.run("done", "look", "--at", "2026-01-10T03:16").succeeds()
    crisis.run("draft", "first", "--at", "2026-01-10T03:20").succeeds()
    crisis.run("sent", "first", "-c", "sms", "--at", "2026-01-10T03:25").succeeds()
    crisis.run("sent", "first", "--at", "2026-01-10T03:25").succeeds()
    crisis.run("resolve", "--at", "2026-01-10T05:14").succeeds()
    status = crisis.status()
    states = {each["id"]: each for each in status["steps"]}
    assert (states["look"]["state"], states["tell"]["state"]) == ("done", "done")
    assert (status["incident"]["opened_at"], status["incident"]["elapsed_seconds"]) == ("2026-01-10T02:14:00Z", 7200)
    assert (states["look"]["at"], states["look"]["overdue"]) == ("2026-01-10T02:16:00Z", False)
    assert [each["due"] for each in status["promises"]] == ["2026-01-10T02:50:00Z"]


@pytest.mark.parametrize("channel", channels.ids())
def test_any_text_is_counted_as_the_channel_counts(crisis: Crisis, channel: str) -> None:
    told = crisis.json("count", channel, stdin="Panne : déjà 🔥\n")
    assert set(told) == {"length", "limit", "unit", "parts", "fits", "encoding", "forced_by"}
    assert (type(told["length"]), type(told["fits"]), type(told["forced_by"])) == (int, bool, list)
    assert told == crisis.json("count", channel, "Panne : déjà 🔥")


def test_a_text_that_does_not_fit_is_shown_and_exits_one(crisis: Crisis) -> None:
    found = crisis.run("count", "x", "y" * 281)
    assert (found.code, found.stdout, found.stderr) == (1, "281/280 weighted characters · TOO LONG\n", "")
    crisis.run("count", "sms", "é€").prints("3/160 septets · GSM-7\n")
    assert "forced by" in crisis.run("count", "sms", "ê").succeeds().stdout
    told = crisis.run("count", "x", "y" * 281, "--format", "json")
    assert (told.code, told.json["fits"]) == (1, False)


# --- the shell --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script_is_one_of_that_shell(crisis: Crisis, shell: str) -> None:
    script = crisis.run("completion", shell).succeeds().stdout
    assert "_CRISISCTL_COMPLETE" in script
    assert f"complete_{shell}" in script
    if shutil.which(shell):
        done = subprocess.run([shell, "-n"], input=script, text=True, capture_output=True, check=False, timeout=20)
        assert (done.returncode, done.stderr) == (0, "")


def complete(crisis: Crisis, line: str) -> list[str]:
    """What bash offers at the end of ``line``, by the script that is printed."""
    program = crisis.folder / "bin"
    program.mkdir(exist_ok=True)
    wrapper = program / "crisisctl"
    wrapper.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m crisisctl "$@"\n')
    wrapper.chmod(0o755)
    words = [*shlex.split(line), *([""] if line.endswith(" ") else [])]
    array = " ".join(shlex.quote(word) for word in words)
    script = f"""
eval "$(crisisctl completion bash)"
function=$(complete -p crisisctl | sed 's/.*-F \\([^ ]*\\) .*/\\1/')
COMP_WORDS=({array}) COMP_CWORD={len(words) - 1}
"$function" crisisctl
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    environment = {**os.environ, "PATH": f"{program}{os.pathsep}{os.environ['PATH']}"}
    command = ["bash", "--norc", "-c", script]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=30)
    assert done.stderr == ""
    return done.stdout.split()


def test_bash_completes_commands_and_what_there_is(crisis: Crisis, name: str) -> None:
    assert set(complete(crisis, "crisisctl ")) == set(COMMANDS)
    assert complete(crisis, "crisisctl sev") == ["severity"]
    assert complete(crisis, "crisisctl done ") == ["look", "count", "probe", "tell"]
    assert complete(crisis, "crisisctl status -i sm") == [name]
    assert complete(crisis, "crisisctl set aff") == ["affected="]
    assert complete(crisis, "crisisctl start sma") == ["small"]
    assert complete(crisis, "crisisctl playbook li") == ["list", "lint"]


def test_completion_is_silent_where_there_is_nothing(crisis: Crisis) -> None:
    assert complete(crisis, "crisisctl done ") == []
    assert complete(crisis, "crisisctl status -i ") == []
    assert not Path(crisis.home).exists()


def test_the_day_of_an_action_is_kept_as_a_date(crisis: Crisis) -> None:
    crisis.start()
    crisis.run("action", "add", "one", "--due", "15/12/2026").succeeds()
    assert crisis.log()[-1]["data"]["due"] == "2026-12-15"
    crisis.run("action", "add", "two", "--due", "12/15/2026").fails(
        1, "crisisctl: `12/15/2026` is not a day (write it as 2026-12-25)\n"
    )
    crisis.run("action", "add", "two", "--due", "2026-13-45").fails(
        1, "crisisctl: `2026-13-45` is not a day (write it as 2026-12-25)\n"
    )
    crisis.run("action", "add", "two", "--due", "2099-1-5").succeeds()
    assert crisis.log()[-1]["data"]["due"] == "2099-01-05"
    crisis.run("action", "add", "three", "--due", "end of week").succeeds()
    assert crisis.log()[-1]["data"]["due"] == "end of week"


def test_an_action_that_is_due_on_a_past_day_is_added_and_told(crisis: Crisis) -> None:
    crisis.start()
    told = crisis.run("action", "add", "one", "--due", "2020-02-03").succeeds()
    assert "! 2020-02-03 is a day that is past\n" in told.stderr
    crisis.environment = {"CRISISCTL_LANG": "fr"}
    told = crisis.run("action", "add", "one", "--due", "3/2/2020").succeeds()
    assert "! le 2020-02-03 est un jour passé\n" in told.stderr
    assert "passé" not in crisis.run("action", "add", "two", "--due", "2099-02-03").succeeds().stderr


def test_an_emptied_lead_is_told(crisis: Crisis, name: str) -> None:
    assert "! nobody is lead now: crisisctl role lead=NAME\n" in crisis.run("role", "lead=").succeeds().stderr
    assert "nobody is" not in crisis.run("role", "lead=Bo").succeeds().stderr


@pytest.mark.parametrize(
    ("words", "example"),
    [
        (["channel", "sms"], "whatsapp=down"),
        (["role", "lead"], "lead=Ana"),
        (["handover", "nobody"], "lead=Ana"),
        (["start", "small", "--no-walk", "--role", "x"], "--role lead=Ana"),
        (["start", "small", "--no-walk", "--set", "x"], "--set service=WhatsApp"),
        (["playbook", "new", "store", "--title", "x"], '--title en="Store closed"'),
    ],
)
def test_each_pair_that_is_missing_has_an_example_of_its_own(
    crisis: Crisis, name: str, words: list[str], example: str
) -> None:
    told = crisis.run(*words)
    assert told.code == 2
    assert told.stderr.endswith(f"is not NAME=VALUE (write for instance {example})\n")


@pytest.mark.parametrize(("language", "clock"), [("en", r"\d+:\d\d[ap]m"), ("fr", r"\d+h\d\d")])
def test_the_hour_of_a_stale_draft_is_said_in_the_language_of_the_sentence(
    crisis: Crisis, name: str, language: str, clock: str
) -> None:
    crisis.run("draft", "first", "-c", "sms", "-l", "en").succeeds()
    crisis.run("set", "service=Pay").succeeds()
    crisis.environment = {"CRISISCTL_LANG": language}
    told = crisis.run("sent", "first").succeeds().stderr
    assert re.search(rf"(draft of|texte de) {clock}\b", told), told


def test_a_channel_that_the_audience_does_not_read_is_refused_while_theirs_work(crisis: Crisis) -> None:
    crisis.start("small", "--set", "affected=3")
    crisis.run("draft", "first", "--channel", "x").fails(
        1,
        "crisisctl: first does not go by x: customers read whatsapp, sms, email (name one of these, or add it to the "
        "audience in crisis.yaml; while one is down any channel will do)\n",
    )
    before = crisis.run("log", "--format", "jsonl").succeeds().stdout
    crisis.run("sent", "first", "--channel", "x").fails(
        1,
        "crisisctl: first does not go by x: customers read whatsapp, sms, email "
        '(it left that way all the same? --force --reason "…")\n',
    )
    assert crisis.run("log", "--format", "jsonl").succeeds().stdout == before, "a refusal leaves no draft behind"
    crisis.run("channel", "whatsapp=down").succeeds()
    crisis.run("draft", "first", "--channel", "x", "--lang", "en").says("--- first · x · en")


def test_a_time_that_looks_wrong_is_kept_and_doubted_on_standard_error(crisis: Crisis) -> None:
    crisis.start("data-breach", "--set", "detected_at=2026-11-22T05:15+00:00", "--at", "2026-11-22T06:00+00:00")
    doubts = ("is before detected_at (2026-11-22 06:15 CET)", "crisisctl set detected_at=…", "more than 30 days before")

    def said(value: str) -> str:
        done = crisis.run("set", f"aware_at={value}")
        done.succeeds()
        return done.stderr

    early = said("2026-11-22T02:16+00:00")
    assert "aware_at (2026-11-22 03:16 CET)" in early
    assert [words in early for words in doubts] == [True, True, False]
    slip = said("1999-01-01T10:00")
    assert "aware_at: 1999-01-01 10:00 CET" in slip
    assert [words in slip for words in doubts] == [False, False, True]
    assert not any(words in said("2026-11-22T05:15:00+00:00") for words in doubts)
    assert crisis.status()["facts"]["aware_at"]["value"] == "2026-11-22T05:15:00Z"
    crisis.environment["CRISISCTL_LANG"] = "fr"
    assert "vient avant detected_at" in said("2026-11-22T02:16+00:00")
    assert "est plus de 30 jours avant l’ouverture" in said("1999-01-01T10:00")
    later = crisis.run("set", "people=1200")
    assert "1999" not in later.stderr
