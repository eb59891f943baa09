"""One HTTP request that posts a body, and what is known of its fate when something goes wrong.

``http.client`` and not ``urllib.request``: only so the moment is seen from which the other side may have taken it. No
redirect is followed. Proxies come from the environment (``https_proxy``, ``http_proxy``, ``no_proxy``).
"""

from __future__ import annotations

import ssl
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import getproxies_environment, proxy_bypass_environment  # type: ignore[attr-defined]

from crisisctl import __version__
from crisisctl.transports import Flight

_LONGEST_ANSWER = 64 * 1024
"""Bytes read of an answer's body: a webhook says a few words."""


@dataclass(frozen=True, slots=True)
class Request:
    """``url`` is the address as it is written, with user and password where it has them."""

    url: str
    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """``whole`` is False where the body broke off. ``retry_after`` is the header, unread."""

    status: int
    text: str
    whole: bool = True
    retry_after: str = ""
    location: str = ""


class NotConnected(Exception):
    """Nothing was sent. ``passing``: it may go better in a second."""

    def __init__(self, why: str, *, passing: bool = True) -> None:
        super().__init__(why)
        self.passing = passing


class Lost(Exception):
    """The request left, at least in part, and no answer came."""


def post(request: Request, flight: Flight) -> Answer:
    """Raises ``NotConnected``, ``Lost`` or ``Recalled``."""
    target = urlsplit(request.url)
    connection, path, headers = _way(target, min(flight.limits.connect, flight.left))
    try:
        _connect(connection)
        flight.hold(connection.sock)
        connection.sock.settimeout(flight.left)
        flight.depart()
        try:
            connection.request("POST", path, request.body, {**_headers(target), **headers, **request.headers})
            return _read(connection.getresponse())
        except TimeoutError:
            raise Lost("no answer came in time") from None
        except (OSError, HTTPException, ValueError) as problem:
            raise Lost(f"the connection was lost ({type(problem).__name__})") from None
    finally:
        connection.close()


def why(problem: OSError) -> str:
    """What kept a connection from being made, in words; nothing of an address."""
    if isinstance(problem, TimeoutError):
        return "no connection in time"
    if isinstance(problem, ConnectionRefusedError):
        return "the connection was refused"
    if isinstance(problem, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted: {problem.verify_message}"
    if isinstance(problem, ssl.SSLError):
        return f"no secure connection: {problem.reason or 'it does not speak TLS'}"
    if type(problem).__name__ == "gaierror":
        return "the host name cannot be found"
    return f"no connection: {problem.strerror or type(problem).__name__}"


def _connect(connection: HTTPConnection) -> None:
    try:
        connection.connect()
    except OSError as problem:
        if str(problem).startswith("Tunnel connection failed"):
            raise NotConnected("the proxy refused the way", passing=False) from None
        raise NotConnected(why(problem), passing=not isinstance(problem, ssl.SSLError)) from None
    except (HTTPException, ValueError) as problem:
        raise NotConnected(f"no connection ({type(problem).__name__})", passing=False) from None


def _way(target: SplitResult, timeout: float) -> tuple[HTTPConnection, str, dict[str, str]]:
    """The connection to make, straight or through a proxy, the path to ask for, and headers for the proxy."""
    host, secure = target.hostname or "", target.scheme == "https"
    path = (target.path or "/") + (f"?{target.query}" if target.query else "")
    proxies: dict[str, str] = getproxies_environment()
    chosen = proxies.get(target.scheme) or proxies.get("all", "")
    if not chosen or proxy_bypass_environment(host, proxies):
        return _connection(host, target.port, timeout, secure=secure), path, {}
    proxy = urlsplit(chosen if "://" in chosen else f"http://{chosen}")
    who = _basic(proxy, "Proxy-Authorization")
    connection = _connection(proxy.hostname or "", proxy.port or 8080, timeout, secure=secure)
    if secure:
        connection.set_tunnel(host, target.port or 443, who)
        return connection, path, {}
    return connection, f"http://{target.netloc.rpartition('@')[2]}{path}", who


def _connection(host: str, port: int | None, timeout: float, *, secure: bool) -> HTTPConnection:
    if secure:
        return HTTPSConnection(host, port, timeout=timeout, context=ssl.create_default_context())
    return HTTPConnection(host, port, timeout=timeout)


def _headers(target: SplitResult) -> dict[str, str]:
    return {"User-Agent": f"crisisctl/{__version__}", "Accept": "application/json", **_basic(target, "Authorization")}


def _basic(parts: SplitResult, header: str) -> dict[str, str]:
    """User and password of an address; a password without a user is a bearer token."""
    if not parts.password and not parts.username:
        return {}
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not user:
        return {header: f"Bearer {password}"}
    return {header: f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"}


def _read(response: HTTPResponse) -> Answer:
    known: dict[str, Any] = {
        "status": response.status,
        "retry_after": response.headers.get("Retry-After", ""),
        "location": response.headers.get("Location", ""),
    }
    try:
        text = response.read(_LONGEST_ANSWER)
        whole = not response.length or len(text) == _LONGEST_ANSWER
        return Answer(text=text.decode("utf-8", "replace"), whole=whole, **known)
    except (OSError, HTTPException, ValueError):
        return Answer(text="", whole=False, **known)
