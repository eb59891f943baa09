"""SMS: the alphabet, the parts, and what is written so that a message stays in GSM-7.

``smsutil`` counts independently of us; it is wrong on the empty text only (it says UCS-2).
"""

from __future__ import annotations

import unicodedata

import pytest
import smsutil
from hypothesis import given
from hypothesis import strategies as st

from crisisctl.channels import Content, Layout
from crisisctl.channels._gsm7 import BASIC, EXTENSION
from crisisctl.channels.sms import count, lay_out

FAMILY = "👨\u200d👩\u200d👧\u200d👦"

# name, text, parts, length
CASES = [
    ("full", "a" * 160, 1, 160),
    ("one over", "a" * 161, 2, 161),
    ("two full", "a" * 306, 2, 306),
    ("two full and one", "a" * 307, 3, 307),
    ("French in the alphabet", "Le réseau est coupé à Évry, là où", 1, 33),
    ("é è à ù É Ç ä ö ü Ä Ö Ü æ Æ ñ Ñ ì ò § £ ¤", "éèàùÉÇäöüÄÖÜæÆñÑìò§£¤", 1, 21),
    ("small ç", "ça" * 35, 1, 70),
    ("capital Ç", "ÇA" * 80, 1, 160),
    ("œ", "œ" * 71, 2, 71),
    ("ê", "ê", 1, 1),
    ("’", "l’eau", 1, 5),
    ("« »", "« a »", 1, 5),
    ("no-break space", "a\u00a0:", 1, 3),
    ("narrow no-break space", "a\u202f:", 1, 3),
    ("158 + €", "a" * 158 + "€", 1, 160),
    ("159 + €", "a" * 159 + "€", 2, 161),
    ("€ on the 153rd septet", "a" * 152 + "€" + "a" * 152, 3, 306),
    ("80 €", "€" * 80, 1, 160),
    ("81 €", "€" * 81, 2, 162),
    ("70 ê", "ê" * 70, 1, 70),
    ("71 ê", "ê" * 71, 2, 71),
    ("134 ê", "ê" * 134, 2, 134),
    ("135 ê", "ê" * 135, 3, 135),
    ("35 emoji", "😀" * 35, 1, 70),
    ("36 emoji", "😀" * 36, 2, 72),
    ("an emoji across units 67 and 68", "ê" * 66 + "😀" + "ê" * 66, 3, 134),
    ("decomposed", "e\u0301" * 160, 1, 160),
    ("…", "a…", 1, 2),
    ("CR LF", "a\r\nb", 1, 4),
    ("tab", "a\tb", 1, 3),
    ("Greek in the alphabet", "ΔΦΓΛΩΠΨΣΘΞ", 1, 10),
    ("Greek that is not", "Α", 1, 1),
    ("backtick", "`", 1, 1),
    ("extension", "^{}\\[~]|€\f", 1, 20),
    ("a family", FAMILY, 1, 11),
    ("surrogate pairs fill 66 of 67", "😀" * 67, 3, 134),
]


def oracle(text: str) -> tuple[str, int, int]:
    split = smsutil.split(text)
    if split.encoding == "gsm0338":
        return "GSM-7", split.total_bytes, len(split.parts)
    return "UCS-2", split.total_bytes // 2, len(split.parts)


@pytest.mark.parametrize(("name", "text", "parts", "length"), CASES)
def test_cases(name: str, text: str, parts: int, length: int) -> None:
    found = count(text)
    assert found.parts == parts
    assert found.length == length
    assert (found.encoding, found.length, found.parts) == oracle(unicodedata.normalize("NFC", text))


@given(
    text=st.text(
        st.sampled_from(sorted(BASIC | EXTENSION)) | st.sampled_from("êç€😀’\u202f") | st.characters(codec="utf-8"),
        min_size=1,
        max_size=400,
    )
)
def test_any_text_counts_as_an_independent_counter_says(text: str) -> None:
    text = unicodedata.normalize("NFC", text.replace("\x1b", ""))  # the escape is no character; smsutil takes it as one
    if text:
        found = count(text)
        assert (found.encoding, found.length, found.parts) == oracle(text)


@given(
    text=st.lists(st.sampled_from(["a" * 50, "€", "é", "[]"]), min_size=1, max_size=12).map("".join),
    forced=st.sampled_from(["", "ê", "😀"]),
)
def test_around_the_borders_of_parts(text: str, forced: str) -> None:
    found = count(text + forced)
    assert (found.encoding, found.length, found.parts) == oracle(text + forced)


