"""``crisisctl edit``: other words for one draft, seen before they are kept."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from cli.outgoing import opened, standing
from conftest import Crisis
from walk.terminal import Place, Terminal, program

WORDS = "Pay est en panne. Ana cherche la cause. Répondez au 01 99 00 12 34."
SMS = ("edit", "inside", "-c", "sms", "-l", "fr")


def kept(crisis: Crisis, channel: str = "sms") -> str:
    """The text of a draft as the log keeps it."""
    drafted = [each for each in crisis.log() if each["type"] == "message.drafted"][-1]
    return next(str(each["text"]) for each in drafted["data"]["drafts"] if each["channel"] == channel)


def test_the_words_of_a_file_are_shown_with_what_changed_and_what_the_lint_says(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run("draft", "inside")
    (crisis.work / "words.txt").write_text(f"{WORDS} C'est un piratage, sans doute.\n", encoding="utf-8")
    shown = crisis.run(*SMS, "--file", "words.txt").succeeds().stdout
    assert f"\n+{WORDS} C'est un piratage, sans doute.\n" in shown
    assert "\n-Pay est en panne, 7 clients" in f"\n{shown}"
    assert "  ! edited by hand" in shown
    assert "cause-speculation" in shown
    assert kept(crisis) == f"{WORDS} C'est un piratage, sans doute."


def test_an_edit_voids_the_approval_of_its_own_text_only(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run("draft", "inside")
    crisis.run("approve", "inside", "--by", "Bo").succeeds()
    crisis.run(*SMS, "--file", "-", stdin=WORDS).succeeds()
    assert standing(crisis) == {
        "slack": ("approved", ""),
        "sms": ("void", "the approval by Bo is void: the text changed"),
    }
    assert [each["edited"] for each in crisis.status()["drafts"]] == [False, True]
    crisis.run("draft", "inside").says(WORDS)
    assert WORDS not in crisis.run("draft", "inside", "--fresh").succeeds().stdout


def test_what_is_not_changed_writes_nothing(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run("draft", "inside")
    entries, text = len(crisis.log()), kept(crisis)
    done = crisis.run(*SMS, "--file", "-", stdin=f"{text}\n").succeeds()
    assert (done.stdout, done.stderr.splitlines()[0]) == ("", "nothing was changed")
    assert crisis.run(*SMS, "--file", "-", "--format", "json", stdin=text).succeeds().json["recorded"] == []
    assert len(crisis.log()) == entries


def test_a_file_written_by_draft_holds_the_subject_and_edit_reads_it_back(crisis: Crisis) -> None:
    crisis.run("start", "outage", "--set", "service=Tillwell terminals", "--set", "detected_at=1 min ago").succeeds()
    crisis.run("set", "started_at=5 min ago", "blocked=card", "scope=everyone", "doing=searching", "queued=nothing")
    crisis.run("set", "verdict=real", "still_works=nothing-to-say").succeeds()
    crisis.run("draft", "first-notice", "-o", "drafts").succeeds()
    name, options = "drafts/first-notice.email.fr.txt", ("edit", "first-notice", "-c", "email", "-l", "fr", "--file")
    text = (crisis.work / name).read_text(encoding="utf-8")
    assert text.startswith("Objet\N{NO-BREAK SPACE}: Problème avec Tillwell terminals\n\nBonjour,\n")
    assert (
        (crisis.work / "drafts/first-notice.sms.fr.txt").read_text(encoding="utf-8").startswith("Exemplia - Tillwell")
    )
    assert crisis.run(*options, name, "--format", "json").succeeds().json["recorded"] == []

    def last() -> tuple[str, str]:
        drafted = [each for each in crisis.log() if each["type"] == "message.drafted"][-1]["data"]["drafts"]
        (found,) = [each for each in drafted if (each["channel"], each["language"]) == ("email", "fr")]
        return str(found["subject"]), str(found["text"])

    for subject, written in (
        ("Panne des terminaux", f"Objet : Panne des terminaux\n\n{WORDS}"),
        ("Panne des terminaux", f"Panne des terminaux\n{WORDS} Merci."),
        ("Terminaux", f"Subject: Terminaux\n{WORDS}"),
    ):
        crisis.run(*options, "-", "--yes", stdin=written).succeeds()
        assert last()[0] == subject
        assert last()[1].startswith(WORDS)


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff"])
def test_an_empty_text_is_refused_and_the_draft_stays(crisis: Crisis, text: str) -> None:
    opened(crisis)
    crisis.run("draft", "inside")
    entries = len(crisis.log())
    crisis.run(*SMS, "--file", "-", stdin=text).fails_with(1, "the text is empty, and the draft stays as it was")
    assert len(crisis.log()) == entries


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (b"\xef\xbb\xbfPay.\r\nEn panne.\r\n", "Pay.\nEn panne."),
        (b"Pay \x1b[31men panne\x1b[0m.", "Pay en panne."),
        (b"Pay\x00 \xe2\x80\xae.", "Pay\ufffd \ufffd."),
        (b"<b>Pay</b> & {{ service }} *", "<b>Pay</b> & {{ service }} *"),
        ("Pay 👩‍🚒".encode(), "Pay 👩‍🚒"),
    ],
)
def test_nothing_that_steers_a_screen_gets_into_a_draft(crisis: Crisis, written: bytes, read: str) -> None:
    opened(crisis)
    crisis.run("draft", "inside")
    (crisis.work / "words.txt").write_bytes(written)
    shown = crisis.run(*SMS, "--file", "words.txt").succeeds().stdout
    assert not {"\x1b", "\x00", "\u202e"} & set(shown)
    assert kept(crisis) == read


def test_a_placeholder_that_is_typed_is_not_filled_in_and_cannot_leave(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run(*SMS, "--file", "-", stdin="{{ service }} est en panne.").says("placeholder-unrendered")
    crisis.run("approve", "inside", "--by", "Bo", "-c", "sms", "--force", "--reason", "x").fails_with(
        1, "inside cannot leave like this: placeholder-unrendered"
    )


@pytest.mark.parametrize("size", [100_001, 1_000_000])
def test_a_huge_text_is_refused(crisis: Crisis, size: int) -> None:
    opened(crisis)
    (crisis.work / "huge.txt").write_text("é" * size, encoding="utf-8")
    crisis.run(*SMS, "--file", "huge.txt").fails_with(1, "characters, a draft 100000 at most")
    assert "message.drafted" not in {each["type"] for each in crisis.log()}


def test_a_text_too_long_for_its_channel_says_so(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run(*SMS, "--file", "-", stdin="Pay. " * 400).says("  ! too long: ")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("nothing", "-c", "sms", "-l", "fr", "--file", "-"), 3, "there is no message `nothing`"),
        (("inside", "-c", "fax", "-l", "fr", "--file", "-"), 3, "there is no channel `fax`"),
        (("inside", "-c", "sms", "-l", "de", "--file", "-"), 3, "the playbook has no texts in `de`"),
        (("inside", "-c", "sms", "-l", "fr", "--file", "no.txt"), 2, "--file no.txt"),
        (("inside", "-c", "sms", "-l", "fr", "--file", "."), 2, "--file ."),
        (("inside", "-c", "sms", "-l", "fr", "--file", "latin.txt"), 2, "latin.txt is not UTF-8 text"),
        (("inside", "-c", "sms", "-l", "fr"), 2, "there is no editor to open"),
    ],
)
def test_what_cannot_be_edited(crisis: Crisis, arguments: tuple[str, ...], code: int, message: str) -> None:
    opened(crisis)
    (crisis.work / "latin.txt").write_bytes("é".encode("latin-1"))
    crisis.run("edit", *arguments, stdin=WORDS).fails_with(code, message)
    assert "message.drafted" not in {each["type"] for each in crisis.log()}


def test_a_channel_that_is_not_planned_can_be_written(crisis: Crisis) -> None:
    opened(crisis)
    crisis.run("edit", "inside", "-c", "teams", "-l", "fr", "--file", "-", stdin=WORDS).succeeds()
    assert standing(crisis)["teams"][0] == "drafted"


EDITOR = """\
#!{python}
import sys
from pathlib import Path

