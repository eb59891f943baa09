"""Every string of the published list through every output, and none is active: parsers say so, not the eye."""

from __future__ import annotations

import csv
import email.policy
import io
import json
import re
from collections.abc import Iterator
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
from making import INCIDENT

STEERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
"""Written anew, not taken from the program: what no output may hold but as an escape."""
SMUGGLED = "2026-11-22 03:20 #99"
TEXTS = [
    ("status",), ("log",), ("list",), ("who",), ("action", "list"), ("clock", "list"), ("ack",), ("lint", "first-notice"),
    ("draft", "first-notice"), ("diff", "first-notice"),
]  # fmt: skip
JSON = [*TEXTS, ("verify",)]
ERRORS = [
    ("status", "-i"), ("done",), ("set",), ("role",), ("channel",), ("draft", "-c"), ("start",), ("report", "-f"),
    ("playbook", "show"), ("playbook", "new"), ("mark",), ("run",), ("clock", "show"), ("import",), ("count",),
]  # fmt: skip
EVERY = [word for name in channels.ids() for word in ("-c", name)]
CHAT = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("autolink")
"""The Markdown of chat services knows no HTML, and a bare URL is a link there whatever one does."""


def at(crisis: Crisis, text: str) -> Crisis:
    """The incident with that text in the store of a test."""
    open_desk().store.change(INCIDENT, lambda _: lines(text))
    return crisis


def shown(crisis: Crisis, *arguments: str) -> str:
    named = () if arguments[0] == "list" else ("-i", INCIDENT)
    found = crisis.run(*arguments, *named)
    assert found.code in {0, 1}, found
    assert "Traceback" not in found.stderr
    assert not STEERS.search(found.stderr), found.stderr
    return found.stdout


@pytest.mark.parametrize("text", STRINGS)
def test_what_a_terminal_is_given_steers_nothing(crisis: Crisis, text: str) -> None:
    at(crisis, text)
    assert len(shown(crisis, "log").split("\n")) == _log_lines()
    for arguments in TEXTS:
        told = shown(crisis, *arguments)
        assert told, arguments
        assert not STEERS.search(told), arguments
        assert not any(line.strip().startswith(SMUGGLED) for line in told.split("\n")), arguments


@cache
def _log_lines() -> int:
    return len(lines(HARMLESS)) + 1


@pytest.mark.parametrize("text", STRINGS)
def test_json_is_json_and_steers_nothing_either(crisis: Crisis, text: str) -> None:
    at(crisis, text)
    entries = [json.loads(line) for line in shown(crisis, "log", "--format", "jsonl").split("\n")[:-1]]
    assert [entry["seq"] for entry in entries] == list(range(1, len(lines(HARMLESS)) + 1))
    assert entries[11]["data"] == {"text": text}
    for arguments in JSON:
        told = shown(crisis, *arguments, "--format", "json")
        assert json.loads(told)["crisisctl"] == 1, arguments
        assert not STEERS.search(told), arguments
    sarif = shown(crisis, "lint", "first-notice", "--format", "sarif")
    assert not STEERS.search(sarif)
    results = json.loads(sarif)["runs"][0]["results"]
    assert results
    for result in results:
        assert not re.search(r"(?<!\\)\[[^\[\]]*\]\(", result["message"]["text"])
        for place in result["locations"]:
            assert re.fullmatch(r"[A-Za-z0-9_.~/%-]+", place["physicalLocation"]["artifactLocation"]["uri"])
    assert crisis.json("verify", "-i", INCIDENT)["ok"]


@pytest.mark.parametrize("text", STRINGS)
def test_errors_are_one_line_whatever_was_typed(crisis: Crisis, text: str) -> None:
    at(crisis, text)
    typed = text.replace("\0", "")
    for arguments in ERRORS:
        if typed.startswith(("-", "+")):
            typed = f"x{typed}"
        found = crisis.run(*arguments, typed)
        assert found.code != 70, found
        assert not STEERS.search(found.stderr + found.stdout), found
        assert sum(line.startswith("crisisctl: ") for line in found.stderr.split("\n")) <= 1
        assert not any(line.startswith(SMUGGLED) for line in found.stderr.split("\n"))
    assert not list(crisis.folder.rglob("*owned*"))


@pytest.mark.parametrize("text", STRINGS)
def test_the_shell_is_offered_plain_words_only(crisis: Crisis, text: str) -> None:
    at(crisis, text)
    for answer in (_complete.incidents, _complete.steps, _complete.messages, _complete.roles, _complete.facts):
        for word in answer(""):
            assert re.fullmatch(r"[\w.:@+-]+=?", word)


def shape(html: str) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
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
    return [(tag, tuple(name for name, _ in attributes)) for tag, attributes in shape(html)]


@cache
def _harmless(form: str) -> str:
    from hostile.rendering import report

    return report(HARMLESS, form)


@pytest.mark.parametrize("text", STRINGS)
def test_the_html_report_has_our_elements_only_and_asks_for_nothing(crisis: Crisis, text: str) -> None:
    told = shown(at(crisis, text), "report", "--format", "html")
    assert not STEERS.search(told)
    assert tags(told) == tags(_harmless("html"))
    for tag, attributes in shape(told):
        named = dict(attributes)
        assert tag not in {"script", "iframe", "object", "embed", "link", "base", "form", "img", "image", "use"}
        assert named.get("href", "#").startswith("#")
        assert not [name for name in named if name.startswith("on") or name in {"src", "srcset", "style", "action"}]
    assert dict(shape(told))["html"] == (("lang", "fr"),)


@pytest.mark.parametrize("text", STRINGS)
def test_the_markdown_report_keeps_its_shape(crisis: Crisis, text: str) -> None:
    told = shown(at(crisis, text), "report", "--format", "md")
    assert not STEERS.search(told)
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    assert tags(reader.render(told)) == tags(reader.render(_harmless("md")))


@pytest.mark.parametrize("text", STRINGS)
def test_the_spreadsheet_computes_nothing_and_keeps_its_rows(crisis: Crisis, text: str) -> None:
    told = shown(at(crisis, text), "report", "--format", "csv")
    assert not STEERS.search(told.replace("\r\n", "\n"))
    rows = list(csv.reader(io.StringIO(told, newline="")))
    assert len(rows) == len(lines(HARMLESS)) + 1
    assert {len(row) for row in rows} == {8}
    assert not [cell for row in rows for cell in row if re.match(r"\s*[=+\-@＝＋－＠]|[\t\r\n]", cell)]


@pytest.mark.parametrize("text", STRINGS)
def test_the_json_report_is_json(crisis: Crisis, text: str) -> None:
    told = shown(at(crisis, text), "report", "--format", "json")
    assert not STEERS.search(told)
    assert json.loads(told)["report"]["title"] == text


def drafts(crisis: Crisis, folder: str) -> Iterator[tuple[str, bytes]]:
    crisis.run("draft", "first-notice", *EVERY, "-o", folder, "-i", INCIDENT).succeeds()
    for path in sorted(Path(folder).iterdir()):
        yield path.name.removeprefix("first-notice."), path.read_bytes()


@cache
def _harmless_drafts() -> dict[str, bytes]:
    from hostile.rendering import draft_files

    return draft_files(HARMLESS)


def eml(data: bytes) -> EmailMessage:
    found = BytesParser(policy=email.policy.default).parsebytes(data)
    assert isinstance(found, EmailMessage)
    return found


@pytest.mark.parametrize("text", STRINGS)
def test_drafts_say_it_and_nothing_more(crisis: Crisis, text: str) -> None:
    found = dict(drafts(at(crisis, text), "out"))
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
