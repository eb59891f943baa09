"""sign: a head that whoever rewrites the log cannot sign anew, checked here and by OpenSSH's own rules."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from conftest import Crisis
from crisisctl.safekeeping import signing

# Written by OpenSSH itself: `ssh-keygen -Y sign -f KEY -n crisisctl` over the statement; its key is thrown away.
HERE = Path(__file__).parent


def key(folder: Path, name: str, passphrase: bytes = b"") -> Path:
    private = Ed25519PrivateKey.generate()
    how = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    (folder / name).write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, how))
    public = private.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    (folder / f"{name}.pub").write_bytes(public + b" ana@exemplia.example\n")
    return folder / name


@pytest.fixture
def signed(crisis: Crisis) -> str:
    name = crisis.start()
    key(crisis.work, "ana")
    head = crisis.json("verify")["head"]
    crisis.run("sign", "--key", "ana", "-o", "a.sig").prints(f"written: a.sig ({name}, 2 entries, head {head})\n")
    assert (
        Path("a.sig")
        .read_text(encoding="utf-8")
        .startswith(f"crisisctl log\nincident: {name}\nentries: 2\nhead: {head}\n-----BEGIN SSH SIGNATURE-----\n")
    )
    return name


def test_it_holds_while_the_log_goes_on_and_for_nobody_else(crisis: Crisis, signed: str) -> None:
    crisis.run("note", "later").succeeds()
    lines = crisis.run("verify", "--signature", "a.sig", "--key", "ana.pub").succeeds().stdout.splitlines()
    assert lines[1].startswith(f"{signed}: signed by SHA256:")
    assert lines[1].endswith(" up to entry 2")
    assert crisis.json("verify", "--signature", "a.sig", "--key", "ana.pub")["signed"].startswith("signed by SHA256:")
    key(crisis.work, "bo")
    found = crisis.run("verify", "--signature", "a.sig", "--key", "bo.pub")
    assert (found.code, found.stderr) == (
        1, f"{signed}: entry 3 is not what bo.pub signed: the signature does not hold\n"
    )  # fmt: skip


def test_a_log_that_was_redacted_is_still_the_signed_one(crisis: Crisis, signed: str) -> None:
    crisis.run("redact", "2", "--reason", "x", "--yes").succeeds()
    crisis.run("verify", "--signature", "a.sig", "--key", "ana.pub").says("up to entry 2")


def test_another_log_and_a_changed_statement_do_not_hold(crisis: Crisis, signed: str) -> None:
    other = crisis.start()
    found = crisis.run("verify", "-i", other, "--signature", "a.sig", "--key", "ana.pub")
    assert found.stderr == f"{other}: entry 2 is not what was signed: that was {signed}\n"
    text = Path("a.sig").read_text(encoding="utf-8")
    Path("b.sig").write_text(text.replace("entries: 2", "entries: 1"), encoding="utf-8")
    assert crisis.run("verify", "-i", signed, "--signature", "b.sig", "--key", "ana.pub").stderr == (
        f"{signed}: entry 2 is not what ana.pub signed: the signature does not hold\n"
    )
    # signed truly, of a log of the same name that was another one
    statement = signing.Statement(signed, 2, "0" * 64)
    Path("c.sig").write_text(signing.sign(statement, Path("ana"), str), encoding="utf-8")
    assert crisis.run("verify", "-i", signed, "--signature", "c.sig", "--key", "ana.pub").stderr == (
        f"{signed}: entry 2 is not what was signed: entry 2 had the digest {'0' * 64}\n"
    )


def test_its_form_is_that_of_openssh(crisis: Crisis, signed: str) -> None:
    text = Path("a.sig").read_text(encoding="utf-8")
    blob = base64.b64decode("".join(text.partition("-----BEGIN SSH SIGNATURE-----\n")[2].splitlines()[:-1]))
    public = base64.b64decode(Path("ana.pub").read_text(encoding="utf-8").split()[1])
    assert blob[:10] == b"SSHSIG\0\0\0\1"
    assert blob[10:14] == len(public).to_bytes(4)
    assert blob[14 : 14 + len(public)] == public
    assert b"\0\0\0\x09crisisctl\0\0\0\0\0\0\0\x06sha512" in blob


def test_what_openssh_signed_holds_here() -> None:
    statement, fingerprint = signing.check(
        (HERE / "openssh.sig").read_text(encoding="utf-8"), HERE / "openssh.pub"
    ) or (None, "")
    assert statement == signing.Statement("outage-20261122-1", 59, "5c0ffee5" * 8)
    assert fingerprint.startswith("SHA256:")


def test_a_key_with_a_passphrase(crisis: Crisis, signed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    key(crisis.work, "locked", b"geheim")
    monkeypatch.setenv("PASS", "geheim")
    crisis.run("sign", "--key", "locked", "--passphrase-env", "PASS", "-o", "l.sig").succeeds()
    crisis.run("verify", "--signature", "l.sig", "--key", "locked.pub").says("up to entry 2")
    monkeypatch.setenv("PASS", "wrong")
    crisis.run("sign", "--key", "locked", "--passphrase-env", "PASS").fails_with(4, "the key locked cannot be read: ")
    crisis.run("sign", "--key", "locked").fails(
        2, "crisisctl: nobody is there to be asked (--passphrase-env VARIABLE)\n"
    )
    crisis.run("sign", "--key", "locked", "--passphrase-env", "NONE").fails(
        2, "crisisctl: there is no environment variable NONE (export it first)\n"
    )


def test_keys_and_files_that_will_not_do(crisis: Crisis, signed: str) -> None:
    other = generate_private_key(SECP256R1())
    Path("ec").write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    Path("junk").write_text("junk", encoding="utf-8")
    crisis.run("sign", "--key", "ec").fails(
        4, "crisisctl: the key ec is not an Ed25519 key (make one by: ssh-keygen -t ed25519)\n"
    )
    crisis.run("sign", "--key", "junk").fails_with(4, "the key junk cannot be read: ")
    crisis.run("sign", "--key", "none").fails(
        3, "crisisctl: there is no file none (name the file of a key: --key ~/.ssh/id_ed25519)\n"
    )
    crisis.run("verify", "--signature", "a.sig", "--key", "ana").fails_with(4, "the key ana cannot be read: ")
    crisis.run("verify", "--signature", "a.sig").fails(
        2, "crisisctl: a signature is checked against a key (give both: --signature FILE --key PUBLIC_KEY)\n"
    )
    crisis.run("verify", "--signature", "none", "--key", "ana.pub").fails_with(3, "there is no signature in none")
    crisis.run("verify", "--signature", "junk", "--key", "ana.pub").fails(
        4, "crisisctl: the signature file does not begin with a statement of ours (crisisctl sign writes one)\n"
    )
    text = Path("a.sig").read_text(encoding="utf-8")
    for cut in (text[: text.index("-----BEGIN") + 40], text.replace("U1NIU0lH", "U1NIU0l!")):
        Path("cut").write_text(cut, encoding="utf-8")
        done = crisis.run("verify", "--signature", "cut", "--key", "ana.pub")
        assert done.code in {1, 4}, done


def test_a_log_that_is_not_intact_is_not_signed(crisis: Crisis, signed: str) -> None:
    from crisisctl.runner import open_desk

    open_desk().store.change(signed, lambda lines: [lines[-1]])
    crisis.run("sign", "-i", signed, "--key", "ana").fails(
        1, f"crisisctl: {signed} is not intact, and is not signed (see why: crisisctl verify -i {signed})\n"
    )
