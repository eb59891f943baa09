"""Posts, pages, push and phone: what each asks for beyond a length."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from crisisctl.channels import Content, Layout, blog, instagram, linkedin, phone, press, push, status_page


def content(body: str, subject: str = "Panne", sender: str = "Exemple", **settings: str) -> Content:
    return Content(subject, body, "fr", sender, settings=settings)


def sent(layout: Layout) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(layout.files["json"])
    return found


def test_linkedin_is_pasted_as_it_reads_and_sent_escaped() -> None:
    layout = linkedin.lay_out(content(r"Accès (a\_b) [ici](https://ex.org/a_b) #crise @nous \*"))
    assert layout.text == "Accès (a_b) ici (https://ex.org/a_b) #crise @nous *"
    assert sent(layout)["commentary"] == (r"Accès \(a\_b\) ici \(https://ex.org/a\_b\) {hashtag|\#|crise} \@nous \*")


@pytest.mark.parametrize("character", "\\|{}@[]()<>#*_~")
def test_linkedin_a_reserved_character_would_cut_the_post(character: str) -> None:
    assert linkedin.little(f"a {character} b") == f"a \\{character} b"


def test_linkedin_hashtags() -> None:
    assert linkedin.little("#a_b C#5 #") == r"{hashtag|\#|a}\_b C\#5 \#"


IMAGE = {"image": "https://ex.org/p.jpg", "image_alt": "Le plan"}


@pytest.mark.parametrize(
    ("body", "settings", "problems"),
    [
        ("Panne", IMAGE, []),
        ("Panne", {}, ["needs an image", "description"]),
        ("Panne", {"image": "p.jpg"}, ["description"]),
        ("#a #b #c #d #é", IMAGE, []),
        ("#a #b #c #d #e #f", IMAGE, ["6 hashtags"]),
        ("n° #1 #2 #3 #4 #5 #6 a#b", IMAGE, []),
        ("voir ex.org/x et https://ex.org/#y.", IMAGE, ["ex.org/x cannot", "https://ex.org/#y cannot"]),
        ("14.30 a@ex.org", IMAGE, []),
        ("é" * 2201, IMAGE, ["1 over the limit of 2200"]),
    ],
)
def test_instagram(body: str, settings: dict[str, str], problems: list[str]) -> None:
    found = instagram.lay_out(content(body, **settings)).problems
    assert len(found) == len(problems)
    assert all(part in problem for part, problem in zip(problems, found, strict=True))


def test_instagram_payload() -> None:
    assert sent(instagram.lay_out(content("**Panne**", **IMAGE))) == {
        "image_url": "https://ex.org/p.jpg", "alt_text": "Le plan", "caption": "Panne",
    }  # fmt: skip


def test_push_has_both_shapes() -> None:
    layout = push.lay_out(content("Accès **coupé**", "Panne", url="https://ex.org/x"))
    alert = {"title": "Panne", "body": "Accès coupé"}
    assert sent(layout) == {
        "apns": {"aps": {"alert": alert, "sound": "default"}, "url": "https://ex.org/x"},
        "fcm": {"message": {"notification": alert, "data": {"url": "https://ex.org/x"}}},
    }
    assert layout.text == "Accès coupé"
    assert layout.problems == ()


def test_push_counts_the_bytes_of_its_payload() -> None:
    apns = json.dumps(
        {"aps": {"alert": {"body": "é\n"}, "sound": "default"}}, ensure_ascii=False, separators=(",", ":")
    )
    assert push.count("é\n").length == len(apns.encode())
    room = 4096 - push.count("").length
    assert push.count("a" * room).fits
    assert not push.count("a" * (room + 1)).fits
    assert not push.count("é" * (room // 2 + 1)).fits
    # the title takes its part: what fits alone may not with it
    assert any("over the limit of 4096" in problem for problem in push.lay_out(content("a" * room)).problems)


def test_push_what_a_lock_screen_shows() -> None:
    assert push.lay_out(content("a" * 120, "b" * 40)).problems == ()
    problems = push.lay_out(content("a" * 121, "b" * 41)).problems
    assert [problem.split(" has")[0] for problem in problems] == ["the title", "the body"]


def test_status_page() -> None:
    layout = status_page.lay_out(content("**Coupé**\nsuite", status="investigating"))
    assert sent(layout) == {"incident": {"name": "Panne", "status": "investigating", "body": "Coupé\nsuite"}}
    assert layout.files["html"] == "<p><strong>Coupé</strong><br>\nsuite</p>"
    assert "status" not in sent(status_page.lay_out(content("x")))["incident"]
    assert status_page.lay_out(content("x", "é" * 255)).problems == ()
    assert "256 characters" in status_page.lay_out(content("x", "é" * 256)).problems[0]


def description(layout: Layout) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', layout.files["html"])
    assert found
    said: dict[str, Any] = json.loads(found[1])
    return said


def test_blog_describes_itself_and_knows_no_clock() -> None:
    said = description(blog.lay_out(content("Accès **coupé** </script><b>")))
    assert said == {
        "@context": "https://schema.org", "@type": "SpecialAnnouncement", "name": "Panne", "inLanguage": "fr",
        "text": "Accès coupé </script><b>", "publisher": {"@type": "Organization", "name": "Exemple"},
    }  # fmt: skip
    dated = description(
        blog.lay_out(content("x", date_posted="2026-11-22T10:00Z", expires="2026-11-23", url="https://a.fr"))
    )
    assert (dated["datePosted"], dated["expires"], dated["url"]) == ("2026-11-22T10:00Z", "2026-11-23", "https://a.fr")


def test_press_is_a_page_with_its_headline() -> None:
    layout = press.lay_out(content("Lyon, le 22 novembre.", "Panne < 1 h"))
    assert layout.subject == "Panne < 1 h"
    assert "<h1>Panne &lt; 1 h</h1>\n<p>Lyon, le 22 novembre.</p>" in layout.files["html"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("Bonjour : l’accès est « coupé ».", 4), ("01 99 00 12 34", 5), ("", 0), (" – … ! ", 0), ("a\nb", 2)],
)
def test_phone_counts_words_that_are_said(text: str, words: int) -> None:
    assert phone.count(text).length == words


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        ("Tapez 1 ou attendez.", []),
        ("ATTENTION, À tous", []),
        ("voir https://EX.org/SMS123456.", ["https://EX.org/SMS123456 cannot"]),
        ("écrire à aide@ex.org", ["aide@ex.org cannot"]),
        ("le VPN, le SMS, le VPN", ["VPN: write", "SMS: write"]),
        ("dossier 123456, 01 99 00 12 34, 10 000", ["123456: write"]),
        ("call 01206 570 150 or 020 79460000, by 5:30 pm (UK time)", []),
        ("code 12345 or file 1234567.", ["12345: write", "1234567: write"]),
        ("mot " * 76, ["76 words: 1 over the limit of 75"]),
    ],
)
def test_phone_names_what_is_hard_to_say(body: str, problems: list[str]) -> None:
    layout = phone.lay_out(content(body))
    assert len(layout.problems) == len(problems)
    assert all(part in found for part, found in zip(problems, layout.problems, strict=True))
    assert layout.text == body.strip()


def test_phone_the_drill_mark_is_no_acronym() -> None:
    assert phone.lay_out(Content("", "Bonjour.", "fr", "", "EXERCICE")).problems == ()
