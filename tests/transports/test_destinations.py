"""destinations.toml: what it may say, who may read it, and that nothing of an address is ever shown."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from crisisctl import destinations, outbound
from crisisctl.destinations import Destination, mail_address
from crisisctl.errors import BadInputFile, NotFound

NO_ADDRESS = "its url is not an address: SCHEME://…, without a space (nothing of it is shown)"
UNREADABLE = "its url cannot be read: look at its host and port (nothing of it is shown)"
GOOD = """
[team-slack]
channel = "slack"
url = "https://hooks.slack.com/services/T0/B0/s3cr3t"
audience = "staff"
languages = ["en"]

[customers-mail]
channel = "email"
url = "smtp://me:s3cr3t@mail.example:2525"
from = "Exemplia <crise@exemplia.example>"
to = ["ana@exemplia.example"]
audience = ["customers", "partners"]
drill = true
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CRISISCTL_HOME", str(tmp_path))
    return tmp_path


def write(home: Path, text: str, mode: int = 0o600) -> Path:
    path = home / "destinations.toml"
    path.write_text(text)
    path.chmod(mode)
    return path


def problem(home: Path, text: str) -> str:
    write(home, text)
    (found,) = outbound.known().values()
    return found.problem


def test_it_is_read(home: Path) -> None:
    write(home, GOOD)
    slack, mail = outbound.known().values()
    assert slack == Destination(
        "team-slack", "slack", "https://hooks.slack.com/services/T0/B0/s3cr3t", languages=("en",), audiences=("staff",)
    )
    assert (mail.drill, mail.audiences, mail.to) == (True, ("customers", "partners"), ("ana@exemplia.example",))
    assert (slack.where, mail.where) == ("https://hooks.slack.com", "smtp://mail.example:2525")
    assert not slack.problem
    assert not mail.problem


def test_its_secrets_are_in_no_repr(home: Path) -> None:
    write(home, GOOD)
    assert "s3cr3t" not in repr(outbound.known())
    assert "ana@" not in repr(outbound.known())


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o660, 0o666, 0o644, 0o610])
def test_nobody_else_may_read_it(home: Path, mode: int) -> None:
    path = write(home, GOOD, mode)
    with pytest.raises(BadInputFile) as caught:
        destinations.load()
    assert caught.value.message == f"others on this machine can read {path} (mode {mode:04o}), and it holds secrets"
    assert caught.value.hint == f"chmod 600 {path}"


@pytest.mark.parametrize("mode", [0o600, 0o400, 0o700])
def test_its_owner_may(home: Path, mode: int) -> None:
    write(home, GOOD, mode)
    assert len(destinations.load()) == 2


def test_another_file_may_be_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(home, GOOD).rename(home / "other.toml")
    monkeypatch.setenv("CRISISCTL_DESTINATIONS", str(path))
    assert len(destinations.load()) == 2


def test_an_address_may_come_from_the_environment(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(home, '[team-slack]\nchannel = "slack"\n')
    monkeypatch.setenv("CRISISCTL_URL_TEAM_SLACK", "https://hooks.example/s3cr3t")
    (found,) = outbound.known().values()
    assert (found.url, found.problem) == ("https://hooks.example/s3cr3t", "")


def test_without_a_file(home: Path) -> None:
    with pytest.raises(NotFound, match="there is no file"):
        destinations.load()


def test_a_folder_in_its_place(home: Path) -> None:
    (home / "destinations.toml").mkdir(0o700)
    with pytest.raises(BadInputFile, match="cannot be read"):
        destinations.load()


@pytest.mark.parametrize(
    "text", ['[a]\nurl = "s3cr3t\n', "[a]\nurl = https://s3cr3t\n", '[a]\nu = "s3cr3t\\q"\n', "[s3cr3t]\n[s3cr3t]\n"]
)
def test_what_is_not_toml_is_not_quoted(home: Path, text: str) -> None:
    write(home, text)
    with pytest.raises(BadInputFile) as caught:
        destinations.load()
    assert "is not TOML (at line 2, column" in caught.value.message
    assert "s3cr3t" not in caught.value.message + caught.value.hint


def test_what_is_not_utf_8(home: Path) -> None:
    write(home, "").write_bytes(b"\xff")
    with pytest.raises(BadInputFile, match="is not UTF-8"):
        destinations.load()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('a = "s3cr3t"', "it is no table: begin it by [NAME]"),
        ("[A_b]", "a name has small letters, digits and hyphens: `team-slack`"),
        ("[a]", 'which channel it is for is missing: channel = "…"'),
        ('[a]\nchannel = "slak"', "there is no channel `slak`, did you mean `slack`?"),
        ('[a]\nchannel = "slack"', "its address is missing: url = …, or the environment variable CRISISCTL_URL_A"),
        ('[a]\nchannel = "slack"\nurl = "s3cr3t"', NO_ADDRESS),
        ('[a]\nchannel = "slack"\nurl = "https://x/s3 cr3t"', NO_ADDRESS),
        ('[a]\nchannel = "slack"\nurl = "https://x:s3cr3t/"', UNREADABLE),
        ('[a]\nchannel = "slack"\nurl = "https://[s3cr3t/"', UNREADABLE),
        ('[a]\nchannel = "slack"\nurl = "https:///s3cr3t"', "its url names no host (nothing of it is shown)"),
        ('[a]\nchannel = "slack"\nurl = "https://x/é"',
         "its url has letters beyond ASCII: write them as %XX (nothing of it is shown)"),
        ('[a]\nchannel = "slack"\nurl = 5', 'url must be a text: url = "…"'),
        ('[a]\nchannel = "slack"\ndrill = "yes"', "drill must be true or false, without quotes"),
        ('[a]\nchannel = "slack"\nto = [1]', 'to must be a list of texts: to = ["…"]'),
        ('[a]\nchannel = "slack"\nurl = "https://x/s3cr3t"\ntoo = "s3cr3t"', "unknown key too, did you mean `to`?"),
        ('[a]\nchannel = "email"\nurl = "smtp://x/"', 'who it is from is missing: from = "Name <name@host>", in ASCII'),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_without_the_address(home: Path, text: str, said: str) -> None:
    assert problem(home, text) == said


def test_one_that_is_wrong_does_not_stop_the_others(home: Path) -> None:
    write(home, GOOD + '[broken]\nchannel = "slack"\n')
    known = outbound.known()
    assert destinations.find("team-slack", known).name == "team-slack"
    with pytest.raises(BadInputFile, match="the destination broken cannot be used: its address is missing"):
        destinations.find("broken", known)


def test_a_name_that_is_not_there(home: Path) -> None:
    write(home, GOOD)
    with pytest.raises(NotFound, match="there is no destination `team-slak`, did you mean `team-slack`"):
        destinations.find("team-slak", outbound.known())
    with pytest.raises(NotFound) as caught:
        destinations.find("https://hooks.example/s3cr3t", outbound.known())
    assert caught.value.message == "--to takes the name of a destination, not an address"


@pytest.mark.parametrize(
    ("text", "address"),
    [("a@b.c", "a@b.c"), ("Ana <a@b.c>", "a@b.c"), ("Ana", ""), ("", ""), ("é@b.c", ""), ("a@b@c", ""), ("a b@c", "")],
)
def test_the_bare_address(text: str, address: str) -> None:
    assert mail_address(text) == address


def test_the_environment_of_the_tests_is_posix() -> None:
    assert os.name == "posix"
