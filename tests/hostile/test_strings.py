"""Every string of the published list through every output, and none is active: parsers say so, not the eye."""

from __future__ import annotations

import csv
import email.policy
import io
import json
import re
from collections.abc import Callable
from email.message import EmailMessage
from email.parser import BytesParser
from functools import cache
from pathlib import Path

import html5lib
import pytest
from markdown_it import MarkdownIt

from conftest import Crisis
from crisisctl import channels
from crisisctl.commands import _complete
from crisisctl.runner import open_desk
from hostile.incident import HARMLESS, STRINGS, lines
from hostile.rendering import draft_files, report
from making import INCIDENT

STEERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
"""Written anew, not taken from the program: what no output may hold but as an escape."""
SMUGGLED = "2026-11-22 03:20 #99"
TEXTS = [
    ("status",), ("log",), ("list",), ("who",), ("action", "list"), ("clock", "list"), ("ack",), ("lint", "first-notice"),
    ("draft", "first-notice"), ("diff", "first-notice"), ("handover",), ("doctor",),
    ("redact", "12", "--dry-run", "--reason", "none"), ("forget", "--person", STRINGS[0], "--dry-run", "--reason", "none"),
]  # fmt: skip
JSON = [*TEXTS, ("verify",)]
ONE_OF = [("status",), ("handover",)]
"""What shows the things there is one of in an incident, such as its title; `list` does too, all at once."""
NAMELESS = {"list", "doctor", "forget"}
ERRORS = [
    ("status", "-i"), ("done",), ("set",), ("role",), ("channel",), ("draft", "-c"), ("start",), ("report", "-f"),
    ("playbook", "show"), ("playbook", "new"), ("mark",), ("run",), ("clock", "show"), ("import",), ("count",),
]  # fmt: skip
EVERY = [word for name in channels.ids() for word in ("-c", name)]
CHAT = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("autolink")
"""The Markdown of chat services knows no HTML, and a bare URL is a link there whatever one does."""
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


Recorder = Callable[[str, object], None]


@cache
def whole() -> list[str]:
    """One incident that holds every string, in every place of which there can be many."""
    return lines(*STRINGS)


@cache
def harmless_whole() -> list[str]:
    return lines(*(f"{HARMLESS} {number}" for number in range(len(STRINGS))))


@pytest.fixture
def all_of_them(crisis: Crisis) -> Crisis:
    open_desk().store.change(INCIDENT, lambda _: whole())
    return crisis


def shown(crisis: Crisis, *arguments: str) -> str:
    named = () if arguments[0] in NAMELESS else ("-i", INCIDENT)
    found = crisis.run(*arguments, *named)
    assert found.code in {0, 1}, found
    assert "Traceback" not in found.stderr
    assert not STEERS.search(found.stderr), found.stderr
    return found.stdout


def _steers_nothing(told: str) -> None:
    assert told
    assert not STEERS.search(told)
    # What is wrapped goes on further in, with whatever its text holds there. test_outputs.py looks at any distance, on a
    # screen on which nothing is wrapped.
    assert not re.search(rf"^ {{0,4}}{SMUGGLED}", told, re.MULTILINE)


@pytest.mark.parametrize("arguments", TEXTS, ids=" ".join)
def test_what_a_terminal_is_given_steers_nothing(
    all_of_them: Crisis, arguments: tuple[str, ...], record_property: Recorder
) -> None:
    told = shown(all_of_them, *arguments)
    if "--dry-run" not in arguments:  # these say all of it on stderr, which `shown` looks at
        _steers_nothing(told)
    if arguments == ("log",):
        assert len(told.split("\n")) == len(whole()) + 1
    record_property("shown", len(STRINGS))


@pytest.mark.parametrize("arguments", JSON, ids=" ".join)
def test_json_is_json_and_steers_nothing_either(
    all_of_them: Crisis, arguments: tuple[str, ...], record_property: Recorder
) -> None:
    told = shown(all_of_them, *arguments, "--format", "json")
    assert json.loads(told)["crisisctl"] == 1
    assert not STEERS.search(told)
    record_property("shown", len(STRINGS))


def test_json_lines_say_what_was_written_one_entry_a_line(all_of_them: Crisis, record_property: Recorder) -> None:
    told = shown(all_of_them, "log", "--format", "jsonl")
    assert not STEERS.search(told)
    entries = [json.loads(line) for line in told.split("\n")[:-1]]
    assert [entry["seq"] for entry in entries] == list(range(1, len(whole()) + 1))
    notes = [entry["data"]["text"] for entry in entries if entry["type"] == "note.added" and len(entry["data"]) == 1]
    assert notes == list(STRINGS)
    assert all_of_them.json("verify", "-i", INCIDENT)["ok"]
    record_property("shown", len(STRINGS))


