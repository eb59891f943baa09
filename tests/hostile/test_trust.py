"""Commands run only where they stand in a playbook of one's own; files and folders are their owner's alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from conftest import Crisis
from crisisctl.errors import StoreFailed
from crisisctl.files import plain_name, write
from crisisctl.runner import open_desk
from crisisctl.running import inherited
from hostile.incident import lines
from making import INCIDENT

PLAYBOOK = """\
schema: crisisctl/v1
id: small
title: Small outage
phases:
  - {id: confirm, title: Confirm, steps: [{id: probe, kind: command, title: Probe, run: "env; echo again"}]}
"""


def put(folder: Path, text: str = PLAYBOOK) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_command_from_the_folder_one_stands_in_is_shown_and_not_run(crisis: Crisis) -> None:
    put(crisis.work / "playbooks")
    crisis.start()
    own = crisis.home / "playbooks"
    refused = crisis.run("run", "probe", "--yes")
    refused.fails(
        1,
        "$ env; echo again\n"
        "crisisctl: the command of probe stands in no playbook of yours, and was not run (read it, then: "
        f"crisisctl run probe --allow-commands; or put the playbook into {own})\n",
    )
    assert crisis.log()[-1]["type"] == "incident.opened"
    crisis.run("run", "probe", "--yes", "--allow-commands").says("again")


def test_a_command_of_ones_own_folder_runs_unless_others_can_write_it(crisis: Crisis) -> None:
    path = put(crisis.home / "playbooks")
    crisis.start()
    path.chmod(0o666)
    assert crisis.run("run", "probe", "--yes").code == 1
    path.chmod(0o644)
    crisis.run("run", "probe", "--yes").says("again")


def test_an_imported_log_cannot_say_that_its_command_is_trusted(crisis: Crisis) -> None:
    open_desk().store.change(INCIDENT, lambda _: lines("touch owned"))
    found = crisis.run("run", "touch owned", "--yes", "-i", INCIDENT)
    assert (found.code, list(crisis.folder.rglob("owned"))) == (1, [])
    assert "stands in no playbook of yours" in found.stderr


def test_a_command_sees_no_store_and_no_token() -> None:
    kept = {"PATH": "/bin", "HOME": "/root", "LANG": "fr_FR.UTF-8", "KEYBOARD": "azerty", "AUTHOR": "Ana"}
    taken = {
        "CRISISCTL_STORE": "x", "CRISIS_SERVICE": "old", "PGPASSWORD": "x", "SLACK_TOKEN": "x", "AWS_SECRET_ACCESS_KEY": "x",
        "DB_PASSWORD": "x", "HOOK_WEBHOOK": "x", "API_KEY": "x", "DATABASE_URL": "postgresql://ana:secret@db/x",
    }  # fmt: skip
    assert inherited({**kept, **taken}) == kept


@pytest.mark.parametrize("parts", [("../../x", "txt"), ("/etc/x", "txt"), ("a\0b",), ("..",), ("",), (".bashrc",)])
def test_a_name_in_a_log_leads_out_of_no_folder(parts: tuple[str, ...]) -> None:
    name = plain_name(*parts)
    assert Path(name).name == name
    assert not name.startswith(".")


def test_files_at_home_that_others_can_read_are_made_private(crisis: Crisis) -> None:
    put(crisis.home / "playbooks")
    crisis.home.chmod(0o755)
    crisis.start()
    log = crisis.home / "crisisctl.db"
    log.chmod(0o644)
    crisis.run("list").succeeds()
    assert log.stat().st_mode & 0o777 == 0o600
    crisis.home.chmod(0o777)
    assert (
        crisis.run("list").stderr == f"crisisctl: others can put files into {crisis.home}: chmod go-w {crisis.home}\n"
    )
    crisis.home.chmod(0o2770)
    log.chmod(0o660)
    assert crisis.run("list").stderr == ""
    assert log.stat().st_mode & 0o777 == 0o660


def test_a_report_is_its_writers_alone_and_keeps_the_mode_of_one_that_is_there(crisis: Crisis) -> None:
    put(crisis.work / "playbooks")
    crisis.start()
    before = os.umask(0)
    try:
        crisis.run("report", "-o", "reports/night.html").succeeds()
    finally:
        os.umask(before)
    path = crisis.work / "reports" / "night.html"
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    path.chmod(0o644)
    crisis.run("report", "-o", "reports/night.html").succeeds()
    assert path.stat().st_mode & 0o777 == 0o644


@pytest.mark.skipif(os.getuid() != 0, reason="only root can make a link that belongs to somebody else")
def test_a_link_that_somebody_else_put_into_a_shared_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    os.chown(shared, 12345, 12345)
    (shared / "report.md").symlink_to(tmp_path / "mine")
    os.lchown(shared / "report.md", 54321, 54321)
    with pytest.raises(StoreFailed, match="cannot be written: it is a link that somebody else put there"):
        write(shared / "report.md", "theirs")
    assert (tmp_path / "mine").read_text() == "mine"
