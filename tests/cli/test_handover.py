"""A role changes hands: offered with a brief, accepted or declined; until then whoever holds it is responsible."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Crisis
from crisisctl.brief import VITAL, Waiting, brief
from crisisctl.screen.brief import brief_lines
from making import PARIS, minutes, view_of
from night import rich_lines


@pytest.fixture
def night(crisis: Crisis) -> Crisis:
    """An hour into an outage: something is late, something was said, something is not sure."""
    crisis.start("outage", "--title", "WhatsApp | *down*", "--severity", "SEV2", "--role", "lead=Ana", "--role",
                 "comms=Bo", "--set", "service=WhatsApp", "--at", "50 min ago")  # fmt: skip
    for words in (
        ["channel", "whatsapp=down"],
        ["note", "--kind", "hypothesis", "the certificate has run out"],
        ["note", "--kind", "hypothesis", "a disk is full"],
        ["set", "cause=software", "--source", "Dov"],
    ):
        crisis.run(*words).succeeds()
    first = crisis.log()
    number = next(line["seq"] for line in first if line["data"].get("text") == "a disk is full")
    crisis.run("correct", str(number), "a disk was full: ruled out").succeeds()
    return crisis


def by(crisis: Crisis, who: str) -> Crisis:
    return Crisis(crisis.folder, {**crisis.environment, "CRISISCTL_ACTOR": who})


def kinds(crisis: Crisis) -> list[str]:
    return [line["type"] for line in crisis.log()]


def test_an_offer_leaves_the_role_where_it_is_until_it_is_accepted(night: Crisis) -> None:
    night.run("handover", "lead=Chloé", "--note", "cause unknown").says(
        "Ana offers the role “Incident lead” to Chloé, and holds it until they accept: cause unknown",
        "Channels        · whatsapp: down",
        "· the certificate has run out (#",
        "· a disk was full: ruled out (#",
        "· Incident lead: Ana",
    )
    assert night.status()["roles"]["lead"] == "Ana"
    (offer,) = night.status()["offers"]
    assert (offer["role"], offer["giver"], offer["receiver"]) == ("lead", "Ana", "Chloé")
    night.run("status").says("Incident lead offered to Chloé, not accepted yet: Ana holds it")
    night.run("who").says("Incident lead offered to Chloé, not accepted yet: Ana holds it")
    by(night, "Dov").run("handover", "accept").fails(
        1, 'crisisctl: lead is offered to Chloé, not to Dov (for Chloé: crisisctl handover accept lead --by "Chloé")\n'
    )
    by(night, "chloé").run("handover", "accept").says(
        "Chloé accepts the role “Incident lead”", "· Incident lead: Chloé"
    )
    assert night.status()["roles"]["lead"] == "Chloé"
    assert night.status()["offers"] == []
    assert kinds(night)[-3:] == ["handover.offered", "handover.accepted", "role.handed_over"]
    night.run("verify").succeeds()


def test_a_declined_offer_can_be_made_to_somebody_else(night: Crisis) -> None:
    night.run("handover", "lead=Chloé").succeeds()
    night.run("handover", "lead=Dov").fails(
        1,
        "crisisctl: lead is offered to Chloé already "
        '(take it back first: crisisctl handover decline lead --reason "…")\n',
    )
    by(night, "Chloé").run("handover", "decline").fails_with(1, "say why lead is not handed over now")
    by(night, "Chloé").run("handover", "decline", "--reason", "at the hospital").says(
        "Chloé does not take the role “Incident lead” over: at the hospital"
    )
    night.run("handover", "lead=Dov").succeeds()
    night.run("handover", "decline", "lead", "--reason", "I stay").says(
        "The role “Incident lead” is not offered to Dov any more: I stay"
    )
    by(night, "Dov").run("handover", "accept").fails_with(1, "Ana did this 0 s ago: the handover of lead is declined")
    assert night.status()["roles"]["lead"] == "Ana"


def test_a_yes_on_the_phone_is_recorded_as_such(night: Crisis) -> None:
    night.run("handover", "lead=Chloé", "--accepted").says("Chloé has told Ana that they take the role", "lead: Chloé")
    assert kinds(night)[-2:] == ["handover.accepted", "role.handed_over"]


def test_the_brief_can_be_read_without_acting_and_carried_away(night: Crisis, tmp_path: Path) -> None:
    before = kinds(night)
    night.run("handover", "--format", "md").says(
        "# WhatsApp \\| \\*down\\* (", "## Channels (!)\n\n- whatsapp: down\n", "## Hypotheses\n"
    )
    french = night.run("handover", "--lang", "fr").succeeds().stdout.replace("\N{NO-BREAK SPACE}", " ")
    for part in ("Derniers mots", "rien encore : Clients", "EN RETARD de", "ouvert depuis 50 min ("):
        assert part in french
    file = tmp_path / "brief.json"
    night.run("handover", "-o", str(file)).prints("", f"written: {file}\n")
    assert file.read_text(encoding="utf-8").startswith('{\n  "crisisctl": 1,\n  "brief": {')
    told = night.run("handover", "--format", "json").succeeds().json["brief"]
    assert told["roles"] == {"lead": "Ana", "comms": "Bo"}
    assert [each["id"] for each in told["sections"]][:5] == ["impact", "cause", "now", "channels", "people"]
    late = next(each for each in told["open_steps"] if each["step"] == "verdict")
    assert (late["person"], late["overdue"]) == ("Ana", True)
    assert kinds(night) == before


def test_offering_in_json_gives_what_was_recorded_and_the_brief(night: Crisis) -> None:
    told = night.json("handover", "lead=Chloé")
    assert [each["type"] for each in told["recorded"]] == ["handover.offered"]
    assert told["brief"]["offers"][0]["receiver"] == "Chloé"


def test_what_was_said_promised_and_gone_over_is_in_the_brief(night: Crisis) -> None:
    night.run("set", "affected=1200", "blocked=writing", "doing=repairing", "started_at=20 min ago").succeeds()
    night.run("draft", "first-notice", "--next-update", "in 30m").succeeds()
    night.run("sent", "first-notice", "--channel", "sms", "--force", "--reason", "nobody else awake").succeeds()
    night.run("handover").says(
        "Promised        · an update to Customers at ",
        "Last words to   · Customers: ",
        "ago), by sms (",
        "Gone over       · ",
        "nobody else awake (although first-notice: not approved",
    )


def test_two_handovers_in_one_command_are_refused(night: Crisis) -> None:
    night.run("handover", "lead=Chloé", "comms=Dov").fails(
        2, "crisisctl: one handover at a time: `comms=Dov` (crisisctl handover --help)\n"
    )


def test_a_role_that_is_held_already_keeps_no_other_from_being_given(night: Crisis) -> None:
    told = night.run("role", "lead=Ana", "tech=Dov")
    told.succeeds()
    assert told.stderr.startswith("Ana is lead already\n")
    assert night.status()["roles"]["tech"] == "Dov"
    night.run("role", "lead=Ana", "tech=Dov").fails_with(1, "Ana is lead already")


def test_a_receiver_whom_nobody_knows_is_doubted(night: Crisis) -> None:
    told = night.run("handover", "lead=Cloé")
    told.succeeds()
    assert "Cloé is not in crisis.yaml, did you mean `Chloé`?\n" in told.stderr
    night.run("handover", "decline", "--reason", "a slip").succeeds()
    assert "not among" not in night.run("handover", "lead=Chloé").stderr


def test_the_brief_tells_since_when_and_who_is_affected(night: Crisis) -> None:
    night.run("set", "started_at=10 min ago", "scope=some").succeeds()
    told = night.run("handover", "--format", "md").stdout.partition("Impact")[2].partition("##")[0]
    assert "started: " in told
    assert "What is down?" in told
    assert "WhatsApp" in told
    assert "some" in told


def test_the_brief_says_what_is_next_and_whether_somebody_stands_for_the_cause(night: Crisis) -> None:
    night.run("handover").says(
        "Now             · Who saw what", "Cause           · a fault in our software: NOT CONFIRMED"
    )
    night.run("set", "cause=software", "--confirmed-by", "Dov").succeeds()
    assert "a fault in our software, confirmed by Dov" in night.run("handover").succeeds().stdout


@pytest.mark.parametrize(("width", "height"), [(80, 24), (60, 20), (120, 40)])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_nobody_may_miss_fits_a_screen(width: int, height: int, language: str) -> None:
    view = view_of(rich_lines(until=50), minutes(50))
    whole = brief_lines(view, language, width, Waiting())
    shown = [each.plain for each in brief_lines(view, language, width, Waiting(), height - 2)]
    assert len(shown) <= height - 2
    assert max(map(len, shown)) <= width
    sections = [each.title for each in brief(view, language, PARIS) if each.id in VITAL]
    assert len(sections) > 4
    assert [each for each in sections if not any(row.startswith(f" {each} ") for row in shown)] == []
    assert ("handover --full" in shown[-1]) == (len(whole) > height - 2)