def test_the_empty_text_is_in_the_alphabet() -> None:
    assert (count("").encoding, count("").length, count("").parts, count("").fits) == ("GSM-7", 0, 1, True)


def test_the_alphabet_has_its_size() -> None:
    assert len(BASIC) == 127  # 128 codes, one of which is the escape
    assert len(EXTENSION) == 10
    assert not BASIC & EXTENSION


@pytest.mark.parametrize(
    ("text", "forced"),
    [
        ("éèàùÉÇ€ ok", ()),
        ("ça a ça, ê ça", ("ç", "ê")),
        ("ÀÈÙÊ", ("À", "È", "Ù", "Ê")),
        ("« l’été… »\u202f!", ("«", "’", "…", "»", "\u202f")),
        ("a\ud800b", ("\N{REPLACEMENT CHARACTER}",)),
        ("\x1b[", ("\x1b",)),
    ],
)
def test_what_forces_the_costlier_encoding(text: str, forced: tuple[str, ...]) -> None:
    found = count(text)
    assert found.forced_by == forced
    assert (found.encoding, found.unit, found.limit) == (
        ("UCS-2", "utf-16 units", 70) if forced else ("GSM-7", "septets", 160)
    )


def sms(body: str, mark: str = "") -> Layout:
    return lay_out(Content("Objet", body, "fr", "Exemple", mark))


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("Nos œuvres vous êtes prêts, ça marche à Évry", "Nos oeuvres vous etes prets, ca marche à Évry"),
        ("« l’accès »\u202f: rétabli…", '"l\'accès" : rétabli...'),
        ("«\u00a0oui\u00a0» – non — “si”", '"oui" - non - "si"'),
        ("À L’ŒUVRE, CŒUR", "A L'OEUVRE, COEUR"),
        ("le n° 5, 12 m²", "le no 5, 12 m2"),
        ("14\u202fh\u202f30\u00a0; 10\u202f000 clients", "14 h 30 ; 10 000 clients"),
        ("**Panne** `code` [ici](https://ex.org/ç’ê)", "Panne code ici (https://ex.org/%C3%A7%E2%80%99%C3%AA)"),
        ("- ça\n- là", "- ca\n- là"),
        ("e\u0302tre", "etre"),
    ],
)
def test_what_says_the_same_in_the_alphabet_is_written_in_it(written: str, sent: str) -> None:
    layout = sms(written)
    assert layout.text == sent
    assert count(layout.text).encoding == "GSM-7"
    assert layout.problems == ()


@pytest.mark.parametrize(
    ("written", "sent", "named"),
    [
        ("Ça marche, l’équipe veille 🙂", "Ça marche, l’équipe veille 🙂", ["🙂 (U+1F642)"]),
        ("Привет ê", "Привет ê", ["П (U+041F)", "т (U+0442)"]),
        ("20 °C – ça", "20 °C – ça", ["° (U+00B0)"]),
        ("voir ex.org/ça, ê", "voir ex.org/ça, ê", ["ç (U+00E7)"]),
        ("écrire à françois@ex.org…", "écrire à françois@ex.org…", ["ç (U+00E7)"]),
        ("🙂\u202f: «\u00a0oui\u00a0»", "🙂 : « oui »", ["🙂"]),
    ],
)
def test_what_cannot_be_written_in_it_is_named_and_the_text_kept(written: str, sent: str, named: list[str]) -> None:
    layout = sms(written)
    assert layout.text == sent
    (problem,) = layout.problems
    assert all(character in problem for character in named)
    assert "ê (" not in problem  # it would have been written as e: it is not what costs


@pytest.mark.parametrize("url", ["https://ex.org/ça?x=ê", "www.hôpital.fr/ê", "ex.org/ç_a", "prénom.ç@ex.org"])
def test_a_url_is_never_touched(url: str) -> None:
    assert url in sms(f"voir {url} vite").text


def test_three_parts_are_a_problem() -> None:
    assert sms("a" * 306).problems == ()
    assert sms("a" * 307).problems == ("3 parts: shorten it to 2 at most",)


def test_the_mark_opens_the_text_and_counts() -> None:
    text = sms("Panne.", "EXERCICE").text
    assert text == "[EXERCICE] Panne."
    assert count(text).length == len(text) + 2


@given(st.text(st.sampled_from("aéêçœ’«» \u202f…€°–À.é/:https"), max_size=60))
def test_folding_never_costs(text: str) -> None:
    laid = sms(text).text
    assert count(laid).encoding == "GSM-7" or count(laid).forced_by
    assert set(count(laid).forced_by) <= set(count(unicodedata.normalize("NFC", text)).forced_by)
