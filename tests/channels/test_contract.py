"""What every channel owes to those who call it, whatever the text."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisisctl import channels
from crisisctl.channels import Channel, Content, Count, Layout

IDS = (
    "blog", "discord", "email", "facebook", "instagram", "linkedin", "phone", "press", "push", "slack", "sms",
    "status-page", "teams", "telegram", "whatsapp", "x",
)  # fmt: skip
SHORT = {"sms", "x", "push"}
WITH_SUBJECT = {"email", "teams", "status-page", "blog", "press", "push", "whatsapp"}
ANY = st.text(st.characters(exclude_categories=()), max_size=80)
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def content(body: str, subject: str = "Panne", mark: str = "", **settings: str) -> Content:
    return Content(subject, body, "fr", "Mutuelle Exemple", mark, settings=settings)


def every_word_of(layout: Layout) -> str:
    return "\n".join([layout.subject, layout.text, *layout.files.values(), *layout.problems])


@pytest.fixture(params=IDS)
def channel(request: pytest.FixtureRequest) -> Channel:
    return channels.get(request.param)


def test_the_channels_there_are() -> None:
    assert channels.ids() == IDS


@pytest.mark.parametrize("unknown", ["", "fax", "status_page", "_gsm7", "../sms", "SMS"])
def test_an_unknown_channel(unknown: str) -> None:
    with pytest.raises(KeyError):
        channels.get(unknown)


def test_a_channel_says_what_it_is(channel: Channel) -> None:
    module = Path(channels.__path__[0], f"{channel.id.replace('-', '_')}.py").read_text()
    assert f'id="{channel.id}"' in module
    assert set(channel.title) == {"en", "fr"}
    assert all(channel.title.values())
    assert channel.style == ("short" if channel.id in SHORT else "text")
    assert channel.depends_on
    assert ("internet" in channel.depends_on) == (channel.id not in {"sms", "phone"})
    assert channel.source
    assert len(module.splitlines()) < 250


def test_channels_of_one_provider_may_fail_together() -> None:
    meta = {name for name in IDS if "meta" in channels.get(name).depends_on}
    assert meta == {"facebook", "instagram", "whatsapp"}
    assert {name for name in IDS if "phone-network" in channels.get(name).depends_on} == {"sms", "phone"}


@pytest.mark.parametrize("name", IDS)
def test_a_count_starts_no_parser_and_no_template_engine(name: str) -> None:
    heavy = "markdown_it yaml jinja2 rich typer sqlite3"
    code = f"import sys; from crisisctl import channels; channels.get({name!r}).count('é'); print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert f"crisisctl.channels.{name.replace('-', '_')}" in modules
    assert not set(heavy.split()) & set(modules)


@given(text=ANY)
def test_any_text_is_counted(text: str) -> None:
    for name in IDS:
        found = channels.get(name).count(text)
        assert isinstance(found, Count)
        assert found.length >= 0
        assert found.parts >= 1
        if found.parts == 1 and found.limit is not None:
            assert found.fits == (found.length <= found.limit)


@given(body=ANY, subject=ANY, mark=st.sampled_from(["", "EXERCICE"]), setting=ANY)
def test_any_text_is_laid_out(body: str, subject: str, mark: str, setting: str) -> None:
    settings = dict.fromkeys(["from", "to", "image", "image_alt", "url", "status", "date_posted"], setting)
    for name in IDS:
        layout = channels.get(name).lay_out(Content(subject, body, "fr", setting, mark, settings=settings))
        every_word_of(layout).encode()  # no lone surrogate is left
        assert not UNSAFE.search(layout.text + layout.subject)
        assert "\n" not in layout.subject
        assert layout.files
        if "json" in layout.files:
            json.loads(layout.files["json"])


def test_the_same_content_gives_the_same_bytes(channel: Channel) -> None:
    draft = content("**Bonjour** à tous\n\n- un\n- deux", to="a@example.org")
    assert channel.lay_out(draft) == channel.lay_out(draft)


def test_a_layout_says_all_the_author_wrote(channel: Channel) -> None:
    layout = channel.lay_out(content("Bonjour,\n\nle **service** est [coupé](https://ex.org/a_b) depuis 14 h."))
    for word in ("Bonjour,", "service", "https://ex.org/a_b", "depuis 14 h."):
        assert word in layout.text
    assert layout.subject == ("Panne" if channel.id in WITH_SUBJECT else "")


def test_a_drill_is_marked_where_it_is_seen(channel: Channel) -> None:
    layout = channel.lay_out(content("Bonjour.", mark="EXERCICE"))
    if channel.id == "teams":
        assert layout.text.startswith("**[EXERCICE] Panne**\n\n[EXERCICE] Bonjour.")
    else:
        assert layout.text.startswith("[EXERCICE] Bonjour.")
    assert layout.text.endswith("Bonjour." if channel.id in SHORT else "\n\n[EXERCICE]")
    assert layout.subject == ("[EXERCICE] Panne" if channel.id in WITH_SUBJECT else "")
    if "html" in layout.files:
        assert layout.files["html"].count("<p>[EXERCICE]") == 2


def test_no_drill_no_mark(channel: Channel) -> None:
    assert "EXERC" not in every_word_of(channel.lay_out(content("Bonjour.")))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[EXERCICE] Déjà dit", "[EXERCICE] Déjà dit\n\n[EXERCICE]"),
        ("- un\n- deux", "[EXERCICE]\n\n- un\n- deux\n\n[EXERCICE]"),
        ("1. un", "[EXERCICE]\n\n1. un\n\n[EXERCICE]"),
        ("# Titre", "[EXERCICE]\n\nTitre\n\n[EXERCICE]"),
        ("**Gras** d’abord", "[EXERCICE] Gras d’abord\n\n[EXERCICE]"),
        ("14 h : panne", "[EXERCICE] 14 h : panne\n\n[EXERCICE]"),
        ("```\ncode", "[EXERCICE]\n\ncode\n\n[EXERCICE]"),
        ("", "[EXERCICE]\n\n[EXERCICE]"),
    ],
)
def test_the_mark_does_not_break_what_it_stands_before(body: str, expected: str) -> None:
    assert channels.get("facebook").lay_out(content(body, mark="EXERCICE")).text == expected


HOSTILE = (
    "\x1b]0;titre\x07\x1b[31mrouge\x1b[0m \u202eesrever\u202c &#x202e; \x00\ud800 <script>alert(1)</script> </script>"
)


def test_hostile_text_steers_nothing(channel: Channel) -> None:
    layout = channel.lay_out(content(HOSTILE, "Objet\r\nBcc: mal@example.org \u202e"))
    words = every_word_of(layout)
    words.encode()
    assert not UNSAFE.search(words.replace("\r\n", "\n"))
    assert "rouge" in layout.text
    assert "\n" not in layout.subject
    assert not re.search(r"^Bcc:", words, re.MULTILINE)
    for name, whole in layout.files.items():
        assert name != "html" or "<script>alert" not in whole
        assert name != "html" or whole.count("</script>") <= 1  # the page's own


LONG = "mot " * 20_000


def test_too_long_a_text_does_not_fit_and_says_by_how_much(channel: Channel) -> None:
    layout = channel.lay_out(content(LONG))
    found = channel.count(layout.text)
    assert found.fits == (found.limit is None)
    assert found.limit is None or any(re.search(r"over the limit|parts", problem) for problem in layout.problems)


def test_a_plain_text_has_no_problem_but_a_missing_image(channel: Channel) -> None:
    problems = channel.lay_out(content("Le service est coupé. Prochain point à 15 h.")).problems
    assert len(problems) == (2 if channel.id == "instagram" else 0)


@pytest.mark.parametrize(
    ("name", "unit", "at", "over"),
    [
        ("whatsapp", "characters", "é" * 1024, "é" * 1025),
        ("slack", "characters", "a" * 40_000, "a" * 40_001),
        ("telegram", "utf-16 units", "😀" * 2048, "😀" * 2048 + "a"),
        ("discord", "utf-16 units", "😀" * 1000, "😀" * 1000 + "a"),
        ("facebook", "characters", "é" * 63_206, "é" * 63_207),
        ("linkedin", "utf-16 units", "é" * 3000, "é" * 3001),
        ("instagram", "characters", "é" * 2200, "é" * 2201),
        ("status-page", "characters", "é" * 25_000, "é" * 25_001),
        ("phone", "words", "mot " * 75, "mot " * 76),
        ("x", "weighted characters", "a" * 280, "a" * 281),
        ("sms", "septets", "a" * 306, "a" * 307),
    ],
)
def test_the_last_that_fits_and_the_first_that_does_not(name: str, unit: str, at: str, over: str) -> None:
    count = channels.get(name).count
    assert count(at).fits
    assert not count(over).fits
    assert count(at).unit == unit


@pytest.mark.parametrize("name", ["email", "blog", "press"])
def test_channels_without_a_limit(name: str) -> None:
    found = channels.get(name).count(LONG)
    assert (found.limit, found.fits, found.length) == (None, True, len(LONG))
