"""The outputs beside the incident itself, with every string: drills, readiness, sheets, files that come and go, removals.

What comes from a file is written with every escape YAML has, and read by our reader: what it refuses is refused in one
line that is looked at too, and what it lets in goes on to the output.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import html5lib
import pytest
import yaml
from msgspec.structs import replace

from conftest import Crisis, Result
from crisisctl import events as ev
from crisisctl import organisation, reader, reports
from crisisctl.commands.playbook.show import sheet
from crisisctl.plain import to_plain
from crisisctl.playbook import Countdown
from crisisctl.runner import open_desk
from crisisctl.scenario import Inject, Reaction, Scenario
from crisisctl.text import clean
from hostile.incident import HARMLESS, STRINGS, lines, playbook, words
from hostile.test_strings import MARKDOWN, SMUGGLED, STEERS, Recorder, _computes_nothing, tags
from making import INCIDENT, ORGANISATION, PARIS, minutes, view_of, with_events

NAMES = tuple(text for text in STRINGS if not set(text) & set("\0\n"))
"""No store keeps an incident with a NUL or a line end in its name."""
TYPED = tuple(f"x{text}" if text.startswith(("-", "+")) else text for text in NAMES)
"""As an argument, none of them is an option."""


def steers_nothing(found: Result, *, code: tuple[int, ...] = (0, 1), is_log: bool = True) -> str:
    """Neither stream does, nor passes off a line as one of the log's, however far in; what it printed."""
    assert found.code in code, found
    assert "Traceback" not in found.stderr
    for told in (found.stdout, found.stderr):
        assert not STEERS.search(told), found
        assert not (is_log and re.search(rf"^\s*{SMUGGLED}", told, re.MULTILINE)), found
    return found.stdout


def is_json(found: Result, *, code: tuple[int, ...] = (0, 1)) -> Any:
    told = json.loads(steers_nothing(found, code=code))
    assert told["crisisctl"] == 1
    return told


def elements(html: str) -> set[str]:
    """The kinds of elements of a page, none of which does anything."""
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        assert element.tag not in {
            "script",
            "iframe",
            "object",
            "embed",
            "base",
            "img",
            "image",
            "form",
            "foreignObject",
        }
        assert not [
            name for name in element.attrib if str(name).startswith("on") or name in {"src", "srcset", "action"}
        ]
        assert not element.attrib.get("href", "#").lower().startswith(("javascript:", "data:", "vbscript:"))
    return {tag for tag, _ in tags(html)}


def written(path: Path, value: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(value, allow_unicode=False), encoding="utf-8")
    return path


# --- drills


def scenario(text: str, name: str) -> dict[str, Any]:
    return {
        "schema": "crisisctl/scenario/v1",
        "id": name,
        "title": text,
        "description": text,
        "playbook": "small",
        "set": {"service": text},
        "injects": [{"id": "first", "at": "1m", "from": text, "via": text, "text": text, "hint": text,
                     "expect": {"within": "10m", "note": True}}],
    }  # fmt: skip


def test_scenarios_are_listed_shown_and_started(crisis: Crisis, record_property: Recorder) -> None:
    written(crisis.home / "playbooks" / "small.yaml", {**small(HARMLESS), "inputs": {"service": {"prompt": HARMLESS}}})
    folder = crisis.home / "playbooks" / "scenarios"
    for number, text in enumerate(STRINGS):
        written(folder / f"s{number}.yaml", scenario(text, f"s{number}"))
    rows = is_json(crisis.run("drill", "list", "--format", "json"))["scenarios"]
    told = steers_nothing(crisis.run("drill", "list"))
    assert len(told.splitlines()) == len(rows)
    there = {row["id"] for row in rows if row["id"].startswith("s") and row["id"][1:].isdecimal()}
    assert len(there) > len(STRINGS) // 2
    for number, text in enumerate(STRINGS):
        name = f"s{number}"
        code = (0,) if name in there else (4,)
        form = ("--format", "json") if number % 2 else ()
        steers_nothing(crisis.run("drill", "show", name, *form), code=code)
        if number % 5:
            continue
        started = crisis.run("start", "small", "--drill", "--scenario", name, "--no-walk", "--title", text)
        steers_nothing(started, code=(0, 1, 4))
    record_property("shown", 3 * len(STRINGS) + len(STRINGS[::5]))


