"""redact: what slipped into the log is gone from it and from everything made from it, and the chain holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Crisis
from crisisctl import chain
from crisisctl.acts import Redact
from crisisctl.runner import open_desk
from crisisctl.safekeeping import removing

SLIP = "the password is hunter2"
OUTPUTS = (
    ("log",), ("log", "--format", "json"), ("log", "--format", "jsonl"), ("status",), ("status", "--format", "json"),
    *(("report", "-f", form, "-l", language) for form in ("md", "html", "json", "csv") for language in ("fr", "en")),
)  # fmt: skip


def test_it_is_gone_from_every_output_and_from_the_file(crisis: Crisis) -> None:
    name = crisis.start()
    crisis.run("note", SLIP).succeeds()
    before = crisis.json("verify")
    done = crisis.run("redact", "3", "--reason", "a password", "--yes")
    assert (done.code, done.stdout) == (0, f"{name}  #4  Entry 3 redacted: a password\n")
    lines = done.stderr.splitlines()
    assert lines[0] == f"   3  Note: {SLIP}  → goes for good"
    assert lines[-1] == "copies made before still hold it: exports, reports, backups, what was sent"
    for output in OUTPUTS:
        assert "hunter2" not in crisis.run(*output).succeeds().stdout, output
    assert b"hunter2" not in b"".join(file.read_bytes() for file in crisis.home.iterdir())
    after = crisis.json("verify")
    assert after == {**after, "ok": True, "entries": 4, "redacted": [3], "unfinished": []}
    crisis.run("verify", "--head", before["head"]).says(f"{name}: 4 entries, intact, 1 redacted, head {after['head']}")
    crisis.run("log").says("note.added [redacted: a password]")
    crisis.run("log", "-l", "fr").says("note.added [contenu effacé\N{NO-BREAK SPACE}: a password]")
    crisis.run("report", "-l", "fr", "-f", "html").says("note.added [contenu effacé\N{NO-BREAK SPACE}: a password]")
    crisis.run("report", "-l", "en", "-f", "csv").says("note.added [redacted: a password]")
    assert crisis.json("log")["entries"][2]["redacted"] == "a password"


@pytest.mark.parametrize(
    ("act", "lost"),
    [
        (("set", "affected=1200"), "fact affected"),
        (("done", "look"), "step look"),
        (("role", "lead=Nora"), "role lead"),
        (("severity", "SEV1"), "severity, now unset"),
        (("channel", "sms=down"), "channel sms"),
        (("action", "add", "Buy a pager"), "action 1"),
        (("cancel", "--reason", "duplicate"), "milestone closed, status, now investigating, how it ended"),
    ],
)
def test_it_says_first_what_will_be_as_if_it_had_not_been(crisis: Crisis, act: tuple[str, ...], lost: str) -> None:
    name = crisis.start()
    before = crisis.status("-i", name)
    crisis.run(*act).succeeds()
    told = crisis.run("redact", "3", "-i", name, "--reason", "x", "--dry-run").succeeds()
    assert told.stderr.splitlines()[1] == f"as if it had not been recorded: {lost}"
    crisis.run("redact", "3", "-i", name, "--reason", "x", "--yes").succeeds()
    after = crisis.status("-i", name)
    for key in ("facts", "severity", "status", "roles", "channels", "actions"):
        assert after.get(key, after["incident"].get(key)) == before.get(key, before["incident"].get(key)), key


def test_drafts_and_a_sending_can_be_redacted_and_the_texts_named_in_each_other(crisis: Crisis) -> None:
    name = crisis.start("small", "--set", "service=Nadia’s number 01 99 00 77 77", "--set", "affected=12")
    crisis.run("draft", "first", "--next-update", "in 1h").succeeds()
    crisis.run("sent", "first", "--force", "--reason", "x").succeeds()
    types = {entry["seq"]: entry["type"] for entry in crisis.log()}
    told = crisis.json("redact", "2", "--reason", "a person’s number", "--dry-run")
    assert [types[seq] for seq in told["repeated"]] == ["message.drafted", "message.sent"]
    assert told["lost"] == [{"what": "facts", "name": "service"}]
    assert (told["redacted"], told["done"]) == ([2], False)
    done = crisis.run("redact", "2", "--reason", "a person’s number", "--yes").succeeds()
    others = " ".join(map(str, told["repeated"]))
    assert f"redact them as well by: crisisctl redact {others} -i {name} --reason …" in done.stderr
    crisis.run("redact", *others.split(), "--reason", "a person’s number", "--yes").succeeds()
    for output in OUTPUTS:
        assert "01 99 00 77 77" not in crisis.run(*output).succeeds().stdout, output
    assert crisis.json("verify")["redacted"] == [2, *told["repeated"]]
    crisis.run("set", "service=WhatsApp").succeeds()
    crisis.run("draft", "first", "--next-update", "in 1h").succeeds()


def test_what_ends_between_the_event_and_the_removal_is_shown_and_completed(crisis: Crisis) -> None:
    name = crisis.start()
    crisis.run("note", SLIP).succeeds()
    open_desk().do(name, Redact((3,), "a password"))  # and then the power goes
    assert crisis.log()[2]["data"] == {"text": SLIP}
    crisis.run("log").says("note.added [redacted: a password]")
    found = crisis.run("verify")
    assert (found.code, found.stderr) == (
        1,
        f"{name}: redaction of entry 3 not completed: its data is still there "
        f"(complete it by: crisisctl redact 3 -i {name} --reason again)\n",
    )
    assert found.stdout.startswith(f"{name}: 4 entries, intact, head ")
    again = crisis.run("redact", "3", "-i", name, "--reason", "again").succeeds()
    assert (again.stdout, again.stderr) == ("", "entry 3 is redacted already: a password\n")
    crisis.run("verify").says("4 entries, intact, 1 redacted")
    assert "data" not in crisis.log()[2]


def test_a_later_redaction_completes_an_interrupted_one(crisis: Crisis) -> None:
    name = crisis.start()
    for text in (SLIP, "another"):
        crisis.run("note", text).succeeds()
    open_desk().do(name, Redact((3,), "a password"))
    crisis.run("redact", "4", "--reason", "x", "--yes").succeeds()
    assert crisis.json("verify")["redacted"] == [3, 4]
    assert removing.finish(open_desk(), name) == ()


def test_a_redaction_can_be_redacted_and_still_holds(crisis: Crisis) -> None:
    crisis.start()
    crisis.run("note", SLIP).succeeds()
    crisis.run("redact", "3", "--reason", "it said qwertz", "--yes").succeeds()
    crisis.run("redact", "4", "--reason", "the reason told it", "--yes").succeeds()
    found = crisis.json("verify")
    assert (found["ok"], found["redacted"], found["entries"]) == (True, [3, 4], 6)
    assert "qwertz" not in crisis.run("log", "--format", "jsonl").stdout
    crisis.run("log").says("note.added [redacted: the reason told it]")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("3",), 1, "say why it is redacted, without repeating what it was (add --reason \"…\")"),
        (("3", "--reason", "x"), 2, 'nobody is there to be asked (crisisctl redact 3 --reason "…" --yes)'),
        (("3", "--reason", f"because {SLIP}"), 1,
         "the reason repeats what is to be redacted, and it is kept (say it in other words: --reason)"),
        (("1", "--reason", "x"), 1, "entry 1 is not redacted: it holds the playbook, without which nothing"),
        (("9", "--reason", "x"), 3, "there is no entry 9 in "),
        (("3", "9", "--reason", "x", "--yes"), 3, "there is no entry 9 in "),
    ],
)  # fmt: skip
def test_what_is_refused_changes_nothing(crisis: Crisis, arguments: tuple[str, ...], code: int, told: str) -> None:
    crisis.start()
    crisis.run("note", SLIP).succeeds()
    before = crisis.run("log", "--format", "jsonl").stdout
    found = crisis.run("redact", *arguments)
    assert found.code == code
    assert found.stderr.splitlines()[-1].startswith(f"crisisctl: {told}")
    assert crisis.run("log", "--format", "jsonl").stdout == before


def test_only_a_later_entry_of_the_same_chain_redacts(crisis: Crisis) -> None:
    crisis.start()
    crisis.run("note", SLIP).succeeds()
    crisis.run("redact", "3", "--reason", "x", "--yes").succeeds()
    lines = crisis.run("log", "--format", "jsonl").stdout.splitlines()
    forged = json.loads(lines[3])
    forged["data"]["seq"] = 2
    assert chain.verify([*lines[:3], json.dumps(forged)]).problems == (
        (3, "its data was taken away, and no entry says why"),
        (4, "its data was changed after it was written"),
    )
    assert chain.verify(lines[:3]).problems == ((3, "its data was taken away, and no entry says why"),)
    assert chain.verify(lines).redacted == (3,)


def test_a_log_exported_before_is_the_same_log(crisis: Crisis, tmp_path: Path) -> None:
    crisis.start()
    crisis.run("note", SLIP).succeeds()
    before = crisis.run("log", "--format", "jsonl").stdout.splitlines()
    crisis.run("redact", "3", "--reason", "x", "--yes").succeeds()
    after = crisis.run("log", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["digest"] for line in before] == [json.loads(line)["digest"] for line in after[:3]]
    assert [line for line, old in zip(after, before, strict=False) if line == old] == before[:2]
