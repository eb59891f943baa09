"""All strings at once in a real pseudo-terminal: the screen, the title and the clipboard stay ours."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pyte
import pytest

from crisisctl.stores import open_store
from hostile.incident import STRINGS, lines
from making import INCIDENT
from walk.terminal import Place

OURS = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]")
"""What the program itself may send: colours, places, the alternate screen."""


@pytest.fixture
def place(tmp_path: Path) -> Place:
    found = Place(tmp_path)
    store = open_store(f"sqlite:///{tmp_path / 'data' / 'crisisctl.db'}")
    for number, text in enumerate(STRINGS):
        told = lines(text)
        store.change(f"{INCIDENT}{number}", lambda _, told=told: told)  # type: ignore[misc]
    store.close()
    return found


def _is_ours(raw: bytes, screen: pyte.Screen) -> None:
    assert not re.search(rb"[\x00-\x06\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]", raw)
    rest = OURS.sub(b"", raw)
    assert b"\x1b" not in rest
    assert not re.search("[\x80-\x9f\u202a-\u202e\u2066-\u2069]", raw.decode("utf-8", "replace"))
    assert screen.title == ""
    assert screen.icon_name == ""


@pytest.mark.parametrize("command", ["list", "log", "status", "who"])
def test_the_screen_shows_them_and_obeys_none(place: Place, command: str) -> None:
    chosen = [""] if command == "list" else [f"{INCIDENT}{number}" for number in range(0, len(STRINGS), 12)]
    for name in chosen:
        terminal = place.terminal(command, *(["-i", name] if name else []))
        assert terminal.finish() == 0
        _is_ours(terminal.raw, terminal.screen)


def test_the_walk_shows_them_and_obeys_none(place: Place) -> None:
    for number in (0, 3, 30, 40):
        terminal = place.terminal("walk", f"{INCIDENT}{number}")
        terminal.until("[q]")
        terminal.send("q")
        terminal.finish()
        _is_ours(terminal.raw.replace(b"\x07", b""), terminal.screen)


@pytest.mark.parametrize("text", STRINGS)
def test_a_text_on_its_way_to_the_clipboard_is_letters_and_digits(text: str) -> None:
    """OSC 52 carries Base64, which holds neither ESC nor BEL; what is pasted later has no ESC either."""
    from hostile.rendering import draft_files

    told = draft_files(text)["sms.fr.txt"]
    assert re.fullmatch(rb"[A-Za-z0-9+/=]*", base64.b64encode(told))
    assert b"\x1b" not in told