def test_sarif_makes_no_link_and_no_place_of_them(all_of_them: Crisis, record_property: Recorder) -> None:
    sarif = shown(all_of_them, "lint", "first-notice", "--format", "sarif")
    assert not STEERS.search(sarif)
    results = json.loads(sarif)["runs"][0]["results"]
    assert results
    for result in results:
        assert not re.search(r"(?<!\\)\[[^\[\]]*\]\(", result["message"]["text"])
        for place in result["locations"]:
            assert re.fullmatch(r"[A-Za-z0-9_.~/%-]+", place["physicalLocation"]["artifactLocation"]["uri"])
    record_property("shown", len(STRINGS))


def test_the_shell_is_offered_plain_words_only(all_of_them: Crisis, record_property: Recorder) -> None:
    answers = (_complete.incidents, _complete.steps, _complete.messages, _complete.roles, _complete.facts)
    for answer in answers:
        assert [word for word in answer("") if not re.fullmatch(r"[\w.:@+-]+=?", word)] == []
        record_property("shown", len(STRINGS))


def test_the_list_of_incidents_steers_nothing_whatever_their_titles(crisis: Crisis, record_property: Recorder) -> None:
    store = open_desk().store
    for number, text in enumerate(STRINGS):
        told = lines(text)[:8]
        store.change(f"{INCIDENT}{number}", lambda _, told=told: told)  # type: ignore[misc]
    _steers_nothing(shown(crisis, "list"))
    listed = shown(crisis, "list", "--format", "json")
    assert not STEERS.search(listed)
    assert {each["title"] for each in json.loads(listed)["incidents"]} == set(STRINGS)
    record_property("shown", 2 * len(STRINGS))


@pytest.mark.parametrize("text", STRINGS)
def test_what_there_is_one_of_steers_nothing(crisis: Crisis, text: str, record_property: Recorder) -> None:
    """Title, organisation, contacts, version and the texts of the playbook; and errors are one line, whatever is typed."""
    open_desk().store.change(INCIDENT, lambda _: lines(text))
    for arguments in ONE_OF:
        _steers_nothing(shown(crisis, *arguments))
        told = shown(crisis, *arguments, "--format", "json")
        assert json.loads(told)["crisisctl"] == 1, arguments
        assert not STEERS.search(told), arguments
    typed = text.replace("\0", "")
    if typed.startswith(("-", "+")):
        typed = f"x{typed}"
    for command in ERRORS:
        found = crisis.run(*command, typed)
        assert found.code != 70, found
        assert not STEERS.search(found.stderr + found.stdout), found
        assert sum(line.startswith("crisisctl: ") for line in found.stderr.split("\n")) <= 1
        smuggled = [line for line in found.stderr.split("\n") if line.startswith(SMUGGLED)]
        assert not smuggled, (command, found.stderr)
    assert not list(crisis.folder.rglob("*owned*"))
    record_property("shown", 2 * len(ONE_OF) + len(ERRORS))


Shape = list[tuple[str, tuple[tuple[str, str], ...]]]


def shape(html: str) -> Shape:
    """The elements of a page as a browser makes them, with those of their attributes that are not words."""
    found = []
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        if isinstance(element.tag, str):
            attributes = {
                str(name): value for name, value in element.attrib.items() if name not in {"data-label", "aria-label"}
            }
            found.append((element.tag, tuple(sorted(attributes.items()))))
    return found


def tags(html: str) -> list[tuple[str, tuple[str, ...]]]:
    return _names(shape(html))


def _names(found: Shape) -> list[tuple[str, tuple[str, ...]]]:
    return [(tag, tuple(name for name, _ in attributes)) for tag, attributes in found]


@cache
def _harmless(form: str) -> list[tuple[str, tuple[str, ...]]]:
    told = report(HARMLESS, form)
    return tags(MARKDOWN.render(told) if form == "md" else told)