path = Path(sys.argv[-1])
{act}
"""


class Editor:
    """The program in a terminal, with an editor that does ``act`` to the file ``path``."""

    def __init__(self, place: Place, act: str) -> None:
        self.place = place
        script = place.path / "editor"
        script.write_text(EDITOR.format(python=sys.executable, act=act), encoding="utf-8")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        place.run("start", str(place.playbook), "--no-walk", "--set", "service=Pay", "--set", "affected=7")
        place.more["EDITOR"] = str(script)
        self.terminal: Terminal = place.terminal("edit", "notice", "-c", "sms", "-l", "fr", size=(40, 100))

    def text(self) -> str:
        return self.place.run("draft", "notice", "-c", "sms", "-l", "fr")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    assert program()
    return Place(tmp_path, {"CRISISCTL_LANG": "en"})


REWRITE = 'path.write_text(path.read_text(encoding="utf-8").replace("panne", "arrêt"), encoding="utf-8")'


@pytest.mark.parametrize(("answer", "code", "words"), [("y", 0, "en arrêt"), ("n", 1, "en panne")])
def test_the_editor_opens_and_what_it_wrote_is_kept_when_it_is_wanted(
    place: Place, answer: str, code: int, words: str
) -> None:
    here = Editor(place, REWRITE)
    here.terminal.until("+", "en arrêt")
    here.terminal.answer("keep it? [n] no, Enter alone: yes >", answer)
    assert here.terminal.finish() == code
    assert f"Pay est {words}" in here.text()


@pytest.mark.parametrize(
    ("act", "code", "told"),
    [
        ("sys.exit(3)", 1, "the editor ended with 3, and the draft stays as it was"),
        ("pass", 0, "nothing was changed"),
        ('path.write_text("")', 1, "the text is empty, and the draft stays as it was"),
    ],
)
def test_an_editor_that_gives_nothing_leaves_the_draft(place: Place, act: str, code: int, told: str) -> None:
    here = Editor(place, act)
    here.terminal.until(told)
    assert here.terminal.finish() == code
    assert "Pay est en panne" in here.text()
