"""What people wrote is shown, and does nothing: in HTML, Markdown, a spreadsheet, a terminal."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from crisisctl import acts as act
from crisisctl import events as ev
from crisisctl import reports
from crisisctl.events import text_digest
from crisisctl.queries import IncidentView
from crisisctl.reports._markdown import fenced, inline
from crisisctl.reports.csv import cell
from making import PARIS, At, draft, lines_of, minutes, opening, view_of, with_events

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "# heading\n## another",
    "[here](https://evil.example) ![x](https://evil.example/x.png)",
    "a | b | c\n| --- | --- |",
    "```\n````\n</pre>",
    "- item",
    "1. item",
    "> quote",
    "**bold** _em_ `code`",
    "{{ 7 * 7 }} {% raw %}",
    "=cmd|' /C calc'!A0",
    "&lt;b&gt; &#35;",
    "\x1b]0;owned\x07\x1b[31mred",
    "left \u202e thgir \u2066 \u200b",
    "half a character \ud800",
)


def _view(text: str) -> IncidentView:
    script = (
        At(0, text, opening(title=text)),
        At(1, text, act.SetFacts({"cause": text}, source=text, confirmed_by=text)),
        At(2, text, act.TakeRole("comms", text)),
        At(3, text, act.Note(text)),
        At(4, text, act.Note(text, "lesson")),
        At(8, text, act.AddAction(text, text, text, text)),
        At(9, text, act.Do("two-sources", (), force=True, reason=text)),
        At(10, text, act.Skip("how-many", text)),
    )
    texts = (draft(text, text, text, text, facts=("affected",)),)
    events = (  # nobody can do these with such names; a log that was imported may hold them
        ev.ChannelSet(text, "down", text),
        ev.MessageDrafted("first-notice", "customers", texts),
        ev.MessageSent("first-notice", text, texts, destination=text, override=text),
        ev.PromiseMade(text, minutes(40), text),
        ev.MessageApproved("first-notice", text, text, (ev.Approved(text, text, texts[0].digest, True),), text),
        ev.FactSet("affected", 1),
        ev.MessageSending("first-notice", text, text, texts[0].digest, text, "a1", text),
        ev.MessageFailed("first-notice", text, text, text, "a1", text, unsure=True),
        ev.MessageSending(text, text, text, text, text, text),
        ev.MessageSent("first-notice", text, texts, destination=text, attempt="a2", refused=(text, text)),
        ev.Acknowledged(text),
        ev.MilestoneMarked("first_internal_alert", minutes(10)),
    )
    return view_of(with_events(lines_of(script), events, minutes(11), text))


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.attributes |= {name for name, _ in attrs}


def _tags(html: str) -> tuple[set[str], set[str]]:
    parser = _Tags()
    parser.feed(html)
    return parser.found, parser.attributes


HARMLESS = _tags(reports.get("html").render(_view("plain"), "en", PARIS))


@pytest.mark.parametrize("text", HOSTILE)
def test_html_has_no_tag_and_no_attribute_of_theirs(text: str) -> None:
    assert _tags(reports.get("html").render(_view(text), "en", PARIS)) == HARMLESS


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_keeps_its_shape(text: str) -> None:
    def shape(markdown: str) -> list[str]:
        tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
        inner = [child.type for token in tokens for child in token.children or () if child.type != "text"]
        return [token.type for token in tokens] + inner

    told = reports.get("md").render(_view(text), "en", PARIS)
    assert shape(told) == shape(reports.get("md").render(_view("plain"), "en", PARIS))


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", reports.formats())
def test_nothing_steers_a_terminal_and_all_of_it_can_be_written(name: str, text: str) -> None:
    told = reports.get(name).render(_view(text), "fr", PARIS)
    assert told.encode()
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]", told)


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_computes_nothing(text: str) -> None:
    told = reports.get("csv").render(_view(text), "en", PARIS)
    rows = list(csv.reader(io.StringIO(told, newline="")))
    assert {len(row) for row in rows} == {8}
    assert not [value for row in rows for value in row if value.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("opening_character", "=+-@\t\r")
def test_formula_cells_become_text(opening_character: str) -> None:
    assert cell(f"{opening_character}1") == f"'{opening_character}1"


@pytest.mark.parametrize("text", [text for text in HOSTILE if "\ud800" not in text])
def test_json_keeps_every_text_exact(text: str) -> None:
    told = json.loads(reports.get("json").render(_view(text), "en", PARIS))["report"]
    sent = told["messages"][0]["drafts"][0]
    assert sent["text"] == text
    assert sent["digest"] == text_digest(sent["subject"], sent["text"])


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("time_to_detect", "time_to_detect"),
        ("_em_", "\\_em\\_"),
        ("#crisis", "\\#crisis"),
        ("1. one", "1\\. one"),
        ("- one", "\\- one"),
        ("a - b", "a - b"),
        ("https://a.example", "https\\://a.example"),
        ("www.a.example", "www\\.a.example"),
        ("AT&T &amp; x", "AT&T \\&amp; x"),
    ],
)
def test_inline_escapes_what_acts_and_nothing_else(text: str, escaped: str) -> None:
    assert inline(text) == escaped


def test_a_fence_is_longer_than_what_it_holds() -> None:
    assert fenced("a ```` b").splitlines()[0] == "`````text"
