"""``crisisctl channel``: what is down, and who is reached how from then on."""

from __future__ import annotations

import pytest

from cli.outgoing import ORGANISATION, opened
from conftest import Crisis

META = {"facebook", "instagram", "whatsapp"}


def test_the_next_independent_channel_stands_in_and_it_is_said_who_is_cut_off(crisis: Crisis) -> None:
    opened(crisis)
    done = crisis.run("channel", "whatsapp=down", "--reason", "two phones, two networks").succeeds()
    assert done.stdout.splitlines()[1:] == [
        "  Customers: whatsapp → sms, email, facebook (may fail too, same provider: facebook)",
        "  Bo can be reached only by what is down: whatsapp",
    ]
    crisis.run("channel", "whatsapp=up").says("  Customers: whatsapp, facebook, sms, email\n")


def test_json_tells_the_routes(crisis: Crisis) -> None:
    opened(crisis)
    found = crisis.json("channel", "whatsapp=down")
    assert [each["type"] for each in found["recorded"]] == ["channel.set"]
    assert found["routes"] == {
        "changed": [
            {
                "audience": "customers",
                "working": ["sms", "email", "facebook"],
                "dead": ["whatsapp"],
                "at_risk": ["facebook"],
                "instead": "sms",
            }
        ],
        "unreachable": {"audiences": [], "people": ["Bo"]},
    }


def test_a_provider_that_is_down_takes_all_its_channels_along(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run("channel", "facebook=down").succeeds()
    crisis.run("channel", "meta=down").says("Customers: whatsapp, facebook → sms, email\n")
    assert crisis.status()["incident"]["channels"] == dict.fromkeys(META, "down")
    reasons = {each["data"].get("reason") for each in crisis.log() if each["type"] == "channel.set"}
    assert reasons == {"meta is down", None}
    crisis.run("channel", "meta=down").fails_with(1, "is down already")
    crisis.run("channel", "meta=up", "--reason", "their status page").succeeds()
    assert set(crisis.status()["incident"]["channels"].values()) == {"up"}


def test_what_our_own_channels_depend_on_can_be_down(crisis: Crisis) -> None:
    opened(crisis)
    own = f"{ORGANISATION}settings: {{slack: {{depends_on: sign-in}}, email: {{depends_on: sign-in}}}}\n"
    (crisis.work / "crisis.yaml").write_text(own, encoding="utf-8")
    crisis.run("cancel", "--reason", "duplicate").succeeds()
    crisis.start("outgoing", "--set", "service=Pay")
    crisis.run("channel", "sign-in=down").says("Staff: slack → sms\n", "Customers: email → whatsapp, facebook, sms\n")
    assert crisis.status()["incident"]["channels"] == {"email": "down", "slack": "down"}


def test_an_audience_nobody_can_reach_is_named(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run("channel", "slack=down").succeeds()
    crisis.run("channel", "sms=down").says("  nobody of Staff can be reached: none of their channels works\n")


def test_the_drafts_go_round_what_is_down(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run("channel", "whatsapp=down").succeeds()
    done = crisis.json("draft", "outside")
    assert (done["left_out"], [each["channel"] for each in done["drafts"]]) == (
        ["whatsapp"],
        ["sms", "email", "facebook"],
    )
    for each in done["drafts"]:
        assert each["text"].replace("\N{NO-BREAK SPACE}", " ").count("01 99 00 12 34") == 1
        assert ("do not count on it" in " ".join(each["problems"])) == (each["channel"] == "facebook")


@pytest.mark.parametrize(
    ("argument", "code", "message"),
    [
        ("whatsap=down", 3, "there is no channel `whatsap`, did you mean `whatsapp`?"),
        ("mta=down", 3, "there is no channel `mta`, did you mean `meta`?"),
        ("sms", 2, "`sms` is not NAME=VALUE"),
        ("=down", 2, "`=down` is not NAME=VALUE"),
        ("sms=dead", 1, "a channel is not `dead`"),
        ("sms=up", 1, "sms is up already"),
        ("\x1b[2J\n=down", 3, "there is no channel ``"),
        ("a\x1b[2J\u202e=down", 3, "there is no channel `a\ufffd`"),
    ],
)
def test_what_cannot_be_marked(crisis: Crisis, argument: str, code: int, message: str) -> None:
    opened(crisis)
    done = crisis.run("channel", argument).fails_with(code, message)
    assert "\x1b" not in done.stderr
    assert "channel.set" not in {each["type"] for each in crisis.log()}


def test_the_time_it_went_down_is_kept(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run("channel", "sms=down", "--at", "10 min ago").succeeds()
    (entry,) = [each for each in crisis.log() if each["type"] == "channel.set"]
    assert entry["data"]["when"] < entry["at"]


def test_several_channels_at_once_all_of_them_or_none(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run("channel", "whatsapp=down", "sms=down", "--reason", "the masts").succeeds()
    assert crisis.status()["incident"]["channels"] == {"whatsapp": "down", "sms": "down"}
    crisis.run("channel", "whatsapp=up", "sms=dead").fails_with(1, "a channel is not `dead`")
    assert crisis.status()["incident"]["channels"] == {"whatsapp": "down", "sms": "down"}
    crisis.run("channel", "whatsapp=up", "sms=up", "email=up").succeeds()
    assert crisis.status()["incident"]["channels"] == {"whatsapp": "up", "sms": "up"}
    crisis.run("channel", "whatsapp=up", "sms=up").fails_with(1, "whatsapp is up already")
