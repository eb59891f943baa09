"""What holds for every command: help, exit codes, one clear line on stderr, stdout for payload only."""

from __future__ import annotations

import inspect
import re
import signal
import subprocess
import sys
from importlib import import_module

import pytest

from conftest import Crisis
from crisisctl import __version__, errors
from crisisctl.cli import COMMANDS, GROUPS
from crisisctl.errors import CrisisError

ALL = [
    *((name,) for name in COMMANDS if name not in GROUPS),
    *((group, name) for group, table in GROUPS.items() for name in table),
]
LEAVES_A_TRACE = "nothing acknowledged is lost; CRISISCTL_DEBUG=1 shows the whole story, please report it"


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_every_command_has_help_with_an_example_that_is_one(crisis: Crisis, words: tuple[str, ...]) -> None:
    text = crisis.run(*words, "--help").says("Usage: ", "Examples:").stdout
    examples = [
        line.strip() for line in text.partition("Examples:")[2].splitlines() if line.strip().startswith("crisisctl ")
    ]
    assert examples, text
    names = {" ".join(words), *(["resume"] if words == ("walk",) else [])}
    assert any(example.removeprefix("crisisctl ").startswith(tuple(names)) for example in examples)
    for example in examples:
        flags = re.findall(r"(?<= )--?[a-z][a-z-]*", re.sub(r'"[^"]*"|&&.*', "", example))
        assert all(flag in text for flag in flags), example


def test_the_table_and_the_folder_are_one() -> None:
    from pathlib import Path

    import crisisctl.commands

    folder = Path(crisisctl.commands.__path__[0])
    there = {path.stem for path in folder.iterdir() if not path.name.startswith("_") and path.name != "__pycache__"}
    assert there == set(COMMANDS)
    for group, table in GROUPS.items():
        assert {path.stem for path in (folder / group).glob("*.py") if not path.name.startswith("_")} == set(table)
        listed = re.match(rf"[\w ]+: {', '.join(table)}\.", COMMANDS[group])
        assert listed, COMMANDS[group]


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_the_line_of_the_table_is_about_its_command(words: tuple[str, ...]) -> None:
    module = import_module("crisisctl.commands." + ".".join(words))
    table = GROUPS[words[0]] if len(words) == 2 else COMMANDS
    line = table[words[-1]]
    assert line.endswith((".", "…"))
    assert len(line) <= 80
    assert (module.__doc__ or "").startswith(f"{' '.join(words)}: ")
    assert inspect.getdoc(module.command)


def test_the_first_page(crisis: Crisis) -> None:
    shown = crisis.run("--help").succeeds()
    assert crisis.run().stdout == shown.stdout
    assert re.findall(
        r"^  ([a-z]+) ", shown.stdout.partition("Commands:")[2].partition("\n\n")[0], re.MULTILINE
    ) == list(COMMANDS)
    crisis.run("--version").prints(f"crisisctl {__version__}\n")
    for group, table in GROUPS.items():
        page = crisis.run(group).succeeds().stdout
        assert all(name in page for name in table)


def test_resume_is_walk(crisis: Crisis) -> None:
    crisis.start()
    no_terminal = (
        "crisisctl: the walk needs a terminal (a script uses: crisisctl status, done, skip, set, note, draft, sent)\n"
    )
    crisis.run("resume").fails(2, no_terminal)
    crisis.run("walk").fails(2, no_terminal)


def test_every_kind_of_error_has_a_code_of_its_own() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, CrisisError)]
    assert {kind.exit_code: kind.code for kind in kinds if kind is not CrisisError} == {
        1: "refused",
        2: "usage",
        3: "not_found",
        4: "bad_file",
        5: "store",
        6: "delivery",
    }


