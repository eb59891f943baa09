"""A mail server and a Slack-shaped webhook on this machine, for the example beside it.

    python servers.py mail FOLDER [refuse=ADDRESS]    takes every mail, but for that recipient
    python servers.py mute FOLDER                     takes a mail and never says so: to be killed
    python servers.py slack FOLDER                    takes every post

Each prints its port first, then a line for everything that arrives, and keeps it in FOLDER.
"""

from __future__ import annotations

import asyncio
import socket
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session


def tell(words: object) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


class Mailbox:
    """What aiosmtpd asks at each step of a mail."""

    def __init__(self, folder: Path, refuse: str = "", *, mute: bool = False) -> None:
        self.folder, self.refuse, self.mute, self.count = folder, refuse, mute, 0

    async def handle_RCPT(self, _1: SMTP, _2: Session, envelope: Envelope, address: str, _3: list[str]) -> str:  # noqa: N802 - aiosmtpd's name
        if address == self.refuse:
            return "550 5.1.1 nobody of that name here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _1: SMTP, _2: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        if self.mute:
            tell("the whole mail is here, and no answer goes back")
            await asyncio.Event().wait()
        self.count += 1
        (self.folder / f"mail-{self.count}.eml").write_bytes(envelope.original_content or b"")
        tell(f"mail for {', '.join(envelope.rcpt_tos)}")
        return "250 OK"


async def mail(box: Mailbox) -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(box, hostname="127.0.0.1", loop=loop), sock=listener)
    tell(listener.getsockname()[1])
    await server.serve_forever()


class Slack(BaseHTTPRequestHandler):
    folder: Path

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        (self.folder / f"slack-{len(list(self.folder.glob('slack-*'))) + 1}.json").write_bytes(body)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"ok")
        tell(f"post of {len(body)} bytes")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the base class
        """Nothing beside what ``tell`` says."""


def main(kind: str, folder: Path, refuse: str = "") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "slack":
        Slack.folder = folder
        server = HTTPServer(("127.0.0.1", 0), Slack)
        tell(server.server_address[1])
        server.serve_forever()
    else:
        asyncio.run(mail(Mailbox(folder, refuse.removeprefix("refuse="), mute=kind == "mute")))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:4])
