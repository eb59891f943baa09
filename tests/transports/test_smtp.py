"""E-mail against real mail servers: what they get, who is refused, and what a server that dies leaves behind."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword

from crisisctl import transports
from crisisctl.destinations import Destination
from crisisctl.transports import Letter, Limits
from transports.making import QUICK, destination, letter, sent
from transports.servers import Mailbox, answers, closed_port, hook, mail_server, raw_server, smtp_that

PLAIN = {"decode_data": False, "enable_SMTPUTF8": False}
ANA, BO = "ana@exemplia.example", "bo@exemplia.example"


def to(port: int, *recipients: str, user: str = "", query: str = "", scheme: str = "smtp") -> Destination:
    return destination("email", f"{scheme}://{user}127.0.0.1:{port}{query}", *(recipients or (ANA,)))


def words(part: object) -> str:
    assert isinstance(part, EmailMessage)
    found: str = part.get_content()
    return found.replace("\r\n", "\n")


def test_both_parts_arrive_with_the_headers_of_a_mail_that_is_sent() -> None:
    text = letter("email", subject="Panne à Évry")
    with mail_server(Mailbox()) as box:
        assert sent(text, to(box.port)).state == "delivered"
    mail = box.mail()
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert words(mail.get_body(("plain",))) == text.text + "\n"
    assert "<strong>WhatsApp</strong> is down" in words(mail.get_body(("html",)))
    assert mail["Subject"] == "Panne à Évry"
    assert (mail["From"], mail["To"]) == ("Exemplia <crise@exemplia.example>", ANA)
    assert mail["Message-ID"] == "<a1b2c3@exemplia.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Unsent"] is None
    assert parsedate_to_datetime(mail["Date"]).tzinfo is not None
    assert box.mails[0].mail_from == "crise@exemplia.example"
    assert all(len(line) <= 78 for line in (box.mails[0].original_content or b"").split(b"\r\n"))


def test_what_was_edited_by_hand_leaves_as_it_was_edited() -> None:
    text = Letter("1", "alert", "email", "fr", "Objet", "Mot à mot.\n.\n..pas la fin\n", files=letter("email").files)
    with mail_server(Mailbox()) as box:
        assert sent(text, to(box.port)).state == "delivered"
    assert box.mail().get_content_type() == "text/plain"
    assert words(box.mail()) == text.text
    assert box.mail()["Subject"] == "Objet"
    assert box.mail()["Content-Language"] == "fr"


def test_another_channel_may_go_by_mail() -> None:
    text = letter("press")
    with mail_server(Mailbox()) as box:
        place = destination("press", f"smtp://127.0.0.1:{box.port}", ANA)
        assert sent(text, place).state == "delivered"
    assert words(box.mail()) == text.text + "\n"


def test_nobody_sees_who_else_got_it() -> None:
    with mail_server(Mailbox()) as box:
        assert sent(letter("email"), to(box.port, ANA, BO)).state == "delivered"
    assert box.mails[0].rcpt_tos == [ANA, BO]
    assert box.mail()["To"] == "undisclosed-recipients:;"
    assert ANA.encode() not in (box.mails[0].original_content or b"")


def test_one_recipient_is_refused_and_named() -> None:
    with mail_server(Mailbox({BO: "550 5.1.1 no such user"})) as box:
        outcome = sent(letter("email"), to(box.port, ANA, BO))
    assert outcome.state == "partial"
    assert outcome.refused == (f"{BO}: 550 5.1.1 no such user",)
    assert [mail.rcpt_tos for mail in box.mails] == [[ANA]]


@pytest.mark.parametrize("said", ["550 no such user", "451 greylisted, try again in 5 minutes"])
def test_all_recipients_are_refused(said: str) -> None:
    with mail_server(Mailbox({"*": said})) as box:
        outcome = sent(letter("email"), to(box.port, ANA, BO))
    assert outcome.state == "refused"
    assert outcome.reason == f"no recipient was taken: {ANA}: {said}, {BO}: {said}"
    assert box.mails == []


@pytest.mark.parametrize("said", ["554 looks like spam", "451 try later", "452 full"])
def test_the_mail_itself_is_refused(said: str) -> None:
    with mail_server(Mailbox(data=said)) as box:
        outcome = sent(letter("email"), to(box.port))
    assert (outcome.state, outcome.reason) == ("refused", f"the mail server did not take it: {said}")
    assert len(box.mails) == 1


def test_a_server_that_dies_before_it_says_whether_it_took_it() -> None:
    with mail_server(Mailbox(data="abort")) as box:
        outcome = sent(letter("email"), to(box.port))
    assert outcome.state == "unsure"
    assert outcome.reason == "the connection was lost before the mail server said whether it took the mail"
    assert len(box.mails) == 1


def test_a_server_that_dies_in_mid_data() -> None:
    with raw_server(smtp_that(b"", at=".")) as (port, talked):
        outcome = sent(letter("email", "word " * 20_000), to(port))
    assert (outcome.state, len(talked)) == ("unsure", 1)


def test_a_server_that_never_says_whether_it_took_it() -> None:
    with mail_server(Mailbox(data=None)) as box:
        outcome = sent(letter("email"), to(box.port), Limits(total=1.5, connect=1.0))
    assert outcome.state == "unsure"
    assert len(box.mails) == 1


@pytest.mark.parametrize(
    ("at", "after", "reason"),
    [
        ("EHLO", b"", "the connection was lost before the mail was handed over (SMTPServerDisconnected)"),
        ("MAIL", b"550 who are you\r\n", "the mail server said 550 who are you"),
        ("RCPT", b"421 closing\r\n", "the mail server hung up: 421 closing"),
        ("RCPT", b"", "the connection was lost before the mail was handed over (SMTPServerDisconnected)"),
        ("DATA", b"451 not now\r\n", "the mail server said 451 not now"),
        ("DATA", b"", "the connection was lost before the mail was handed over (SMTPServerDisconnected)"),
        ("DATA", b"x" * 9000, "the mail server said 500 Line too long."),
    ],
)
def test_before_the_mail_is_handed_over_nothing_has_been_taken(at: str, after: bytes, reason: str) -> None:
    with raw_server(smtp_that(after, at=at)) as (port, talked):
        outcome = sent(letter("email"), to(port))
    assert (outcome.state, outcome.reason, len(talked)) == ("refused", reason, 1)


def test_nobody_listens() -> None:
    with closed_port() as port:
        outcome = sent(letter("email"), to(port))
    assert (outcome.state, outcome.reason) == ("refused", "the connection was refused")


def test_a_server_that_closes_at_once_is_tried_three_times() -> None:
    with raw_server(lambda _: None) as (port, talked):
        outcome = sent(letter("email"), to(port))
    assert (outcome.state, outcome.reason) == ("refused", "the mail server closed the connection")
    assert len(talked) == 3


def test_a_server_that_is_not_ready() -> None:
    with raw_server(lambda connection: connection.sendall(b"554 no mail here\r\n")) as (port, _):
        outcome = sent(letter("email"), to(port))
    assert (outcome.state, outcome.reason) == ("refused", "the mail server is not ready: 554 no mail here")


def test_a_web_server_is_no_mail_server() -> None:
    with hook(answers(200)) as server:
        outcome = sent(letter("email"), to(server.port), Limits(total=1.0, connect=0.3, pause=0.01))
    assert outcome.state == "refused"


# --- TLS and passwords


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    if shutil.which("openssl") is None:
        pytest.skip("openssl makes the certificate")
    folder = tmp_path_factory.mktemp("tls")
    done = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "cert.pem"],
        cwd=folder, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder / "cert.pem", folder / "key.pem"


@pytest.fixture
def context(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    found = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    found.load_cert_chain(*certificate)
    return found


@pytest.fixture
def trusted(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))


class Doorman:
    """Takes one password."""

    def __init__(self) -> None:
        self.seen: list[tuple[bytes, bytes]] = []

    def __call__(self, _1: object, _2: object, _3: object, _4: str, data: object) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.seen.append((data.login, data.password))
        return AuthResult(success=data.password == b"p@ss word", handled=False)


def test_starttls_is_used_where_it_is_offered(context: ssl.SSLContext, trusted: None) -> None:
    door = Doorman()
    options = {"tls_context": context, "authenticator": door, "auth_required": True}
    with mail_server(Mailbox(), **options) as box:
        outcome = sent(letter("email"), to(box.port, user="me:p%40ss%20word@"))
    assert outcome.state == "delivered", outcome
    assert box.secured
    assert door.seen == [(b"me", b"p@ss word")]


def test_a_wrong_password_is_a_refusal_that_does_not_tell_it(context: ssl.SSLContext, trusted: None) -> None:
    with mail_server(Mailbox(), tls_context=context, authenticator=Doorman(), auth_required=True) as box:
        outcome = sent(letter("email"), to(box.port, user="me:wr0ng@"))
    assert outcome.state == "refused"
    assert outcome.reason.startswith("the login was refused: 535 ")
    assert "wr0ng" not in outcome.reason
    assert box.mails == []


def test_smtps_is_tls_from_the_start(context: ssl.SSLContext, trusted: None) -> None:
    with mail_server(Mailbox(), ssl_context=context) as box:
        outcome = sent(letter("email"), to(box.port, scheme="smtps"))
    assert outcome.state == "delivered", outcome
    assert len(box.mails) == 1


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_certificate_that_nobody_vouches_for(context: ssl.SSLContext, scheme: str) -> None:
    options = {"tls_context": context} if scheme == "smtp" else {"ssl_context": context}
    with mail_server(Mailbox(), **options) as box:
        outcome = sent(letter("email"), to(box.port, scheme=scheme))
    assert outcome.state == "refused"
    assert outcome.reason.startswith("its certificate is not trusted: ")
    assert box.mails == []


def test_starttls_can_be_asked_for() -> None:
    with mail_server(Mailbox()) as box:
        outcome = sent(letter("email"), to(box.port, query="?starttls=required"))
    assert (outcome.state, outcome.reason) == (
        "refused", "the mail server offers no STARTTLS, which its address asks for"
    )  # fmt: skip


def test_a_server_without_logins(context: ssl.SSLContext) -> None:
    with mail_server(Mailbox()) as box:
        outcome = sent(letter("email"), to(box.port, user="me:s3cr3t@"))
    assert outcome.state == "refused"
    assert "s3cr3t" not in outcome.reason


# --- what cannot be


@pytest.mark.parametrize(
    ("sender", "recipients", "problem"),
    [
        ("", (ANA,), 'who it is from is missing: from = "Name <name@host>", in ASCII'),
        ("Exemplia", (ANA,), 'who it is from is missing: from = "Name <name@host>", in ASCII'),
        (ANA, (), 'who it goes to is missing: to = ["name@host", …]'),
        (ANA, (ANA, "Bo <bo@x.example>"), "recipient 2 is no e-mail address: name@host and nothing else, in ASCII"),
        (ANA, ("é@x.example",), "recipient 1 is no e-mail address: name@host and nothing else, in ASCII"),
        (ANA, ("a@b>\r\nRCPT TO:<c@d",), "recipient 1 is no e-mail address: name@host and nothing else, in ASCII"),
    ],
)
def test_a_destination_that_cannot_work(sender: str, recipients: tuple[str, ...], problem: str) -> None:
    place = Destination("a", "email", "smtp://mail.example", to=recipients, sender=sender)
    assert transports.of(place).check(place) == problem


def test_the_limits_of_a_test_are_short() -> None:
    assert QUICK.total < Limits().total == Limits.within(300).connect * 6
    assert Limits.within(6) == Limits(6, 1, 0.1, 1.5)
