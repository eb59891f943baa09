"""What commands print on a terminal is broken between words; what is copied to the letter is not broken."""

from __future__ import annotations

import io

import pytest

from crisisctl.folding import Folding
from walk.terminal import Place

NOTE = " ".join(f"mot{number:02}" for number in range(40))


class Screen(io.StringIO):
    """Forty columns, as far as anybody asks."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> tuple[Folding, Screen]:
    screen = Screen()
    stream = Folding(screen)
    monkeypatch.setattr(stream, "_width", lambda: 40)
    return stream, screen


def test_a_long_line_is_folded_between_words(narrow: tuple[Folding, Screen]) -> None:
    stream, screen = narrow
    stream.write(f"  {NOTE}\nshort\n")
    rows = screen.getvalue().splitlines()
    assert max(map(len, rows)) <= 40
    assert " ".join(" ".join(rows[:-1]).split()) == NOTE
    assert rows[0].startswith("  mot00")
    assert rows[1].startswith("    mot")
    assert rows[-1] == "short"


def test_what_stands_on_a_line_that_is_begun_is_left_alone(narrow: tuple[Folding, Screen]) -> None:
    stream, screen = narrow
    for words in ("send? [y/N] ", f"{NOTE}", "\n", f"\r{NOTE}", f"\x1b[2K{NOTE}\n"):
        stream.write(words)
    assert screen.getvalue() == f"send? [y/N] {NOTE}\n\r{NOTE}\x1b[2K{NOTE}\n"


def test_a_word_that_is_longer_than_the_screen_is_left_to_the_terminal(narrow: tuple[Folding, Screen]) -> None:
    stream, screen = narrow
    stream.write(f"head: {'x' * 64} and one word more that breaks\n")
    assert screen.getvalue() == f"head: {'x' * 64} and one\n  word more that breaks\n"


def test_commands_on_a_terminal_break_no_word(place: Place) -> None:
    place.run(
        "start", str(place.playbook), "--no-walk", "--title", "x", "--set", "service=WhatsApp", "--set", "affected=9"
    )
    terminal = place.terminal("note", NOTE, size=(24, 80), CRISISCTL_LANG="fr")
    terminal.finish()
    assert not [row for row in terminal.shown.splitlines() if len(row) == 80]
    assert NOTE in " ".join(terminal.shown.split())
    terminal = place.terminal("done", "nothing-like-it", size=(24, 60), CRISISCTL_LANG="fr")
    terminal.finish()
    words = " ".join(terminal.shown.split())
    assert "two-sources" in words or "sources" in words
    assert all(len(row) <= 60 for row in terminal.shown.splitlines())
    assert "tell-over" in words
    terminal = place.terminal("draft", "notice", "-c", "sms", "-l", "fr", size=(24, 80), CRISISCTL_LANG="fr")
    terminal.finish()
    assert b"vous ne pouvez plus nous envoyer de messages. Nous cherchons la cause. Appelez" in terminal.raw
