"""Files that people keep: whole or not at all, and never over one that is there where none may be."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from crisisctl.errors import Refused, StoreFailed
from crisisctl.files import write, write_new


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full once half of a file is on it."""
    fdopen = os.fdopen

    def half(handle: int, mode: str) -> Any:
        stream = fdopen(handle, mode)
        inner = stream.write

        def stop(data: bytes) -> int:
            inner(data[: len(data) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")

        return _Stream(stream, stop)

    monkeypatch.setattr(os, "fdopen", half)


class _Stream:
    def __init__(self, stream: Any, write: Any) -> None:
        self.stream, self.write = stream, write

    def __enter__(self) -> _Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.close()


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_file_takes_the_place_of_one_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "below" / "report.md"
    write(path, "long, long ago\n")
    path.chmod(0o640)
    write(path, "né\ud800\r\n")
    assert path.read_bytes() == "né?\r\n".encode()
    assert mode(path) == 0o640
    assert [each.name for each in path.parent.iterdir()] == ["report.md"]


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o277])
def test_a_new_file_and_its_folder_are_their_owners_alone_whatever_the_umask(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        write(tmp_path / "one" / "two" / "a", "x")
        write_new(tmp_path / "one" / "b", "x", private=True)
    finally:
        os.umask(before)
    assert {mode(tmp_path / "one" / name) for name in ("two/a", "b")} == {0o600}
    assert {mode(tmp_path / name) for name in ("one", "one/two")} == {0o700}


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("old")
    (tmp_path / "link").symlink_to("there")
    write(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "there").read_text() == "new"


def test_what_is_no_file_is_written_into(tmp_path: Path) -> None:
    write(Path("/dev/null"), "x")
    assert not Path("/dev/null").is_file()
    with pytest.raises(StoreFailed, match="cannot be written: Is a directory"):
        write(tmp_path, "x")


@pytest.mark.usefixtures("full")
def test_on_a_full_disk_the_old_file_stays_and_a_new_one_does_not_come(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text("old")
    with pytest.raises(StoreFailed, match=r"report\.md cannot be written: No space left on device"):
        write(path, "new, and longer")
    with pytest.raises(StoreFailed, match=r"other\.md cannot be written: No space left on device"):
        write_new(tmp_path / "other.md", "new, and longer")
    assert {each.name: each.read_text() for each in tmp_path.iterdir()} == {"report.md": "old"}


def test_a_new_file_is_never_put_over_one(tmp_path: Path) -> None:
    path = tmp_path / "crisis.yaml"
    write_new(path, "one", private=True)
    assert mode(path) == 0o600
    with pytest.raises(Refused, match="is there already, and stays as it is"):
        write_new(path, "two")
    assert path.read_text() == "one"
