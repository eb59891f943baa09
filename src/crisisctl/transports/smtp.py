"""E-mail, by the standard library: ``smtp://`` (STARTTLS where it is offered) and ``smtps://`` (TLS from the start).

One mail for all recipients of a destination, in one transaction, so each is accepted or refused by name. RFC 5321:
until the end of DATA the server has taken nothing; from then on only its answer tells.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from email import message_from_string
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, localtime
from typing import TypeVar
from urllib.parse import parse_qs, unquote

from crisisctl.destinations import Destination, mail_address
from crisisctl.text import header as header_text
from crisisctl.text import listed
from crisisctl.transports import Flight, Letter, Outcome, Transport
from crisisctl.transports._http import why
from crisisctl.transports._scrub import scrubbed

_LOCAL = ("localhost", "127.0.0.1", "::1")
_REPLACED = ("X-Unsent", "From", "To", "Cc", "Bcc", "Date", "Message-ID")
_UNDISCLOSED = "undisclosed-recipients:;"
T = TypeVar("T")


class _Unreachable(Exception):
    """No connection; it may go better in a second."""


class _Refused(Exception):
    """The server said no, or cannot be trusted: nothing was taken."""


def deliver(letter: Letter, destination: Destination, flight: Flight) -> Outcome:
    """Send one mail. It is tried again only where there was no connection."""
    mail = written(letter, destination)
    while True:
        try:
            found = _once(mail, destination, flight)
        except _Unreachable as problem:
            found = Outcome("refused", scrubbed(str(problem), destination))
            if flight.wait_to_retry():
                continue
        except _Refused as problem:
            found = Outcome("refused", scrubbed(str(problem), destination))
        return found


def written(letter: Letter, destination: Destination) -> EmailMessage:
    """The mail: the draft's own, with both its parts, where it carries this very text; else the text alone.

    Nobody sees another recipient. The Message-ID holds the attempt, to be looked for in the server's log.
    """
    mail = _of_draft(letter) or _plain(letter)
    for header in _REPLACED:
        del mail[header]
    mail["From"] = destination.sender
    mail["To"] = destination.to[0] if len(destination.to) == 1 else _UNDISCLOSED
    mail["Date"] = format_datetime(localtime())
    mail["Message-ID"] = f"<{letter.id}@{_domain(destination)}>"
    return mail


def _of_draft(letter: Letter) -> EmailMessage | None:
    if "eml" not in letter.files:
        return None
    mail = message_from_string(letter.files["eml"], policy=SMTP)
    body = mail.get_body(("plain",))
    said = body.get_content().replace("\r\n", "\n").rstrip("\n") if body else None
    return mail if (said, mail["Subject"]) == (letter.text.rstrip("\n"), letter.subject) else None


def _plain(letter: Letter) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = header_text(letter.subject)
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no vacation replies
    mail.set_content(letter.text, cte="quoted-printable")
    mail["Content-Language"] = letter.language
    return mail


def _domain(destination: Destination) -> str:
    return mail_address(destination.sender).rpartition("@")[2]


def _once(mail: EmailMessage, destination: Destination, flight: Flight) -> Outcome:
    server = _connected(destination, flight)
    try:
        _prepare(server, destination, flight)
        refused = _addressed(server, destination)
        _said(lambda: server.docmd("DATA"), (354,))
        flight.depart()
        return _handed_over(server, mail.as_bytes(policy=SMTP), tuple(refused.values()), destination)
    finally:
        server.close()


def _handed_over(server: smtplib.SMTP, mail: bytes, refused: tuple[str, ...], destination: Destination) -> Outcome:
    """The text and its end, and what the server says to it."""
    try:
        server.send(re.sub(rb"(?m)^\.", b"..", mail.removesuffix(b"\r\n")) + b"\r\n.\r\n")
        code, said = server.getreply()
    except TimeoutError:
        return Outcome("unsure", "the mail server did not say in time whether it took the mail")
    except (OSError, smtplib.SMTPException):
        return Outcome("unsure", "the connection was lost before the mail server said whether it took the mail")
    if code != 250:
        return Outcome("refused", scrubbed(f"the mail server did not take it: {_quoted(code, said)}", destination))
    with suppress(OSError, smtplib.SMTPException):  # it has the mail
        server.putcmd("QUIT")
    return Outcome("partial" if refused else "delivered", refused=refused)


def _connected(destination: Destination, flight: Flight) -> smtplib.SMTP:
    parts, own = destination.parts, _domain(destination)  # without `own` smtplib asks the DNS for a name, and may wait
    host, timeout = parts.hostname or "", min(flight.limits.connect, flight.left)
    try:
        if destination.scheme == "smtps":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(host, parts.port or 465, own, timeout=timeout, context=context)
        return smtplib.SMTP(host, parts.port or 587, own, timeout)
    except smtplib.SMTPConnectError as problem:
        raise _Refused(f"the mail server is not ready: {_quoted(problem.smtp_code, problem.smtp_error)}") from None
    except smtplib.SMTPException:
        raise _Unreachable("the mail server closed the connection") from None
    except ssl.SSLError as problem:
        raise _Refused(why(problem)) from None
    except (OSError, ValueError) as problem:
        raise _Unreachable(why(problem) if isinstance(problem, OSError) else "no connection") from None


def _prepare(server: smtplib.SMTP, destination: Destination, flight: Flight) -> None:
    """Greet, go over to TLS, log in."""
    sock = server.sock
    assert sock is not None  # noqa: S101 - it is connected
    flight.hold(sock)
    sock.settimeout(flight.left)
    _said(lambda: _greeted(server), (250,))
    parts, plain = destination.parts, destination.scheme == "smtp"
    wanted = (parse_qs(parts.query).get("starttls") or [""])[0]
    if plain and wanted != "never":
        if server.has_extn("starttls"):
            _said(lambda: server.starttls(context=ssl.create_default_context()), (220,))
            if server.sock is not None:
                flight.hold(server.sock)
            _said(lambda: _greeted(server), (250,))
            plain = False
        elif wanted == "required":
            raise _Refused("the mail server offers no STARTTLS, which its address asks for")
    if parts.username:
        if plain and parts.hostname not in _LOCAL:
            raise _Refused("the mail server offers no STARTTLS: the password would be read on the way")
        _said(lambda: server.login(unquote(parts.username or ""), unquote(parts.password or "")), (235, 503))


def _greeted(server: smtplib.SMTP) -> tuple[int, bytes]:
    code, said = server.ehlo()
    return (code, said) if code == 250 else server.helo()


def _addressed(server: smtplib.SMTP, destination: Destination) -> dict[str, str]:
    """Sender and recipients; those that were refused, each with the reason. Raises ``_Refused`` when all were."""
    _said(lambda: server.mail(mail_address(destination.sender)), (250,))
    refused: dict[str, str] = {}
    for address in destination.to:
        code, said = _said(lambda to=address: server.rcpt(to))  # type: ignore[misc]
        if code not in {250, 251}:
            refused[address] = scrubbed(f"{address}: {_quoted(code, said)}", destination)
        if code == 421:
            raise _Refused(f"the mail server hung up: {_quoted(code, said)}")
    if len(refused) == len(destination.to):
        raise _Refused(f"no recipient was taken: {listed(refused.values())}")
    return refused


def _said(ask: Callable[[], tuple[int, bytes]], fine: tuple[int, ...] = ()) -> tuple[int, bytes]:
    """What the server answers before it has the mail. Raises ``_Refused`` unless that is ``fine`` (empty: anything)."""
    try:
        code, said = ask()
    except TimeoutError:
        raise _Refused("the mail server did not answer in time") from None
    except smtplib.SMTPAuthenticationError as problem:
        raise _Refused(f"the login was refused: {_quoted(problem.smtp_code, problem.smtp_error)}") from None
    except smtplib.SMTPResponseException as problem:
        raise _Refused(f"the mail server said {_quoted(problem.smtp_code, problem.smtp_error)}") from None
    except ssl.SSLError as problem:
        raise _Refused(why(problem)) from None
    except smtplib.SMTPNotSupportedError:
        raise _Refused("the mail server takes no login, and its address has one") from None
    except (OSError, smtplib.SMTPException, ValueError) as problem:
        raise _Refused(f"the connection was lost before the mail was handed over ({type(problem).__name__})") from None
    if fine and code not in fine:
        raise _Refused(f"the mail server said {_quoted(code, said)}")
    return code, said


def _quoted(code: int, said: bytes | str) -> str:
    return f"{code} {said.decode('utf-8', 'replace') if isinstance(said, bytes) else said}"


def _check(destination: Destination) -> str:
    if not mail_address(destination.sender):
        return 'who it is from is missing: from = "Name <name@host>", in ASCII'
    if not destination.to:
        return 'who it goes to is missing: to = ["name@host", …]'
    for number, address in enumerate(destination.to, 1):
        if mail_address(address) != address:
            return f"recipient {number} is no e-mail address: name@host and nothing else, in ASCII"
    return ""


TRANSPORT = Transport(schemes=("smtp", "smtps"), deliver=deliver, check=_check, kind=lambda _: "smtp")