def debriefed(*texts: str) -> list[str]:
    """A drill of whose scenario, log and score every word is one of these."""
    told = lines(*texts)
    opened = json.loads(told[0])["data"]
    injects = tuple(
        Inject(
            text,
            number,
            words(text),
            words(text),
            words(text),
            Reaction(600, step=text, message=text, fact=text),
            words(text),
        )
        for number, text in enumerate(texts)
    )
    played = Scenario(
        texts[0], "outage", words(texts[0]), words(texts[0]), values={texts[0]: texts[0]}, injects=injects
    )
    begun = ev.Opened(
        INCIDENT, texts[0], opened["playbook"], opened["organisation"], "drill", scenario=to_plain(played), speed=10
    )
    made = with_events([], (begun,), minutes(0), texts[0])
    shown = tuple(ev.InjectShown(text) for text in texts)
    return with_events(made, (*shown, *(ev.NoteAdded(text) for text in texts), ev.Resolved()), minutes(30), texts[0])


def test_the_debrief_of_a_drill(crisis: Crisis, record_property: Recorder) -> None:
    log, plain = debriefed(*STRINGS), debriefed(*(f"{HARMLESS} {number}" for number in range(len(STRINGS))))
    open_desk().store.change(INCIDENT, lambda _: log)
    for name in ("md", "html", "csv", "json"):
        told = steers_nothing(crisis.run("report", "-i", INCIDENT, "--format", name)) if name != "csv" else ""
        view = view_of(plain)
        expected = reports.get(name).render(view, "en", PARIS)
        if name == "html":
            assert elements(told) == elements(expected)
        if name == "md":
            assert elements(MARKDOWN.render(told)) == elements(MARKDOWN.render(expected))
        if name == "json":
            assert json.loads(told)["report"]["title"] == STRINGS[0]
    _computes_nothing(crisis.run("report", "-i", INCIDENT, "--format", "csv").stdout, len(log))
    steers_nothing(crisis.run("status", "-i", INCIDENT))
    is_json(crisis.run("status", "-i", INCIDENT, "--format", "json"))
    record_property("shown", 6 * len(STRINGS))


# --- before the crisis


def ours(text: str) -> dict[str, Any]:
    person = {"name": text, "roles": ["lead"], "ways": {"phone": text, "email": text}}
    return {
        "schema": "crisisctl/organisation/v1",
        "name": text,
        "languages": ["en", "fr"],
        "timezone": "Europe/Paris",
        "timezone_label": text,
        "contacts": {"phone": text, "desk": text},
        "people": [person],
    }


def let_in(check: Callable[[Path], tuple[object, object]], path: Path, make: Callable[[str], object]) -> list[str]:
    """The strings that our reader takes in such a file."""
    return [text for text in STRINGS if check(written(path, make(text)))[0] is not None]


def test_what_is_missing_and_the_sheet_for_the_drawer(crisis: Crisis, record_property: Recorder) -> None:
    path = crisis.home / "crisis.yaml"
    taken = let_in(organisation.check, path, ours)
    assert len(taken) > len(STRINGS) // 2
    for text in set(STRINGS) - set(taken):
        written(path, ours(text))
        steers_nothing(crisis.run("ready"), code=(4,))
    pages = []
    for texts in (taken, [f"{HARMLESS} {number}" for number in range(len(taken))]):
        written(path, {**ours(texts[0]), "people": [ours(text)["people"][0] for text in texts]})
        steers_nothing(crisis.run("ready"), code=(1,))
        is_json(crisis.run("ready", "--format", "json"), code=(1,))
        for options in ((), ("--lang", "fr")):
            steers_nothing(crisis.run("ready", "--sheet", "ready.html", *options), code=(0,))
            pages.append(Path("ready.html").read_text(encoding="utf-8"))
        sheets = ("--contacts", "--format", "html"), ("--contacts", "--format", "md")
        pages += [steers_nothing(crisis.run("playbook", "show", "outage", *options)) for options in sheets]
    assert not STEERS.search("".join(pages))
    for told, plain in zip(pages[:4], pages[4:], strict=True):
        is_page = told.lstrip().startswith("<!")
        render = str if is_page else MARKDOWN.render
        assert elements(render(told)) == elements(render(plain))
    record_property("shown", len(STRINGS) + 5 * len(taken))  # of what is refused, the one line that says so


