"""Webhooks against servers in the shape of Slack, Teams, Discord, Telegram, ntfy: what they get, what is made of it."""

from __future__ import annotations

import socket
import threading
import time
from base64 import b64encode

import pytest

from crisisctl import transports
from crisisctl.destinations import Destination
from crisisctl.sending import deliver
from crisisctl.transports import Flight, Letter, Limits, Recalled
from transports.making import QUICK, destination, letter, sent
from transports.servers import (
    Behaviour,
    answers,
    closed_port,
    drips,
    hangs,
    hangs_up,
    hook,
    raw_server,
    says,
)

OK = {
    "slack": answers(200, "ok"),
    "teams": answers(202),
    "discord": answers(204),
    "telegram": answers(200, '{"ok":true,"result":{"message_id":7}}'),
    "ntfy": answers(200, '{"id":"x7","event":"message"}'),
    "json": answers(200),
}
CHANNEL = {"ntfy": "push", "json": "sms"}


def of_kind(kind: str, url: str) -> Destination:
    return destination(CHANNEL.get(kind, kind), url, *(["-1001234"] if kind == "telegram" else []), kind=kind)


# --- what is posted


@pytest.mark.parametrize("kind", OK)
def test_it_is_delivered_once(kind: str) -> None:
    with hook(OK[kind]) as server:
        assert sent(letter(CHANNEL.get(kind, kind)), of_kind(kind, server.url())).state == "delivered"
    (posted,) = server.posted
    assert posted.headers["Content-Type"] == "application/json; charset=utf-8"
    assert posted.headers["User-Agent"].startswith("crisisctl/")


@pytest.mark.parametrize("kind", ["slack", "teams", "discord"])
def test_it_is_the_channels_own_payload(kind: str) -> None:
    text = letter(kind)
    with hook(OK[kind]) as server:
        sent(text, of_kind(kind, server.url("/x")))
    assert server.posted[0].body.decode() == text.files["json"]


def test_slack_calls_nobody_even_where_somebody_typed_it() -> None:
    typed = Letter("1", "alert", "slack", "en", "", "Look <!channel> <@U123> <#C1> <https://ex.org|here> R&amp;D")
    with hook(OK["slack"]) as server:
        sent(typed, of_kind("slack", server.url()))
        sent(letter("slack"), of_kind("slack", server.url()))
    assert server.posted[0].json["text"] == "Look &lt;!channel> &lt;@U123> &lt;#C1> <https://ex.org|here> R&amp;D"
    assert server.posted[0].json["blocks"][0]["text"]["text"] == server.posted[0].json["text"]
    assert "<!channel>" not in server.posted[1].body.decode()


def test_a_long_text_has_more_sections_and_a_very_long_one_none() -> None:
    with hook(OK["slack"]) as server:
        sent(letter("slack", "word " * 1500), of_kind("slack", server.url()))
        sent(letter("slack", "word " * 3000), of_kind("slack", server.url()))
    assert len(server.posted[0].json["blocks"]) == 3
    assert "blocks" not in server.posted[1].json


def test_discord_calls_nobody() -> None:
    with hook(OK["discord"]) as server:
        sent(letter("discord"), of_kind("discord", server.url()))
    assert server.posted[0].json["allowed_mentions"] == {"parse": []}
    assert "@everyone" in server.posted[0].json["content"]


