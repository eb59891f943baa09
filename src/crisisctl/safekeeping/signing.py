"""Signing the head digest with an Ed25519 key as people have it for SSH, in the form that ``ssh-keygen -Y`` checks.

A signed head says: the holder of this key saw this log with so many entries. Who rewrites the log and its digests later
cannot sign the new head. A signature file is the signed statement, in words, and below it the armoured signature
(OpenSSH, PROTOCOL.sshsig).
"""

from __future__ import annotations

import base64
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256, sha512
from pathlib import Path
from typing import TYPE_CHECKING

from crisisctl.errors import BadInputFile, CrisisError, NotFound, Refused

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

NAMESPACE = "crisisctl"
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_MAGIC, _KIND, _HASH = b"SSHSIG", b"ssh-ed25519", b"sha512"
_STATEMENT = re.compile(r"crisisctl log\nincident: ([^\n]+)\nentries: (\d{1,9})\nhead: ([0-9a-f]{64})\n")


@dataclass(frozen=True, slots=True)
class Statement:
    """What is signed."""

    incident: str
    entries: int
    head: str

    def text(self) -> str:
        return f"crisisctl log\nincident: {self.incident}\nentries: {self.entries}\nhead: {self.head}\n"


def sign(statement: Statement, key: Path, passphrase: Callable[[], str]) -> str:
    """The signature file; ``passphrase`` is asked only where the key has one."""
    private = _private(key, passphrase)
    public = _packed(_KIND, private.public_key().public_bytes_raw())
    signature = _packed(_KIND, private.sign(_covered(statement.text())))
    blob = _MAGIC + struct.pack(">I", 1) + _packed(public, NAMESPACE.encode(), b"", _HASH, signature)
    armoured = base64.b64encode(blob).decode()
    lines = [armoured[at : at + 70] for at in range(0, len(armoured), 70)]
    return statement.text() + "\n".join([_BEGIN, *lines, _END, ""])


def check(text: str, key: Path) -> tuple[Statement, str] | None:
    """The statement that the key signed, and the key's fingerprint; None where it did not sign this."""
    from cryptography.exceptions import InvalidSignature

    public = _public(key)
    raw = public.public_bytes_raw()
    said, _, rest = text.partition(_BEGIN)
    found = _STATEMENT.fullmatch(said)
    if found is None:
        raise BadInputFile("the signature file does not begin with a statement of ours", "crisisctl sign writes one")
    try:
        blob = base64.b64decode("".join(rest.partition(_END)[0].split()), validate=True)
        parts = _unpacked(blob.removeprefix(_MAGIC)[4:])
        signer, namespace, _, algorithm, signature = parts
        kind, bare = _unpacked(signature)
    except (ValueError, struct.error):
        raise BadInputFile("the signature cannot be read", "take another copy of the file") from None
    if (signer, namespace, algorithm, kind) != (_packed(_KIND, raw), NAMESPACE.encode(), _HASH, _KIND):
        return None
    try:
        public.verify(bare, _covered(said))
    except InvalidSignature:
        return None
    fingerprint = base64.b64encode(sha256(signer).digest()).decode().rstrip("=")
    return Statement(found[1], int(found[2]), found[3]), f"SHA256:{fingerprint}"


def _covered(text: str) -> bytes:
    return _MAGIC + _packed(NAMESPACE.encode(), b"", _HASH, sha512(text.encode()).digest())


def _packed(*parts: bytes) -> bytes:
    return b"".join(struct.pack(">I", len(part)) + part for part in parts)


def _unpacked(data: bytes) -> list[bytes]:
    parts = []
    while data:
        (length,) = struct.unpack(">I", data[:4])
        if len(data) < 4 + length:
            raise ValueError("it ends too soon")
        parts.append(data[4 : 4 + length])
        data = data[4 + length :]
    return parts


def _private(path: Path, passphrase: Callable[[], str]) -> Ed25519PrivateKey:
    _needed()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_ssh_private_key

    data = _read(path)
    load = load_ssh_private_key if b"OPENSSH" in data[:64] else load_pem_private_key
    try:
        try:
            key = load(data, None)
        except (TypeError, ValueError) as problem:  # it wants a passphrase: each loader says so in its own way
            if "assword" not in str(problem) and "encrypted" not in str(problem):
                raise
            key = load(data, passphrase().encode())
    except CrisisError:
        raise
    except Exception as problem:  # a wrong passphrase, a broken file: the loaders have no class for it
        hint = "it takes a private key as ssh-keygen writes it, and its passphrase"
        raise BadInputFile(f"the key {path} cannot be read: {_short(problem)}", hint) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise BadInputFile(f"the key {path} is not an Ed25519 key", "make one by: ssh-keygen -t ed25519")
    return key


def _public(path: Path) -> Ed25519PublicKey:
    _needed()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_ssh_public_key

    try:
        key = load_ssh_public_key(_read(path))
    except Exception as problem:  # whatever the file is
        hint = "name the .pub file of the key that signed"
        raise BadInputFile(f"the key {path} cannot be read: {_short(problem)}", hint) from None
    if not isinstance(key, Ed25519PublicKey):
        raise BadInputFile(f"the key {path} is not an Ed25519 key", "name the .pub file of the key that signed")
    return key


def _needed() -> None:
    from importlib.util import find_spec

    if find_spec("cryptography") is None:
        raise Refused("signatures need the package cryptography", "pip install 'crisisctl[sign]'")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise NotFound(f"there is no file {path}", "name the file of a key: --key ~/.ssh/id_ed25519") from None
    except OSError as problem:
        raise BadInputFile(f"{path} cannot be read: {problem.strerror}") from None


def _short(problem: Exception) -> str:
    return " ".join(str(problem).split())[:100] or type(problem).__name__