BAD_FILE = "schema: crisisctl/v1\nid: bad\ntitle: Bad\nrolse: {}\nphases: []\n"
ERRORS = [
    (["skip", "look"], 1, "refused", "say why look is skipped; the report will show it", 'add --reason "…"'),
    (
        ["done", "tell"],
        1,
        "refused",
        "tell: nothing of the message first is recorded as sent",
        'or go on all the same: crisisctl done tell --force --reason "…"',
    ),
    (["draft"], 1, "refused", "the next step has no message", "name one: first"),
    (
        ["draft", "first"],
        1,
        "refused",
        "the message first says what is not known yet: affected",
        "crisisctl set affected=…",
    ),
    (
        ["note", "x", "--at", "in 2030"],
        2,
        "usage",
        '--at: `in 2030` is not a time: write 14:05, "10 min ago", "yesterday 23:50" or 2026-11-22T14:05',
        "",
    ),
    (
        ["note", "x", "--at", "2999-01-01"],
        1,
        "refused",
        "that time is still to come",
        "an incident's log holds what has happened; use --at for the past",
    ),
    (["set", "affected"], 2, "usage", "`affected` is not NAME=VALUE", "write for instance service=WhatsApp"),
    (["statis"], 2, "usage", "there is no command `statis`, did you mean `status`?", "crisisctl --help lists them"),
    (
        ["playbook", "lnt"],
        2,
        "usage",
        "there is no command `lnt`, did you mean `lint`?",
        "crisisctl playbook --help lists them",
    ),
    (
        ["status", "--formt", "json"],
        2,
        "usage",
        "No such option: --formt (Possible options: --format)",
        "crisisctl status --help",
    ),
    (["note"], 2, "usage", "Missing argument 'text'.", "crisisctl note --help"),
    (["correct", "x", "y"], 2, "usage", "Invalid value for 'seq': 'x' is not a valid int.", "crisisctl correct --help"),
    (
        ["status", "--watch"],
        2,
        "usage",
        "--watch needs a terminal",
        "a script asks again by: crisisctl status --format json",
    ),
    (["draft", "first", "--next-update", "5 min ago"], 2, "usage", "--next-update: that time has passed", ""),
    (["status", "--lang", "de"], 2, "usage", "crisisctl does not speak `de`", "one of fr, en"),
    (
        ["done", "lok"],
        3,
        "not_found",
        "there is no step `lok` in {id}, did you mean `look`?",
        "it has look, count, probe, tell",
    ),
    (["status", "-i", "smal-1"], 3, "not_found", "there is no incident `smal-1`", "crisisctl list shows them: {id}"),
    (["start", "smal"], 3, "not_found", "there is no playbook `smal`, did you mean `small`?", None),
    (
        ["start", "./none.yaml"],
        3,
        "not_found",
        "there is no file ./none.yaml",
        "`crisisctl playbook list` names the playbooks there are",
    ),
    (["count", "fax", "x"], 3, "not_found", "there is no channel `fax`", None),
    (["channel", "smss=down"], 3, "not_found", "there is no channel `smss`, did you mean `sms`?", None),
    (["sent", "first", "--channel", "smss"], 3, "not_found", "there is no channel `smss`, did you mean `sms`?", None),
    (
        ["action", "add", "x", "--kind", "preven"],
        2,
        "usage",
        "Invalid value for '--kind': 'preven' is not one of 'prevent', 'detect', 'mitigate', 'process'.",
        "crisisctl action add --help",
    ),
    (
        ["mark", "resolved"],
        1,
        "refused",
        "`resolved` is not only a mark",
        "use: crisisctl resolve",
    ),
    (["report", "--format", "pdf"], 3, "not_found", "there is no report format `pdf`", None),
    (
        ["draft", "frist"],
        3,
        "not_found",
        "there is no message `frist`, did you mean `first`?",
        "the playbook has first",
    ),
    (["sent", "first", "--lang", "de"], 3, "not_found", "the playbook has no texts in `de`", "it has en, fr"),
]


@pytest.mark.parametrize(
    ("arguments", "code", "name", "message", "hint"), ERRORS, ids=[" ".join(each[0]) for each in ERRORS]
)
def test_an_error_is_one_line_on_stderr_or_one_envelope_on_stdout(
    crisis: Crisis, arguments: list[str], code: int, name: str, message: str, hint: str | None
) -> None:
    incident = crisis.start()
    log = crisis.log()
    message, hint = message.format(id=incident), None if hint is None else hint.format(id=incident)
    found = crisis.run(*arguments)
    if hint is None:
        found.fails_with(code, f"crisisctl: {message} (")
        assert found.stdout == ""
    else:
        found.fails(code, f"crisisctl: {message}{f' ({hint})' if hint else ''}\n")
    if "--format" not in arguments and arguments[0] != "statis":
        for switch in (["--format", "json"], ["--format=json"], ["-f", "json"], ["-fjson"]):
            told = crisis.run(*arguments, *switch)
            assert (told.code, told.stderr) == (code, "")
            error = told.json["error"]
            assert set(error) == {"code", "message", "hint"}
            if arguments[0] not in {"status", "note", "correct"}:
                assert (error["code"], error["message"]) == (name, message)
    assert crisis.log() == log


def test_a_bad_playbook_names_every_line(crisis: Crisis) -> None:
    path = crisis.work / "bad.yaml"
    path.write_text(BAD_FILE)
    found = crisis.run("start", "./bad.yaml")
    assert (found.code, found.stdout) == (4, "")
    *findings, last = found.stderr.splitlines()
    assert findings
    assert all(re.match(r"bad\.yaml:\d+:\d+: (error|warning) [\w-]+: ", line) for line in findings), findings
    assert re.fullmatch(r"crisisctl: bad\.yaml: \d errors? \(mend the lines named\)", last)
    told = crisis.run("start", "./bad.yaml", "--format", "json")
    assert (told.code, told.stderr) == (4, "")
    assert told.json["error"]["findings"] == findings


