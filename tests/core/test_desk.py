"""Who sits at the desk that the environment describes, and where its log is."""

from __future__ import annotations

import os
import sys

import pytest

from conftest import Crisis
from crisisctl.runner import open_desk

NAMES = ("CRISISCTL_ACTOR", "USER", "LOGNAME", "USERNAME")


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("nobody")
@pytest.mark.parametrize("name", NAMES)
def test_the_actor_is_the_first_name_the_environment_knows(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for each in NAMES[NAMES.index(name) :]:
        monkeypatch.setenv(each, f" {each}\n")
    assert open_desk().actor == name


@pytest.mark.usefixtures("nobody")
@pytest.mark.skipif(sys.platform == "win32", reason="there is no password database")
def test_the_actor_falls_back_to_the_login_name(monkeypatch: pytest.MonkeyPatch) -> None:
    import pwd

    monkeypatch.setenv("USER", " ")
    assert open_desk().actor == pwd.getpwuid(os.getuid()).pw_name
    monkeypatch.setattr(os, "getuid", lambda: 4_000_000_001)
    assert open_desk().actor == "uid 4000000001"


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("", "{home}/crisisctl.db"),
        ("sqlite:///srv/crisis/log.db", "/srv/crisis/log.db"),
        ("sqlite:////srv/crisis/log.db", "/srv/crisis/log.db"),
        ("memory:", "memory"),
    ],
)
def test_a_desk_knows_where_its_log_is(url: str, where: str, crisis: Crisis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRISISCTL_STORE", url)
    assert open_desk().where == where.format(home=crisis.home)
