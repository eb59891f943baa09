"""What is found out about the drive a log lies on."""

import os
from contextlib import closing
from pathlib import Path

import pytest

from crisisctl.stores import _files
from crisisctl.stores.sqlite import SqliteStore, connect


def test_a_network_drive_gets_no_write_ahead_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "log.db"
    device = tmp_path.stat().st_dev
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"36 35 {os.major(device)}:{os.minor(device)} / /home rw shared:1 - nfs4 server:/home rw\n")
    monkeypatch.setattr(_files, "_MOUNTS", mounts)
    with closing(SqliteStore(path)) as store:
        store.change("x", lambda _: ["1"])
    with closing(connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


@pytest.mark.parametrize(("kind", "network"), [("ext4", False), ("fuse.sshfs", True), ("cifs", True), ("9p", True)])
def test_the_system_tells_what_kind_of_drive_it_is(kind: str, network: bool) -> None:
    mounts = f"35 1 0:40 / / rw - ext4 /dev/sda1 rw\n36 35 0:41 / /home rw shared:1 - {kind} from rw\n\nodd line\n"
    assert _files.is_network(os.makedev(0, 41), mounts) is network
    assert not _files.is_network(os.makedev(0, 42), mounts)


def test_a_system_that_does_not_tell_is_taken_for_local(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_files, "_MOUNTS", tmp_path / "nowhere")
    assert not _files.on_network(tmp_path)
