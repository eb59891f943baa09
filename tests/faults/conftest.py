"""A team on a server that may be killed or frozen, and is reached through a proxy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from conftest import Crisis
from faults.proxy import Proxy
from faults.scene import PLAYBOOK
from postgres import Server, team_database


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One of our own: it is killed."""
    found = Server()
    found.start()
    yield found
    found.remove()


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    found = Proxy(server.port)
    yield found
    found.close()


@pytest.fixture
def team(crisis: Crisis, server: Server, proxy: Proxy) -> Crisis:
    """An incident on the server, which is reached through the proxy."""
    database = team_database(server)
    crisis.home.mkdir(mode=0o700)
    (crisis.home / "playbooks").mkdir()
    (crisis.home / "playbooks" / "small.yaml").write_text(PLAYBOOK, encoding="utf-8")
    crisis.environment["CRISISCTL_STORE"] = database.url.replace(f":{server.port}/", f":{proxy.port}/")
    crisis.environment["CRISISCTL_INCIDENT"] = crisis.start("small")
    return crisis
