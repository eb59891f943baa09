"""Slack, Teams, Telegram, Discord, WhatsApp: what their payloads carry."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisisctl.channels import Content, Layout, discord, slack, teams, telegram, whatsapp


def content(body: str, subject: str = "Panne", **more: Any) -> Content:
    return Content(subject, body, "fr", "Exemple", **more)


def sent(layout: Layout) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(layout.files["json"])
    return found


def test_slack_calls_nobody_and_escapes_three_characters() -> None:
    layout = slack.lay_out(content("**Panne** & <!channel> <@U1> [état](https://ex.org/?a=1&b=2)"))
    assert layout.text == "*Panne* &amp; &lt;!channel&gt; &lt;@U1&gt; <https://ex.org/?a=1&amp;b=2|état>"
    assert sent(layout)["text"] == layout.text
    assert sent(layout)["blocks"] == [{"type": "section", "text": {"type": "mrkdwn", "text": layout.text}}]
    assert layout.files["txt"] == "Panne & <!channel> <@U1> état (https://ex.org/?a=1&b=2)"
    assert layout.problems == ()


@pytest.mark.parametrize("name", ["@channel", "@here", "@everyone"])
def test_slack_names_a_mention_that_would_call_everybody_when_pasted(name: str) -> None:
    assert slack.lay_out(content(f"Bonjour {name}.")).problems == (
        f"{name} calls everybody when this text is pasted by hand",
    )
    assert slack.lay_out(content(f"Bonjour {name}s.")).problems == ()


def test_slack_sections() -> None:
    layout = slack.lay_out(content("\n\n".join(["mot " * 250] * 8)))
    blocks = sent(layout)["blocks"]
    assert [len(block["text"]["text"]) <= 3000 for block in blocks] == [True] * len(blocks)
    assert len(blocks) == 4
    assert " ".join(block["text"]["text"] for block in blocks).split() == layout.text.split()
    assert any("more than one section" in problem for problem in layout.problems)


def test_slack_sends_the_text_alone_when_its_blocks_would_be_refused() -> None:
    assert "blocks" in sent(slack.lay_out(content("a" * 13_000)))
    assert "blocks" not in sent(slack.lay_out(content("a" * 13_001)))
    assert "blocks" not in sent(slack.lay_out(content(" ")))


@given(
    st.lists(
        st.sampled_from(["mot ", "\n", "\n\n", "&amp;", "<https://ex.org/a|un lien>", "x" * 1499, "é" * 700]),
        max_size=60,
    ).map("".join)
)
def test_slack_never_cuts_a_link_or_an_entity(text: str) -> None:
    pieces = list(slack.sections(text))
    assert "".join("".join(pieces).split()) == "".join(text.split())
    for piece in pieces:
        assert 0 < len(piece) <= 3000
        assert piece.count("<") == piece.count(">") == piece.count("|")
        assert piece.count("&") == piece.count(";")


def test_slack_cuts_what_has_no_place_to_cut() -> None:
    assert [len(piece) for piece in slack.sections("<" + "a" * 7000)] == [3000, 3000, 1001]


def test_teams_counts_the_payload_it_sends() -> None:
    layout = teams.lay_out(content("Accès **coupé**, « é » 😀\nligne"))
    assert layout.text == "**Panne**\n\nAccès **coupé**, « é » 😀\n\nligne"
    assert teams.count(layout.text).length == len(layout.files["json"].encode())
    (attachment,) = sent(layout)["attachments"]
    assert sent(layout)["type"] == "message"
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert attachment["content"]["type"] == "AdaptiveCard"
    assert attachment["content"]["body"] == [{"type": "TextBlock", "text": layout.text, "wrap": True}]


def test_teams_limits() -> None:
    empty = teams.count("").length
    assert teams.count("a" * (28 * 1024 - empty)).fits
    assert not teams.count("a" * (28 * 1024 - empty + 1)).fits
    assert not teams.count("é" * (14 * 1024)).fits
    assert teams.lay_out(content("a" * 20_000)).problems == ()
    assert "21 KB" in teams.lay_out(content("a" * 21_000)).problems[0]
    assert "over the limit of 28672" in teams.lay_out(content("a" * 30_000)).problems[0]


def test_teams_a_text_written_for_it_or_short_has_no_headline() -> None:
    for variant in ("short", "channel"):
        assert teams.lay_out(content("Coupé.", variant=variant)).text == "Coupé."


def test_teams_a_subject_is_not_markup() -> None:
    assert teams.lay_out(content("x", "a*b* [c](https://mal.example)")).text.startswith(
        r"**a\*b\* \[c](https://mal.example)**"
    )


def test_telegram_counts_what_is_left_of_tags_and_entities() -> None:
    layout = telegram.lay_out(content("**a** & b < c [d](https://ex.org/long/long) 😀"))
    assert layout.text == '<b>a</b> &amp; b &lt; c <a href="https://ex.org/long/long">d</a> 😀'
    assert telegram.count(layout.text).length == len("a & b < c d ") + 2
    assert sent(layout)["text"] == layout.text
    assert sent(layout)["parse_mode"] == "HTML"
    assert layout.files["txt"] == "a & b < c d (https://ex.org/long/long) 😀"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("<x>", 3),
        ("a<b", 3),
        ("<b>a</b>", 1),
        ("&lt;b&gt;", 3),
        ("<blockquote>a</blockquote>", 1),
        ("<bold>", 6),
        ("", 0),
    ],
)
def test_telegram_counts_only_its_own_tags_out(text: str, length: int) -> None:
    assert telegram.count(text).length == length


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_telegram_counts_the_same_as_the_text_a_reader_sees(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert telegram.count(f"<b>{escaped}</b>").length == len(text.encode("utf-16-le")) // 2


def test_discord_calls_nobody() -> None:
    layout = discord.lay_out(content("@everyone <@1> *Panne*"))
    assert sent(layout) == {"content": layout.text, "allowed_mentions": {"parse": []}}
    assert layout.text == "@everyone <@1> *Panne*"
    assert layout.problems == ("@everyone calls everybody when this text is pasted by hand",)


def test_whatsapp() -> None:
    layout = whatsapp.lay_out(content("**Panne** de [l’accès](https://ex.org)\n\n- *un*"))
    assert layout.text == "*Panne* de l’accès (https://ex.org)\n\n- _un_"
    assert layout.problems == ()
    assert whatsapp.lay_out(content("x", "é" * 60)).problems == ()
    assert "61 characters" in whatsapp.lay_out(content("x", "é" * 61)).problems[0]
    assert whatsapp.lay_out(content("x" * 1025)).problems == ("1025 characters: 1 over the limit of 1024",)
