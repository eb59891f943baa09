"""A whole outage with the shipped playbook and no terminal, and the shapes it prints, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from conftest import Crisis
from crisisctl import channels
from crisisctl.reports import formats

NOTHING = type(None)
INCIDENT = {
    "id": str,
    "playbook": str,
    "title": str,
    "mode": str,
    "status": str,
    "severity": str,
    "opened_at": str,
    "elapsed_seconds": int,
    "milestones": dict,
    "channels": dict,
    "closure_reason": str,
    "head": str,
    "entries": int,
}
NEXT = {
    "step": str,
    "phase": str,
    "kind": str,
    "title": str,
    "role": (str, NOTHING),
    "due_at": (str, NOTHING),
    "overdue": bool,
    "ready": bool,
    "instructions": str,
    "message": (str, NOTHING),
    "facts": list,
    "options": list,
}
STEP = {
    "id": str,
    "phase": str,
    "kind": str,
    "state": str,
    "role": (str, NOTHING),
    "due_at": (str, NOTHING),
    "overdue": bool,
    "at": (str, NOTHING),
    "actor": str,
    "answer": str,
    "reason": str,
    "times": int,
}
FACT = {"value": object, "source": str, "confirmed_by": str, "at": str, "actor": str, "counts": bool}
MESSAGE = {
    "seq": int,
    "message": str,
    "audience": str,
    "sent_at": str,
    "recorded_at": str,
    "actor": str,
    "destination": str,
    "next_update": (str, NOTHING),
    "drafts": list,
}
TEXT = {"channel": str, "language": str, "subject": str, "text": str, "digest": str, "edited": bool}
PROMISE = {
    "audience": str,
    "due": str,
    "made_at": str,
    "message": str,
    "met_at": (str, NOTHING),
    "kept": (bool, NOTHING),
    "overdue": bool,
}
ITEM = {"seq": int, "at": str, "when": str, "actor": str, "type": str, "text": str, "late": bool}
DRAFT = {
    "message": str,
    "channel": str,
    "language": str,
    "audience": str,
    "subject": str,
    "text": str,
    "length": int,
    "limit": (int, NOTHING),
    "unit": str,
    "parts": int,
    "fits": bool,
    "problems": list,
    "encoding": (str, NOTHING),
    "variant": str,
    "edited": bool,
    "digest": str,
    "findings": list,
}
FINDING = {"rule": str, "level": str, "line": int, "column": int, "match": str, "why": str, "rewrite": str}
STANDING = {
    "message": str,
    "channel": str,
    "language": str,
    "state": str,
    "against": str,
    "approved_by": (str, NOTHING),
    "own": bool,
    "in_place": bool,
    "stale": bool,
    "digest": str,
    "edited": bool,
}
ACTION = {"number": int, "title": str, "owner": str, "due": str, "kind": str, "done_at": (str, NOTHING)}
RECORDED = {"seq": int, "at": str, "type": str}


def shaped(found: Mapping[str, Any], shape: Mapping[str, Any]) -> None:
    """Exactly these fields, of these types; a number is not taken for a truth."""
    assert set(found) == set(shape)
    for name, kind in shape.items():
        kinds = kind if isinstance(kind, tuple) else (kind,)
        assert type(found[name]) in kinds or kind is object, (name, found[name])


def test_a_whole_outage_from_a_script(crisis: Crisis) -> None:
    started = crisis.json(
        "start",
        "outage",
        "--no-walk",
        "--title",
        "WhatsApp down",
        "--severity",
        "SEV2",
        "--role",
        "lead=Ana",
        "--set",
        "service=WhatsApp",
        "--set",
        "detected_at=10 min ago",
    )
    shaped(started, {"incident": dict, "recorded": list, "next": dict})
    shaped(started["incident"], INCIDENT)
    shaped(started["next"], NEXT)
    for each in started["recorded"]:
        shaped(each, RECORDED)
    name = started["incident"]["id"]
    told = {key: started["incident"][key] for key in ("playbook", "title", "mode", "status", "severity")}
    assert told == {
        "playbook": "outage",
        "title": "WhatsApp down",
        "mode": "live",
        "status": "investigating",
        "severity": "SEV2",
    }
    assert (started["next"]["step"], started["next"]["phase"], started["next"]["overdue"]) == (
        "first-signs",
        "confirm",
        False,
    )
    assert name.startswith("outage-")

    crisis.run("done", "first-signs", "Chloé, 14:15: a single tick", "--at", "5 min ago").says(f"{name}  #")
    crisis.run("done", "two-sources", "own phone on 4G", "the provider's status page").succeeds()
    crisis.run("done", "verdict", "real").succeeds()
    crisis.run(
        "done",
        "impact",
        "started_at=20 min ago",
        "blocked=messages",
        "scope=everyone",
        "still_works=orders",
        "queued=unknown",
        "doing=searching",
    ).succeeds()
    crisis.run("skip", "severity", "--reason", "set when it was opened").succeeds()
    crisis.run("set", "affected=1200", "--source", "support queue").succeeds()
    noted = crisis.json("note", "Restarted the gateway, no change", "--at", "2 min ago")
    shaped(noted, {"incident": dict, "recorded": list, "next": dict})
    assert [each["type"] for each in noted["recorded"]] == ["note.added"]
    crisis.run("mark", "confirmed", "--at", "4 min ago", "--force", "--reason", "two sources by then").succeeds()
    crisis.run("channel", "whatsapp=down", "--reason", "two phones").succeeds()
    crisis.run("role", "comms=Bo", "scribe=Eva").succeeds()
    crisis.run("role", "lead=Bo", "--deputy").succeeds()

    drafted = crisis.json("draft", "first-notice")
    shaped(drafted, {"drafts": list, "left_out": list, "files": list})
    assert drafted["left_out"] == ["whatsapp"]
    for each in drafted["drafts"]:
        shaped(each, DRAFT)
        for finding in each["findings"]:
            shaped(finding, FINDING)
    there = {(each["channel"], each["language"]) for each in drafted["drafts"]}
    audience = drafted["drafts"][0]["audience"]
    assert {language for _, language in there} == {"fr", "en"}
    assert {channel for channel, _ in there} <= set(channels.ids()) - {"whatsapp"}

    reason = ("--force", "--reason", "the links are ours")
    crisis.run("approve", "first-notice", *reason).succeeds()
    crisis.run("sent", "first-notice", "--channel", "sms", "--to", "all customers").succeeds()
    crisis.run("sent", "first-notice", *reason).succeeds()
    crisis.run("action", "add", "A second SMS provider", "--owner", "Bo", "--due", "2026-12-15").succeeds()

    status = crisis.status()
    shaped(
        status,
        {
            "incident": dict,
            "next": dict,
            "steps": list,
            "facts": dict,
            "roles": dict,
            "deputies": dict,
            "messages": list,
            "drafts": list,
            "sendings": list,
            "acknowledged": dict,
            "promises": list,
            "clocks": list,
            "present": list,
            "offers": list,
            "actions": list,
            "timeline": list,
            "unanswered": list,
        },
    )
    shaped(status["incident"], INCIDENT)
    for key, shape in (
        ("steps", STEP),
        ("messages", MESSAGE),
        ("drafts", STANDING),
        ("promises", PROMISE),
        ("timeline", ITEM),
        ("actions", ACTION),
    ):
        assert status[key], key
        for each in status[key]:
            shaped(each, shape)
    for each in status["facts"].values():
        shaped(each, FACT)
    for message in status["messages"]:
        for each in message["drafts"]:
            shaped(each, TEXT)
    assert status["roles"] == {"lead": "Ana", "comms": "Bo", "scribe": "Eva"}
    assert status["deputies"] == {"lead": "Bo"}
    assert (status["facts"]["affected"]["value"], status["facts"]["affected"]["source"]) == (1200, "support queue")
    assert status["incident"]["channels"] == {"whatsapp": "down"}
    states = {each["id"]: each["state"] for each in status["steps"]}
    assert (states["first-signs"], states["severity"], states["impact-words"]) == ("done", "skipped", "not_applicable")
    sent = [each["text"] for message in status["messages"] for each in message["drafts"]]
    assert set(sent) == {each["text"] for each in drafted["drafts"]}
    assert [(each["audience"], each["kept"]) for each in status["promises"]] == [(audience, None)]
    late = [each["text"] for each in status["timeline"] if each["late"]]
    assert any("Restarted the gateway" in text for text in late)

    crisis.run("stage", "monitoring").succeeds()
    crisis.run("resolve").succeeds()
    crisis.run("report", "--format", "html", "-o", "r.html").prints("", "written: r.html\n")
    page = (crisis.work / "r.html").read_text(encoding="utf-8")
    verified = crisis.json("verify")
    plain = {"incident": str, "entries": int, "head": str, "ok": bool, "problems": list}
    shaped(verified, plain | {"redacted": list, "unfinished": list, "signed": (str, NOTHING)})
    assert (verified["incident"], verified["ok"], verified["problems"]) == (name, True, [])
    assert verified["entries"] == len(crisis.log())
    assert verified["head"] == crisis.log()[-1]["digest"]
    assert verified["head"] in page
    assert all(text in page for text in ("WhatsApp down", "Restarted the gateway, no change"))

    refused = crisis.run("close", "--reason", "post-mortem held")
    assert refused.code == 1
    assert "steps are open" in refused.stderr
    closed = crisis.json("close", "--reason", "post-mortem held", "--force")
    assert (closed["incident"]["status"], closed["next"]) == ("closed", None)
    crisis.run("note", "x").fails_with(3, "no incident is open")
    assert crisis.run("report", "--format", "md").says("WhatsApp down").stdout == (
        crisis.run("report", "--format", "md").says("WhatsApp down").stdout
    )


@pytest.mark.parametrize("form", formats())
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_same_log_gives_the_same_report(crisis: Crisis, form: str, language: str) -> None:
    crisis.start("outage", "--set", "service=WhatsApp", "--at", "2026-01-10T03:14")
    crisis.run("cancel", "--reason", "external", "--at", "2026-01-10T04:00").succeeds()
    first, again = (crisis.spawn("report", "--format", form, "--lang", language) for _ in range(2))
    assert first.succeeds().stdout == again.succeeds().stdout != ""
    assert first.stderr.splitlines() == [again.stderr.strip()], "which incident it is, since none is open"


@pytest.mark.parametrize("answer", [["verdict", "false-alarm"], ["data-at-stake", "yes"]])
def test_each_answer_leads_somewhere(crisis: Crisis, answer: list[str]) -> None:
    crisis.start("outage", "--set", "service=WhatsApp")
    assert crisis.json("done", *answer)["next"]


def test_every_shipped_playbook_starts(crisis: Crisis) -> None:
    for found in crisis.json("playbook", "list")["playbooks"]:
        details = crisis.json("playbook", "show", found["id"])
        assert details
        given = [word for name in _required(crisis, found["id"]) for word in ("--set", f"{name}=x")]
        assert crisis.start(found["id"], *given).startswith(f"{found['id']}-")


def _required(crisis: Crisis, playbook: str) -> list[str]:
    from crisisctl import reader

    inputs = reader.read_playbook(reader.find_playbook(playbook)).inputs
    return [name for name, spec in inputs.items() if spec.required and spec.default is None]


def test_a_report_tells_what_is_blocked_in_our_own_words(crisis: Crisis) -> None:
    crisis.start("outage", "--set", "service=Terminals")
    own = ("blocked=other", "blocked_en=take a card payment", "blocked_fr=encaisser par carte", "scope=everyone")
    crisis.run("set", *own).succeeds()
    report = crisis.run("report", "--format", "md", "--lang", "en").succeeds().stdout
    assert "- Impact: Customers can no longer … take a card payment.\n- Impact: Which customers?" in report
    assert "something else" not in report.partition("## Timeline")[0].partition("Facts")[0]


def test_a_title_typed_in_haste_is_mended(crisis: Crisis) -> None:
    crisis.start("outage", "--title", "whatsap en pane", "--set", "service=WhatsApp")
    crisis.run("set", "title=WhatsApp en panne").says("Title: “WhatsApp en panne”")
    assert crisis.run("report", "--format", "md").succeeds().stdout.startswith("# WhatsApp en panne\n")
    assert "WhatsApp en panne" in crisis.run("list").stdout
    assert "whatsap en pane" in crisis.run("log").stdout, "what was opened stays in the log"
    crisis.run("verify").succeeds()
    crisis.run("set", "title=x", "scope=everyone").fails_with(2, "the title is set by itself")