def small(*texts: str) -> dict[str, Any]:
    first = texts[0]
    phases = [
        {"id": f"p{number}", "title": text,
         "steps": [{"id": f"s{number}", "kind": "task", "title": text, "instructions": text}]}
        for number, text in enumerate(texts)
    ]  # fmt: skip
    return {
        "schema": "crisisctl/v1", "id": "small", "title": first, "description": first, "owner": first,
        "languages": ["en"], "roles": {"lead": {"title": first, "duties": first}}, "phases": phases,
    }  # fmt: skip


def test_a_playbook_is_shown_drawn_and_gone_on_with(crisis: Crisis, record_property: Recorder) -> None:
    path = crisis.work / "small.yaml"
    taken = let_in(reader.check, path, small)
    assert len(taken) > len(STRINGS) // 2
    open_desk().store.change(INCIDENT, lambda _: lines(HARMLESS))
    for text in set(STRINGS) - set(taken):
        written(path, small(text))
        steers_nothing(crisis.run("playbook", "show", str(path)), code=(4,))
    made: dict[str, list[str]] = {}
    for texts in (taken, [f"{HARMLESS} {number}" for number in range(len(taken))]):
        written(path, small(*texts))
        for name in ("text", "json", "md", "html"):
            found = crisis.run("playbook", "show", str(path), "--format", name)
            told = steers_nothing(found, code=(0,), is_log=False)  # an author's paragraphs keep their lines
            made.setdefault(name, []).append(told)
        for name in ("svg", "mermaid"):
            told = steers_nothing(crisis.run("playbook", "graph", str(path), "--format", name), code=(0,))
            made.setdefault(name, []).append(told)
    assert json.loads(made["json"][0])["playbook"]["phases"][-1]["title"][""] == taken[-1]
    assert elements(made["html"][0]) == elements(made["html"][1])
    sheets = [elements(MARKDOWN.render(told)) for told in made["md"]]
    assert sheets[0] - {"br"} == sheets[1]  # an author's paragraphs keep their lines
    kinds = [{str(each.tag) for each in ElementTree.fromstring(svg).iter()} for svg in made["svg"]]  # noqa: S314 - ours
    assert kinds[0] == kinds[1]
    assert len(made["mermaid"][0].splitlines()) == len(made["mermaid"][1].splitlines())
    for number, text in enumerate(NAMES):
        written(path, small(taken[number % len(taken)]))
        form = ("--format", "json") if number % 2 else ()
        steers_nothing(crisis.run("switch", str(path), f"--reason={text}", "-i", INCIDENT, *form))
    record_property("shown", len(STRINGS) + 5 * len(taken) + len(NAMES))


def test_a_sheet_of_a_playbook_that_no_reader_let_in(record_property: Recorder) -> None:
    told = [clean(line) for line in sheet(playbook(*STRINGS), "en")]
    assert not STEERS.search("\n".join(told))
    record_property("shown", len(STRINGS))


# --- handing over, one clock, what comes and goes


@pytest.fixture
def all_of_them(crisis: Crisis) -> Crisis:
    told = lines(*STRINGS)
    open_desk().store.change(INCIDENT, lambda _: told)
    return crisis


def test_the_brief_as_markdown(all_of_them: Crisis, record_property: Recorder) -> None:
    told = steers_nothing(all_of_them.run("handover", "-i", INCIDENT, "--format", "md"))
    open_desk().store.change("plain", lambda _: lines(*(f"{HARMLESS} {number}" for number in range(len(STRINGS)))))
    plain = all_of_them.run("handover", "-i", "plain", "--format", "md").succeeds().stdout
    assert elements(MARKDOWN.render(told)) == elements(MARKDOWN.render(plain))
    is_json(all_of_them.run("handover", "-i", INCIDENT, "--format", "json"))
    record_property("shown", 2 * len(STRINGS))


def test_one_clock_in_full(crisis: Crisis, record_property: Recorder) -> None:
    for number, text in enumerate(TYPED):
        form = ("--format", "json") if number % 2 else ()
        countdown = Countdown(
            text, words(text), "72h", words(text), words(text), words(text), words(text), text, text, caveat=words(text)
        )
        book = replace(playbook(text), clocks={text: countdown})
        opened = ev.Opened(INCIDENT, text, to_plain(book), to_plain(ORGANISATION))
        log = with_events([], (opened, ev.ClockStarted(text, minutes(1), minutes(600), text, text)), minutes(2), text)
        open_desk().store.change(f"x{number}", lambda _, log=log: log)  # type: ignore[misc]
        steers_nothing(crisis.run("clock", "show", text, "-i", f"x{number}", *form), code=(0,))
    record_property("shown", len(TYPED))


