"""E-mail: the message that is written is the message that a mail program reads."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisisctl.channels import Content, Layout
from crisisctl.channels.email import lay_out, wrapped


def mail(body: str, subject: str = "Panne", mark: str = "", language: str = "fr", **settings: str) -> Layout:
    return lay_out(Content(subject, body, language, "Mutuelle Exemple", mark, settings=settings))


def read(layout: Layout) -> EmailMessage:
    return email.message_from_bytes(layout.files["eml"].encode(), policy=email.policy.default)


def part(message: EmailMessage, kind: str) -> str:
    (found,) = [part for part in message.walk() if part.get_content_type() == kind]
    content: str = found.get_content()
    return content.replace("\r\n", "\n")


def test_both_parts_carry_the_text() -> None:
    layout = mail("Bonjour **à tous**,\nl’accès est coupé.\n\n[État](https://ex.org/a_b)")
    message = read(layout)
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert part(message, "text/plain") == layout.text + "\n"
    assert part(message, "text/html") == layout.files["html"]
    assert layout.text == "Bonjour à tous,\nl’accès est coupé.\n\nÉtat (https://ex.org/a_b)"
    assert message.defects == []


def test_the_headers() -> None:
    settings = {"from": "crise@ex.org", "to": "Équipe <a@ex.org>, b@ex.org"}
    message = read(mail("x", "Panne réseau à Évry", **settings))
    assert message["Subject"] == "Panne réseau à Évry"
    assert message["From"] == "Mutuelle Exemple <crise@ex.org>"
    assert message["To"] == "Équipe <a@ex.org>, b@ex.org"
    assert read(mail("x", to='"Cellule de crise" <a@ex.org>'))["To"] == "Cellule de crise <a@ex.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "fr"
    assert message["Date"] is None
    assert message["Message-ID"] is None


@pytest.mark.parametrize(
    "wrong", ["pas une adresse", "a@", "@b", "é@ex.org", "<<>>", "a b@ex.org", "a..b@ex.org", "x <a@ex.org> <b@ex.org>"]
)
def test_an_address_that_cannot_be_written_is_a_problem(wrong: str) -> None:
    layout = mail("x", to=wrong)
    assert read(layout)["To"] is None
    assert layout.problems == (f"`{wrong}` in the setting `to` is not an e-mail address: left out",)
    assert read(mail("x", to=f"{wrong}, b@ex.org"))["To"] == "b@ex.org"


def test_an_address_cannot_add_a_header() -> None:
    layout = mail("x", to="a@ex.org\r\nBcc: mal@ex.org", **{"from": "É\nBcc: b@ex.org <a@ex.org>"})
    message = read(layout)
    assert (message["To"], message["From"], message["Bcc"]) == (None, None, None)
    assert len(layout.problems) == 2


@pytest.mark.parametrize(
    "subject", ["a\r\nBcc: mal@ex.org", "a\nBcc: mal@ex.org", "a\x0bBcc: mal@ex.org", "a\u2028Bcc: b"]
)
def test_a_subject_cannot_add_a_header(subject: str) -> None:
    message = read(mail("x", subject))
    assert message["Bcc"] is None
    assert "Bcc" in message["Subject"]


def test_a_text_cannot_end_its_part() -> None:
    body = "--=_crisisctl_alternative--\n\n--=_crisisctl_alternative\nContent-Type: text/html\n\nmal"
    message = read(mail(f"```\n{body}\n```"))
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert body in part(message, "text/plain")


@given(
    subject=st.text(st.characters(exclude_categories=()), max_size=200),
    body=st.text(st.characters(exclude_categories=()), max_size=200),
)
def test_any_message_can_be_read_back(subject: str, body: str) -> None:
    layout = mail(body, subject)
    message = read(layout)
    assert message["Subject"] == layout.subject
    assert part(message, "text/plain").rstrip("\n") == layout.text.rstrip("\n")
    assert part(message, "text/html") == layout.files["html"]
    assert all(len(line) <= 998 for line in layout.files["eml"].split("\r\n"))
    assert "\n" not in layout.files["eml"].replace("\r\n", "")


@given(sender=st.text(st.characters(exclude_categories=()), max_size=80))
def test_any_sender_can_be_named(sender: str) -> None:
    layout = lay_out(Content("x", "x", "fr", sender, settings={"from": "a@ex.org"}))
    message = read(layout)
    assert message["From"].addresses[0].addr_spec == "a@ex.org"
    assert set(message.keys()) == {"Subject", "Auto-Submitted", "X-Unsent", "MIME-Version", "Content-Type", "From",
                                   "Content-Language"}  # fmt: skip


def test_long_lines_are_wrapped_and_urls_are_not() -> None:
    url = "https://ex.org/" + "a-b/" * 40
    text = mail(f"{'mot ' * 40}\n\n- {'mot ' * 30}\n\n> {'mot ' * 30}\n\nvoir {url} vite").text
    assert url in text
    assert all(len(line) <= 78 for line in text.split("\n") if url not in line)
    assert "\n  mot" in text
    assert "\n> mot" in text
    assert wrapped("    code   tel quel") == "    code   tel quel"
    assert wrapped("court") == "court"
    number = "01 99 00 12 34"
    assert all(number in wrapped(f"{'x' * length} {number} or call later") for length in range(80))
    assert wrapped("a\u00a0: " * 30).count("\n\u00a0") == 0


@given(st.lists(st.text("ab- >1.é", max_size=150), max_size=4).map("\n".join))
def test_wrapping_keeps_the_words(text: str) -> None:
    def words(some: str) -> list[str]:
        return [word for word in some.split() if set(word) != {">"}]  # a quote's mark is repeated on each line

    assert words(wrapped(text)) == words(text)


def test_problems() -> None:
    assert mail("x", "é" * 70).problems == ()
    assert "71 characters" in mail("x", "é" * 71).problems[0]
    assert "998 octets" in mail("é" * 500).problems[0]
    assert mail("é" * 499).problems == ()
    assert "102 KB" in mail("mot " * 27_000).problems[0]


def test_the_page_is_accessible_and_fetches_nothing() -> None:
    page = mail("![plan](https://ex.org/p.png)\n\n# Suite", "<Panne>", language='fr"><script>').files["html"]
    assert '<html lang="fr&quot;&gt;&lt;script&gt;"' in page
    assert page.count("<h1>") == 1
    assert "<h1>&lt;Panne&gt;</h1>" in page
    assert "<title>&lt;Panne&gt;</title>" in page
    assert "<h2>Suite</h2>" in page
    for fetched in ("<img", "src=", "<link", "url(", "<script"):
        assert fetched not in page
