"""What Apprise sends for us, against a real server: the final text, no title, no branding; and what it cannot say."""

from __future__ import annotations

import sys

import pytest

from crisisctl import transports
from crisisctl.destinations import Destination
from crisisctl.transports import Letter, Limits
from transports.making import QUICK, destination, letter, sent
from transports.servers import Behaviour, answers, closed_port, hangs, hook

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of what Apprise imports


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    """Apprise takes its time when it is first asked: not out of the limits of a test."""
    from apprise import Apprise

    assert Apprise.instantiate("gotify://host/token") is not None


def gotify(port: int) -> str:
    return f"gotify://127.0.0.1:{port}/s3cr3t-t0ken"


def test_the_final_text_leaves_as_it_is_without_a_title() -> None:
    text = Letter("1", "alert", "sms", "fr", "", "Exemplia : *panne* & <b>1</b> :smile: {{ x }} ${y} <!channel>")
    with hook(answers(200, "{}")) as server:
        assert sent(text, destination("sms", gotify(server.port))).state == "delivered"
    (posted,) = server.posted
    assert posted.json["message"] == text.text
    assert posted.json["title"] == ""
    assert posted.headers["User-Agent"] == "crisisctl"
    assert "apprise" not in (posted.body.decode() + str(posted.headers)).lower()


def test_a_push_message_has_its_title() -> None:
    with hook(answers(200, "{}")) as server:
        sent(letter("push", "It is down.", "WhatsApp"), destination("push", gotify(server.port)))
    assert (server.posted[0].json["title"], server.posted[0].json["message"]) == ("WhatsApp", "It is down.")


@pytest.mark.parametrize(
    "behaviour", [answers(202), answers(404, "no"), answers(429), answers(500), answers(302, Location="/")]
)
def test_whatever_is_not_its_success_is_unsure_and_posted_once(behaviour: Behaviour) -> None:
    with hook(behaviour) as server:
        outcome = sent(letter("sms"), destination("sms", gotify(server.port)))
    assert outcome.state == "unsure"
    assert outcome.reason.startswith("Apprise cannot say that it arrived")
    assert "s3cr3t" not in outcome.reason
    assert len(server.posted) == 1


def test_silence_is_unsure() -> None:
    with hook(hangs) as server:
        outcome = sent(letter("sms"), destination("sms", gotify(server.port)), Limits(total=1.5))
    assert outcome.state == "unsure"
    assert len(server.posted) == 1


def test_nobody_listens() -> None:
    with closed_port() as port:
        assert sent(letter("sms"), destination("sms", gotify(port))).state == "unsure"


def test_an_address_it_does_not_know() -> None:
    outcome = sent(letter("sms"), destination("sms", "nosuch://s3cr3t"), QUICK)
    assert (outcome.state, outcome.reason) == ("refused", "Apprise does not understand its address")


def test_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    outcome = sent(letter("sms"), destination("sms", "twilio://a:b@1/2"))
    assert outcome.state == "refused"
    assert outcome.reason == "it goes through Apprise, which is not installed: pip install 'crisisctl[send]'"


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("slack://a/b/c", "crisisctl speaks slack itself: write its address as slack+https://…"),
        ("discord://1/s3cr3t", "crisisctl speaks discord itself: write its address as https://…"),
        ("mailtos://u:s3cr3t@x.example", "crisisctl speaks mailtos itself: write its address as smtps://…"),
        ("gotify://h/t?retry=3", "`retry` in an Apprise address may send twice: leave it out"),
        (
            "rocket+https://h/t",
            "there is no such kind of webhook: slack, teams, discord, telegram, ntfy or json, then +https://",
        ),
    ],
)
def test_what_is_not_left_to_it(url: str, problem: str) -> None:
    place = Destination("a", "sms", url)
    assert transports.of(place).check(place) == problem


def test_recipients_stand_in_its_address() -> None:
    place = Destination("a", "sms", "twilio://a:b@1/2", to=("+33199001234",))
    assert (
        transports.of(place).check(place) == "the recipients of an Apprise address stand in the address: leave `to` out"
    )


def test_nothing_but_its_scheme_is_shown() -> None:
    assert Destination("a", "sms", "twilio://AC:s3cr3t@from/to").where == "twilio://"