def named(text: str) -> list[str]:
    """The log of an incident of that name, which has ended."""
    opened = ev.Opened(text, text, to_plain(playbook(text)), to_plain(replace(ORGANISATION, name=text)), version=text)
    return with_events([], (opened, ev.NoteAdded(text), ev.Cancelled("duplicate", text)), minutes(0), text)


def test_incidents_of_any_name_are_backed_up_and_put_back(crisis: Crisis, record_property: Recorder) -> None:
    store = open_desk().store
    for text in NAMES:
        told = named(text)
        store.change(text, lambda _, told=told: told)  # type: ignore[misc]
    broken = "broken \x1b[2J\u202e"
    store.change(broken, lambda _: ["no entry"])
    steers_nothing(crisis.run("backup", "-o", "one.zip"))
    is_json(crisis.run("backup", "-o", "two.zip", "--format", "json"))
    steers_nothing(crisis.run("restore", "one.zip", "--dry-run"))
    crisis.environment["CRISISCTL_STORE"] = f"sqlite://{crisis.folder}/other.db"
    steers_nothing(crisis.run("restore", "one.zip"))
    is_json(crisis.run("restore", "one.zip", "--format", "json"))
    source, target = f"sqlite://{crisis.home}/crisisctl.db", f"sqlite://{crisis.folder}/third.db"
    steers_nothing(crisis.run("store", "copy", source, target))
    steers_nothing(crisis.run("doctor"))
    is_json(crisis.run("doctor", "--format", "json"))
    record_property("shown", 8 * len(NAMES))


def test_a_log_of_any_name_comes_in_is_redacted_and_forgotten(crisis: Crisis, record_property: Recorder) -> None:
    for number, text in enumerate(TYPED):
        Path("log.jsonl").write_text("".join(f"{line}\n" for line in named(text)), encoding="utf-8")
        form = ("--format", "json") if number % 2 else ()
        steers_nothing(crisis.run("import", "log.jsonl", *form), code=(0,))
        steers_nothing(crisis.run("redact", "2", "-i", text, "--reason", "none of it", "--yes", *form))
        for shown in ("verify", "status", "handover", "who", "list", "report"):
            told_form = form if shown != "report" else ("--format", "json" if number % 2 else "md")
            named_by = () if shown == "list" else ("-i", text)
            steers_nothing(crisis.run(shown, *named_by, *told_form), code=(0,))
        steers_nothing(crisis.run("note", "x", "-i", text))
        steers_nothing(crisis.run("forget", text, "--reason", "long ago", "--yes", *form))
        steers_nothing(crisis.run("log", "-i", text), code=(0,))
    record_property("shown", 11 * len(TYPED))


def test_whatever_somebody_is_called_they_are_forgotten(crisis: Crisis, record_property: Recorder) -> None:
    for text in TYPED[::9]:
        told = named(text)
        open_desk().store.change(text, lambda _, told=told: told)  # type: ignore[misc]
        person = ("forget", "--person", text, "--reason", "as asked")
        steers_nothing(crisis.run(*person, "--dry-run"))
        is_json(crisis.run(*person, "--yes", "--format", "json"))
    record_property("shown", 2 * len(TYPED[::9]))


# --- the forged line of a log


@pytest.mark.parametrize("command", ["status", "log", "list", "who", "ack", "handover", "draft", "diff", "lint"])
def test_no_text_begins_a_line_like_one_of_the_log_however_far_in(
    all_of_them: Crisis, command: str, monkeypatch: pytest.MonkeyPatch, record_property: Recorder
) -> None:
    """Where a line is wrapped, its next part stands below it, further in, and may begin with anything a text holds. On
    a screen so wide that nothing is wrapped, no line begins so."""
    monkeypatch.setattr("crisisctl.screen.paper._PIPE_WIDTH", 1_000_000)
    arguments = [command, *(["first-notice"] if command in {"draft", "diff", "lint"} else [])]
    named_by = [] if command == "list" else ["-i", INCIDENT]
    steers_nothing(all_of_them.run(*arguments, *named_by))
    record_property("shown", len(STRINGS))
