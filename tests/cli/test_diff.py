"""``crisisctl diff``: what changed against the last words this audience received."""

from __future__ import annotations

from cli.outgoing import opened
from conftest import Crisis

FORCE = ("--force", "--reason", "for the test")


def diffs(crisis: Crisis) -> dict[str, tuple[str | None, list[str]]]:
    found = crisis.json("diff", "inside")["diffs"]
    return {each["channel"]: (each["last"], [line for line in each["lines"] if line[:1] in "+-"]) for each in found}


def test_an_audience_that_received_nothing_gets_all_of_it_as_new(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run("draft", "inside")
    shown = crisis.run("diff", "inside").succeeds().stdout
    assert "--- inside · sms · fr · staff has received nothing yet\n" in shown
    assert "\n+Pay est en panne, 7 clients" in shown
    assert {last for last, _ in diffs(crisis).values()} == {None}


def test_only_what_changed_is_marked(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run("draft", "inside")
    crisis.run("sent", "inside", *FORCE).succeeds()
    crisis.run("set", "affected=9")
    crisis.run("draft", "inside")
    last, lines = diffs(crisis)["slack"]
    assert last is not None
    assert [line[:1] for line in lines] == ["-", "+"]
    assert ("7 clients" in lines[0], "9 clients" in lines[1]) == (True, True)
    crisis.run("diff", "inside").says("--- inside · slack · fr · against slack\n")


def test_the_same_words_are_called_the_same(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run("draft", "inside")
    crisis.run("sent", "inside", *FORCE).succeeds()
    crisis.run("diff", "inside").says("against sms\n(the same)\n")
    assert {len(lines) for _, lines in diffs(crisis).values()} == {0}


def test_a_channel_that_carried_nothing_is_compared_with_another(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run("draft", "inside")
    crisis.run("sent", "inside", "--channel", "slack", *FORCE).succeeds()
    crisis.run("diff", "inside").says("sms · fr · against slack\n", "slack · fr · against slack\n(the same)\n")


def test_the_last_message_of_another_kind_to_the_same_people_counts(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run("draft", "outside")
    crisis.run("sent", "outside", "--channel", "email", *FORCE).succeeds()
    crisis.run("draft", "inside")
    assert diffs(crisis)["sms"][0] is None  # the staff were told nothing
    shown = crisis.json("diff", "outside")["diffs"]
    assert next(each for each in shown if each["channel"] == "email")["lines"] == []


def test_a_subject_that_changed_is_shown(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run("draft", "outside")
    crisis.run("sent", "outside", "--channel", "email", *FORCE).succeeds()
    crisis.run("set", "service=Payer")
    crisis.run("draft", "outside")
    crisis.run("diff", "outside").says("-Pay en panne\n", "+Payer en panne\n")


def test_looking_writes_nothing_and_voids_nothing(crisis: Crisis) -> None:
    opened(crisis)
    before = len(crisis.log())
    for command in ("diff", "lint"):
        crisis.run(command, "inside").succeeds()
    assert len(crisis.log()) == before
    crisis.run("draft", "inside")
    crisis.run("approve", "inside", "--by", "Bo").succeeds()
    crisis.run("set", "service=Other").succeeds()
    before = len(crisis.log())
    for command in ("diff", "lint"):
        assert crisis.run(command, "inside").code in {0, 1}
    assert len(crisis.log()) == before


def test_an_ended_incident_can_still_be_looked_at(crisis: Crisis) -> None:
    name = opened(crisis)
    crisis.run("draft", "inside")
    crisis.run("cancel", "--reason", "duplicate").succeeds()
    crisis.run("diff", "inside", "-i", name).says("Pay est en panne")


def test_what_is_not_there_cannot_be_compared(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run("diff", "nothing").fails_with(3, "there is no message `nothing`")


def test_control_characters_of_a_log_do_not_reach_the_screen(crisis: Crisis) -> None:
    opened(crisis, "--set", "service=Pay\x1b[2J\u202e")
    shown = crisis.run("diff", "inside").succeeds().stdout
    assert not {"\x1b", "\u202e"} & set(shown)
