"""A call of the program, followed by ptrace from one system call on its files to the next. Linux only.

A *point* is a place "before the k-th call" or "after it, before the program learns of it". There the program can be
killed, or told that the disk is full; the same number is the same point each time, in the midst of SQLite's commit too.
"""

from __future__ import annotations

import ctypes
import gc
import os
import pkgutil
import platform
import signal
import struct
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Literal

_TRACEME, _GETREGS, _SETREGS, _SYSCALL, _SETOPTIONS, _SYSCALL_INFO = 0, 12, 13, 24, 0x4200, 0x420E
_OPTIONS = 0x1 | 0x8 | 0x100000  # mark the stops of system calls, follow threads, end with us
_ALL_THREADS = 0x40000000
_ENTRY, _EXIT = 1, 2
_RAX, _ORIG_RAX = 10, 15

_NUMBERS = {
    "x86_64": {
        1: "write", 18: "pwrite", 20: "writev", 74: "fsync", 75: "fsync", 77: "truncate", 87: "unlink", 263: "unlinkat",
        257: "openat", 82: "rename", 83: "mkdir", 42: "connect", 44: "send",
    },
    "aarch64": {
        64: "write", 68: "pwrite", 66: "writev", 82: "fsync", 83: "fsync", 46: "truncate", 35: "unlinkat",
        56: "openat", 276: "rename", 34: "mkdir", 203: "connect", 206: "send",
    },
}  # fmt: skip
_BY_HANDLE = {"write", "pwrite", "writev", "fsync", "truncate"}

Stage = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Call:
    """The ``number``-th call that touches a file of ours, the network, or what the program says on stdout."""

    number: int
    name: str
    path: str = ""
    offset: int = 0
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Ended:
    """How it ended; ``code`` is None when it was killed. ``calls`` counts those that were followed."""

    code: int | None
    said: str
    calls: int


Judge = Callable[[Call, Stage], int | None]
"""Asked at each point: KILL, or (before a call) the ``errno`` it fails with, or None to go on."""
KILL = -1


def follow(argv: Sequence[str], below: str, judge: Judge) -> Ended:
    """``crisisctl ARGV`` in a process of its own; at its every call on files ``below`` a folder, ``judge`` is asked."""
    with tempfile.TemporaryFile() as said:
        child = _fork(argv, said.fileno(), traced=True)
        code, calls = _Following(child, below, judge).to_the_end()
        said.seek(0)
        return Ended(code, said.read().decode(), calls)


def plain(*argv: str) -> Ended:
    """The same without being followed."""
    with tempfile.TemporaryFile() as said:
        child = _fork(argv, said.fileno(), traced=False)
        _, status = os.waitpid(child, 0)
        said.seek(0)
        return Ended(os.waitstatus_to_exitcode(status), said.read().decode(), 0)


def _fork(argv: Sequence[str], said: int, *, traced: bool) -> int:
    """A child that has the program loaded already: a thousand of them begin in the time of fifty new interpreters."""
    from crisisctl.__main__ import run

    sys.stdout.flush()
    sys.stderr.flush()
    if child := os.fork():
        return child
    os.dup2(said, 1)
    os.dup2(said, 2)
    os.close(0)
    os.open(os.devnull, os.O_RDONLY)
    if traced:
        _ptrace(_TRACEME, 0)
        os.kill(os.getpid(), signal.SIGSTOP)
    code = 70
    try:
        code = run(list(argv))
        sys.stdout.flush()
        gc.collect()  # as at the end of an interpreter: the log's file is closed
    finally:
        os._exit(code)


def load() -> None:
    """Import the whole program, once, before anything is followed."""
    import crisisctl

    for found in pkgutil.walk_packages(crisisctl.__path__, "crisisctl."):
        if not found.name.endswith("__main__"):
            import_module(found.name)
    import zoneinfo  # noqa: F401 - which the program imports where it knows a zone

    gc.collect()
    gc.freeze()  # so that the children do not look through all of it


