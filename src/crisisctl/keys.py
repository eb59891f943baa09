"""What a person types: single keys, and lines that can be prefilled. Only ever called on a terminal.

However a person leaves (Ctrl-C, Ctrl-D, a closed window), it arrives as one exception: ``Leave``.
"""

from __future__ import annotations

import codecs
import errno
import os
import select
import sys
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

ENTER = "enter"
ESCAPE = "esc"
NOTHING = ""
"""No key within the time, or one that means nothing here (an arrow, a function key)."""

_REST_OF_SEQUENCE = 0.05
"""Seconds within which the bytes of one key arrive; a person's next key comes later."""
_LONGEST_LINE = 4096
"""What a terminal keeps of one line."""
_FINAL_BYTES = range(0x40, 0x7F)
"""What ends a control sequence (ECMA-48, 5.4)."""


class Leave(Exception):
    """The person leaves, or the terminal is gone."""


class Cancel(Leave):
    """A line is given up by Escape: what is asked by it is not done. Where nobody minds, whoever asks is left."""


@contextmanager
def quiet() -> Iterator[None]:
    """Keys arrive one by one and are not echoed; the terminal is as it was afterwards."""
    with _mode(tty.setcbreak):
        yield


@contextmanager
def ordinary() -> Iterator[None]:
    """The terminal as other programs (an editor, a prompt) expect it, in the midst of ``quiet``."""
    with _mode(_set_ordinary):
        yield


@contextmanager
def _mode(enter: Any) -> Iterator[None]:
    before = _attributes()
    with leaving():
        enter(keyboard(), termios.TCSADRAIN)
    try:
        yield
    finally:
        with suppress(termios.error, OSError):  # a terminal that is gone needs no mode
            termios.tcsetattr(keyboard(), termios.TCSADRAIN, before)


def _attributes() -> list[Any]:
    with leaving():
        return termios.tcgetattr(keyboard())


def _set_ordinary(descriptor: int, when: int) -> None:
    mode = termios.tcgetattr(descriptor)
    mode[0] |= termios.ICRNL
    mode[3] |= termios.ICANON | termios.ECHO | termios.ISIG
    termios.tcsetattr(descriptor, when, mode)


@contextmanager
def leaving() -> Iterator[None]:
    """Every way in which a terminal ends becomes ``Leave``."""
    try:
        yield
    except (KeyboardInterrupt, EOFError, termios.error):
        raise Leave from None
    except OSError as problem:
        if problem.errno in {errno.EIO, errno.ENXIO, errno.EBADF, errno.EPIPE}:
            raise Leave from None
        raise


def read_key(timeout: float | None = None) -> str:
    """The next key: its character, ``ENTER``, ``ESCAPE``, or ``NOTHING``. Raises ``Leave``."""
    with leaving():
        if not _waiting(timeout):
            return NOTHING
        first = _read()
        if first == b"\x1b":
            return _escape()
        if first in {b"\r", b"\n"}:
            return ENTER
        if first in {b"\x04", b"\x03"}:
            raise EOFError
        return _character(first)


def _escape() -> str:
    """Escape itself, or a key that sends a sequence: swallowed whole, so that an arrow never answers a question."""
    if not _waiting(_REST_OF_SEQUENCE):
        return ESCAPE
    introducer = _read()
    while introducer in {b"[", b"O"} and _waiting(_REST_OF_SEQUENCE):
        if _read()[0] in _FINAL_BYTES:
            break
    return NOTHING


def _character(first: bytes) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    found = decoder.decode(first)
    while not found and _waiting(_REST_OF_SEQUENCE):
        found = decoder.decode(_read())
    return found if found.isprintable() else NOTHING


def _read() -> bytes:
    found = os.read(keyboard(), 1)
    if not found:
        raise EOFError
    return found


def _waiting(timeout: float | None) -> bool:
    return bool(select.select([keyboard()], [], [], timeout)[0])


def keyboard() -> int:
    """The descriptor that can be read when somebody types."""
    return sys.stdin.fileno()


def _set_unseen(descriptor: int, when: int) -> None:
    _set_ordinary(descriptor, when)
    mode = termios.tcgetattr(descriptor)
    mode[3] = mode[3] & ~termios.ECHO | termios.ECHONL
    termios.tcsetattr(descriptor, when, mode)


def read_hidden(prompt: str) -> str:
    """A line that is not shown while it is typed. Raises ``Leave``."""
    with _mode(_set_unseen), leaving():
        print(prompt, end="", flush=True)  # noqa: T201 - as input() does
        found = os.read(keyboard(), _LONGEST_LINE)  # the terminal gives whole lines
        if not found:
            raise EOFError
        return found.decode("utf-8", "replace").strip()


def read_line(prompt: str, prefilled: str = "") -> str:
    """A line, edited by the usual keys, with ``prefilled`` standing there already. Raises ``Leave``, or ``Cancel``."""
    with ordinary(), _prefilled(prefilled), leaving():
        typed = input(prompt)
    if "\x1b" in typed:
        raise Cancel
    return typed.strip().encode("utf-8", "replace").decode()


@contextmanager
def _prefilled(text: str) -> Iterator[None]:
    try:
        import readline
    except ImportError:  # without it a line is typed anew: the prompt says what was there
        yield
        return
    for end in (r"\C-m", r"\C-j", r"\e"):  # Esc and Enter, or Esc twice: the line says so, and goes
        readline.parse_and_bind(rf'"\e{end}": "\C-a\C-k\C-v\e\C-m"')
    readline.set_startup_hook(lambda: readline.insert_text(text))
    readline.set_auto_history(False)
    try:
        yield
    finally:
        readline.set_startup_hook()


def can_prefill() -> bool:
    from importlib.util import find_spec

    return find_spec("readline") is not None