def _is_inert(told: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert not STEERS.search(told)
    found = shape(told)
    assert _names(found) == expected
    for tag, attributes in found:
        named = dict(attributes)
        assert tag not in {"script", "iframe", "object", "embed", "link", "base", "form", "img", "image", "use"}
        assert named.get("href", "#").startswith("#")
        assert not [name for name in named if name.startswith("on") or name in {"src", "srcset", "style", "action"}]
    assert dict(found)["html"] == (("lang", "fr"),)


@pytest.mark.parametrize("text", STRINGS)
def test_the_reports_keep_their_shape_and_ask_for_nothing(text: str, record_property: Recorder) -> None:
    _is_inert(report(text, "html"), _harmless("html"))
    markdown = report(text, "md")
    assert not STEERS.search(markdown)
    assert tags(MARKDOWN.render(markdown)) == _harmless("md")
    _computes_nothing(report(text, "csv"), len(lines(HARMLESS)))
    told = report(text, "json")
    assert not STEERS.search(told)
    assert json.loads(told)["report"]["title"] == text
    record_property("shown", 4)


def _computes_nothing(told: str, entries: int) -> None:
    assert not STEERS.search(told.replace("\r\n", "\n"))
    rows = list(csv.reader(io.StringIO(told, newline="")))
    assert len(rows) == entries + 1
    assert {len(row) for row in rows} == {8}
    assert not [cell for row in rows for cell in row if re.match(r"\s*[=+\-@＝＋－＠]|[\t\r\n]", cell)]


@pytest.mark.parametrize("form", ["html", "md", "csv", "json"])
def test_the_command_writes_the_same_report(all_of_them: Crisis, form: str) -> None:
    told = shown(all_of_them, "report", "--format", form)
    assert not STEERS.search(told.replace("\r\n", "\n"))
    if form == "csv":
        _computes_nothing(told, len(whole()))


@cache
def _harmless_drafts() -> dict[str, bytes]:
    return draft_files(HARMLESS)


def eml(data: bytes) -> EmailMessage:
    found = BytesParser(policy=email.policy.default).parsebytes(data)
    assert isinstance(found, EmailMessage)
    return found


@pytest.mark.parametrize("text", STRINGS)
def test_drafts_say_it_and_nothing_more(text: str, record_property: Recorder) -> None:
    found = draft_files(text)
    assert found.keys() >= {f"{name}.fr.txt" for name in channels.ids()}
    assert found.keys() == _harmless_drafts().keys()
    for name, data in found.items():
        told = data.decode()
        assert not STEERS.search(told.replace("\r\n", "\n")), name
        plain = _harmless_drafts()[name].decode()
        if name.endswith(".html"):
            assert tags(told) == tags(plain), name
        elif name.endswith(".json"):
            assert json.loads(told).keys() == json.loads(plain).keys(), name
            if name.startswith("slack"):  # its text is for pasting by hand, where nothing is read but *…* and the like
                assert not re.search(r"<[!@#a-z]", told), name
            if name.startswith("telegram"):
                assert tags(json.loads(told)["text"]) == tags(json.loads(plain)["text"]), name
            if name.startswith("teams"):
                assert _said(told) == _said(plain), name
        elif name.endswith(".eml"):
            _same_mail(eml(data), eml(_harmless_drafts()[name]))
        elif name.startswith("discord"):
            html = CHAT.render(told)
            assert tags(html) == tags(CHAT.render(plain)), name
    assert json.loads(found["discord.fr.json"])["allowed_mentions"] == {"parse": []}
    record_property("shown", len(found))


def test_the_command_writes_these_drafts_and_no_others(all_of_them: Crisis) -> None:
    shown(all_of_them, "draft", "first-notice", *EVERY, "-o", "out")
    written = {path.name.removeprefix("first-notice."): path.read_bytes() for path in Path("out").iterdir()}
    assert written.keys() == _harmless_drafts().keys()
    assert not [name for name, data in written.items() if STEERS.search(data.decode().replace("\r\n", "\n"))]


def _said(payload: str) -> list[list[tuple[str, tuple[str, ...]]]]:
    """What Teams makes of each text of a card."""
    found = re.findall(r'"text":("(?:[^"\\]|\\.)*")', payload)
    return [tags(CHAT.render(json.loads(each))) for each in found]


def _same_mail(told: EmailMessage, plain: EmailMessage) -> None:
    fixed = ["Subject", "Auto-Submitted", "X-Unsent", "Content-Type", "MIME-Version", "Content-Language"]
    names = [name for name in told.keys() if name not in {"From", "To"}]  # noqa: SIM118 - a mail is no mapping
    assert sorted(names) == sorted(fixed)
    assert "\n" not in str(told["Subject"])
    assert [part.get_content_type() for part in told.walk()] == [part.get_content_type() for part in plain.walk()]
    body, before = told.get_body(("html",)), plain.get_body(("html",))
    assert body is not None
    assert before is not None
    assert tags(body.get_content()) == tags(before.get_content())