class _Following:
    def __init__(self, child: int, below: str, judge: Judge) -> None:
        if platform.machine() not in _NUMBERS:
            raise OSError(f"system calls of {platform.machine()} are not known here")
        self._names = _NUMBERS[platform.machine()]
        self._child, self._below, self._judge = child, below, judge
        self._calls = 0
        self._inside: dict[int, Call] = {}
        self._failing: dict[int, int] = {}

    def to_the_end(self) -> tuple[int | None, int]:
        os.waitpid(self._child, 0)
        _ptrace(_SETOPTIONS, self._child, 0, _OPTIONS)
        _ptrace(_SYSCALL, self._child)
        while True:
            thread, status = os.waitpid(-1, _ALL_THREADS)
            if os.WIFSTOPPED(status):
                self._stopped(thread, status)
            elif thread == self._child:
                return (os.WEXITSTATUS(status) if os.WIFEXITED(status) else None), self._calls

    def _stopped(self, thread: int, status: int) -> None:
        number, pass_on = os.WSTOPSIG(status), 0
        if number == signal.SIGTRAP | 0x80:
            if self._at_call(thread):
                os.kill(self._child, signal.SIGKILL)
                return
        elif not status >> 16 and number != signal.SIGSTOP:
            pass_on = number
        _ptrace(_SYSCALL, thread, 0, pass_on, gone_is_fine=True)

    def _at_call(self, thread: int) -> bool:
        """Whether it is to be killed here."""
        buffer = ctypes.create_string_buffer(96)
        if _ptrace(_SYSCALL_INFO, thread, len(buffer), ctypes.addressof(buffer), gone_is_fine=True) < 0:
            return False
        if buffer.raw[0] == _ENTRY:
            number, *arguments = struct.unpack_from("<7Q", buffer, 24)
            call = self._call(thread, self._names.get(number, ""), arguments)
            if call is None:
                return False
            self._calls = call.number
            self._inside[thread] = call
            answer = self._judge(call, "before")
            if answer is not None and answer != KILL:
                self._failing[thread] = answer
                _set_register(thread, _ORIG_RAX, -1)
            return answer == KILL
        if buffer.raw[0] == _EXIT and (done := self._inside.pop(thread, None)):
            if failing := self._failing.pop(thread, 0):
                _set_register(thread, _RAX, -failing)
                return False
            return self._judge(done, "after") == KILL
        return False

    def _call(self, thread: int, name: str, arguments: list[int]) -> Call | None:
        """The call, where it is one of those that count."""
        number = self._calls + 1
        if name in {"connect", "send"}:
            return Call(number, name)
        if name in _BY_HANDLE:
            path = _path_of(thread, arguments[0])
            if name == "write" and arguments[0] == 1:
                return Call(number, "say")
            if not path.startswith(self._below):
                return None
            data = _memory(thread, arguments[1], arguments[2]) if name in {"write", "pwrite"} else b""
            offset = {"pwrite": arguments[3], "truncate": arguments[1]}.get(name, 0)
            return Call(number, name, path, offset, data)
        if name:
            at = 1 if name in {"openat", "unlinkat"} else 0
            path = _text(thread, arguments[at])
            if not path.startswith(self._below) or (name == "openat" and not arguments[2] & os.O_CREAT):
                return None
            return Call(number, name.removesuffix("at").replace("open", "create"), path)
        return None


_LIBC = ctypes.CDLL(None, use_errno=True)
_LIBC.ptrace.argtypes, _LIBC.ptrace.restype = [ctypes.c_long] * 4, ctypes.c_long


def _ptrace(request: int, pid: int, address: int = 0, data: int = 0, *, gone_is_fine: bool = False) -> int:
    answer: int = _LIBC.ptrace(request, pid, address, data)
    if answer < 0 and not gone_is_fine:
        code = ctypes.get_errno()
        raise OSError(code, f"ptrace: {os.strerror(code)}")
    return answer


def _set_register(thread: int, register: int, value: int) -> None:
    if platform.machine() != "x86_64":
        raise OSError("calls can be made to fail on x86_64 only")
    registers = (ctypes.c_ulonglong * 27)()
    _ptrace(_GETREGS, thread, 0, ctypes.addressof(registers))
    registers[register] = value & (2**64 - 1)
    _ptrace(_SETREGS, thread, 0, ctypes.addressof(registers))


def _path_of(thread: int, handle: int) -> str:
    try:
        return str(Path(f"/proc/{thread}/fd/{handle}").readlink()).removesuffix(" (deleted)")
    except OSError:
        return ""


def _memory(thread: int, address: int, size: int) -> bytes:
    with open(f"/proc/{thread}/mem", "rb", buffering=0) as memory:  # noqa: PTH123 - no file, and pathlib is slow
        return os.pread(memory.fileno(), size, address)


def _text(thread: int, address: int) -> str:
    """A path: up to its zero byte; pages beyond it may not be there."""

    def pieces() -> Iterator[bytes]:
        at = address
        while True:
            piece = _memory(thread, at, 64 - at % 64)
            yield piece.partition(b"\0")[0]
            if b"\0" in piece or not piece:
                return
            at += len(piece)

    return os.fsdecode(b"".join(pieces()))