def test_a_fault_of_ours_is_one_line_and_seventy(crisis: Crisis, monkeypatch: pytest.MonkeyPatch) -> None:
    _plug(crisis, monkeypatch, "def command() -> None:\n    '''Fail.'''\n    raise ZeroDivisionError('by\\nnought')\n")
    line = f"crisisctl: a fault in crisisctl itself: ZeroDivisionError at faulty.py:3: by nought ({LEAVES_A_TRACE})\n"
    crisis.run("faulty").fails(70, line)
    monkeypatch.setenv("CRISISCTL_DEBUG", "1")
    found = crisis.run("faulty")
    assert found.code == 70
    assert found.stderr.startswith("Traceback (most recent call last):")
    assert found.stderr.endswith(line)


@pytest.mark.parametrize("stop", ["raise KeyboardInterrupt", "raise EOFError", "import typer; raise typer.Abort"])
def test_an_interrupt_anywhere_is_one_hundred_and_thirty(
    crisis: Crisis, monkeypatch: pytest.MonkeyPatch, stop: str
) -> None:
    _plug(crisis, monkeypatch, f"def command() -> None:\n    '''Stop.'''\n    {stop}\n")
    found = crisis.run("faulty")
    assert (found.code, found.stdout, found.stderr.strip()) == (130, "", "")