def test_teams_gets_an_adaptive_card_in_its_envelope() -> None:
    with hook(OK["teams"]) as server:
        sent(letter("teams"), of_kind("teams", server.url()))
    posted = server.posted[0].json
    assert posted["type"] == "message"
    assert posted["attachments"][0]["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert posted["attachments"][0]["content"]["body"][0]["text"] == letter("teams").text


@pytest.mark.parametrize("path", ["/bot12:SECRET", "/bot12:SECRET/", "/bot12:SECRET/sendMessage"])
def test_telegram_gets_html_for_one_chat(path: str) -> None:
    with hook(OK["telegram"]) as server:
        sent(letter("telegram"), of_kind("telegram", server.url(path)))
    (posted,) = server.posted
    assert posted.path == "/bot12:SECRET/sendMessage"
    assert posted.json["chat_id"] == "-1001234"
    assert posted.json["parse_mode"] == "HTML"
    assert posted.json["text"] == letter("telegram").text
    assert "<b>WhatsApp</b> is down &amp; out" in posted.json["text"]


def test_ntfy_is_published_at_its_root_with_a_title() -> None:
    with hook(OK["ntfy"]) as server:
        sent(letter("push", subject="Panne à Évry"), of_kind("ntfy", server.url("/sub/our-topic", user=":tk_1@")))
    (posted,) = server.posted
    assert posted.path == "/sub/"
    assert posted.json == {"topic": "our-topic", "message": letter("push").text, "title": "Panne à Évry"}
    assert posted.headers["Authorization"] == "Bearer tk_1"


def test_our_own_shape_has_everything_and_a_key_against_duplicates() -> None:
    with hook(OK["json"]) as server:
        sent(letter("sms"), of_kind("json", server.url("/in?a=1", user="me:p%40ss@")))
    (posted,) = server.posted
    assert posted.path == "/in?a=1"
    assert posted.headers["Idempotency-Key"] == "a1b2c3"
    assert posted.headers["Authorization"] == f"Basic {b64encode(b'me:p@ss').decode()}"
    assert set(posted.json) == {"id", "message", "channel", "language", "subject", "text", "drill", "to"}
    assert posted.json["text"] == letter("sms").text


def test_the_kind_may_stand_before_the_scheme() -> None:
    with hook(OK["slack"]) as server:
        place = destination("slack", server.url(kind="slack"))
        assert transports.of(place).kind(place) == "slack"
        assert sent(letter("slack"), place).state == "delivered"


# --- what is made of the answer


def sentence(kind: str, *script: Behaviour, limits: Limits = QUICK) -> tuple[str, str, int]:
    """State, reason, and how often it was posted."""
    with hook(*script) as server:
        outcome = sent(letter(CHANNEL.get(kind, kind)), of_kind(kind, server.url()), limits)
    return outcome.state, outcome.reason, len(server.posted)


@pytest.mark.parametrize(
    ("kind", "behaviour", "state", "reason"),
    [
        ("slack", answers(400, "invalid_payload"), "refused", "it answered 400: invalid_payload"),
        ("slack", answers(404, "no_service"), "refused", "it answered 404: no_service"),
        ("slack", answers(200, '{"ok":false,"error":"channel_not_found"}'), "refused",
         "it answered 200: channel_not_found"),
        ("telegram", answers(400, '{"ok":false,"description":"Bad Request: chat not found"}'), "refused",
         "it answered 400: Bad Request: chat not found"),
        ("telegram", answers(200, '{"ok":false,"description":"no"}'), "refused", "it answered 200: no"),
        ("discord", answers(401, '{"message":"Invalid Webhook Token","code":50027}'), "refused",
         "it answered 401: Invalid Webhook Token"),
        ("json", answers(400, "<html>bad</html>"), "refused", "it answered 400"),
        ("slack", answers(200, "<html>log in</html>"), "unsure", "it answered 200, but not in the words of slack"),
        ("telegram", answers(200, "garbage \x00\xff"), "unsure", "it answered 200, but not in the words of telegram"),
        ("telegram", answers(200, "[" * 5000), "unsure", "it answered 200, but not in the words of telegram"),
        ("ntfy", answers(200, b"\xff\xfe"), "unsure", "it answered 200, but not in the words of ntfy"),
        ("teams", answers(200, "<!DOCTYPE html><p>Proxy login"), "unsure",
         "it answered 200 with a page: is there a login in between?"),
        ("slack", answers(500, "rollup_error"), "unsure",
         "it answered 500: rollup_error: it may have taken it all the same"),
        ("teams", answers(502), "unsure", "it answered 502: it may have taken it all the same"),
        ("ntfy", answers(503, Retry_After="0"), "unsure", "it answered 503: it may have taken it all the same"),
        ("slack", says(b"lalala\r\n\r\n"), "unsure",
         "the connection was lost (BadStatusLine): it may have been taken all the same"),
        ("discord", says(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n"), "unsure",
         "the connection was lost (HTTPException): it may have been taken all the same"),
        ("discord", hangs_up, "unsure",
         "the connection was lost (RemoteDisconnected): it may have been taken all the same"),
        ("slack", says(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\no"), "unsure",
         "it answered 200, and broke off"),
        ("json", says(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\no"), "delivered", ""),
    ],
)  # fmt: skip
def test_the_answer(kind: str, behaviour: Behaviour, state: str, reason: str) -> None:
    assert sentence(kind, behaviour) == (state, reason, 1)


@pytest.mark.parametrize(
    ("status", "state"), [(301, "refused"), (302, "unsure"), (303, "unsure"), (307, "refused"), (308, "refused")]
)
def test_no_redirect_is_followed(status: int, state: str) -> None:
    with hook(OK["slack"]) as other:
        found = sentence("slack", answers(status, Location=other.url("/login?token=abcdef")))
    assert (found[0], found[2]) == (state, 1)
    assert "points to http://127.0.0.1, which is not followed" in found[1]
    assert "abcdef" not in found[1]
    assert other.posted == []


@pytest.mark.parametrize("location", ["", "/elsewhere", "http://[", "http://a:b@c:x/"])
def test_a_redirect_to_nowhere(location: str) -> None:
    assert sentence("slack", answers(307, Location=location))[0] == "refused"


# --- trying again


@pytest.mark.parametrize("kind", ["slack", "discord"])
def test_429_is_tried_again_after_the_time_it_asks_for(kind: str) -> None:
    assert sentence(kind, answers(429, Retry_After="0.05"), OK[kind])[::2] == ("delivered", 2)


def test_telegram_asks_for_the_time_in_its_body() -> None:
    wait = answers(429, '{"ok":false,"description":"Too Many Requests","parameters":{"retry_after":0}}')
    assert sentence("telegram", wait, wait, OK["telegram"])[::2] == ("delivered", 3)


def test_discord_asks_for_the_time_in_its_body() -> None:
    assert sentence("discord", answers(429, '{"retry_after":0.01}'), OK["discord"])[::2] == ("delivered", 2)


@pytest.mark.parametrize("asked", ["5", "3600", "1e300", "inf", "-1", "nan"])
def test_429_is_a_refusal_when_it_asks_for_too_long(asked: str) -> None:
    assert sentence("slack", answers(429, "slow down", Retry_After=asked)) == (
        "refused",
        "it answered 429: slow down",
        1,
    )


@pytest.mark.parametrize("asked", ["", "soon", "Wed, 21 Oct 2026 07:28:00 GMT"])
def test_429_without_a_time_is_tried_three_times(asked: str) -> None:
    assert sentence("slack", answers(429, Retry_After=asked))[::2] == ("refused", 3)


def test_nobody_listens() -> None:
    with closed_port() as port:
        outcome = sent(letter("slack"), destination("slack", f"http://127.0.0.1:{port}/s3cr3t"))
    assert (outcome.state, outcome.reason) == ("refused", "the connection was refused")


def test_no_such_host() -> None:
    outcome = sent(letter("slack"), destination("slack", "http://nowhere.invalid/s3cr3t"))
    assert outcome.state == "refused"
    assert outcome.reason in {"the host name cannot be found", "no answer within 3 s, before anything had left"}


def test_it_does_not_speak_tls() -> None:
    with hook(OK["slack"]) as server:
        outcome = sent(letter("slack"), destination("slack", server.url().replace("http:", "https:")))
    assert outcome.state == "refused"
    assert outcome.reason.startswith("no secure connection")
    assert server.posted == []


# --- time


def test_no_answer_in_time_is_unsure() -> None:
    limits = Limits(total=1.2, connect=1.0)
    state, reason, posts = sentence("slack", hangs, limits=limits)
    assert (state, posts) == ("unsure", 1)
    assert reason.startswith("no answer ")  # the socket's time limit and the deadline are one
    assert reason.endswith(": it may have been taken all the same")


def test_a_status_is_enough_where_the_body_drips() -> None:
    began = time.monotonic()
    limits = Limits(total=1.2, connect=1.0)
    assert sentence("json", drips, limits=limits)[0] == "delivered"
    assert sentence("slack", drips, limits=limits)[0] == "unsure"
    assert time.monotonic() - began < 10


def test_a_tls_greeting_that_never_comes_has_not_sent_anything() -> None:
    over = threading.Event()

    def silent(connection: socket.socket) -> None:
        over.wait(20)

    with raw_server(silent) as (port, _):
        place = destination("slack", f"https://127.0.0.1:{port}/x")
        outcome = sent(letter("slack"), place, Limits(total=0.5, connect=0.1, pause=0.01))
        over.set()
    assert outcome.state == "refused"


def test_nothing_leaves_after_a_recall() -> None:
    flight = Flight(QUICK)
    assert flight.recall() is False
    with hook(OK["slack"]) as server:
        place = destination("slack", server.url())
        with pytest.raises(Recalled):
            transports.of(place).deliver(letter("slack"), place, flight)
    assert server.posted == []
    assert flight.wait_to_retry() is False


def test_ctrl_c_in_mid_send_is_unsure_and_told() -> None:
    def interrupted(_: float, __: int) -> None:
        if server.arrived.is_set():
            raise KeyboardInterrupt

    with hook(hangs) as server:
        outcome, stopped = deliver(letter("slack"), destination("slack", server.url()), QUICK, interrupted)
    assert (outcome.state, stopped) == ("unsure", True)


def test_ctrl_c_before_anything_left() -> None:
    def interrupted(_: float, __: int) -> None:
        raise KeyboardInterrupt

    over = threading.Event()

    def silent(_: socket.socket) -> None:
        over.wait(20)

    with raw_server(silent) as (port, _):
        place = destination("slack", f"https://127.0.0.1:{port}/x")
        outcome, stopped = deliver(letter("slack"), place, QUICK, interrupted)
        over.set()
    assert (outcome.state, stopped) == ("refused", True)


# --- proxies


def test_a_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with hook(OK["slack"]) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url("", user="me:secret@"))
        outcome = sent(letter("slack"), destination("slack", "http://hooks.example/x?y=1"))
    assert outcome.state == "delivered"
    (posted,) = proxy.posted
    assert posted.path == "http://hooks.example/x?y=1"
    assert posted.headers["Host"] == "hooks.example"
    assert posted.headers["Proxy-Authorization"] == f"Basic {b64encode(b'me:secret').decode()}"


def test_a_proxy_that_refuses_the_way_has_sent_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(connection: socket.socket) -> None:
        assert connection.recv(4096).startswith(b"CONNECT hooks.example:443 ")
        connection.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")

    with raw_server(refuse) as (port, talked):
        monkeypatch.setenv("https_proxy", f"127.0.0.1:{port}")
        outcome = sent(letter("slack"), destination("slack", "https://hooks.example/x"))
    assert (outcome.state, outcome.reason, len(talked)) == ("refused", "the proxy refused the way", 1)


def test_no_proxy_is_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert sentence("slack", OK["slack"])[0] == "delivered"


# --- secrets


@pytest.mark.parametrize(
    "said",
    [
        "unknown token s3cr3t-t0ken",
        "cannot POST /hooks/T0SECRETX/s3cr3t-t0ken",
        "user me:p%40ssw0rd",
        "p@ssw0rd",
        "S3CR3T-T0KEN",
    ],
)
def test_a_server_that_repeats_the_secret_is_not_quoted(said: str) -> None:
    with hook(answers(403, said)) as server:
        outcome = sent(letter("slack"), destination("slack", server.url(user="me:p%40ssw0rd@")))
    assert outcome.reason.startswith("it answered 403: ")
    for secret in ("s3cr3t", "T0SECRETX", "p@ssw0rd", "p%40ssw0rd"):
        assert secret.lower() not in outcome.reason.lower()


def test_what_a_server_says_is_one_short_clean_line() -> None:
    _, reason, _ = sentence("slack", answers(403, "\x1b[31mno\n\u202eway " + "x" * 150))
    assert "\x1b" not in reason
    assert "\u202e" not in reason
    assert len(reason) <= 160


# --- what cannot be


@pytest.mark.parametrize(
    ("place", "problem"),
    [
        (Destination("a", "sms", "https://x.example/y", "slack"),
         "Slack reads the drafts of the channel slack, not those of sms"),
        (Destination("a", "sms", "discord+https://x.example/y"),
         "Discord reads the drafts of the channel discord, not those of sms"),
        (Destination("a", "telegram", "https://x.example/bot1"), 'a telegram destination is one chat: to = ["…"]'),
        (Destination("a", "push", "ntfy+https://x.example/"), "an ntfy address ends in its topic: https://HOST/TOPIC"),
        (Destination("a", "push", "https://x.example/", "gotify"),
         "there is no kind `gotify` of webhook: one of slack, teams, discord, telegram, ntfy, json"),
    ],
)  # fmt: skip
def test_a_destination_that_cannot_work(place: Destination, problem: str) -> None:
    assert transports.of(place).check(place) == problem