def _plug(crisis: Crisis, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    """One more command, in the way every command is added."""
    import crisisctl.commands

    folder = crisis.folder / "more"
    folder.mkdir()
    (folder / "faulty.py").write_text(source)
    monkeypatch.setattr(crisisctl.commands, "__path__", [*crisisctl.commands.__path__, str(folder)])
    monkeypatch.setitem(COMMANDS, "faulty", "Fail.")
    monkeypatch.delitem(sys.modules, "crisisctl.commands.faulty", raising=False)


def test_ctrl_c_ends_a_command_that_waits(crisis: Crisis) -> None:
    crisis.start()
    command = [sys.executable, "-m", "crisisctl", "log", "--follow"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL) as process:
        assert process.stdout
        assert process.stderr
        assert b"opened" in process.stdout.readline()
        crisis.run("note", "while it follows").succeeds()
        while b"while it follows" not in process.stdout.readline():
            pass
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert b"Traceback" not in process.stderr.read()


def test_talk_goes_to_stderr_and_payload_to_stdout(crisis: Crisis) -> None:
    started = crisis.run("start", "small")
    name = started.stdout.split()[0]
    assert started.stdout.splitlines()[0].startswith(f"{name}  #1  ")
    assert started.stderr.splitlines() == [
        "crisisctl: using the example organisation Exemplia; `crisisctl init` writes your own crisis.yaml",
        next(line for line in started.stderr.splitlines() if line.startswith("next: look · Look · Lead · due ")),
        f"walk it by: crisisctl walk {name}",
    ]
    for arguments in (["status"], ["list"], ["log"], ["who"], ["verify"], ["playbook", "list"], ["action", "list"]):
        found = crisis.run(*arguments, "--format", "json").succeeds()
        assert (bool(found.json), found.stderr) == (True, "")


def test_an_empty_place_says_how_to_begin(crisis: Crisis) -> None:
    crisis.run("list").prints("", "no incident yet; open one by: crisisctl start outage\n")
    assert crisis.json("list") == {"incidents": []}
    for command in ("status", "verify", "log", "who", "report", "resolve"):
        crisis.run(command).fails(
            3,
            f"crisisctl: no incident is open; there is no log at {crisis.home / 'crisisctl.db'} "
            "(open one by: crisisctl start outage, or name an ended one: -i ID)\n",
        )
    crisis.run("note", "x", "-i", "x").fails(
        3,
        f"crisisctl: there is no incident `x` (no log at {crisis.home / 'crisisctl.db'}: "
        "open an incident by: crisisctl start outage)\n",
    )
    assert not crisis.home.exists()


def test_where_every_incident_has_ended_no_log_is_missing(crisis: Crisis) -> None:
    crisis.start()
    crisis.run("cancel", "--reason", "duplicate").succeeds()
    crisis.run("note", "x").fails(
        3, "crisisctl: no incident is open (open one by: crisisctl start outage, or name an ended one: -i ID)\n"
    )


def test_who_reads_is_shown_the_one_that_ended_last_and_told_which(crisis: Crisis) -> None:
    first, second = crisis.start(), crisis.start()
    for ended in (second, first):
        crisis.run("cancel", "--reason", "duplicate", "-i", ended).succeeds()
    for command in ("status", "verify", "log"):
        found = crisis.run(command)
        assert (found.code, found.stderr) == (0, f"no incident is open: this is the last, {first}\n")
    assert crisis.json("verify")["incident"] == first
    crisis.environment["CRISISCTL_LANG"] = "fr"
    assert crisis.run("verify").stderr == (
        f"aucun incident n’est ouvert\N{NO-BREAK SPACE}: voici le dernier, {first}\n"
    )


def test_a_live_incident_with_the_contacts_of_the_example_says_so(crisis: Crisis) -> None:
    path = crisis.work / "crisis.yaml"
    own = 'schema: crisisctl/organisation/v1\nname: Ours\ncontacts: {phone: "%s", website: https://ours.test}\n'
    path.write_text(own % "01 99 00 12 34", encoding="utf-8")
    begin = ("start", "outage", "--set", "service=WhatsApp", "--no-walk")
    told = f"crisisctl: phone 01 99 00 12 34: from the example; set contacts in {path}\n"
    assert told in crisis.run(*begin).stderr
    assert "from the example" not in crisis.run(*begin, "--drill").stderr
    path.write_text(own % "01 44 55 66 77", encoding="utf-8")
    assert "from the example" not in crisis.run(*begin).stderr


def test_two_incidents_at_once(crisis: Crisis, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = crisis.start(), crisis.start()
    third = crisis.start("outage", "--set", "service=WhatsApp")
    assert (first[:-1], first[-1], second[-1]) == (second[:-1], "1", "2")
    crisis.run("note", "x").fails(
        1,
        f"crisisctl: 3 incidents are open: {first}, {second}, {third} "
        f"(say which: -i {third}, or set CRISISCTL_INCIDENT)\n",
    )
    crisis.run("note", "one", "-i", first).says(f"{first}  #3  ")
    monkeypatch.setenv("CRISISCTL_INCIDENT", second)
    crisis.run("note", "two").says(f"{second}  #3  ")
    crisis.run("note", "three", "--incident", first).says(f"{first}  #4  ")
    monkeypatch.delenv("CRISISCTL_INCIDENT")
    crisis.run("cancel", "--reason", "duplicate", "-i", first).succeeds()
    crisis.run("cancel", "--reason", "duplicate", "-i", third).succeeds()
    crisis.run("note", "four").says(f"{second}  #4  ")
    listed = crisis.json("list")["incidents"]
    assert [each["id"] for each in listed] == [second, third, first]
    texts = [entry["data"].get("text") for entry in crisis.log("-i", second)]
    assert texts[2:] == ["two", "four"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("status", "--foo"), "il n’y a pas d’option --foo"),
        (("status", "--watc"), "il n’y a pas d’option --watc (peut-être\N{NO-BREAK SPACE}: --watch)"),
        (("status", "a", "b"), "de trop\N{NO-BREAK SPACE}: a b"),
        (("start", "small", "--speed", "x"), "«\N{NO-BREAK SPACE}x\N{NO-BREAK SPACE}» n’est pas un nombre entier"),
        (
            ("start", "small", "--drill=x"),
            "l’option «\N{NO-BREAK SPACE}--drill\N{NO-BREAK SPACE}» ne prend pas de valeur",
        ),
    ],
)
def test_a_slip_on_the_command_line_is_told_in_french(crisis: Crisis, arguments: tuple[str, ...], told: str) -> None:
    crisis.environment["CRISISCTL_LANG"] = "fr"
    crisis.run(*arguments).fails_with(2, told)


def test_drafts_and_counts_speak_the_language_of_the_terminal(crisis: Crisis) -> None:
    crisis.environment["CRISISCTL_LANG"] = "fr"
    opened = crisis.run("start", "small", "--no-walk", "--set", "affected=3", "--role", "lead=Ana").succeeds()
    assert "ensuite\N{NO-BREAK SPACE}: look · Regarder · Ana" in opened.stderr
    drafts = crisis.run("draft", "first", "--channel", "email", "--lang", "fr").stdout
    assert " caractères\n" in drafts
    assert "  erreur action-missing" in drafts or "  avertissement " in drafts
    assert not any(word in drafts for word in ("warning", "error ", "characters"))
    assert crisis.run("count", "sms", "fête").stdout == "4/70 utf-16 units · UCS-2 à cause de 'ê'\n".replace(
        "utf-16 units", "unités utf-16"
    )
    status = crisis.run("status").stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert "Responsable Ana" in status
    assert "Combien ? 3" in status
